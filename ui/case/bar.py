"""The case's action bar; on a low window it is the strip that also tells the step and leads to the others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts import buttons
from ui.parts.labels import aside, label
from ui.parts.stepper import Step

_SYMBOLS = {
    "done": ("check-disc", "ok"),
    "going": ("ring-half", "accent"),
    "open": ("ring-dashed", "ink2"),
    "returned": ("return", "bad"),
}


class CaseBar(QWidget):
    """前の手順, 次の手順 … how many are left, the primary. ``step_asked(key)``, ``moved(±1)``, ``primary_asked``."""

    step_asked = Signal(str)
    moved = Signal(int)
    primary_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._steps: Sequence[Step] = ()
        self.before = buttons.secondary(_("Previous step"), lambda: self.moved.emit(-1), icon="chevron-left")
        self.after = buttons.secondary(_("Next step"), lambda: self.moved.emit(1))
        self._symbol = QLabel()
        self._symbol.setFixedSize(theme.px(20), theme.px(20))
        self._name, self._count = label("", bold=True), label("")
        self.choose = buttons.Link(_("Choose a step"), self._choose)
        self.left = aside(tone="", bold=True)
        self.primary = buttons.primary("", self.primary_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._wide = (self.before, self.after)
        self._strip = (self._symbol, self._name, self._count, self.choose)
        for widget in (*self._wide, *self._strip):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.left, 100)
        row.addSpacing(theme.px(8))
        row.addWidget(self.primary)
        self.set_low(low=False)

    def show_step(self, steps: Sequence[Step], step: Step) -> None:
        """Show where the person is."""
        self._steps = steps
        icon, tone = _SYMBOLS[step.state()]
        self._symbol.setPixmap(icons.pixmap(icon, theme.colour(tone), theme.px(20)))
        self._name.setText(f"{step.number} {step.name}".strip())
        self._count.setText(f"{step.done}/{step.total}")
        place = list(steps).index(step)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(steps) - 1)

    def show_next(self, left: str, word: str, *, key: str = "") -> None:
        """Show what is left and what the primary does; without a word there is none."""
        self.left.setText(left)
        self.primary.relabel(f"{word}  {key}".strip())
        self.primary.setAccessibleName(word)
        self.primary.setVisible(bool(word))

    def set_low(self, *, low: bool) -> None:
        """Be the strip of a low window."""
        for widget in self._wide:
            widget.setVisible(not low)
        for part in self._strip:
            part.setVisible(low)

    def _choose(self) -> None:
        menu = QMenu(self)
        for step in self._steps:
            words = f"{step.number} {step.name}　{step.done}/{step.total}".strip()
            menu.addAction(words, partial(self.step_asked.emit, step.key))
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))
