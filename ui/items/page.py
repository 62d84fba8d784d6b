"""The items of one step, one below the other; the one in hand is open, with its guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.lines import LineItem
from desktop_app.usecases.drafts import Draft
from ui import theme
from ui.items.card import ItemCard
from ui.items.lines import LINES, LinesHeading
from ui.items.model import ItemState
from ui.parts.cards import Page

_WIDEST = 1110
_RELEASE_MS = 15


class ItemList(Page):
    """Shows items and says what the person does with them.

    ``changed(item_id, Draft)``, ``taken_back(item_id)``, ``file_asked(item_id)``, ``act_asked(item_id, act)``,
    ``chosen(item_id, place)``: one of two PCs' answers.
    *big*: the transferee's sizes, the column centred.
    """

    changed = Signal(str, object)
    taken_back = Signal(str)
    file_asked = Signal(str)
    act_asked = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(self, *, big: bool = False) -> None:
        super().__init__(padding=0, spacing=12 if big else 10)
        self._big = big
        self._cards: dict[str, ItemCard] = {}
        self._headings: dict[str, LinesHeading] = {}
        self._key: tuple[object, ...] = ()
        self._current = ""
        self._wanted: ItemCard | None = None
        self.body.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        self.body.addStretch(1)
        self._release = QTimer(self)
        self._release.setInterval(_RELEASE_MS)
        self._release.timeout.connect(self._open_when_released)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def put_on_top(self, widget: QWidget) -> None:
        """Let *widget* scroll above the items (the transferee's heading)."""
        self.body.insertWidget(self.body.count() - 1, widget)

    def show_items(self, states: Sequence[ItemState], troubles: Mapping[str, str] | None = None) -> None:
        """Show items; the same ones again keep focus, scrolling and half-typed words."""
        key = tuple((state.item.id, state.editable, state.act) for state in states)
        if key != self._key:
            self._key = key
            self._rebuild(states)
        for heading in self._headings.values():
            heading.show_lines(states)
        for state in states:
            self._cards[state.item.id].show_state(state, (troubles or {}).get(state.item.id, ""))

    def current(self) -> str:
        """Return the id of the item in hand, empty when none is."""
        return self._current

    def card(self, item_id: str) -> ItemCard:
        """Return the card of an item that is shown."""
        return self._cards[item_id]

    def go_to(self, item_id: str) -> None:
        """Take an item in hand: open it, focus it, scroll to it."""
        card = self._cards.get(item_id)
        if card is None:
            return
        self._open(card)
        card.focus_here()
        # The card has its full height only once the layout has run.
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, theme.px(12)))

    def go_to_first(self) -> None:
        """Scroll to the top."""
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the transferee's column in the middle."""
        super().resizeEvent(event)
        if self._big:
            side = max(theme.px(24), (self.viewport().width() - theme.px(_WIDEST)) // 2)
            self.body.setContentsMargins(side, theme.px(16), side, theme.px(24))

    def _rebuild(self, states: Sequence[ItemState]) -> None:
        for old in self._cards.values():
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        for heading in self._headings.values():
            self.body.removeWidget(heading)
            heading.hide()
            heading.deleteLater()
        self._cards, self._headings, self._current, self._wanted = {}, {}, "", None
        for state in states:
            part = state.item.part_of if isinstance(state.item, LineItem) else None
            if part is not None and part.id not in self._headings:
                self._headings[part.id] = LinesHeading(part, choose=lambda: self.act_asked.emit("", LINES))
                self.body.insertWidget(self.body.count() - 1, self._headings[part.id])
            card = ItemCard(state, big=self._big)
            item_id = state.item.id
            card.changed.connect(lambda draft, key=item_id: self._change(key, draft))
            card.taken_back.connect(lambda key=item_id: self.taken_back.emit(key))
            card.file_asked.connect(lambda key=item_id: self.file_asked.emit(key))
            card.act_asked.connect(lambda act, key=item_id: self.act_asked.emit(key, act))
            card.chosen.connect(lambda place, key=item_id: self.chosen.emit(key, place))
            self._cards[item_id] = card
            self.body.insertWidget(self.body.count() - 1, card)
        self.go_to_first()

    def _change(self, item_id: str, draft: Draft) -> None:
        self.changed.emit(item_id, draft)

    def _focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not shiboken6.isValid(self) or now is None or not self.isAncestorOf(now):
            return
        card = next((card for card in self._cards.values() if card.isAncestorOf(now)), None)
        if card is None:
            return
        # Opening a card moves what lies below: never between press and release, or the click would miss.
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._wanted = card
            self._release.start()
        else:
            self._open(card)

    def _open_when_released(self) -> None:
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._release.stop()
            card, self._wanted = self._wanted, None
            if card is not None and shiboken6.isValid(card):
                self._open(card)

    def _open(self, card: ItemCard) -> None:
        item_id = card.state.item.id
        if item_id == self._current:
            return
        top = card.mapTo(self.viewport(), card.rect().topLeft()).y()
        before = self._cards.get(self._current)
        self._current = item_id
        if before is not None:
            before.set_open(False)
        card.set_open(True)
        # What folds above must not push the item in hand away from under the eye.
        QTimer.singleShot(0, card, lambda: self._hold(card, top))

    def _hold(self, card: ItemCard, top: int) -> None:
        bar = self.verticalScrollBar()
        now = card.mapTo(self.viewport(), card.rect().topLeft()).y()
        bar.setValue(bar.value() + now - top)
        if top + card.height() > self.viewport().height() or top < 0:
            self.ensureWidgetVisible(card, 0, theme.px(12))
