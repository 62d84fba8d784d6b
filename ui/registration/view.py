"""異動を登録, and 登録した内容を直す: one form, the line that says what it means, and the bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme
from ui.parts import buttons, ime
from ui.parts.cards import Note, Page
from ui.parts.labels import aside
from ui.registration.form import TransferForm
from ui.registration.outlook_line import OutlookLine
from ui.registration.presenter import Begun, RegistrationPresenter
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.intake import Outlook
    from ui.desk import Desk, Navigator


class RegistrationScreen(Screen):
    """The form of one transfer."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str = "") -> None:
        super().__init__()
        self._correcting = bool(case_id)
        self._begun: Begun | None = None
        self.form: TransferForm | None = None
        self.presenter = RegistrationPresenter(self, partial(desk.ask, owner=self), navigator, case_id)
        self.outlook = OutlookLine()
        self.reason = aside("", "body", "bad")
        word = _("Correct") if case_id else _("Register")
        self.submit_button = buttons.primary(word, self._submit)
        self._bar = action_row(
            (buttons.quiet(_("Stop entering"), self.presenter.give_up),), (self.reason, self.submit_button)
        )
        self._page = Page()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._page, 1)
        self._foot = QVBoxLayout()
        side = theme.px(theme.PAGE)
        self._foot.setContentsMargins(side, theme.px(8), side, theme.px(12))
        self._foot.addWidget(self.outlook)
        self._column.addLayout(self._foot)
        self._low = False
        self.presenter.start()

    def show_begun(self, begun: Begun) -> None:
        """Build the form anew and fill it."""
        self._begun = begun
        body = self._page.body
        while (item := body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old is not self.outlook:
                old.hide()
                old.deleteLater()
        self.form = TransferForm(begun)
        note = self._note(begun)
        if note is not None:
            body.addWidget(note)
        body.addWidget(self.form)
        if self._low:
            body.addWidget(self.outlook)
        body.addStretch(1)
        if begun.opened is not None:
            self.form.fill_case(begun.opened.case)
        else:
            self.form.fill_texts(begun.draft)
        self.form.settled.connect(self._settled)
        self._settled()
        self.headline_changed.emit()
        next(iter(self.form.rows.values())).focus_field()

    def show_outlook(self, told: Outlook | None) -> None:
        """Say what registering would mean."""
        self.outlook.show_outlook(told, self._begun.day if self._begun else None)
        if told is not None and self.form is not None:
            self.form.show_assumed(specified=told.specified_affiliate)

    def show_refused(self, field: str, error: SekishoError) -> None:
        """Show an error where it belongs."""
        self._working(on=False)
        row = self.form.rows.get(field) if self.form is not None else None
        if row is None:
            self.reason.setText(sentence(error))
            return
        row.show_error(sentence(error))
        self._count_wrong(1)

    def show_unchanged(self) -> None:
        """Say that there is nothing to record."""
        self._working(on=False)
        self.reason.setText(_("Nothing has been changed."))

    # --- Screen ------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Correct what is registered") if self._correcting else _("Register a transfer")

    def facts(self) -> str:
        """Return whose case is corrected."""
        opened = self._begun.opened if self._begun else None
        if opened is None:
            return ""
        case = opened.case
        return f"{case.transferee.name}　{case.transferee.employee_no}　{case.case_no}"

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back to the case") if self._correcting else _("Back")

    def action_bar(self) -> QWidget | None:
        """Return 入力をやめる … 登録."""
        return self._bar

    def primary(self) -> QAbstractButton | None:
        """Return 登録."""
        return self.submit_button

    def set_room(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002 - the contract of every screen
        """Keep the outlook in sight under the form; on a low window it scrolls with it."""
        if low == self._low:
            return
        self._low = low
        if low:
            self._foot.removeWidget(self.outlook)
            self._page.body.insertWidget(max(self._page.body.count() - 1, 0), self.outlook)
        else:
            self._page.body.removeWidget(self.outlook)
            self._foot.addWidget(self.outlook)
        side = theme.px(theme.PAGE)
        self._foot.setContentsMargins(side, 0 if low else theme.px(8), side, 0 if low else theme.px(12))

    # --- inside ------------------------------------------------------------------------------------------

    def _note(self, begun: Begun) -> QWidget | None:
        if begun.opened is not None:
            words = _(
                "Papers already signed stay as they were. What you correct becomes a new record, with its reason."
            )
            return Note((("", words),))
        if begun.draft:
            anew = buttons.secondary(_("Begin anew"), self.presenter.start_anew, small=True)
            return Note((("", _("This is what you had entered before.")),), anew)
        return None

    def _settled(self) -> None:
        assert self.form is not None
        self.presenter.settled(self.form.entry(), self.form.texts())

    def _submit(self) -> None:
        ime.commit_input()
        if self.form is None:
            return
        wrong = self.form.check()
        if wrong:
            self._count_wrong(wrong)
            return
        self.reason.setText("")
        self._working(on=True)
        self.presenter.submit(self.form.entry())

    def _count_wrong(self, wrong: int) -> None:
        self.reason.setText(
            ngettext("{count} place to correct.", "{count} places to correct.", wrong).format(count=wrong)
        )
        assert self.form is not None
        self.form.first_wrong()

    def _working(self, *, on: bool) -> None:
        self.submit_button.setEnabled(not on)
        if not on and self.submit_button.hasFocus():
            self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)
