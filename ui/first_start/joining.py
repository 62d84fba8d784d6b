"""The form of the second PC: how it reaches the workplace it joins, and who works here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.facts import Role
from desktop_app.labels import role_label
from desktop_app.text import _
from ui import theme
from ui.first_start.keys import SecretsForm
from ui.parts import buttons
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow
from ui.parts.labels import hairline
from ui.parts.person_form import PersonForm
from ui.parts.share_password import SharePassword

SHARE, FILES = "share", "files"


class PathRow(QWidget):
    """A path to type or to choose."""

    def __init__(self, words: str, on_choose: Callable[[], Any], help_text: str = "", *, needed: bool = True) -> None:
        super().__init__()
        self._needed = needed
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
        self.row = FormRow(words, line, mark="required" if needed else "optional", help_text=help_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

    def check(self) -> bool:
        """Mark a missing path."""
        missing = self._needed and not self.path.value()
        self.row.show_error(_("This is needed.") if missing else "")
        return not missing


class JoinForm(QWidget):
    """What a second PC needs: the workplace's folder, who works here, and their passphrase."""

    changed = Signal()

    def __init__(self, on_choose: Callable[[], Any], on_choose_invitation: Callable[[], Any]) -> None:
        super().__init__()
        self.way = Choice(
            [
                (SHARE, _("Through the share folder")),
                (FILES, _("By files, because this PC does not reach the folder yet")),
            ],
            width=400,
            name=_("How this PC asks"),
        )
        self.invitation = PathRow(
            _("Invitation file"),
            on_choose_invitation,
            _("The first PC writes it: Settings, Share folder, “Write an invitation”."),
        )
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
        column.addWidget(FormRow(_("How this PC asks"), self.way, mark="required", reserve=False))
        column.addWidget(self.share)
        column.addWidget(self.share_password)
        column.addWidget(self.invitation)
        column.addWidget(hairline())
        column.addSpacing(theme.px(8))
        column.addWidget(self.person)
        column.addWidget(FormRow(_("Role"), self.role, mark="required", reserve=False))
        column.addWidget(hairline())
        column.addSpacing(theme.px(8))
        column.addWidget(self.secrets)
        self.way.currentIndexChanged.connect(lambda _place: self._switch())
        for place in (self.share, self.invitation):
            place.path.textChanged.connect(lambda _text: self._mended())
        self._switch()
        for form in (self.person, self.secrets):
            form.changed.connect(self.changed)

    def by_files(self) -> bool:
        """Whether the request is to travel as a file."""
        return bool(self.way.value() == FILES)

    def check(self) -> bool:
        """Mark what is missing or wrong."""
        return all([self._place().check(), self.person.check(), self.secrets.check()])

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self._place().row, *self.person.rows(), *self.secrets.rows())

    def _place(self) -> PathRow:
        return self.invitation if self.by_files() else self.share

    def _switch(self) -> None:
        self.share.setVisible(not self.by_files())
        self.invitation.setVisible(self.by_files())
        self.share_password.follow(self.share.path.text() if not self.by_files() else "")
        self._mended()

    def _mended(self) -> None:
        for place in (self.share, self.invitation):
            place.row.show_error("")
        self.changed.emit()
