"""The rows of an announcement as they were read: doubtful cells in an amber frame, wrong ones in a red frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import Level
from desktop_app.text import _, language
from ui import theme, words
from ui.days import day_long
from ui.parts.cells import Cell
from ui.parts.rows import Column
from ui.parts.table import Table

if TYPE_CHECKING:
    from desktop_app.usecases.intake import ImportRow
    from ui.intake.reading import Reading

_FIELD = AnnouncementField
_NAMES = (_FIELD.NAME, _FIELD.FAMILY_NAME, _FIELD.GIVEN_NAME, _FIELD.KANA)


class PreviewTable(Table):
    """The table of step 3."""

    def __init__(self) -> None:
        self._reading: Reading | None = None
        number, day = (98, 162) if language() == "ja" else (116, 182)
        super().__init__(
            (
                Column(
                    _("Row"), 40 if language() == "ja" else 48, lambda row: Cell(f"{row.transfer.row}", tone="ink2")
                ),
                Column(_("Employee no."), number, self._employee_no),
                Column(_("Name and kana"), 150, self._name, stretch=3),
                Column(_("Effective date"), day, self._effective),
                Column(_("Belongs to"), 76, self._org_code),
                Column(_("Moves to"), 136, self._destination, stretch=2),
                Column(_("Scope"), 78, self._scope),
            ),
            name=_("Rows of the announcement"),
            row_height=theme.IMPORT_ROW,
            key=lambda row: row.transfer.row,
            fixed=3,
        )

    def show_reading(self, reading: Reading) -> None:
        """Show other rows."""
        self._reading = reading
        self.show_rows(reading.preview.rows)

    def go_to(self, number: int) -> None:
        """Stand at row *number* of the file."""
        row = next((row for row in self.rows() if row.transfer.row == number), None)
        self.select(row)

    def _frame(self, row: ImportRow, *fields: AnnouncementField) -> str:
        if self._reading is None:
            return ""
        levels = self._reading.levels
        worst = max((levels.get((row.transfer.row, field), 0) for field in (*fields, None)), default=0)
        return "bad" if worst == Level.WRONG else "warn" if worst else ""

    def _raw(self, row: ImportRow, field: AnnouncementField) -> str:
        assert self._reading is not None
        return self._reading.preview.announcement.raw_text(row.transfer, field).strip()

    def _employee_no(self, row: ImportRow) -> Cell:
        value, raw = row.transfer.employee_no, self._raw(row, _FIELD.EMPLOYEE_NO)
        return Cell(value, _original(raw) if raw != value else "", frame=self._frame(row, _FIELD.EMPLOYEE_NO))

    def _name(self, row: ImportRow) -> Cell:
        return Cell(row.transfer.name, row.transfer.kana, frame=self._frame(row, *_NAMES))

    def _effective(self, row: ImportRow) -> Cell:
        day, raw = row.transfer.effective_date, self._raw(row, _FIELD.EFFECTIVE_DATE)
        frame = self._frame(row, _FIELD.EFFECTIVE_DATE)
        if day is None:
            return Cell(raw, frame=frame)
        plain = f"{day.year}/{day.month}/{day.day}"
        same = raw in {plain, day.isoformat(), f"{day:%Y/%m/%d}"}
        return Cell(words.day_with_year(day), "" if same else _original(raw), frame=frame, spoken=day_long(day))

    def _org_code(self, row: ImportRow) -> Cell:
        tone = "ink" if row.transfer.own_workplace else "ink2"
        return Cell(row.transfer.org_code, tone=tone, frame=self._frame(row, _FIELD.ORG_CODE))

    def _destination(self, row: ImportRow) -> Cell:
        moved = row.transfer
        company = words.company_word(moved.destination_company)
        frame = self._frame(row, _FIELD.DESTINATION_COMPANY, _FIELD.DESTINATION_DEPARTMENT, _FIELD.SPECIFIED_AFFILIATE)
        return Cell(company, moved.destination_department, frame=frame)

    def _scope(self, row: ImportRow) -> Cell:
        if row.already_registered:
            return Cell(_("Registered already"), tone="ink2")
        if row.outlook is None:
            return Cell("―", tone="ink2")
        frame = self._frame(row, _FIELD.TRANSFER_TYPE)
        if row.outlook.in_scope:
            return Cell(_("In scope"), frame=frame)
        return Cell(_("Not in scope"), tone="ink2", frame=frame)


def _original(raw: str) -> str:
    return _("as written  {text}").format(text=raw) if raw else ""
