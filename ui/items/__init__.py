"""The items of one step, as the manager and the transferee answer them: one list, two sizes, one way of keeping.

``Answering`` keeps what is entered (facts, or drafts while incomplete), ``ItemList`` shows a step's items; both
the case screen and the hand-over pages are built from them.
"""

from __future__ import annotations

from ui.items.answering import Answering
from ui.items.model import AFTER, ItemState, Viewer
from ui.items.page import ItemList
from ui.items.work import CaseInHand, load

__all__ = ["AFTER", "Answering", "CaseInHand", "ItemList", "ItemState", "Viewer", "load"]
