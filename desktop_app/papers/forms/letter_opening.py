"""The upper part of a letter: numbers, addressee, sender and the line to sign on (paper notes §6, §7)."""

from __future__ import annotations

from desktop_app.domain.form import Addressee, Labelled, SignatureLine
from desktop_app.papers.forms.letter_data import Letter
from desktop_app.papers.page.blocks import BODY, EM, LABEL_WIDTH, LEFT, RIGHT, TEXT_WIDTH, one_line, right_block
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.strokes import outlines
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import Fitted, fit
from desktop_app.papers.typesetting.runs import width

_NUMBERS, _PITCH = 22.4, 6.0
_PLACE, _TITLE = 37.4, 44.0
_SENDER, _SENDER_PITCH, _SENDER_LINE = 52.4, 7.0, 5.0
_SIGNATURE_AFTER = 14.3
_LABEL_X, _LINE_X, _VALUE_X = 100.0, 118.5, 119.2
_HANDWRITING_HEIGHT = 8.8
_FIELD_HEIGHT = 9.6
_NAME = Lettering(Face.MINCHO, 12)
_SMALL = Lettering(Face.MINCHO, 8)
_NOTE = Lettering(Face.GOTHIC, 7)
_SIZES = (10.5, 9.0, 8.0)


class Opening:
    """Everything above the title, measured; *end* is the lowest baseline, or the signature line."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter
        self._numbers: tuple[Labelled, ...] = ()
        self._sender: tuple[Labelled, ...] = ()
        self._addressee: Addressee | None = None
        self._line: SignatureLine | None = None
        for block in letter.form.blocks:
            self._numbers = block.numbers or self._numbers
            self._sender = block.sender or self._sender
            self._addressee = block.addressee or self._addressee
            self._line = block.signature or self._line
        self._values = [self._fit(row.value, RIGHT - _VALUE_X) for row in self._sender]
        self.end = self._end()

    def _fit(self, text: str, room: float) -> Fitted:
        return fit(text, BODY.face, _SIZES, room, glossary=self._letter.glossary)

    def _end(self) -> float:
        end = _NUMBERS + _PITCH * (len(self._numbers) - 1) if self._numbers else _NUMBERS - _PITCH
        if self._addressee:
            end = max(end, _TITLE)
        if self._sender or self._line:
            end = self._sender_end()
        return end + _SIGNATURE_AFTER if self._line else end

    def _sender_end(self) -> float:
        grown = sum(_SENDER_LINE * (len(value.lines) - 1) for value in self._values)
        return _SENDER + _SENDER_PITCH * (len(self._sender) - 1) + grown

    def draw(self, sheet: Sheet) -> Rect | None:
        """Draw it and return the signature field, if there is a line to sign on."""
        if self._numbers:
            rows = tuple((row.label, row.value) for row in self._numbers)
            right_block(sheet, _NUMBERS, rows, right=self._letter.head_edge)
        if self._addressee:
            self._draw_addressee(sheet, self._addressee)
        self._draw_sender(sheet)
        return self._draw_signature(sheet, self._line) if self._line else None

    def _draw_addressee(self, sheet: Sheet, addressee: Addressee) -> None:
        place = self._fit(addressee.place, TEXT_WIDTH)
        for number, line in enumerate(place.lines):
            above = 4.2 * (len(place.lines) - 1 - number)
            sheet.text(LEFT, _PLACE - above, line, Lettering(BODY.face, place.size))
        honoured = 2 * _NAME.size / POINTS_PER_MM  # 殿 follows after one em
        if not addressee.name:
            name = self._fit(addressee.title, TEXT_WIDTH - honoured)
            sheet.text(LEFT, _TITLE, f"{''.join(name.lines)}　殿", Lettering(BODY.face, name.size))
            return
        title_width = width(addressee.title, BODY.face, BODY.size)
        sheet.text(LEFT, _TITLE, addressee.title, BODY)
        fitted = fit(addressee.name, BODY.face, (12, 10.5, 9, 8, 7), TEXT_WIDTH - title_width - EM - honoured)
        sheet.text(LEFT + title_width + EM, _TITLE, f"{''.join(fitted.lines)}　殿", Lettering(BODY.face, fitted.size))

    def _draw_sender(self, sheet: Sheet) -> None:
        y = _SENDER
        for row, value in zip(self._sender, self._values, strict=True):
            _draw_label(sheet, y, row.label)
            for number, line in enumerate(value.lines):
                sheet.text(_VALUE_X, y + _SENDER_LINE * number, line, Lettering(BODY.face, value.size))
            y += _SENDER_LINE * (len(value.lines) - 1)
            sheet.rule(_LINE_X, y + 1.7, RIGHT, y + 1.7)
            y += _SENDER_PITCH

    def _draw_signature(self, sheet: Sheet, line: SignatureLine) -> Rect:
        y = self.end
        _draw_label(sheet, y - 1.7, line.label)
        sheet.rule(_LINE_X, y, RIGHT, y)
        sheet.text(RIGHT, y - 1.7, line.note, _SMALL, Align.RIGHT)
        if signature := self._letter.signature:
            room = RIGHT - _LINE_X - 2.5 - 14
            ink = outlines(signature.strokes, _LINE_X + 2.5, y - 0.6, room, _HANDWRITING_HEIGHT)
            sheet.outlines(ink)
            below = f"{signature.printed_name}　{signature.signed_at} 署名"
            sheet.text(RIGHT, y + 3.4, below, _NOTE, Align.RIGHT)
        return sheet.rect(_LINE_X, y - _FIELD_HEIGHT, RIGHT - _LINE_X, _FIELD_HEIGHT)


def _draw_label(sheet: Sheet, y: float, label: str) -> None:
    if width(label, BODY.face, BODY.size) <= LABEL_WIDTH:
        sheet.spread(_LABEL_X, y, label, BODY, LABEL_WIDTH)
    else:
        one_line(sheet, _LINE_X - 1, y, label, BODY, room=_LINE_X - _LABEL_X, align=Align.RIGHT)
