"""The picture at the left: the row as it was written, and on demand the whole page it stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.paper_entry.state import Shown
from ui.parts import buttons
from ui.parts.labels import label, paragraph
from ui.parts.pictures import Picture


class PicturePane(QWidget):
    """Shows one row of the paper, with *more* strips that belong to it, and the page when asked."""

    def __init__(self) -> None:
        super().__init__()
        self._named = label("", "caption", "ink2")
        self.whole_link = buttons.Link(_("See the whole page"), self._toggle, role="caption")
        self.strip, self.more, self.page = Picture(), Picture(), Picture()
        self._lost = paragraph(_("The row could not be cut out. Look for it on the page."), "caption", "warn")
        head = QHBoxLayout()
        head.addWidget(self._named)
        head.addStretch(1)
        head.addWidget(self.whole_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        for widget in (self.strip, self._lost, self.more, self.page):
            column.addWidget(widget)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(280))

    def show_row(self, shown: Shown | None, name: str, more: bytes = b"") -> None:
        """Show a row called *name*; the page is folded away again unless the row alone cannot be shown."""
        self._named.setText(shown.page if shown else "")
        self.strip.setAccessibleName(_("Picture of the row: {name}").format(name=name))
        self.page.setAccessibleName(_("Picture of the page: {name}").format(name=shown.page if shown else ""))
        self.strip.show_picture(shown.strip if shown else b"")
        self.page.show_picture(shown.whole if shown else b"")
        self.show_more(more)
        lost = self.strip.is_empty()
        self._lost.setVisible(lost)
        self.whole_link.setVisible(not lost and not self.page.is_empty())
        self._fold(folded=not lost)

    def show_more(self, strip: bytes) -> None:
        """Show another strip below, or none."""
        self.more.show_picture(strip)

    def _toggle(self) -> None:
        self._fold(folded=self.page.isVisibleTo(self))

    def _fold(self, *, folded: bool) -> None:
        self.page.setVisible(not folded and not self.page.is_empty())
        self.whole_link.setText(_("See the whole page") if folded else _("See the row only"))
        self.whole_link.setAccessibleName(self.whole_link.text())


def side_by_side(left: QWidget, right: QWidget) -> QHBoxLayout:
    """Return the picture and what is entered from it; the screen turns it on a narrow window."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(24))
    row.addWidget(left, 3, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, 2, Qt.AlignmentFlag.AlignTop)
    return row
