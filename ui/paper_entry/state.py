"""What stands on a case's kept pages and how far it is entered; no widgets here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.case import OPEN_STATES, unanswered
from desktop_app.domain.decisions import is_own_case
from desktop_app.domain.programme import Item
from desktop_app.labels import paper_page_label
from desktop_app.text import _, language, ngettext
from ui.items import CaseInHand, ItemState, Viewer, load
from ui.items.model import state_of
from ui.words import own_case_words

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.usecases.paper_entry import KeptPage

REPORT = "report"
"""The key of the last stop, where the signature is looked at."""

_NAMED = 5
OPEN_ITEMS, SIGNATURE = "*open", "*signature"


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture of a row and its page: *strip* is empty where the copy's code cannot be read any more."""

    page: str
    strip: bytes
    whole: bytes
    opened: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class EntryState:
    """A case's paper: its stops in order, which of them are done, and what the report still waits for."""

    hand: CaseInHand
    answers: tuple[Item, ...]
    gates: tuple[Item, ...]
    left: frozenset[str]
    shown: Mapping[str, Shown]
    report_pages: tuple[Shown, ...]
    missing: tuple[str, ...]
    unanswered: tuple[str, ...]
    own: bool

    @property
    def stops(self) -> tuple[str, ...]:
        """The keys of all stops: items, the signature, the rows of the 事後確認票."""
        asked = self.hand.opened.case.state in OPEN_STATES
        report = (REPORT,) if asked and (self.answers or self.report_pages) else ()
        return (*(item.id for item in self.answers), *report, *(item.id for item in self.gates))

    def item(self, key: str) -> Item | None:
        """Return the item of a stop, None for the signature."""
        return next((item for item in (*self.answers, *self.gates) if item.id == key), None)

    def is_gate(self, key: str) -> bool:
        """Whether a stop is a row of the 事後確認票."""
        return any(item.id == key for item in self.gates)

    def item_state(self, item: Item) -> ItemState:
        """Return how an item stands, as the item list knows it."""
        return state_of(self.hand, item, None, Viewer.MANAGER)

    def days_late(self, received_on: date) -> int:
        """Return by how many days a report received on that day is late."""
        return max((received_on - self.hand.report_due).days, 0)

    def why_not(self) -> str:
        """Return what keeps the report from being handed in, empty when nothing does."""
        if self.own:
            return own_case_words()
        if self.missing:
            return _("Missing pages: {pages}").format(pages=_(", ").join(self.missing))
        if self.unanswered:
            named, count = _(", ").join(self.unanswered[:_NAMED]), len(self.unanswered)
            told = ngettext("{count} item is unanswered: {items}", "{count} items are unanswered: {items}", count)
            return told.format(count=count, items=f"{named} …" if count > _NAMED else named)
        return ""


def look(app: App, case_id: str, *, progress: Callable[[int, int], None]) -> EntryState:
    """Read the case and cut the pictures (on the desk lane)."""
    from desktop_app.usecases.paper_entry import kept_pages

    def stop() -> bool:
        progress(0, 1)
        return False

    return _state(app, case_id, kept_pages(app, case_id, progress, stop))


def look_again(app: App, case_id: str, before: EntryState) -> EntryState:
    """Read the case once more; the pictures are those from before."""
    return _entered(app, case_id, before.shown, before.report_pages)


def _state(app: App, case_id: str, pages: tuple[KeptPage, ...]) -> EntryState:
    from desktop_app.papers.page.page_code import PenForm

    shown: dict[str, Shown] = {}
    whole = {page.place: page for page in pages}
    report = tuple(
        Shown(paper_page_label(page.form.name, page.page, page.pages), b"", page.picture)
        for page in pages
        if page.form is PenForm.REPORT
    )
    signed = next((page for page in pages if page.form is PenForm.CHECKLIST and SIGNATURE in page.strips), None)
    if signed is not None:
        named = paper_page_label(signed.form.name, signed.page, signed.pages)
        shown[REPORT] = Shown(named, signed.strips[SIGNATURE], signed.picture)
    opened = next((page.strips[OPEN_ITEMS] for page in pages if OPEN_ITEMS in page.strips), b"")
    for page in whole.values():
        for what, strip in page.strips.items():
            if not what.startswith("*"):
                named = paper_page_label(page.form.name, page.page, page.pages)
                shown[what] = Shown(named, strip, page.picture, opened, page.strips.get(SIGNATURE, b""))
    return _entered(app, case_id, shown, report, pages)


def _entered(
    app: App,
    case_id: str,
    shown: Mapping[str, Shown],
    report: tuple[Shown, ...],
    pages: tuple[KeptPage, ...] = (),
) -> EntryState:
    from desktop_app.usecases.paper_entry import gates_to_enter, items_on_paper, items_to_enter, places_of
    from desktop_app.usecases.paper_way import missing_for_report

    hand = load(app, case_id)
    case, programme = hand.opened.case, hand.opened.programme
    open_case = case.state in OPEN_STATES
    places = places_of(case, programme)
    by_place = {page.place: page for page in pages}
    unread = {
        what: Shown(paper_page_label(page.form.name, page.page, page.pages), b"", page.picture)
        for what, place in places.items()
        if what not in shown and not what.startswith("*") and (page := by_place.get(place)) is not None
    }
    left = (*items_to_enter(case, programme, hand.to_mend), *gates_to_enter(case, programme))
    missing = missing_for_report(app, case) if open_case else ()
    return EntryState(
        hand=hand,
        answers=items_on_paper(case, programme) if open_case else (),
        gates=tuple(item for item in programme.after_items if item.id in places),
        left=frozenset(item.id for item in left),
        shown={**shown, **unread},
        report_pages=report,
        missing=tuple(paper_page_label(page.form.name, page.page, page.pages) for page in missing),
        unanswered=tuple(item.id for item in unanswered(case, programme)) if open_case else (),
        own=is_own_case(case, app.person),
    )


def item_words(item: Item) -> str:
    """Return an item as its picture is named."""
    return f"{item.id}　{item.text[language()]}"
