"""ヘルプ: chapters at the left, the text at the right, and a search over both."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextFrameFormat, QTextLength, QTextTable, QTextTableFormat
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.text import _, language
from ui import theme
from ui.help.chapters import Chapter, chapters
from ui.parts.cards import Page
from ui.parts.entries import ListEntry
from ui.parts.labels import label
from ui.parts.search import SearchField
from ui.shell import Screen


class HelpScreen(Screen):
    """Opens at the chapter of *topic* (a place's key)."""

    nav_key = "help"

    def __init__(self, topic: str = "") -> None:
        super().__init__()
        self._chapters = chapters(language())
        self.search = SearchField(_("Search the help"), width=240)
        self.list = Page(padding=0, spacing=2)
        self.list.setAccessibleName(_("Chapters"))
        self._group = QButtonGroup(self)
        self._entries: dict[Chapter, ListEntry] = {}
        self.nothing = label(_("Nothing found."), "caption", "ink2")
        self.nothing.hide()
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help text"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDefaultFont(theme.font("touch"))
        self.text.document().setDocumentMargin(theme.px(24))
        self._side = QWidget()
        self._side.setObjectName("surface")
        self._build()
        self.search.searched.connect(self.show_matching)
        self._shown = self._chapters[0]
        self._show(self._shown)
        self.go_to(topic)

    def title(self) -> str:
        """Return the heading."""
        return _("Help")

    def search_field(self) -> QWidget | None:
        """Return the field Ctrl+F goes to."""
        return self.search

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Narrow the list on a small window."""
        self._side.setFixedWidth(theme.px(220 if narrow or low else 280))

    def show_matching(self, words: str) -> None:
        """List the chapters in which *words* stand; the one in sight stays if it is among them."""
        found = [chapter for chapter in self._chapters if chapter.matches(words)]
        for chapter, entry in self._entries.items():
            entry.setVisible(chapter in found)
        self.nothing.setVisible(not found)
        if found and self._shown not in found:
            self._show(found[0])

    def go_to(self, topic: str) -> None:
        """Open the chapter a place's F1 leads to, if there is one."""
        for chapter in self._chapters:
            if topic and chapter.topic == topic:
                self._show(chapter)
                return

    def chapter(self) -> Chapter:
        """Return the chapter in sight."""
        return self._shown

    def listed(self) -> tuple[str, ...]:
        """Return the chapters in the list."""
        return tuple(one.title for one, entry in self._entries.items() if entry.isVisibleTo(self.list))

    def _show(self, chapter: Chapter) -> None:
        self._shown = chapter
        self._entries[chapter].setChecked(True)
        self.text.setMarkdown(f"## {chapter.title}\n\n{chapter.text}")
        self._dress()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _dress(self) -> None:
        # Markdown has no line height and no table borders; running text is read at 150 %.
        document = self.text.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            spaced = QTextBlockFormat()
            inside = QTextCursor(block)
            in_table = inside.currentTable() is not None
            spaced.setLineHeight(150.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            spaced.setBottomMargin(0 if in_table else theme.px(8))
            inside.mergeBlockFormat(spaced)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                frame.setFormat(_table_format())
        cursor.endEditBlock()

    def _build(self) -> None:
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, theme.px(16), 0, theme.px(8))
        column.setSpacing(theme.px(4))
        for widget in (self.search, self.nothing):
            line = QHBoxLayout()
            line.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
            line.addWidget(widget)
            column.addLayout(line)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self.text, 1)
        for chapter in self._chapters:
            entry = ListEntry(chapter.title)
            entry.clicked.connect(lambda _on=False, chapter=chapter: self._show(chapter))
            self._group.addButton(entry)
            self._entries[chapter] = entry
            self.list.body.addWidget(entry)
        self.list.body.addStretch(1)
        self.set_room(narrow=False, low=False)


def _table_format() -> QTextTableFormat:
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderBrush(theme.colour("line"))
    made.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    made.setCellPadding(theme.px(8))
    made.setCellSpacing(0)
    made.setHeaderRowCount(1)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 90))
    return made
