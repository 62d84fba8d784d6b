"""The forms of the second PC: which workplace it joins, and the numbers that two people compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.facts import Role
from desktop_app.labels import role_label
from desktop_app.text import _
from ui import theme
from ui.first_start.keys import SecretsForm
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import Choice, EmployeeNoField, LineField
from ui.parts.form import FormRow
from ui.parts.labels import hairline, label, paragraph
from ui.parts.person_form import PersonForm
from ui.parts.share_password import SharePassword


class PathRow(QWidget):
    """A path to type or to choose."""

    def __init__(self, words: str, on_choose: Callable[[], Any], help_text: str = "") -> None:
        super().__init__()
        self.path = LineField(width=480, limit=500, name=words)
        self.choose = buttons.secondary(_("Choose…"), on_choose, icon="folder")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.path)
        row.addWidget(self.choose)
        row.addStretch(1)
        line.setFocusProxy(self.path)
        line.line = self.path  # type: ignore[attr-defined]
        self.row = FormRow(words, line, mark="required", help_text=help_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

    def check(self) -> bool:
        """Mark a missing path."""
        self.row.show_error("" if self.path.value() else _("This is needed."))
        return bool(self.path.value())


class JoinForm(QWidget):
    """What a second PC needs: the workplace's folder, who works here, and their passphrase."""

    changed = Signal()

    def __init__(self, on_choose: Callable[[], Any]) -> None:
        super().__init__()
        self.share = PathRow(_("Share folder"), on_choose, _("The folder the workplace's first PC uses."))
        self.share_password = SharePassword(self.share.path)
        roles = (
            Role.DEPUTY_MANAGER,
            Role.WORKPLACE_INFORMATION_MANAGER,
            Role.DEPARTMENT_HEAD,
            Role.SECOND_LINE,
            Role.AUDITOR,
        )
        self.role = Choice([(role, role_label(role)) for role in roles], width=300)
        self.person = PersonForm()
        self.secrets = SecretsForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.share)
        column.addWidget(self.share_password)
        column.addWidget(hairline())
        column.addSpacing(theme.px(8))
        column.addWidget(self.person)
        column.addWidget(FormRow(_("Role"), self.role, mark="required", reserve=False))
        column.addWidget(hairline())
        column.addSpacing(theme.px(8))
        column.addWidget(self.secrets)
        self.share.path.textChanged.connect(lambda _text: self._mended())
        for form in (self.person, self.secrets):
            form.changed.connect(self.changed)

    def check(self) -> bool:
        """Mark what is missing or wrong."""
        return all([self.share.check(), self.person.check(), self.secrets.check()])

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.share.row, *self.person.rows(), *self.secrets.rows())

    def _mended(self) -> None:
        if self.share.row.has_error():
            self.share.row.show_error("")
            self.changed.emit()


class CodeForm(QWidget):
    """The number to compare, and the short one the first PC answers with."""

    changed = Signal()

    def __init__(self, on_give_up: Callable[[], Any]) -> None:
        super().__init__()
        self.where = paragraph("", bold=True, leading=1.35)
        self.code = label("", "figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.answer = EmployeeNoField(width=180, limit=20, big=True)
        self.answer_row = FormRow(
            _("Number from the first PC (6 digits)"),
            self.answer,
            mark="required",
            help_text=_("It appears there once you were let in. Have it read to you."),
        )
        self.give_up = buttons.danger(_("Withdraw the request"), on_give_up)
        card = Card(padding=24)
        card.body.addWidget(self.where)
        card.body.addWidget(self.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(card)
        column.addWidget(
            paragraph(
                _(
                    "On the first PC: Settings, Share folder, “PCs that ask to join”. You can close Sekisho meanwhile; "
                    "it comes back to this page."
                ),
                "",
                "ink2",
            )
        )
        column.addWidget(self.answer_row)
        column.addWidget(hairline())
        column.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignLeft)
        self.answer.textChanged.connect(lambda _text: self._mended())

    def show_request(self, workplace: str, code: str) -> None:
        """Show the number."""
        self.where.setText(
            _("Check this number on the PC of the workplace information manager of {workplace}.").format(
                workplace=workplace
            )
        )
        self.code.setText(code)
        self.code.setAccessibleName(_("Number {code}").format(code=code))

    def check(self) -> bool:
        """Mark a missing answer."""
        self.answer_row.show_error("" if self.answer.value() else _("This is needed."))
        return bool(self.answer.value())

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.answer_row,)

    def _mended(self) -> None:
        if self.answer_row.has_error():
            self.answer_row.show_error("")
            self.changed.emit()
