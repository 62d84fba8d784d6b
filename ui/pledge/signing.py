"""The right side: what is reported, the frame to sign in, the last check, and the reason when it is late."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card, Page, SectionHeading
from ui.parts.fields import TextField
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph, symbol
from ui.parts.signature import SignaturePad

if TYPE_CHECKING:
    from ui.pledge.presenter import PledgeState


class SigningPane(Page):
    """``changed`` when handwriting, check mark or reason changed; ``item_asked(id)`` for 項目へ移動."""

    changed = Signal()
    item_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=12)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Room for the scroll bar, and for the ring around what stands at the edge.
        self.body.setContentsMargins(theme.px(4), 0, theme.px(14), theme.px(4))
        self.pad = SignaturePad()
        self.agreed = _WideCheck(_("I have read it and confirmed that it agrees with the facts."))
        self.reason = TextField(name=_("Reason for the delay"), lines=2, limit=200)
        self.reason_row = FormRow(_("Reason for the delay"), self.reason, mark="required")
        self._missing = QVBoxLayout()
        self._counts = _Counts()
        self._left_open = _Notice()
        self._late = _Notice()
        self.pad.changed.connect(self._count_strokes)
        self.agreed.box.toggled.connect(lambda _on: self.changed.emit())
        self.reason.textChanged.connect(self.changed)
        for widget in (self._counts, self._left_open):
            self.body.addWidget(widget)
        self.body.addLayout(self._missing)
        self.body.addWidget(self._card())
        self.body.addWidget(self._late)
        self.body.addWidget(self.reason_row)
        self.body.addWidget(self.agreed)
        self.body.addStretch(1)
        self._count_strokes(0)

    def show_state(self, state: PledgeState) -> None:
        """Show the counts and what stands in the way; what was written stays."""
        self._counts.show_counts(state)
        count = state.not_done
        words = ngettext(
            "{count} item is not done. You can report as it is. It is recorded as a finding and followed up to its "
            "date.",
            "{count} items are not done. You can report as it is. They are recorded as findings and followed up to "
            "their dates.",
            count,
        )
        self._left_open.show_words(words.format(count=count) if count else "")
        days = state.late_days
        late = ngettext(
            "The effective date has passed ({days} day late). Enter the reason for the delay.",
            "The effective date has passed ({days} days late). Enter the reason for the delay.",
            days,
        )
        self._late.show_words(late.format(days=days) if days else "")
        self.reason_row.setVisible(bool(days))
        self._show_missing(state.missing)

    def count(self) -> int:
        """Return the number of strokes."""
        return len(self.pad.strokes())

    def _card(self) -> Card:
        card = Card()
        self._strokes = label("", "body", "ink2")
        card.body.addWidget(SectionHeading(_("Signature"), right=self._strokes))
        hint = _("Sign your name in the frame. Mouse, finger and pen all write.")
        card.body.addWidget(paragraph(hint, "body", "ink2"))
        card.body.addWidget(self.pad)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.undo = buttons.secondary(_("Undo stroke"), self.pad.undo, icon="undo")
        self.clear = buttons.secondary(_("Clear all"), self.pad.clear, icon="trash")
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _count_strokes(self, _count: int) -> None:
        count = self.count()
        self._strokes.setText(ngettext("{count} stroke", "{count} strokes", count).format(count=count) if count else "")
        self.undo.setEnabled(bool(count))
        self.clear.setEnabled(bool(count))
        self.changed.emit()

    def _show_missing(self, missing: tuple[tuple[str, str], ...]) -> None:
        while (held := self._missing.takeAt(0)) is not None:
            widget = held.widget()
            if widget is not None:
                widget.deleteLater()
        if not missing:
            return
        count = len(missing)
        card = Card()
        told = ngettext("{count} item is unanswered.", "{count} items are unanswered.", count).format(count=count)
        card.body.addWidget(paragraph(told, bold=True))
        for item_id, text in missing[:6]:
            row = QHBoxLayout()
            row.addWidget(paragraph(f"{item_id}　{text}", "body"), 1)
            go = buttons.Link(_("Go to the item"), partial(self.item_asked.emit, item_id))
            go.setAccessibleDescription(f"{item_id}　{text}")
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(row)
        if count > 6:
            card.body.addWidget(label(_("{count} more").format(count=count - 6), "caption", "ink2"))
        self._missing.addWidget(card)


class _Counts(Card):
    """報告の内容: 完了, 該当なし, 未完了."""

    def __init__(self) -> None:
        super().__init__(_("What is reported"))
        self.body.setSpacing(theme.px(2))
        self._figures: list[QLabel] = []
        for word, tone in ((_("Done"), "ok"), (_("Not applicable"), ""), (_("Not done"), "")):
            row = QHBoxLayout()
            row.addWidget(label(word, "", "ink2"))
            row.addStretch(1)
            figure = label("", "", tone, bold=True)
            row.addWidget(figure)
            self.body.addLayout(row)
            self._figures.append(figure)

    def show_counts(self, state: PledgeState) -> None:
        """Show the figures."""
        for label_, count in zip(self._figures, (state.done, state.not_applicable, state.not_done), strict=True):
            label_.setText(ngettext("{count} item", "{count} items", count).format(count=count))


class _Notice(QWidget):
    """A triangle and a sentence; hidden without words."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(symbol("triangle", "warn", 20), 0, Qt.AlignmentFlag.AlignTop)
        self._words = paragraph("", "body", "warn")
        row.addWidget(self._words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say it, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))


class _WideCheck(QWidget):
    """A check box whose words wrap; pressing the words ticks it too."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = buttons.Check("", big=True)
        self.box.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        said = paragraph(words)
        said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        said.setMinimumHeight(self.box.sizeHint().height())
        row.addWidget(said, 1)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Tick it: a label lets the press through to here."""
        self.box.toggle()
