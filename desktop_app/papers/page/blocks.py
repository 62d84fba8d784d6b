"""The blocks our papers are built from: head, foot, seal boxes, labelled values (paper notes §2, §6)."""

from __future__ import annotations

from desktop_app.papers.page.marks import WORD_AFTER_BOX, check_box, confirmation_mark, middle
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.typesetting import kinsoku
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import width

LEFT, RIGHT = 22.0, 188.7
TEXT_WIDTH = RIGHT - LEFT
BODY = Lettering(Face.MINCHO, 10.5)
EM = BODY.size / POINTS_PER_MM
LABEL_WIDTH = 4 * EM
VALUE_AFTER_LABEL = 5 * EM
SEAL_WIDTH, SEAL_HEIGHT, SEAL_HEAD = 20.0, 22.0, 5.0

_CAUTION = Lettering(Face.GOTHIC_BOLD, 8.5)
_HEAD = Lettering(Face.GOTHIC, 8)
_FOOT = Lettering(Face.GOTHIC, 6.5)
_PAGE = Lettering(Face.GOTHIC, 8)
_SEAL = Lettering(Face.GOTHIC, 7)
_LONG_SEAL = Lettering(Face.GOTHIC, 6.5)


def caution(sheet: Sheet, x: float, y: float) -> None:
    """Draw the 取扱注意 frame, 19 × 5.4 mm, its top left at (x, y)."""
    sheet.box(x, y, 19, 5.4, BOLD)
    sheet.spread(x + 2.2, middle(y + 2.7, _CAUTION.size), "取扱注意", _CAUTION, 14.6)


def page_head(sheet: Sheet, form_name: str, *, right: float = RIGHT) -> None:
    """Draw the head of a portrait page, ending at *right*."""
    caution(sheet, LEFT, 8.6)
    sheet.text(right, 12.4, form_name, _HEAD, Align.RIGHT)


def page_foot(sheet: Sheet, left: str, pages: int, right: str, note: str = "") -> None:
    """Draw the foot of a portrait page: form and wording, page x / y, case number; *note* below (``print_note``)."""
    sheet.rule(LEFT, 284.6, RIGHT, 284.6)
    sheet.text(LEFT, 288.6, left, _FOOT)
    sheet.text((LEFT + RIGHT) / 2, 288.8, f"{sheet.page + 1} / {pages}", _PAGE, Align.CENTRE)
    sheet.text(RIGHT, 288.6, right, _FOOT, Align.RIGHT)
    one_line(sheet, LEFT, 292.0, note, _FOOT, room=TEXT_WIDTH)


def wording_id(wording_hash: str) -> str:
    """Return the first twelve digits of a hash in groups of four, as 文面ID is printed."""
    digits = wording_hash.upper()[:12]
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def one_line(
    sheet: Sheet,
    x: float,
    y: float,
    text: str,
    style: Lettering,
    *,
    room: float,
    smallest: float = 6.5,
    align: Align = Align.LEFT,
) -> None:
    """Draw *text* where it may not wrap: smaller down to *smallest* pt if it must be, then condensed."""
    size = style.size
    while size > smallest and width(text, style.face, size) > room:
        size = max(smallest, size - 0.5)
    condensed = min(100.0, 100 * room / max(0.1, width(text, style.face, size)))
    sheet.text(x, y, text, Lettering(style.face, size), align, condensed=condensed)


def right_block(sheet: Sheet, baseline: float, rows: tuple[tuple[str, str], ...], *, right: float = RIGHT) -> None:
    """Draw labels and values at the upper right, as wide as the longest value, ending at *right*."""
    room = right - LEFT - VALUE_AFTER_LABEL
    wide = min(room, max(_ink_width(value, BODY) for _, value in rows))
    for number, (label, value) in enumerate(rows):
        y = baseline + 6 * number
        sheet.spread(right - wide - VALUE_AFTER_LABEL, y, label, BODY, LABEL_WIDTH)
        one_line(sheet, right - wide, y, value, BODY, room=room)


def seal_boxes(
    sheet: Sheet,
    right: float,
    y: float,
    seals: tuple[SealField, ...],
    *,
    high: float = SEAL_HEIGHT,
) -> tuple[Rect, ...]:
    """Draw a row of seal boxes ending at *right* and return their seal fields."""
    left = right - SEAL_WIDTH * len(seals)
    fields = []
    for number, seal in enumerate(seals):
        x = left + SEAL_WIDTH * number
        style = _SEAL if width(seal.heading, _SEAL.face, _SEAL.size) <= SEAL_WIDTH - 3 else _LONG_SEAL
        sheet.text(x + SEAL_WIDTH / 2, middle(y + SEAL_HEAD / 2, style.size), seal.heading, style, Align.CENTRE)
        if number:
            sheet.rule(x, y, x, y + high)
        if seal.mark:
            confirmation_mark(sheet, x + SEAL_WIDTH / 2, y + (high + SEAL_HEAD) / 2, seal.mark)
        fields.append(sheet.rect(x, y + SEAL_HEAD, SEAL_WIDTH, high - SEAL_HEAD))
    sheet.rule(left, y + SEAL_HEAD, right, y + SEAL_HEAD)
    sheet.box(left, y, right - left, high, BOLD)
    return tuple(fields)


def choices(sheet: Sheet, x: float, baseline: float, words: tuple[tuple[str, bool], ...], style: Lettering) -> None:
    """Draw check boxes in a row, each with its word."""
    for word, ticked in words:
        check_box(sheet, x, baseline, ticked=ticked)
        sheet.text(x + WORD_AFTER_BOX, baseline, word, style)
        x += WORD_AFTER_BOX + width(word, style.face, style.size) + 2.05


def rest_is_blank(sheet: Sheet, x: float, baseline: float, size: float = 9) -> None:
    """Draw （以下余白） centred on *x*, so that nobody can add a row unseen."""
    sheet.text(x, baseline, "（以下余白）", Lettering(Face.GOTHIC, size), Align.CENTRE)


def _ink_width(text: str, style: Lettering) -> float:
    empty = 0.5 * style.size / POINTS_PER_MM if text and text[-1] in kinsoku.CLOSING else 0.0
    return width(text, style.face, style.size) - empty
