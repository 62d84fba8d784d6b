"""The fields of a transfer, read and filled as one: 異動者 and 異動."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.domain.case import TransferCase
from desktop_app.errors import BadDate, FieldMissing
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from desktop_app.usecases.intake import LONGEST_FIELD
from ui import theme
from ui.parts.buttons import Check
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import Choice, EmployeeNoField, KanaField, LineField, TextField
from ui.parts.form import FormRow
from ui.registration.kana import NameField
from ui.registration.presenter import REQUIRED, Begun, Entry

_DATES = ("effective_date", "notice_date")
_TICKED = "specified_affiliate"


class TransferForm(QWidget):
    """``settled`` when any field was left. *correcting* adds the reason."""

    settled = Signal()

    def __init__(self, begun: Begun) -> None:
        super().__init__()
        self._correcting = begun.opened is not None
        self._said_affiliate: bool | None = None
        self._kana_by_hand = False
        self.rows: dict[str, FormRow] = {}
        self._make_rows(begun)
        self.affiliate = Check(_("The destination is a specified affiliate"))
        self.affiliate.clicked.connect(self._say_affiliate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self._card(_("Transferee"), ("employee_no", "origin_department"), ("name", "kana")))
        move = self._card(
            _("Transfer"),
            ("effective_date", "notice_date"),
            ("destination_company", "destination_department"),
            ("transfer_type", ""),
        )
        self._grid.addWidget(self.affiliate, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(move)
        if self._correcting:
            column.addWidget(self._card(_("Correction"), ("reason",)))
        self._listen()

    # --- reading and filling -------------------------------------------------------------------------------

    def entry(self) -> Entry:
        """Return the form as it stands."""
        texts = {field: self._field(field).value() for field in _TEXTS}
        return Entry(
            **texts,
            reason=self._field("reason").value() if self._correcting else "",
            effective_date=self._field("effective_date").value(),
            notice_date=self._field("notice_date").value(),
            transfer_type=self._field("transfer_type").value() or "",
            specified_affiliate=self._said_affiliate,
        )

    def texts(self) -> dict[str, str]:
        """Return everything as it was typed, for the draft."""
        texts = {field: self._line(field).text() for field in (*_TEXTS, *_DATES)}
        texts["transfer_type"] = self._field("transfer_type").value() or ""
        if self._said_affiliate is not None:
            texts[_TICKED] = "1" if self._said_affiliate else "0"
        return texts

    def fill_texts(self, texts: Mapping[str, str]) -> None:
        """Take up a draft."""
        for field in (*_TEXTS, *_DATES):
            if field in texts:
                self._line(field).fill(texts[field])
        for field in _DATES:
            # The reading below the field follows what a person types; a draft is taken for typed.
            self._line(field).textEdited.emit(self._line(field).text())
        if texts.get("transfer_type"):
            self._field("transfer_type").set_value(texts["transfer_type"])
        if texts.get(_TICKED):
            self._said_affiliate = texts[_TICKED] == "1"
            self.affiliate.setChecked(self._said_affiliate)
        self._kana_by_hand = bool(texts.get("kana"))

    def fill_case(self, case: TransferCase) -> None:
        """Show what is registered."""
        texts = {
            "employee_no": case.transferee.employee_no,
            "name": case.transferee.name,
            "kana": case.transferee.kana,
            "origin_department": case.origin.department,
            "destination_company": case.destination.company,
            "destination_department": case.destination.department,
            "transfer_type": case.transfer_type,
            _TICKED: "1" if case.destination.specified_affiliate else "0",
        }
        self.fill_texts(texts)
        self._field("effective_date").set_value(case.effective_date)
        self._field("notice_date").set_value(case.notice_date)

    def show_assumed(self, *, specified: bool) -> None:
        """Tick the box as the programme's list says, unless the person has said something."""
        if self._said_affiliate is None:
            self.affiliate.setChecked(specified)

    # --- checking --------------------------------------------------------------------------------------------

    def check(self) -> int:
        """Mark what is missing or unreadable; return how many fields are wrong."""
        entry = self.entry()
        required = (*REQUIRED, "reason") if self._correcting else REQUIRED
        for field, row in self.rows.items():
            wrong = ""
            if field in _DATES and not self._field(field).readable():
                wrong = sentence(BadDate(text=self._line(field).text()))
            elif field in required and not getattr(entry, field):
                wrong = sentence(FieldMissing(field=field))
            row.show_error(wrong)
        return sum(row.has_error() for row in self.rows.values())

    def first_wrong(self) -> None:
        """Put the cursor into the first field with an error, in reading order."""
        wrong = next((row for row in self.rows.values() if row.has_error()), None)
        if wrong is not None:
            wrong.focus_field()

    # --- inside ----------------------------------------------------------------------------------------------

    def _make_rows(self, begun: Begun) -> None:
        def row(field: str, title: str, widget: QWidget, help_text: str = "") -> None:
            self.rows[field] = FormRow(
                title, widget, mark="required" if field in (*REQUIRED, "reason") else "optional", help_text=help_text
            )

        row("employee_no", _("Employee no."), EmployeeNoField(limit=20))
        row("origin_department", _("Present department"), LineField(begun.workplace, limit=LONGEST_FIELD))
        row("name", _("Name"), NameField(), _("Leave a blank between family and given name."))
        row("kana", _("Kana"), KanaField(limit=LONGEST_FIELD), _("It can be filled in later, before the report."))
        row("effective_date", _("Effective date"), DateField(near=begun.day), _("For example 1001, 10/1 or R8.10.1"))
        row("notice_date", _("Notice date"), DateField(near=begun.day))
        company = LineField(limit=LONGEST_FIELD)
        row("destination_company", _("Destination company"), company, _("The full name, as it stands on the papers."))
        row("destination_department", _("Destination department"), LineField(limit=LONGEST_FIELD))
        kinds = tuple((kind.code, kind.label[language()]) for kind in begun.types)
        chosen = begun.opened.case.transfer_type if begun.opened else kinds[0][0] if kinds else ""
        if chosen not in dict(kinds):
            # What an announcement called it stays a choice of its own.
            kinds = (*kinds, (chosen, chosen))
        row("transfer_type", _("Kind of transfer"), Choice(kinds, chosen, width=260))
        if self._correcting:
            row("reason", _("Reason"), TextField(lines=2, limit=400), _("For example: a wrong character was entered."))
        self._field("name").setMaxLength(LONGEST_FIELD)

    def _card(self, title: str, *lines: tuple[str, ...]) -> QWidget:
        card = Card(title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(4))
        for place, fields in enumerate(line for line in lines if line):
            for column, field in enumerate(fields):
                self._grid.setColumnStretch(column, 1)
                if field:
                    span = 2 if len(fields) == 1 else 1
                    self._grid.addWidget(self.rows[field], place, column, 1, span, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(self._grid)
        return card

    def _field(self, field: str) -> Any:
        return self.rows[field].field

    def _line(self, field: str) -> Any:
        widget = self.rows[field].field
        return widget.line if isinstance(widget, DateField) else widget

    def _listen(self) -> None:
        for field in self.rows:
            line = self._line(field)
            if isinstance(line, Choice):
                line.picked.connect(lambda _value: self.settled.emit())
            else:
                line.settled.connect(lambda _text: self.settled.emit())
        name, kana = self._field("name"), self._field("kana")
        name.read.connect(self._take_reading)
        kana.textEdited.connect(self._touch_kana)

    def _touch_kana(self, text: str) -> None:
        self._kana_by_hand = bool(text)

    def _take_reading(self, kana: str) -> None:
        if not self._kana_by_hand and kana:
            self._field("kana").fill(kana)

    def _say_affiliate(self, ticked: bool) -> None:
        self._said_affiliate = ticked
        self.settled.emit()


_TEXTS = (
    "employee_no",
    "name",
    "kana",
    "origin_department",
    "destination_company",
    "destination_department",
)
