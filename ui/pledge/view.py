"""完了報告書を読む・署名: the form at the left, the signature at the right, and what comes after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.case import CaseState
from desktop_app.errors import GlyphMissing
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.answering import refuse_signing
from ui import theme
from ui.parts import buttons, ime
from ui.parts.banners import BannerArea, Notice
from ui.parts.labels import aside
from ui.parts.substitutes import SubstitutesArea
from ui.pledge.after import Outcome, PaperPage, Way
from ui.pledge.asking import NotSigningDialog, ask_to_sign
from ui.pledge.presenter import PledgePresenter, PledgeState, own_copy, sign_at_the_desk, unsigned_paper
from ui.pledge.reading import ReadingPane
from ui.pledge.signing import SigningPane
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from desktop_app.errors import SekishoError
    from ui.desk import Desk
    from ui.parts.dialogs import Dialog

_SIDE, _NARROW_SIDE = 448, 384


class PledgePage(QWidget):
    """The page; ``action_bar()`` and ``primary()`` are for the frame around it."""

    reported = Signal()
    refused = Signal()
    back = Signal()
    seat_return_asked = Signal()
    item_asked = Signal(str)

    def __init__(self, desk: Desk, case_id: str, way: Way | None = None) -> None:
        super().__init__()
        way = way or Way(sign_at_the_desk, refuse_signing, Outcome)
        self._desk, self._case_id = desk, case_id
        self._state: PledgeState | None = None
        self._working = False
        self.dialog: Dialog | None = None
        self.substitutes = SubstitutesArea(desk.ask, big=True)
        self.presenter = PledgePresenter(self, desk, case_id, way.sign, way.refuse)
        self.banners, self.reading, self.signing = BannerArea(), ReadingPane(), SigningPane()
        self.outcome = way.outcome(self._print_copy, self.seat_return_asked.emit)
        self.paper: PaperPage | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self._reading_page())
        self._pages.addWidget(self.outcome)
        self._bars = QStackedWidget()
        self._bars.addWidget(self._bar())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.reading.read_to_end.connect(self._weigh)
        self.signing.changed.connect(self._weigh)
        self.signing.item_asked.connect(self.item_asked)
        desk.changed.connect(self.presenter.heard)
        self._weigh()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: PledgeState) -> None:
        """Show the form and the counts; another text has to be read and checked again, handwriting stays."""
        self._state = state
        self._back.relabel(_("Back to step {number}").format(number=state.last_step))
        self.signing.show_state(state)
        if self.reading.show_text(state.text):
            self.signing.agreed.box.setChecked(False)
        self.substitutes.offer(state.trouble.rows if isinstance(state.trouble, GlyphMissing) else ())
        if state.trouble is not None:
            self.show_trouble(state.trouble)
        else:
            self.banners.drop("trouble")
        if state.is_reported and not self._shows_paper():
            self.outcome.show_reported(confirmed=state.state is CaseState.CONFIRMED, also=state.no_stamp)
            self._show_outcome()
        elif self._pages.currentWidget() is self.outcome and not state.is_reported and not state.is_refused:
            # It was sent back, or a new answer made the refusal a matter of the past.
            self._show_reading()
        self._weigh()

    def show_reported(self) -> None:
        """Show that the report was accepted."""
        self._working = False
        self.signing.pad.clear()
        self.outcome.show_reported(confirmed=False)
        self._show_outcome()
        self.reported.emit()

    def show_refused(self) -> None:
        """Show that the explanation alone was recorded."""
        self._working = False
        self.outcome.show_refused()
        self._show_outcome()
        self.refused.emit()

    def show_trouble(self, error: SekishoError) -> None:
        """Say what stands in the way; the handwriting stays."""
        self._working = False
        event, _sep, meaning = sentence(error).partition("\n")
        self.banners.show_notice(Notice("trouble", "alarm", event, meaning))
        self._weigh()

    # --- for the frame ------------------------------------------------------------------------------------

    def action_bar(self) -> QWidget:
        """Return the bottom bar."""
        return self._bars

    def primary(self) -> QAbstractButton:
        """Return 署名して報告する."""
        return self.sign

    def print_preview(self) -> None:
        """Show the own copy once reported, before that the form to be signed on paper (Ctrl+P)."""
        if self._state is not None and self._state.is_reported:
            self._print_copy()
        elif self.sign.isVisible():
            self._sign_on_paper()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move closer together on a small window."""
        super().resizeEvent(event)
        narrow, low = event.size().width() < theme.px(1180), event.size().height() < theme.px(480)
        self._side.setFixedWidth(theme.px(_NARROW_SIDE if narrow else _SIDE))
        edge, top = theme.px(20 if narrow else 40), theme.px(10 if low else 20)
        self._columns.setContentsMargins(edge, top, edge, top)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the form when the page comes into sight."""
        super().showEvent(event)
        if self._state is None:
            self.presenter.read()
        self.reading.sheet.setFocus()

    # --- inside -------------------------------------------------------------------------------------------

    def _reading_page(self) -> QWidget:
        page = QWidget()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.signing)
        self._side.setFixedWidth(theme.px(_SIDE))
        both = QWidget()
        panes = QHBoxLayout(both)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(theme.px(20))
        panes.addWidget(self.reading, 1)
        panes.addWidget(self._side)
        self._columns = QVBoxLayout(page)
        edge = theme.px(40)
        self._columns.setContentsMargins(edge, theme.px(20), edge, theme.px(20))
        self._columns.setSpacing(theme.px(12))
        self._columns.addWidget(self.banners)
        self._columns.addWidget(self.substitutes.instead_of(both), 1)
        return page

    def _bar(self) -> QWidget:
        self._not_signing = buttons.quiet(_("If you do not sign"), self._ask_not_signing, big=True)
        self._why = aside("", "body")
        self._back = buttons.secondary(_("Back to step {number}").format(number=""), self.back.emit, big=True)
        self.sign = buttons.primary(_("Sign and report"), self._ask_to_sign, icon="sign-pen", big=True)
        return action_row((self._not_signing,), (self._why, self._back, self.sign))

    def _weigh(self) -> None:
        reason = self._reason()
        self._why.setText(reason)
        self.sign.setAccessibleDescription(reason)
        self.sign.setEnabled(not reason and not self._working)
        self.sign.relabel(_("Reporting…") if self._working else _("Sign and report"))
        can_refuse = self._state is not None and not self._state.missing and not self._working
        self._not_signing.setEnabled(can_refuse)

    def _reason(self) -> str:
        """Return why it cannot be signed yet, empty when it can."""
        state = self._state
        if state is None:
            return _("The form is being read…")
        if state.missing:
            count = len(state.missing)
            return ngettext(
                "{count} item is unanswered, so it cannot be signed.",
                "{count} items are unanswered, so it cannot be signed.",
                count,
            ).format(count=count)
        if state.text.unset:
            return _("The form is not complete, so it cannot be signed.")
        if isinstance(state.trouble, GlyphMissing):
            return _("Choose what is printed for the characters that cannot be printed.")
        if not self.reading.at_end():
            return _("Read to the end to sign.")
        if not self.signing.count():
            return _("Sign in the frame.")
        if state.late_days and not self.signing.reason.value():
            return _("Enter the reason for the delay.")
        if not self.signing.agreed.box.isChecked():
            return _("Tick that you have read it.")
        return ""

    def _ask_to_sign(self) -> None:
        ime.commit_input()
        self._open(ask_to_sign(self, self._send))

    def _send(self) -> None:
        self._working = True
        self.banners.drop("trouble")
        self._weigh()
        self.presenter.sign(self.signing.pad.strokes(), self.signing.reason.value())

    def _ask_not_signing(self) -> None:
        ime.commit_input()
        dialog = NotSigningDialog(self, self._refuse, self._sign_on_paper)
        dialog.open()
        self._open(dialog)

    def _refuse(self) -> None:
        self._working = True
        self._weigh()
        self.presenter.refuse()

    def _sign_on_paper(self) -> None:
        told = _("Print it, sign in the line for the name, and hand it to the workplace information manager.")
        self._show_paper(_("Sign on paper"), told, unsigned_paper)

    def _print_copy(self) -> None:
        self._show_paper(_("Your copy"), _("Print your copy and take it with you."), own_copy)

    def _show_paper(self, title: str, told: str, make: Callable[[Any, str], bytes]) -> None:
        self._drop_paper()
        self.paper = PaperPage(self._desk.ask, title, told)
        leave = buttons.secondary(_("Leave the paper"), self._leave_paper, big=True)
        bar = self.paper.bar = action_row((), (leave, self.paper.print))
        self._pages.addWidget(self.paper)
        self._bars.addWidget(bar)
        self._pages.setCurrentWidget(self.paper)
        self._bars.setCurrentWidget(bar)
        self.paper.document.open(lambda app: make(app, self._case_id))

    def _leave_paper(self) -> None:
        if self._state is not None and (self._state.is_reported or self._state.is_refused):
            self._show_outcome()
        else:
            self._show_reading()
        self._drop_paper()

    def _drop_paper(self) -> None:
        if self.paper is not None:
            self.paper.document.stop()
            self._pages.removeWidget(self.paper)
            self._bars.removeWidget(self.paper.bar)
            self.paper.bar.deleteLater()
            self.paper.deleteLater()
            self.paper = None

    def _shows_paper(self) -> bool:
        return self.paper is not None and self._pages.currentWidget() is self.paper

    def _show_outcome(self) -> None:
        self._pages.setCurrentWidget(self.outcome)
        if self._bars.indexOf(self.outcome.bar) < 0:
            self._bars.addWidget(self.outcome.bar)
        self._bars.setCurrentWidget(self.outcome.bar)

    def _show_reading(self) -> None:
        self._pages.setCurrentIndex(0)
        self._bars.setCurrentIndex(0)
        self._weigh()

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)

    def _closed(self, _result: int) -> None:
        self.dialog = None


def _render(app: Any, *, make: Callable[[Any, str], bytes], case_id: str) -> bytes:
    return make(app, case_id)
