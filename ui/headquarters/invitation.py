"""職場の加入: the headquarters' invitation with its number, and the six digits a workplace's manager reads back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme
from ui.parts import buttons
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice, EmployeeNoField, LineField
from ui.parts.files import ask_where
from ui.parts.form import FormRow, Message
from ui.parts.labels import hairline, label, paragraph

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters_own import ConfirmedJoining, OwnInvitation

FILE_NAME = "sekisho-headquarters.json"


class InvitationDialog(Dialog):
    """Asks for the name once; then shows the number, and takes answers. *workplaces*: (key, name) of those here."""

    def __init__(self, window: QWidget, workplaces: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            window,
            _("Let a workplace join"),
            _(
                "A workplace joins with this invitation. Its records then open at the headquarters too, "
                "those from before included."
            ),
            way_out=_("Close"),
            primary=_("Make the invitation"),
            on_primary=self._press,
        )
        self.presenter: Any = None
        self.name = LineField(width=400, limit=200)
        self.name_row = FormRow(
            _("Name of the headquarters"),
            self.name,
            mark="required",
            help_text=_("As the workplaces will see it. It stays as it is."),
        )
        self.who = paragraph("", bold=True)
        self.code = label("", "section")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save = buttons.secondary(_("Save the invitation"), self._choose_place, icon="export")
        self.file_message = Message()
        self.workplace = Choice(workplaces, name=_("Workplace"), width=300)
        self.answer = EmployeeNoField(width=200, limit=12)
        self.answer_row = FormRow(_("The six digits its manager reads back"), self.answer)
        self.told = Message()
        self._known = self._made_part(bool(workplaces))
        for widget in (self.name_row, self._known):
            self.body.addWidget(widget)
            widget.hide()
        self.primary.setEnabled(False)

    def show_invitation(self, invitation: OwnInvitation | None) -> None:
        """Show name and number; without an invitation, ask for the name."""
        self.name_row.setVisible(invitation is None)
        self._known.setVisible(invitation is not None)
        self.primary.setEnabled(True)
        if invitation is None:
            self.name.setFocus()
        else:
            self.who.setText(invitation.name)
            self.code.setText(invitation.code)
            self.code.setAccessibleName(_("Number  {code}").format(code=invitation.code))
            self.primary.relabel(_("Look whether it joined"))
            self.save.setFocus()

    def show_written(self, path: Path) -> None:
        """Say that the file was written."""
        self.file_message.show_help(
            _("Written: {name}. Send it to the workplace; read the number to its manager over the telephone.").format(
                name=path.name
            )
        )

    def show_confirmed(self, confirmed: ConfirmedJoining) -> None:
        """Say that a workplace has joined this headquarters."""
        self.primary.setEnabled(True)
        keys = ngettext(
            "{count} key of its records opens here.", "{count} keys of its records open here.", confirmed.keys
        ).format(count=confirmed.keys)
        joined = _("{workplace} has joined this headquarters.").format(workplace=confirmed.workplace)
        self.answer.clear()
        self.told.show_help(f"{joined} {keys}")

    def show_trouble(self, place: str, words: str) -> None:
        """Say at a place (name, file, answer) what is wrong."""
        self.primary.setEnabled(True)
        {
            "name": self.name_row.show_error,
            "file": self.file_message.show_error,
            "answer": self.answer_row.show_error,
        }[place](words)

    def _made_part(self, has_workplaces: bool) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.who)
        column.addWidget(label(_("Number to read out (20 digits)"), "caption", "ink2"))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.code)
        head.addStretch(1)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.file_message)
        column.addWidget(hairline())
        row = FormRow(_("Workplace"), self.workplace, reserve=False)
        for widget in (row, self.answer_row, self.told):
            column.addWidget(widget)
            widget.setVisible(has_workplaces)
        return part

    def _press(self) -> bool:
        if not self._known.isVisibleTo(self):
            self.name_row.show_error("" if self.name.value() else _("This is needed."))
            if self.name.value():
                self.primary.setEnabled(False)
                self.presenter.make(self.name.value())
            return False
        self.told.show_help("")
        self.answer_row.show_error("" if self.answer.value() else _("This is needed."))
        if self.answer.value() and self.workplace.value():
            self.primary.setEnabled(False)
            self.presenter.confirm(str(self.workplace.value()), self.answer.value())
        return False

    def _choose_place(self) -> None:
        kinds = _("Invitation (*.json)")
        ask_where(self, _("Save the invitation"), FILE_NAME, kinds, lambda path: self.presenter.write(path))  # noqa: PLW0108 - there is no presenter yet
