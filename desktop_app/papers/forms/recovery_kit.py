"""鍵の控え: one A4 page with the year's recovery key, or with headquarters' own, to be locked away (share notes, Keys).

It must be usable without this program's help years later: a QR code, and the same key in letters one can type.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from desktop_app.papers.forms.document import CENTRE, begin
from desktop_app.papers.page.blocks import BODY, EM, LEFT, RIGHT, TEXT_WIDTH, page_foot, page_head
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.qr import draw_qr
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.tables import FactsTable
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit, justify
from desktop_app.papers.typesetting.runs import width
from desktop_app.text import _, language

_TITLE = Lettering(Face.MINCHO, 17)
_HEADING = Lettering(Face.GOTHIC_BOLD, 10.5)
_KEY = Lettering(Face.GOTHIC, 13)
_LABEL = Lettering(Face.GOTHIC, 8)
_CODE = Lettering(Face.GOTHIC, 9)
_PITCH = 5.6
_QR_SIDE, _QR_TOP = 46.0, 83.0
_QUIET = 4  # modules left free around the code
_GROUP, _GROUPS_A_LINE = 4, 4
_PEN_ROW = 10.0


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """What the page shows.

    *fiscal_year* is e.g. 2026, None for headquarters' key, which is no year's; *secret_key* the age identity
    (AGE-SECRET-KEY-1…), which is also the QR code;
    *root_fingerprint* the hexadecimal SHA-256 of the organisation's (or headquarters') root certificate. A headquarters
    has no *org_code*.
    """

    employer_name: str
    workplace_name: str
    org_code: str
    fiscal_year: int | None
    secret_key: str
    root_fingerprint: str
    printed_by: str
    created_at: dt.datetime


def render_recovery_kit(kit: RecoveryKit) -> bytes:
    """Return the page as a PDF in the language in use. Raises GlyphMissing (where: the workplace's code)."""
    check_all(texts_in(kit), where=kit.org_code)
    out = BytesIO()
    of_headquarters = kit.fiscal_year is None
    title = _("Headquarters' key copy") if of_headquarters else _("Recovery key copy")
    author = f"{kit.employer_name}　{kit.workplace_name}"
    name = f"{kit.org_code} {kit.fiscal_year or ''}".strip()
    sheet = begin(out, f"{title} {name}".strip(), author, kit.created_at, language())
    page_head(sheet, title)
    sheet.tracked(CENTRE, 29.0, title, _TITLE, 0.4 if len(title) < 8 else 0.06, align=Align.CENTRE)
    _owner(sheet, kit)
    _paragraph(sheet, 53.5, _what_headquarters_key_is() if of_headquarters else _what_it_is())
    _heading(sheet, 79.0, _("Headquarters' key") if of_headquarters else _("This year's key"))
    _qr(sheet, kit.secret_key)
    _key_in_letters(sheet, kit)
    y = _list(sheet, 146.0, _("When you need it"), _steps(_headquarters_first() if of_headquarters else _first()))
    until = _("When the last records that open with it are disposed of, shred this sheet and enter the date below.")
    year_ends = _("When the retention of this fiscal year ends, shred this sheet and enter the date below.")
    _list(sheet, y + 10.0, _("How to keep it"), _rules(until if of_headquarters else year_ends))
    _pen_rows(sheet, kit)
    page_foot(sheet, title, 1, name)
    sheet.save()
    return out.getvalue()


def _owner(sheet: Sheet, kit: RecoveryKit) -> None:
    of = _("Every fiscal year") if kit.fiscal_year is None else _("Fiscal year {year}").format(year=kit.fiscal_year)
    owner = f"{kit.employer_name}　{kit.workplace_name}" + (f"（{kit.org_code}）" if kit.org_code else "")
    fitted = fit(owner, BODY.face, (10.5, 9, 8), TEXT_WIDTH, max_lines=1)
    sheet.text(CENTRE, 37.0, of, Lettering(Face.MINCHO, 12), Align.CENTRE)
    for number, line in enumerate(fitted.lines):
        sheet.text(CENTRE, 43.4 + 4.4 * number, line, Lettering(BODY.face, fitted.size), Align.CENTRE)


def _what_it_is() -> str:
    return _(
        "The ledger and its papers are sealed. If this PC is lost or broken, this key is the only way to open "
        "what was sealed in this fiscal year. Anyone who holds this sheet can read those records: treat it like "
        "the records themselves.",
    )


def _what_headquarters_key_is() -> str:
    return _(
        "This key opens the records of every workplace that has joined headquarters. If headquarters' PC is lost, this "
        "sheet brings the key back; with the age program it opens any sealed file. Anyone who holds it can read all "
        "those records: treat it like the records themselves.",
    )


def _first() -> str:
    return _("Install this program on the new PC. It asks for this key when the records are restored.")


def _headquarters_first() -> str:
    return _("Make headquarters on the new PC, join the workplaces again, then open Headquarters' key there.")


def _steps(first: str) -> tuple[str, ...]:
    return (
        first,
        _("Read the square code, or type the letters. Blanks do not matter, nor do small and capital letters."),
        _("Compare the fingerprint shown on the screen with the one on this sheet. If they differ, stop."),
    )


def _rules(end: str) -> tuple[str, ...]:
    return (
        _("Keep this sheet in a locked safe or cabinet, apart from the PC. One sheet only."),
        _("Do not copy, scan, photograph or send it. Do not save it as a file."),
        end,
    )


def _heading(sheet: Sheet, y: float, text: str) -> None:
    sheet.text(LEFT, y, text, _HEADING)


def _paragraph(sheet: Sheet, y: float, text: str, x: float = LEFT) -> float:
    """Draw a paragraph from baseline *y* and return its last baseline."""
    lines = justify(text, BODY.face, BODY.size, RIGHT - x)
    for number, line in enumerate(lines):
        sheet.set_line(x, y + _PITCH * number, line, BODY)
    return y + _PITCH * (len(lines) - 1)


def _list(sheet: Sheet, y: float, heading: str, items: tuple[str, ...]) -> float:
    _heading(sheet, y, heading)
    y += 1.0
    for number, item in enumerate(items, start=1):
        y += _PITCH + 0.4
        sheet.text(LEFT, y, f"({number})", BODY)
        y = _paragraph(sheet, y, item, LEFT + 2 * EM)
    return y


def _qr(sheet: Sheet, secret_key: str) -> None:
    draw_qr(sheet, LEFT, _QR_TOP, secret_key.upper(), side=_QR_SIDE, quiet=_QUIET)
    sheet.box(LEFT, _QR_TOP, _QR_SIDE, _QR_SIDE, 0.25)


def _key_in_letters(sheet: Sheet, kit: RecoveryKit) -> None:
    x = LEFT + _QR_SIDE + 8
    sheet.text(x, _QR_TOP + 3.0, _("The same key in letters"), _LABEL)
    y = _QR_TOP + 10.0
    kind, _dash, letters = kit.secret_key.upper().rpartition("-")
    for line in (f"{kind}-", *_grouped(letters, _GROUP * _GROUPS_A_LINE)):
        sheet.text(x, y, line, _KEY)
        y += 6.4
    sheet.text(x, y + 1.2, _("Fingerprint of the organisation's root"), _LABEL)
    y += 6.0
    for line in _grouped(kit.root_fingerprint.upper(), 32):
        sheet.text(x, y, line, _CODE)
        y += 4.6


def _grouped(text: str, a_line: int) -> tuple[str, ...]:
    """Return *text* in lines of *a_line* characters, in groups of four with a blank between."""
    lines = (text[at : at + a_line] for at in range(0, len(text), a_line))
    return tuple(" ".join(line[at : at + _GROUP] for at in range(0, len(line), _GROUP)) for line in lines)


def _pen_rows(sheet: Sheet, kit: RecoveryKit) -> None:
    """Draw the record at the foot: who printed it and when, where it is kept, when it was destroyed."""
    top = 244.0
    printed = f"{kit.created_at.year}.{kit.created_at.month}.{kit.created_at.day}"
    cells = (
        ((_("Printed on"), printed), (_("Printed by"), kit.printed_by)),
        ((_("Kept where"), ""), (_("Kept by (signature)"), "")),
        ((_("Destroyed on"), ""), (_("Destroyed by (signature)"), "")),
    )
    half = TEXT_WIDTH / 2
    label = 4 + max(width(text, _LABEL.face, _LABEL.size) for row in cells for text, _value in row)
    FactsTable(cells, ((label, half - label),) * 2, least=_PEN_ROW).draw(sheet, top)
