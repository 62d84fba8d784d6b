"""The screen: the year whose period is over, a card for every order, and how far a disposal is while it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop_app.errors import DisposalStopped
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.disposal import dialogs
from ui.disposal.cards import OrderCard, YearCard
from ui.disposal.presenter import DisposalPresenter, DisposalState
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Page
from ui.parts.labels import paragraph
from ui.parts.progress import ProgressLine
from ui.shell import Screen

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from desktop_app.domain.disposal_line import DisposalLine
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator
    from ui.items.signed_act import SignedActDialog

_WIDEST = 860


class DisposalScreen(Screen):
    """廃棄; it owns its presenter."""

    nav_key = "ledger"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.presenter = DisposalPresenter(self, desk, navigator, self)
        self.state: DisposalState | None = None
        self.dialog: SignedActDialog | None = None
        self.orders: tuple[OrderCard, ...] = ()
        self._busy = False
        self.banners = BannerArea()
        self.progress = ProgressLine(_("Disposing of the year  {done} / {total}"))
        self.progress.stop_asked.connect(self.presenter.stop)
        self.year = YearCard(self.presenter.choose, self._order)
        self._nothing = paragraph(_("No disposal has been ordered yet."), "", "ink2")
        self._acts: dict[str, Callable[[DisposalLine], Any]] = {
            "approve": self._approve,
            "withdraw": self._withdraw,
            "carry_out": self._carry_out,
            "note_kit": self._note_kit,
            "print": self.presenter.preview_record,
        }
        self._build()
        desk.changed.connect(lambda _changed: self.presenter.read() if self.isVisible() and not self._busy else None)

    def show_state(self, state: DisposalState) -> None:
        """Show orders and the year in sight."""
        self.state = state
        self.year.show_state(state)
        for card in self.orders:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        made = (OrderCard(line, state, self._acts, busy=self._busy) for line in state.lines)
        self.orders = tuple(made)
        for card in self.orders:
            self._cards.addWidget(card)
        self._nothing.setVisible(not self.orders)
        self._settle_primary()
        self._tell_differences(state)
        self.headline_changed.emit()

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Disposal")

    def facts(self) -> str:
        """Return the rule in a sentence."""
        return _("Two people decide, thirty days pass, and a person carries it out. Nothing goes by itself.")

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Ledger")

    def help_topic(self) -> str:
        """Return the chapter about 廃棄."""
        return "disposal"

    def primary(self) -> QAbstractButton | None:
        """Return what waits for whoever sits here; carrying out is never pressed by a key alone."""
        waits = (card.buttons["approve"] for card in self.orders if "approve" in card.buttons)
        order = self.year.order
        return next(waits, order if order.isEnabled() and not order.isHidden() else None)

    def entered(self) -> None:
        """Read orders and years."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def set_room(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002 - the contract of every screen
        """Show one banner alone on a low window."""
        self.banners.set_low(low=low)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(theme.px(12))
        for widget in (self.progress, self.year, self._nothing):
            self._cards.addWidget(widget)
        self._nothing.hide()
        page = Page()
        page.body.addWidget(self.banners)
        page.body.addWidget(holder)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _settle_primary(self) -> None:
        """Let the first order that waits for whoever sits here have the filled button, else the year."""
        waiting = [card.buttons["approve"] for card in self.orders if "approve" in card.buttons]
        for button in waiting[:1]:
            button.become("primary")
        self.year.set_primary(primary=not waiting)

    def _tell_differences(self, state: DisposalState) -> None:
        if not state.differs:
            self.banners.drop("differs")
            return
        event, _sep, meaning = sentence(state.differs[0]).partition("\n")
        self.banners.show_notice(Notice("differs", "alarm", event, meaning))

    def _order(self) -> None:
        if self.state is not None and self.state.preview is not None:
            year = self.state.preview.fiscal_year

            def submit(words: str, pin: str, **heard: Any) -> None:
                self.presenter.order(year, words, pin, **heard)

            self._open(dialogs.order_dialog(self, self.state.preview, submit))

    def _approve(self, line: DisposalLine) -> None:
        self._open(dialogs.approve_dialog(self, line, self._with(self.presenter.approve, line)))

    def _withdraw(self, line: DisposalLine) -> None:
        self._open(dialogs.withdraw_dialog(self, line, self._with(self.presenter.withdraw, line)))

    def _carry_out(self, line: DisposalLine) -> None:
        number = line.disposal.order.order_no
        heard = {"then": self._done, "failed": self._failed, "progress": self._show_progress}

        def submit(pin: str, **_of_the_dialog: Any) -> None:
            # The dialog closes as soon as the work begins; the screen goes on listening.
            self.presenter.carry_out(number, pin, **heard)

        dialog = dialogs.carry_out_dialog(self, line, submit)
        dialog.rejected.connect(self.presenter.stop)
        self._open(dialog)

    def _note_kit(self, line: DisposalLine) -> None:
        if self.state is not None:
            year = line.disposal.order.fiscal_year

            def submit(day: Any, pin: str, **heard: Any) -> None:
                self.presenter.note_kit(year, day, pin, **heard)

            self._open(dialogs.KitDialog(self, year, self.state.today, submit))

    def _with(self, act: Callable[..., None], line: DisposalLine) -> Callable[..., None]:
        number = line.disposal.order.order_no
        return lambda *entered, **heard: act(number, *entered, **heard)

    def _open(self, dialog: SignedActDialog) -> None:
        self.banners.drop("outcome")
        self.dialog = dialog
        dialog.done_with.connect(self._closed)
        dialog.open()

    def _closed(self, _accepted: bool) -> None:
        self.dialog = None

    def _show_progress(self, done: int, total: int) -> None:
        if not self._busy:
            self._busy = True
            self._leave_dialog()
            self.progress.begin()
            self.year.order.setEnabled(False)
            for card in self.orders:
                for button in card.buttons.values():
                    button.setEnabled(False)
        self.progress.show_progress(done, total)

    def _done(self, _disposed: object) -> None:
        self._leave_dialog()
        self._rest()
        self.banners.show_notice(
            Notice(
                "outcome",
                "info",
                _("The disposal was carried out on this PC."),
                _("The other PCs follow when they next reach the share folder. What people have to do stands below."),
            )
        )

    def _failed(self, error: SekishoError) -> None:
        if self.dialog is not None and not self._busy:
            self.dialog.show_refusal(error)
            return
        self._rest()
        event, _sep, meaning = sentence(error).partition("\n")
        kind = "info" if isinstance(error, DisposalStopped) else "alarm"
        self.banners.show_notice(Notice("outcome", kind, event, meaning))

    def _leave_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _rest(self) -> None:
        self._busy = False
        self.progress.end()
        self.presenter.read()
