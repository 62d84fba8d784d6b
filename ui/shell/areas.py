"""Tab and F6 among the areas of a window: side bar, header, banners, content, action bar (UI notes §5).

Qt appends widgets made later to the end of its focus chain, behind the status bar. Reading order is therefore kept
area by area, at the moment Tab is pressed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


def stops(area: QWidget) -> list[QWidget]:
    """Return the widgets of *area* Tab stops at, in the order of Qt's own chain."""
    found: list[QWidget] = []
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        if area.isAncestorOf(widget) and _is_stop(widget, area):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def tab(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus one stop on through all areas; False when there is none."""
    every = [widget for area in areas if area.isVisible() for widget in stops(area)]
    if not every:
        return False
    here = QApplication.focusWidget()
    place = every.index(here) if here in every else _place_near(every, here, forward=forward)
    target = every[(place + (1 if forward else -1)) % len(every)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    reveal(target)
    return True


def jump(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Move the focus to the first stop of the next area (F6)."""
    open_areas = [area for area in areas if area.isVisible() and stops(area)]
    if not open_areas:
        return False
    here = QApplication.focusWidget()
    now = next((place for place, area in enumerate(open_areas) if here is not None and area.isAncestorOf(here)), -1)
    if now < 0 and not forward:
        now = 0
    target = stops(open_areas[(now + (1 if forward else -1)) % len(open_areas)])[0]
    target.setFocus(Qt.FocusReason.TabFocusReason)
    reveal(target)
    return True


def reveal(widget: QWidget) -> None:
    """Scroll every scroll area around *widget* so that it and its ring are seen."""
    around = widget.parentWidget()
    while around is not None:
        shower = getattr(around, "ensureWidgetVisible", None)
        if shower is not None and isinstance(around, QAbstractScrollArea):
            shower(widget, 16, 24)
        around = around.parentWidget()


def _is_stop(widget: QWidget, area: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isEnabled()
        and widget.isVisibleTo(area)
        and not widget.isWindow()
    )


def _place_near(every: list[QWidget], here: QWidget | None, *, forward: bool) -> int:
    # The focus stands on something Tab does not stop at (a segment beside the chosen one): go on from its stop.
    around = here.parentWidget() if here is not None else None
    while around is not None and not around.isWindow():
        for place, widget in enumerate(every):
            if around.isAncestorOf(widget):
                return place
        around = around.parentWidget()
    return -1 if forward else 0
