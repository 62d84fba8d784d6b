"""One cell of an announcement at a time: the value it stands for, and what to point out about it.

Values are remembered by cell, because an announcement repeats its dates, companies and codes thousands of
times; ordinary Japanese names take a short way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from desktop_app.domain.dates import DateReading, read_date, serial_date
from desktop_app.domain.names import clean_text, fold_digits, is_kana, to_katakana
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import OF_DATES, Finding, FindingKind
from desktop_app.exchange.tables import Cell

LONG_NAME = 24  # longer ones do not fit the forms' name column on one line
_LIMITS = {AnnouncementField.EMPLOYEE_NO: 20, AnnouncementField.ORG_CODE: 20}
_LIMIT = 100
_FAR = dt.timedelta(days=400)

_YES = frozenset(
    ("○", "〇", "◯", "◎", "✓", "✔", "レ", "1", "y", "yes", "true", "はい", "該当", "該当する", "対象", "特", "有")
)
_NO = frozenset(
    ("×", "✕", "✖", "x", "0", "n", "no", "false", "いいえ", "非該当", "該当しない", "該当なし", "対象外", "無", "なし")
) | frozenset("-ー―－‐–—")

_PLAIN = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uf900-\ufaff"
PLAIN_NAME = f"[{_PLAIN}]{{1,10}}(?:\u3000[{_PLAIN}]{{1,10}})?"
PLAIN_KANA = "[\u30a1-\u30fa\u30fc]{1,20}(?:\u3000[\u30a1-\u30fa\u30fc]{1,20})?"
PLAIN_NUMBER = "[0-9A-Za-z]{1,20}"
"""What needs no further look: ordinary Japanese names and readings, numbers as they are given out."""
_PLAIN_NAME, _PLAIN_KANA, _PLAIN_NUMBER = map(re.compile, (PLAIN_NAME, PLAIN_KANA, PLAIN_NUMBER))
_NUMBER = re.compile("[0-9A-Za-z]+(?:[-_][0-9A-Za-z]+)*")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)")
_AS_FORMULA = re.compile('="(.*)"')  # how some systems keep Excel from dropping zeros
_GUARDED = re.compile("'(?=[=+@-])")  # how exports keep Excel from calculating
_CONTROL = re.compile("U\\+00[0-9A-F]{2}")
_REPLACED = re.compile("[?？〓\ufffd□]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_FOREIGN = re.compile(
    "[^\u0000-\u036f\u1e00-\u1eff\u2000-\u206f\u25a1\u3000-\u30ff\u3400-\u9fff\ue000-\ufaff\ufe00-\ufe0f\uff00-\uffff"
    "\U00020000-\U0003ffff\U000e0100-\U000e01ef\U000f0000-\U0010ffff]"
)

Points = tuple[tuple[FindingKind, dict[str, object]], ...]


class CellReader:
    """Reads cells and gathers what to point out; *today* fills in missing years.

    *also_own*: codes of workplaces that became ours, or that ours became.
    """

    def __init__(self, today: dt.date, own_org_code: str, also_own: Iterable[str] = ()) -> None:
        self.findings: list[Finding] = []
        self.number_cells: set[int] = set()
        self._today = today
        self._own = _code(own_org_code)
        self._ours = frozenset(code.casefold() for code in (self._own, *map(_code, also_own)))
        self._texts: dict[Cell, tuple[str, Points]] = {}
        self._dates: dict[Cell, DateReading] = {}
        self._codes: dict[Cell, tuple[str, bool, Points]] = {}

    def note(self, row: int, column: str | None, kind: FindingKind, **facts: object) -> None:
        """Point something out."""
        self.findings.append(Finding(row, column, kind, facts))

    def text(self, row: int, column: str, cell: Cell) -> str:
        """Return a cell as cleaned text."""
        known = self._texts.get(cell)
        if known is None:
            known = self._texts[cell] = _read_text(cell, _LIMIT)
        if known[1]:
            self._point_out(row, column, known[1])
        return known[0]

    def name(self, row: int, cell: Cell) -> str:
        """Return a name as written, without what nobody sees."""
        column = AnnouncementField.NAME
        if isinstance(cell, str) and _PLAIN_NAME.fullmatch(cell):
            return cell
        name = self.text(row, column, cell)
        if _REPLACED.search(name):
            self.note(row, column, FindingKind.REPLACED_CHARACTER, text=name)
        if private := _PRIVATE.findall(name):
            self.note(row, column, FindingKind.PRIVATE_CHARACTER, characters=_code_points(private))
        if foreign := _FOREIGN.findall(name):
            self.note(row, column, FindingKind.FOREIGN_SCRIPT, characters="".join(dict.fromkeys(foreign)))
        if len(name) > LONG_NAME:
            self.note(row, column, FindingKind.LONG_NAME, length=len(name))
        return name

    def kana(self, row: int, cell: Cell) -> str:
        """Return a reading in full-width katakana; what is no kana stays and is pointed out."""
        if isinstance(cell, str) and _PLAIN_KANA.fullmatch(cell):
            return cell
        kana = to_katakana(self.text(row, AnnouncementField.KANA, cell))
        if not kana:
            self.note(row, AnnouncementField.KANA, FindingKind.KANA_MISSING)
        elif not is_kana(kana):
            self.note(row, AnnouncementField.KANA, FindingKind.NOT_KANA, text=kana)
        return kana

    def employee_no(self, row: int, cell: Cell) -> str:
        """Return the number as text; whether Excel took its zeros is seen when all rows are read."""
        column = AnnouncementField.EMPLOYEE_NO
        if isinstance(cell, str):
            if _PLAIN_NUMBER.fullmatch(cell):
                return cell
        elif isinstance(cell, int | float):
            self.number_cells.add(row)
        text, points = _read_text(cell, _LIMITS[column])
        self._point_out(row, column, points)
        number = _code(text)
        if number and not _NUMBER.fullmatch(number):
            self.note(row, column, FindingKind.ODD_NUMBER, text=number)
        return number

    def code(self, row: int, column: str, cell: Cell) -> str:
        """Return a code as text: no blanks within, full-width letters and digits folded."""
        text, points = _read_text(cell, _LIMITS[AnnouncementField.ORG_CODE])
        self._point_out(row, column, points)
        return _code(text)

    def org_code(self, row: int, cell: Cell) -> tuple[str, bool]:
        """Return the workplace's code and whether it is our own."""
        known = self._codes.get(cell)
        if known is None:
            text, points = _read_text(cell, _LIMITS[AnnouncementField.ORG_CODE])
            code = _code(text)
            if code != self._own and code.isdecimal() and code.zfill(len(self._own)) == self._own:
                points = (*points, (FindingKind.ZEROS_LOST, {"text": code, "value": self._own}))
                code = self._own
            known = self._codes[cell] = (code, code.casefold() in self._ours, points)
        code, is_own, points = known
        if points:
            self._point_out(row, AnnouncementField.ORG_CODE, points)
        return code, is_own

    def date(self, row: int, column: str, cell: Cell) -> dt.date | None:
        """Return the day a cell means, or None."""
        reading = self._dates.get(cell)
        if reading is None:
            reading = self._dates[cell] = _read_date(cell, self._today)
        if reading.reason is not None and reading.reason in OF_DATES:
            facts = {"text": raw_text(cell), "value": reading.value}
            self.note(row, column, OF_DATES[reading.reason], **facts)
        return reading.value

    def timing(self, row: int, effective: dt.date, notice: dt.date | None) -> None:
        """Point out days that are possible but unusual."""
        column = AnnouncementField.EFFECTIVE_DATE
        if abs(effective - self._today) > _FAR:
            self.note(row, column, FindingKind.DATE_FAR, value=effective)
        elif effective < self._today:
            self.note(row, column, FindingKind.DATE_PASSED, value=effective)
        if notice and notice > effective:
            self.note(row, AnnouncementField.NOTICE_DATE, FindingKind.NOTICE_AFTER_EFFECTIVE, value=notice)

    def flag(self, row: int, cell: Cell, column: str = AnnouncementField.SPECIFIED_AFFILIATE) -> bool | None:
        """Return yes, no, or None for an empty or unreadable cell."""
        text = self.text(row, column, cell).casefold()
        if text in _YES or text in _NO:
            return text in _YES
        if text:
            self.note(row, column, FindingKind.FLAG_UNREADABLE, text=text)
        return None

    def _point_out(self, row: int, column: str, points: Points) -> None:
        self.findings.extend(Finding(row, column, kind, facts) for kind, facts in points)


def raw_text(cell: Cell) -> str:
    """Return a cell as the person sees it in the file."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _read_text(cell: Cell, limit: int) -> tuple[str, Points]:
    written = raw_text(cell)
    if formula := _AS_FORMULA.fullmatch(written.strip()):
        written = formula[1]
    cleaned = clean_text(_GUARDED.sub("", written, count=1) if written.startswith("'") else written)
    points: list[tuple[FindingKind, dict[str, object]]] = []
    control = tuple(code for code in cleaned.removed if _CONTROL.fullmatch(code) and code != "U+00AD")
    unseen = tuple(code for code in cleaned.removed if code not in control)
    if control:
        points.append((FindingKind.CONTROL_CHARACTERS, {"characters": control}))
    if unseen:
        points.append((FindingKind.INVISIBLE_REMOVED, {"characters": unseen}))
    if _ERROR.fullmatch(cleaned.text):
        points.append((FindingKind.ERROR_VALUE, {"text": cleaned.text}))
    if len(cleaned.text) > limit:
        points.append((FindingKind.TOO_LONG, {"length": len(cleaned.text), "limit": limit}))
    return cleaned.text, tuple(points)


def _read_date(cell: Cell, near: dt.date) -> DateReading:
    if isinstance(cell, dt.date):
        return DateReading(cell, doubtful=False, reason=None)
    if isinstance(cell, int | float) and (day := serial_date(cell)):
        return DateReading(day, doubtful=False, reason=None)
    return read_date(_read_text(cell, _LIMIT)[0], near=near)


def _code(text: str) -> str:
    return "".join(fold_digits(text).split())


def _code_points(characters: list[str]) -> tuple[str, ...]:
    return tuple(f"U+{ord(char):04X}" for char in dict.fromkeys(characters))
