"""A form's blocks as paragraphs and tables of a text document, in the order in which the paper has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from desktop_app.domain.form import (
    Addressee,
    Article,
    Block,
    Labelled,
    OpenItems,
    Results,
    ReturnedGoods,
    SignatureLine,
)
from desktop_app.domain.form_fields import UNSET
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.papers.forms.letter_data import LineSheet
    from desktop_app.usecases.form_reading import FormText

_NOTHING = "―"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


def write_form(cursor: QTextCursor, text: FormText) -> None:
    """Write the whole form; the extra sheets stand where they are reached in reading, before 以上 is the last word."""
    form = _FormWriter(cursor, text)
    for block in text.blocks:
        if block.closing is None:
            form.write(block)
    if text.lines is not None:
        form.write_lines(text.lines)
    if text.print_note:
        form.write_note(text.print_note)
    for block in text.blocks:
        if block.closing is not None:
            form.write(block)


class _FormWriter:
    """Writes block after block, numbering headings and articles."""

    def __init__(self, cursor: QTextCursor, text: FormText) -> None:
        self._write, self._text = _Writer(cursor), text
        self._headings = self._articles = 0

    def write(self, block: Block) -> None:
        """Write one block; the receipt box is for the office and not read here."""
        write = self._write
        match block:
            case Block(title=str() as words):
                write.line(words, bold=True, align=_CENTRE, above=18)
            case Block(paragraph=str() as words):
                write.line(words, indent=1, above=10)
            case Block(centred=str() as words):
                write.line(words, align=_CENTRE, above=6)
            case Block(heading=str() as words):
                self._heading(words)
            case Block(items=tuple() as items):
                for number, words in enumerate(items, start=1):
                    write.line(f"（{number}）{words}", left=24, above=4)
            case Block(article=Article() as article):
                self._article(article)
            case Block(closing=str() as words):
                write.line(words, align=_RIGHT, above=12)
            case _:
                self._write_facts(block)

    def write_note(self, words: str) -> None:
        """Write what the paper says at its foot."""
        self._write.line(words, above=12)

    def write_lines(self, sheet: LineSheet) -> None:
        """Write what was done, system by system."""
        self._write.line(sheet.title, bold=True, above=14)
        rows = [tuple(cell or _NOTHING for cell in row) for row in sheet.rows]
        self._write.table(sheet.columns, rows, (12, 40, 14, 14, 20))
        self._write.line(sheet.note, above=4)

    def _write_facts(self, block: Block) -> None:
        """Write a block that has more to it than words."""
        match block:
            case Block(numbers=tuple() as rows) | Block(sender=tuple() as rows):
                self._labelled(rows)
            case Block(addressee=Addressee() as to):
                self._write.line("　".join(filter(None, (to.place, to.title, to.name, "殿"))))
            case Block(signature=SignatureLine() as line):
                self._write.line(f"{line.label}　{self._text.full_name}", align=_RIGHT, leading=130)
            case Block(particulars=tuple() as rows):
                self._write.table((), [(row.label, row.value or _NOTHING) for row in rows], (28, 72))
            case Block(results=Results() as results):
                self._results(results)
            case Block(open_items=OpenItems() as part):
                self._open_items(part)
            case Block(returned_goods=ReturnedGoods() as goods):
                self._goods(goods)
            case _:
                pass

    def _labelled(self, rows: tuple[Labelled, ...]) -> None:
        for row in rows:
            if row.value.strip():
                self._write.line(f"{row.label}　{row.value}", align=_RIGHT, leading=130)

    def _heading(self, words: str) -> None:
        self._headings += 1
        self._write.line(f"{self._headings}. {words}", bold=True, above=12)

    def _results(self, results: Results) -> None:
        rows = [
            (row.text, row.outcome or _NOTHING, row.done_on or _NOTHING, row.amounts or _NOTHING)
            for row in self._text.results
        ]
        self._write.table(results.columns, rows, (52, 16, 14, 18))

    def _open_items(self, part: OpenItems) -> None:
        self._heading(part.heading)
        for item in self._text.open_items:
            self._write.line(f"{item.item_id}　{item.wording}", left=24, above=4)
            reason, due = part.columns[2], part.columns[3]
            self._write.line(f"{reason}：{item.reason or _NOTHING}　{due}：{item.due_on or _NOTHING}", left=40)
        if not self._text.open_items:
            self._write.line(part.none, left=24, above=4)

    def _article(self, article: Article) -> None:
        self._articles += 1
        heading = f"第{str(self._articles).translate(_FULL_WIDTH)}条（{article.heading}）"
        self._write.line(heading, bold=True, above=10)
        self._write.line(article.text, left=16)
        for number, words in enumerate(article.items, start=1):
            self._write.line(f"({number}) {words}", left=32, above=2)
        if article.closing:
            self._write.line(article.closing, left=16, above=2)

    def _goods(self, part: ReturnedGoods) -> None:
        self._write.line(f"{part.sheet}　{part.title}", bold=True, above=14)
        rows = [
            tuple(cell or _NOTHING for cell in (x.name, x.amount, x.number, x.returned_on, x.state, x.receiver))
            for x in self._text.goods
        ]
        nothing = (_NOTHING, _NOTHING, _NOTHING, _NOTHING, part.states[1], _NOTHING)
        self._write.table(part.columns, rows or [nothing], (28, 10, 18, 16, 14, 14))


class _Writer:
    """Paragraphs and tables at the end of a document."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor, self._first = cursor, True

    def line(
        self,
        words: str,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        above: int = 0,
        left: int = 0,
        indent: int = 0,
        leading: int = 150,
    ) -> None:
        """Write one paragraph; *indent* in characters, the others in px at 100 %."""
        block, letters = QTextBlockFormat(), QTextCharFormat()
        block.setAlignment(align)
        block.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setTopMargin(theme.px(above))
        block.setLeftMargin(theme.px(left))
        letters.setFont(theme.pledge_font(bold=bold))
        block.setTextIndent(indent * theme.px(16))
        if self._first:
            self._cursor.setBlockFormat(block)
            self._first = False
        else:
            self._cursor.insertBlock(block)
        self._insert(words, letters)

    def _insert(self, words: str, letters: QTextCharFormat) -> None:
        """Write *words*, what is not filled in yet in bold and the colour of trouble."""
        missing = QTextCharFormat(letters)
        missing.setFont(theme.pledge_font(bold=True))
        missing.setForeground(theme.colour("bad"))
        at = 0
        for found in UNSET.finditer(words):
            self._cursor.insertText(words[at : found.start()], letters)
            self._cursor.insertText(found[0], missing)
            at = found.end()
        self._cursor.insertText(words[at:], letters)

    def table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        """Write a table under its head, if it has one; *widths* in per cent."""
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(theme.colour("line2"))
        form.setCellPadding(theme.px(5))
        form.setTopMargin(theme.px(6))
        form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, part) for part in widths])
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setHeaderRowCount(1 if head else 0)
        every = [head, *rows] if head else list(rows)
        table = self._cursor.insertTable(len(every), len(widths), form)
        letters, heavier = QTextCharFormat(), QTextCharFormat()
        letters.setFont(theme.pledge_font(10.5))
        heavier.setFont(theme.pledge_font(10.5, bold=True))
        for place, row in enumerate(every):
            for column, words in enumerate(row):
                heavy = place == 0 if head else column == 0
                table.cellAt(place, column).firstCursorPosition().insertText(words, heavier if heavy else letters)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
