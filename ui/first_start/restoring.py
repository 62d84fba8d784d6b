"""The forms that bring a record back: from a backup file, or from the share folder with the printed key copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.first_start.acts import Recovering, Restoring
from ui.first_start.joining import PathRow
from ui.first_start.keys import SecretsForm
from ui.parts.cards import Card
from ui.parts.fields import Choice, EmployeeNoField, LineField
from ui.parts.form import FormRow
from ui.parts.labels import hairline, label, paragraph
from ui.parts.share_password import SharePassword


class RestoreForm(QWidget):
    """Where the record is, and what opens it: the printed key copy, or the passphrase a backup was made with."""

    changed = Signal()

    def __init__(self, on_choose: Callable[[], Any], on_choose_share: Callable[[], Any]) -> None:
        super().__init__()
        self.source = Choice([(False, _("A backup file")), (True, _("The share folder and the key copy"))], width=360)
        self.source_row = FormRow(_("Bring back from"), self.source, reserve=False)
        self.file = PathRow(_("Backup file"), on_choose)
        self.share = PathRow(
            _("Share folder"), on_choose_share, _("For a workplace that lost every PC. Records never sent are lost.")
        )
        self.share_password = SharePassword(self.share.path)
        self.code = LineField(width=480, limit=200)
        self.code_row = FormRow(
            _("Letters on the key copy"),
            self.code,
            help_text=_("Copy them from the paper. Blanks, small and capital letters do not matter."),
        )
        self.passphrase = LineField(width=300, limit=200, secret=True)
        self.passphrase_row = FormRow(
            _("Or the backup's passphrase"),
            self.passphrase,
            help_text=_("Only if one was set when the backup was made."),
        )
        self.employee_no = EmployeeNoField(width=200)
        self.employee_no_row = FormRow(
            _("Your employee number"), self.employee_no, mark="required", help_text=_("As it stands in the record.")
        )
        self.keys = SecretsForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        places = (self.source_row, self.file, self.share, self.share_password)
        for widget in (*places, self.code_row, self.passphrase_row, self.employee_no_row, hairline(), self.keys):
            column.addWidget(widget)
        self.source.currentIndexChanged.connect(lambda _index: self._arrange())
        for field, row in (
            (self.file.path, self.file.row),
            (self.share.path, self.share.row),
            (self.code, self.code_row),
            (self.passphrase, self.code_row),
            (self.employee_no, self.employee_no_row),
        ):
            field.textChanged.connect(lambda _text, row=row: self._mended(row))
        self.keys.changed.connect(self.changed)
        self._arrange()

    @property
    def from_share(self) -> bool:
        """Whether the record is to come from the share folder."""
        return bool(self.source.value())

    def check(self) -> bool:
        """Mark what is missing."""
        sound = not self.keys.wants_start() or self.keys.start.check()
        if self.from_share:
            there = bool(self.code.value())
            self.code_row.show_error("" if there else _("This is needed."))
            self.employee_no_row.show_error("" if self.employee_no.value() else _("This is needed."))
            chosen = self.keys.pin.check()
            return self.share.check() and there and bool(self.employee_no.value()) and chosen and sound
        there = bool(self.code.value() or self.passphrase.text())
        self.code_row.show_error("" if there else _("Enter the letters or the passphrase."))
        return self.file.check() and there and sound

    def entry(self) -> Restoring | Recovering:
        """Return what was entered."""
        start = self.keys.start.value() if self.keys.wants_start() else ""
        if self.from_share:
            return Recovering(
                share=self.share.path.value(),
                share_password=self.share_password.text(),
                code=self.code.value(),
                employee_no=self.employee_no.value(),
                pin=self.keys.pin.value(),
                start_passphrase=start,
            )
        return Restoring(Path(self.file.path.value()), self.code.value(), self.passphrase.text(), start)

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        if self.from_share:
            return (self.share.row, self.code_row, self.employee_no_row, *self.keys.rows())
        return (self.file.row, self.code_row, self.passphrase_row, *self.keys.start.rows())

    def _arrange(self) -> None:
        self.file.setVisible(not self.from_share)
        self.passphrase_row.setVisible(not self.from_share)
        self.share.setVisible(self.from_share)
        self.employee_no_row.setVisible(self.from_share)
        self.keys.pin.setVisible(self.from_share)
        if not self.from_share:
            self.share.path.clear()
        self.changed.emit()

    def _mended(self, row: FormRow) -> None:
        if row.has_error():
            row.show_error("")
            self.changed.emit()


class RestoredForm(QWidget):
    """What was put back, and the fingerprint to compare with the paper."""

    def __init__(self) -> None:
        super().__init__()
        self.where = label("", "section")
        self.fingerprint = paragraph("", "touch")
        card = Card(padding=24)
        card.body.addWidget(self.where)
        card.body.addWidget(label(_("Fingerprint of the organisation's root"), "caption", "ink2"))
        card.body.addWidget(self.fingerprint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_restored(self, workplace: str, org_code: str, fingerprint: str) -> None:
        """Show whose record it is."""
        self.where.setText(_("{workplace} ({code})").format(workplace=workplace, code=org_code))
        letters = fingerprint.upper()
        self.fingerprint.setText(" ".join(letters[at : at + 4] for at in range(0, len(letters), 4)))
