"""確認すること: what to look at, one below the other, each with what a person answers to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.intake.concerns import Concern
from ui.parts.buttons import Link
from ui.parts.labels import label, paragraph, symbol


class ConcernRow(QWidget):
    """One thing to look at. Focusing or clicking it moves the table there."""

    chosen = Signal(object)

    def __init__(self, concern: Concern, on_agree: Callable[[Concern], Any]) -> None:
        super().__init__()
        self.concern = concern
        self._chosen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{concern.place}　{concern.words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (12, 8, 12, 8)))
        row.setSpacing(theme.px(10))
        look = ("octagon", "bad") if concern.is_wrong else ("triangle", "warn")
        if not concern.is_wrong and not concern.must_be_agreed:
            look = ("info", "ink2")
        row.addWidget(symbol(*look, 18), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        column.addWidget(paragraph(concern.place, "body", bold=True, leading=1.3))
        column.addWidget(paragraph(concern.words, "caption", leading=1.45))
        self.answer = Link(concern.act, lambda: on_agree(self.concern))
        self.answer.setAccessibleName(f"{concern.place}　{concern.act}")
        self._agreed = label(_("Looked at"), "caption", "ok")
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        foot.addWidget(self._agreed)
        foot.addWidget(self.answer)
        foot.addStretch(1)
        column.addLayout(foot)
        row.addLayout(column, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Not earlier: shown before it stands in its row, it would be a window of its own for a blink.
        self.answer.setVisible(bool(concern.act))
        self.show_agreed(agreed=False)

    def show_agreed(self, *, agreed: bool) -> None:
        """Show whether a person has agreed; agreeing can be taken back."""
        self._agreed.setVisible(agreed)
        self.answer.setText(_("Take back") if agreed else self.concern.act)
        self.answer.updateGeometry()

    def set_chosen(self, *, chosen: bool) -> None:
        """Mark the row the table stands at."""
        self._chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the table here, also when the row has the focus already."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Move the table here."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.chosen.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space goes on to the next of the rows meant."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the chosen row and the line below."""
        painter = QPainter(self)
        if self._chosen:
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
            painter.fillRect(0, 0, theme.px(4), self.height(), theme.colour("accent"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class ConcernPanel(QFrame):
    """The card at the right. ``went(rows number)``: the table should stand at this row of the file."""

    went = Signal(int)

    def __init__(self, on_agree: Callable[[Concern], Any]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._on_agree = on_agree
        self._rows: list[ConcernRow] = []
        self._turn: dict[object, int] = {}
        self._counts = label("", "caption", "ink2")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setContentsMargins(*(theme.px(side) for side in (14, 8, 14, 6)))
        self._head.setSpacing(theme.px(2))
        self._head.addWidget(label(_("To be checked"), "section"))
        self._head.addStretch(1)
        self._head.addWidget(self._counts)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._list = QVBoxLayout(sheet)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        self._area.setWidget(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self._area, 1)
        self.setAccessibleName(_("To be checked"))

    def set_compact(self, *, compact: bool) -> None:
        """Put the counts below the heading where both do not fit on one line."""
        ways = QBoxLayout.Direction
        self._head.setDirection(ways.TopToBottom if compact else ways.LeftToRight)

    def show_concerns(self, concerns: tuple[Concern, ...]) -> None:
        """Show other things to look at."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows, self._turn = [], {}
        for place, concern in enumerate(concerns):
            row = ConcernRow(concern, self._on_agree)
            row.chosen.connect(self._choose)
            self._list.insertWidget(place, row)
            self._rows.append(row)

    def show_agreed(self, agreed: frozenset[object], wrong: int, to_look_at: int) -> None:
        """Show what a person has agreed to, and how much is left."""
        for row in self._rows:
            row.show_agreed(agreed=row.concern.key in agreed)
        self._counts.setText(_("mend {wrong} · look at {look}").format(wrong=f"{wrong:,}", look=f"{to_look_at:,}"))

    def rows(self) -> list[ConcernRow]:
        """Return what is shown, in order."""
        return list(self._rows)

    def step(self, step: int, agreed: frozenset[object]) -> None:
        """Go to the next (1) or previous (-1) thing nobody has agreed to (F8)."""
        open_rows = [row for row in self._rows if row.concern.key not in agreed]
        if not open_rows:
            return
        here = next((place for place, row in enumerate(open_rows) if row.hasFocus()), -1 if step > 0 else 0)
        target = open_rows[(here + step) % len(open_rows)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(target)

    def _choose(self, chosen: ConcernRow) -> None:
        for row in self._rows:
            row.set_chosen(chosen=row is chosen)
        rows = chosen.concern.rows
        # Coming back to the same thing leads on to the next of its rows.
        turn = self._turn.get(chosen.concern.key, -1) + 1
        self._turn = {chosen.concern.key: turn}
        self.went.emit(rows[turn % len(rows)])
