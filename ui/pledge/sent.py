"""What comes after signing on the transferee's own PC: on its way, arrived, or to be handed over another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.banners import BannerArea, Notice
from ui.parts.files import ask_where, ask_which
from ui.parts.labels import paragraph
from ui.pledge.after import Outcome


@dataclass(frozen=True, slots=True)
class SentView:
    """How the declaration stands, in words. *number*: to be read out, empty when nobody needs it any more.

    *alarm*: what to do because no receipt came or it was refused, as (event, meaning). *can_send*: there is a share.
    *can_sign_again*: signing anew may put right what was not taken in. *share*: the address in use, *away*: it was not
    reached, so another address or a password may help.
    """

    told: str
    why: str
    number: str = ""
    alarm: tuple[str, str] | None = None
    done: bool = False
    can_send: bool = False
    can_sign_again: bool = False
    busy: bool = False
    share: str = ""
    away: bool = False


class SentOutcome(Outcome):
    """Status, number, and the ways: send again, save as a file, open what came back, the own copy, close.

    ``sign_asked`` (anew), ``send_asked``, ``save_asked(Path)``, ``reply_chosen(Path)``; ``place_asked(address)``
    when the share is to be reached another way than by *address*.
    """

    sign_asked = Signal()
    send_asked = Signal()
    save_asked = Signal(object)
    reply_chosen = Signal(object)
    place_asked = Signal(str)

    def __init__(self, on_copy: Callable[[], Any], on_leave: Callable[[], Any], file_name: str) -> None:
        super().__init__(on_copy, on_leave)
        self._file_name = file_name
        self.give_back.relabel(_("Save and close"))
        self.number = paragraph("", "figure")
        self.number.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.banners = BannerArea()
        self.again = buttons.secondary(_("Sign again"), self.sign_asked.emit, icon="sign-pen", big=True)
        self.send = buttons.secondary(_("Send again"), self.send_asked.emit, icon="refresh", big=True)
        self.save = buttons.secondary(_("Save as a file"), self._choose_place, icon="export", big=True)
        self.reply = buttons.secondary(_("Open receipt or return"), self._choose_reply, icon="import", big=True)
        self.where = buttons.secondary(_("Change the share folder"), self._show_place, icon="folder", big=True)
        self._share = ""
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(10))
        ways.addStretch(1)
        for button in (self.again, self.send, self.where, self.save, self.reply):
            ways.addWidget(button)
        ways.addStretch(1)
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(0, self.banners)
        column.insertWidget(column.count() - 1, self.number)
        column.insertLayout(column.count() - 1, ways)
        for button in (self.again, self.send):
            button.hide()

    def show_standing(self, view: SentView) -> None:
        """Show how it stands."""
        self._mark.show_symbol("check-disc" if view.done else "clock", "ok" if view.done else "hand")
        self._say(view.told, view.why)
        self.number.setText(view.number)
        self.number.setVisible(bool(view.number))
        self.number.setAccessibleName(_("Number of the declaration: {number}").format(number=view.number))
        self.again.setVisible(view.can_sign_again)
        self.send.setVisible(view.can_send and not view.done and not view.can_sign_again)
        self.send.setEnabled(not view.busy)
        self.send.relabel(_("Sending…") if view.busy else _("Send again"))
        self.save.setVisible(not view.done and not view.can_sign_again)
        self._share = view.share
        self.where.setVisible(not view.done and not view.can_sign_again)
        if view.alarm is None:
            self.banners.drop("post")
        elif view.away:
            act = _("Enter address or password")
            self.banners.show_notice(Notice("post", "warn", *view.alarm, act=act, on_act=self._show_place))
        else:
            self.banners.show_notice(Notice("post", "warn", *view.alarm))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move closer together on a low window: what is to be done comes before air."""
        super().resizeEvent(event)
        low = event.size().height() < theme.px(440)
        self._mark.setVisible(not low)
        edge = theme.px(12 if low else 40)
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.setSpacing(theme.px(6 if low else 16))

    def show_reported(self, *, confirmed: bool, also: str = "") -> None:
        """Say that it is signed; how it travels is told by show_standing."""
        del confirmed, also
        self.copy.show()

    def show_refused(self) -> None:
        """Say that the explanation alone is handed in."""
        self.copy.hide()

    def _show_place(self) -> None:
        self.place_asked.emit(self._share)

    def _choose_place(self) -> None:
        ask_where(
            self, _("Save as a file"), self._file_name, _("Declaration (*.sekisho-declaration)"), self.save_asked.emit
        )

    def _choose_reply(self) -> None:
        kinds = _("Receipt or return (*.sekisho-reply);;All files (*)")
        ask_which(self, _("Open receipt or return"), kinds, self.reply_chosen.emit)
