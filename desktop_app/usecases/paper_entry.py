"""Entering what stands on pages that were kept: their pictures, and each answer with the place it was read from.

A person reads the handwriting, never the program; the pictures are cut from the sealed copy, so that entering can go
on another day and on another PC.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain import answers, decisions
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import OPEN_STATES, TransferCase
from desktop_app.domain.facts import ItemAnswered, PaperTakenIn, PostCheckRecorded, ScanPlace
from desktop_app.domain.programme import AnsweredThrough, Item, Phase, Programme
from desktop_app.errors import ItemNotOnScan
from desktop_app.papers.page.page_code import PenForm
from desktop_app.papers.scanning.stack import (
    CUT_TASK,
    MOST_PAGES,
    READ_TASK,
    Pictures,
    SeenPart,
    StackPart,
    WantedPage,
    WantedPages,
)
from desktop_app.usecases.answering import open_case, read_file
from desktop_app.usecases.paper_files import Stop, ask_apart
from desktop_app.usecases.paper_scans import codes_of, regions_of
from desktop_app.usecases.people import require_seat_free

Progress = Callable[[int, int], None]
"""Kept scans looked at, and kept scans there are."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that was kept, upright (JPEG), and the strips of its rows by what they show."""

    place: ScanPlace
    form: PenForm
    page: int
    pages: int
    picture: bytes
    strips: dict[str, bytes]


def kept_pages(
    app: App, case_id: str, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[KeptPage, ...]:
    """Return the pages of a case as far as they are in force, in order: of a page kept twice, the later one.

    Where the copy's code cannot be read any more a page has no strips. Raises FileNotHere, FileDamaged, and what
    reading files apart raises.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    found: dict[tuple[PenForm, int], KeptPage] = {}
    for number, scan in enumerate(case.scans):
        if progress is not None:
            progress(number, len(case.scans))
        data = read_file(app, scan.scan)
        for page in _pictures(programme, scan, data, stop):
            found[(page.form, page.page)] = page
    if progress is not None:
        progress(len(case.scans), len(case.scans))
    order = list(PenForm)
    return tuple(found[key] for key in sorted(found, key=lambda key: (order.index(key[0]), key[1])))


def places_of(case: TransferCase, programme: Programme) -> dict[str, ScanPlace]:
    """Return where each part of the forms lies on the kept pages: items, and parts that begin with an asterisk."""
    places: dict[str, ScanPlace] = {}
    for scan in case.scans:
        for number, code in enumerate(codes_of(scan), start=1):
            for region in regions_of(programme, code):
                places[region.what] = ScanPlace(scan.scan.sha256, number)
    return places


def items_to_enter(case: TransferCase, programme: Programme, to_mend: Collection[str] = ()) -> tuple[Item, ...]:
    """Return the items on kept pages that nobody has entered from there, or has to enter anew (*to_mend*), in order."""
    if case.state not in OPEN_STATES:
        return ()
    return tuple(
        item
        for item in items_on_paper(case, programme)
        if item.id in to_mend or (answer := case.answer(item.id)) is None or answer.from_scan is None
    )


def items_on_paper(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items on kept pages that are answered by hand, in the programme's order."""
    places = places_of(case, programme)
    by_hand = (item for item in programme.items if item.answered_through is AnsweredThrough.ANSWER)
    return tuple(item for item in by_hand if item.phase is Phase.BEFORE_EFFECTIVE and item.id in places)


def gates_to_enter(case: TransferCase, programme: Programme) -> tuple[Item, ...]:
    """Return the items of a kept 事後確認票 that are not recorded from there yet."""
    places = places_of(case, programme)
    return tuple(
        item
        for item in programme.after_items
        if item.id in places
        and ((check := case.post_checks.get(item.id)) is None or check.from_scan is None)
        and case.cancellation is None
    )


def answer_from_paper(app: App, case_id: str, item_id: str, entry: AnswerInput) -> None:
    """Record an answer as it stands on paper. Raises ItemNotOnScan, and what ``answers.answer_item`` raises."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    place = _place(case, programme, item_id)
    answers.check_evidence_counts({item_id: len(entry.evidence)})
    facts = answers.answer_item(case, programme, item_id, entry, today=app.today(), by_transferee=False)
    app.commit(tuple(replace(fact, from_scan=place) for fact in facts if isinstance(fact, ItemAnswered)))


def post_check_from_paper(app: App, case_id: str, item_id: str, checked_on: date, remaining: int, note: str) -> None:
    """Record a check after the effective date as it stands on paper.

    Raises ItemNotOnScan, and what ``decisions.record_post_check`` raises.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    place = _place(case, programme, item_id)
    check = PostCheckRecorded(case_id, item_id, checked_on, remaining, note.strip(), from_scan=place)
    app.commit(decisions.record_post_check(case, programme, check, app.today()))


def _place(case: TransferCase, programme: Programme, item_id: str) -> ScanPlace:
    place = places_of(case, programme).get(item_id)
    if place is None:
        raise ItemNotOnScan(item_id=item_id)
    return place


def _pictures(programme: Programme, scan: PaperTakenIn, data: bytes, stop: Stop | None) -> tuple[KeptPage, ...]:
    seen = ask_apart(READ_TASK, StackPart(data, 0, MOST_PAGES), SeenPart, len(data), stop).seen
    codes = codes_of(scan)
    wanted = tuple(
        WantedPage(page.number, page.placing, page.fine, regions_of(programme, code))
        for code, page in zip(codes, seen, strict=True)
        if page.placing is not None
    )
    cut = ask_apart(CUT_TASK, WantedPages(data, wanted), Pictures, len(data), stop).pages
    pictures = {page.number: shown for page, shown in zip(wanted, cut, strict=True)}
    kept = []
    for number, (code, page) in enumerate(zip(codes, seen, strict=True)):
        shown = pictures.get(number)
        kept.append(
            KeptPage(
                place=ScanPlace(scan.scan.sha256, number + 1),
                form=code.form,
                page=code.page,
                pages=code.pages,
                picture=shown.picture if shown else page.picture,
                strips={strip.what: strip.picture for strip in shown.strips} if shown else {},
            )
        )
    return tuple(kept)
