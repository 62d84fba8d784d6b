"""Keeping what is entered: complete answers become facts at once, incomplete ones drafts; nothing waits for 保存.

Qt-free. The screen owns it, shows ``states`` when told, and passes on what the person does. What was entered and
has not come back from the lane yet is shown as entered, so two quick answers never flicker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.app import Changed
from desktop_app.domain.answers import MOST_EVIDENCE
from desktop_app.domain.case import OPEN_STATES
from desktop_app.domain.programme import Item
from desktop_app.errors import EvidenceTooLarge, EvidenceUnreadable, Refused, SekishoError, TooMuchEvidence
from desktop_app.sentences import sentence
from desktop_app.usecases.drafts import Draft
from ui.desk import Desk
from ui.items import model, work
from ui.items.model import ItemState, Problem, Viewer
from ui.items.work import Attached, CaseInHand, Kept
from ui.parts.stepper import Step


class Answering:
    """One case being answered by one viewer.

    *shown()* is called whenever something to show changed; *troubled(error)* when an act was not taken (nothing
    entered is lost: ``retry`` tries again). *owner*: the screen; once it is gone, nothing is shown any more.
    """

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        viewer: Viewer,
        *,
        shown: Callable[[], Any],
        troubled: Callable[[SekishoError], Any],
        owner: Any = None,
    ) -> None:
        self.case_id, self.viewer = case_id, viewer
        self.hand: CaseInHand | None = None
        self.states: dict[str, ItemState] = {}
        self.file_troubles: dict[str, str] = {}
        self._desk, self._shown, self._troubled = desk, shown, troubled
        self._owner = owner
        self._pending: dict[str, Draft] = {}
        self._attaching: list[str] = []
        desk.changed.connect(self._on_changed)

    # --- reading ------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the case (again)."""
        self._ask(work.load, then=self._took)

    def steps(self) -> tuple[Step, ...]:
        """Return the stepper's steps."""
        return model.steps(self.hand, self.states, self.viewer) if self.hand else ()

    def items(self, step: str) -> tuple[ItemState, ...]:
        """Return a step's items as they stand."""
        if self.hand is None:
            return ()
        return tuple(self.states[item.id] for item in model.items_of(self.hand.opened.programme, step, self.viewer))

    def open_items(self) -> tuple[Item, ...]:
        """Return what this viewer still has to answer."""
        return model.open_items(self.hand, self.states, self.viewer) if self.hand else ()

    def next_open(self, after: str, step: int) -> Item | None:
        """Return the next (1) or previous (-1) open item from item *after*, going round; None when all is answered."""
        waiting = self.open_items()
        if self.hand is None or not waiting:
            return None
        order = {item.id: place for place, item in enumerate(self.hand.opened.programme.items)}
        here = order.get(after, -1 if step > 0 else len(order))
        further = [item for item in waiting if (order[item.id] - here) * step > 0]
        return (further or waiting)[0 if step > 0 else -1]

    @property
    def editable(self) -> bool:
        """Whether anything can be answered in the case's state."""
        hand = self.hand
        return hand is not None and not hand.only_reads and hand.opened.case.state in OPEN_STATES

    @property
    def unsaved(self) -> bool:
        """Whether something entered has not come back from the record yet."""
        return bool(self._pending)

    # --- entering -----------------------------------------------------------------------------------------

    def change(self, item_id: str, draft: Draft) -> None:
        """Take an item's fields as they stand now: an answer if nothing is missing, a draft otherwise."""
        if self.hand is None or not self.editable or draft == self.states[item_id].draft:
            return
        self._pending[item_id] = draft
        self._send(item_id, draft)
        self._refresh()

    def take_back(self, item_id: str) -> None:
        """Take an answer back (Backspace)."""
        if self.hand is None or not self.states[item_id].editable:
            return
        self._pending[item_id] = Draft()
        self._ask(work.take_back, item_id, Draft(), then=self._kept, failed=self._refused)
        self._refresh()

    def choose(self, item_id: str, place: str) -> None:
        """Let one of an item's answers, given on two PCs, be the one."""
        self._ask(work.choose, item_id, place, then=self._took, failed=self._refused)

    def attach(self, item_id: str, path: Path) -> None:
        """Seal an evidence file and add it to the item."""
        self.file_troubles.pop(item_id, None)
        held = len(self.states[item_id].draft.evidence) + self._attaching.count(item_id)
        if held >= MOST_EVIDENCE:
            error = TooMuchEvidence(item_id=item_id, count=held + 1, limit=MOST_EVIDENCE)
            self.file_troubles[item_id] = sentence(error)
            self._refresh()
            return
        self._attaching.append(item_id)
        self._ask(work.attach, item_id, path, then=self._attached, failed=self._not_attached)

    def retry(self) -> None:
        """Send everything again that the record has not taken."""
        for item_id, draft in tuple(self._pending.items()):
            self._send(item_id, draft)

    # --- inside -------------------------------------------------------------------------------------------

    def _ask(self, usecase: Callable[..., Any], *given: Any, **ways: Any) -> None:
        self._desk.ask(usecase, self.case_id, *given, owner=self._owner, **ways)

    def _send(self, item_id: str, draft: Draft) -> None:
        assert self.hand is not None
        item = self.hand.opened.programme.item(item_id)
        entry = model.check(self.hand, item, draft, self.viewer) if draft.answer else None
        ways: dict[str, Any] = {"then": self._kept, "failed": self._refused}
        if entry is None or isinstance(entry, Problem):
            self._ask(work.set_aside, item_id, draft, **ways)
        else:
            self._ask(work.record_answer, item_id, entry, draft, **ways)

    def _took(self, hand: CaseInHand) -> None:
        self.hand = hand
        self._refresh()

    def _kept(self, kept: Kept) -> None:
        if self._pending.get(kept.item_id) == kept.draft:
            del self._pending[kept.item_id]
        self._took(kept.hand)

    def _refused(self, error: SekishoError) -> None:
        if isinstance(error, Refused):
            # The case moved on elsewhere (reported, cancelled): what stands there is what is shown.
            self._pending.clear()
            self.load()
        self._troubled(error)

    def _attached(self, attached: Attached) -> None:
        self._attaching.remove(attached.item_id)
        draft = self.states[attached.item_id].draft
        self.change(attached.item_id, replace(draft, evidence=(*draft.evidence, attached.file)))

    def _not_attached(self, error: SekishoError) -> None:
        # The lane answers in order, so it is the first file still on its way.
        item_id = self._attaching.pop(0)
        if isinstance(error, EvidenceTooLarge | EvidenceUnreadable):
            self.file_troubles[item_id] = sentence(error)
            self._refresh()
        else:
            self._troubled(error)

    def _on_changed(self, changed: Changed) -> None:
        if self.case_id in changed.cases:
            self.load()

    def _refresh(self) -> None:
        if self.hand is None:
            return
        self.states = {
            item.id: model.state_of(self.hand, item, self._pending.get(item.id), self.viewer)
            for item in self.hand.opened.programme.items
        }
        self._shown()
