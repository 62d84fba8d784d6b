"""The list: a heading a step, a row an item, the reason open under what is sent back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.facts import Answer, StoredFile, Verdict
from desktop_app.text import _, ngettext
from ui import theme
from ui.confirmation.state import ItemView, StepView
from ui.parts.answer import CHECKED, RETURNED, CheckControl
from ui.parts.badges import Badge, BadgeLook
from ui.parts.buttons import Link
from ui.parts.cards import Strip
from ui.parts.fields import Choice, TextField
from ui.parts.labels import hairline, label, paragraph

_LONGEST_REASON = 500
_ID_WIDTH = 56


class ItemRow(QWidget):
    """One item. ``said(item id, verdict, reason code, text)``, ``file_asked(file)``, ``weighed`` on any change."""

    said = Signal(str, object, str, str)
    file_asked = Signal(object)
    weighed = Signal()

    def __init__(self, item: ItemView, reasons: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.item = item
        self.control = CheckControl(f"{item.item_id}　{item.text}")
        self.control.chosen.connect(self._choose)
        self.settled = Badge(BadgeLook("", "", "neutral"))
        self.settled.hide()
        self.reason = Choice(reasons, name=_("Reason for sending back"), width=200)
        self.reason.setPlaceholderText(_("Choose a reason"))
        self.reason.set_value(None)
        self.reason.picked.connect(lambda _code: self._tell())
        self.text = TextField(name=_("Words to the transferee"), lines=2, limit=_LONGEST_REASON)
        self.text.settled.connect(lambda _text: self._tell())
        self._told: tuple[Verdict, str, str] | None = None
        self._opened = self._reason_box()
        self._build(item)
        self.show_item(item)

    def show_item(self, item: ItemView) -> None:
        """Show what is recorded; a reason that is being written stays as it is."""
        self.item = item
        if self._unsaved():
            return
        value = {Verdict.ACCEPTED: CHECKED, Verdict.TO_RETURN: RETURNED, None: ""}[item.verdict]
        self.control.set_value(value)
        self._told = (item.verdict, item.reason_code, item.reason_text) if item.verdict else None
        if item.verdict is Verdict.TO_RETURN:
            self.reason.set_value(item.reason_code or None)
            if self.text.value() != item.reason_text:
                self.text.fill(item.reason_text)
        self._opened.setVisible(value == RETURNED)

    def verdict(self) -> Verdict | None:
        """Return what the person says of the item, recorded or not."""
        return {CHECKED: Verdict.ACCEPTED, RETURNED: Verdict.TO_RETURN}.get(self.control.value())

    def is_pending(self) -> bool:
        """Say whether it is to be sent back, but no reason is given yet."""
        return self.control.value() == RETURNED and not self._has_reason()

    def allow(self, *, allowed: bool) -> None:
        """Let the person say something, or only read."""
        for widget in (self.control, self.reason, self.text):
            widget.setEnabled(allowed)
        # What is settled looks settled: a word, no control.
        self.control.setVisible(allowed)
        look = _VERDICTS.get(self.item.verdict) if self.item.verdict and not allowed else None
        if look is not None:
            self.settled.show_look(look())
        self.settled.setVisible(look is not None)

    def go_to(self) -> None:
        """Take the keyboard."""
        self.control.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Record what stands in the fields (before leaving)."""
        if self.control.value() == RETURNED:
            self._tell()

    def _choose(self, value: str) -> None:
        self._opened.setVisible(value == RETURNED)
        if value == CHECKED:
            self._send(Verdict.ACCEPTED, "", "")
        elif self._has_reason():
            self._tell()
        else:
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.weighed.emit()

    def _tell(self) -> None:
        if self.control.value() == RETURNED and self._has_reason():
            self._send(Verdict.TO_RETURN, self.reason.value() or "", self.text.value())
        self.weighed.emit()

    def _send(self, verdict: Verdict, code: str, text: str) -> None:
        if (verdict, code, text) != self._told:
            self._told = (verdict, code, text)
            self.said.emit(self.item.item_id, verdict, code, text)

    def _unsaved(self) -> bool:
        """Say whether a reason is begun that is not recorded yet."""
        if self.control.value() != RETURNED:
            return False
        return (Verdict.TO_RETURN, self.reason.value() or "", self.text.value()) != self._told

    def _has_reason(self) -> bool:
        return bool(self.reason.value() or self.text.value())

    def _build(self, item: ItemView) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(*(theme.px(side) for side in (16, 12, 14, 12)))
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnMinimumWidth(0, theme.px(_ID_WIDTH - 8))
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(item.item_id, "", "ink2", bold=True), 0, 0)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(6))
        middle.addWidget(paragraph(item.text, leading=1.35))
        middle.addLayout(self._answer_line(item))
        if item.note:
            middle.addWidget(paragraph(item.note, "caption", "ink2", leading=1.35))
        if item.files:
            middle.addLayout(self._files(item.files))
        grid.addLayout(middle, 0, 1)
        grid.addWidget(self.control, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.settled, 0, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._opened, 1, 1, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(grid)
        column.addWidget(hairline())

    def _answer_line(self, item: ItemView) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        line.addWidget(Badge(answer_look(item.answer)), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(paragraph(item.evidence, "caption", "ink2", leading=1.35), 1, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _files(self, files: tuple[StoredFile, ...]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        for kept in files:
            link = Link(kept.name, partial(self.file_asked.emit, kept), role="caption", icon="attach")
            link.setAccessibleName(_("Save a copy of {name}").format(name=kept.name))
            link.setToolTip(link.accessibleName())
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _reason_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(label(_("Reason for sending back"), "", "ink2"))
        line.addWidget(self.reason)
        line.addWidget(paragraph(_("Choose a common reason and add to it."), "caption", "ink2", leading=1.2), 1)
        column.addLayout(line)
        column.addWidget(self.text)
        box.hide()
        return box


class StepBox(QWidget):
    """A step: its heading, and its items; what does not apply is only shown when asked."""

    def __init__(self, step: StepView, rows: tuple[ItemRow, ...]) -> None:
        super().__init__()
        self.rows = rows
        self._head = Strip()
        self._head.row.addWidget(label(step.heading, "", "", bold=True))
        self._aside = label("", "caption", "ink2")
        self._head.row.addWidget(self._aside)
        self._head.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        for row in rows:
            column.addWidget(row)

    def show_not_applicable(self, *, shown: bool) -> None:
        """Show or hide the items that do not apply."""
        hidden = 0
        for row in self.rows:
            away = row.item.answer is Answer.NOT_APPLICABLE and not shown
            row.setVisible(not away)
            hidden += away
        count = len(self.rows) - hidden
        told = ngettext("{count} item", "{count} items", count).format(count=count)
        if hidden:
            more = ngettext("{count} “not applicable” is not shown", "{count} “not applicable” are not shown", hidden)
            told = f"{told}　{more.format(count=hidden)}"
        self._aside.setText(told)


class ItemList(QFrame):
    """All steps on one card."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.boxes: list[StepBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.px(4))
        self._column.setSpacing(0)

    def show_boxes(self, boxes: list[StepBox]) -> None:
        """Take the place of what was shown."""
        for old in self.boxes:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.boxes = boxes
        for box in boxes:
            self._column.addWidget(box)


_VERDICTS = {
    Verdict.ACCEPTED: lambda: BadgeLook(_("Checked"), "check", "ok"),
    Verdict.TO_RETURN: lambda: BadgeLook(_("Returned"), "return", "bad"),
}


def answer_look(answer: Answer) -> BadgeLook:
    """Return the badge of an answer."""
    return {
        Answer.DONE: BadgeLook(_("Done"), "check-disc", "ok"),
        Answer.NOT_APPLICABLE: BadgeLook(_("Not applicable"), "ring-dash", "neutral"),
        Answer.NOT_DONE: BadgeLook(_("Not done"), "triangle", "warn"),
    }[answer]
