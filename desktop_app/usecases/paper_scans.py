"""The paper way back, first half: scanned files are looked through, every page is put to its case (paper notes §10).

Nothing is recorded and nothing written by hand is read: the outcome is pictures beside which a manager enters what
stands there. What cannot be put to a case for certain is shown as such, never guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.case import TransferCase, unanswered
from desktop_app.domain.facts import PaperTakenIn
from desktop_app.domain.programme import Programme
from desktop_app.errors import ForeignFileUnreadable, NoPagesOfCase, ReadingStopped, StackTooLarge
from desktop_app.papers.forms.checklist_layout import checklist_pages, checklist_regions
from desktop_app.papers.forms.pen_data import REVISION
from desktop_app.papers.forms.post_check_sheet import post_check_regions
from desktop_app.papers.page.page_code import PageCode, PenForm
from desktop_app.papers.page.pen_places import Region
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
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.paper_files import ScanFile, Stop, ask_apart, read_again, read_scan
from desktop_app.usecases.paper_pages import FoundPage, PageJudge, PageStanding
from desktop_app.usecases.people import require_seat_free

Progress = Callable[[int, int], None]
"""Pages looked at, and pages there are in this file."""

PAGES_AT_ONCE = 100
"""Pages handed to one process, whose start costs as much as ten pages; between two, progress is told."""


_PACK = frozenset({PenForm.CHECKLIST, PenForm.REPORT})


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page of a form that is not there; *pages* 0 means the whole form, whose length only its own code tells."""

    form: PenForm
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CaseScan:
    """What the files hold of one case: its pages in order, what is missing, and which items are on which page.

    *items* are (item id, page from 0) in the order of the pages; parts that are no item begin with an asterisk.
    """

    case_id: str
    case_no: str
    name: str
    pages: tuple[FoundPage, ...]
    items: tuple[tuple[str, int], ...]
    missing: tuple[MissingPage, ...]

    def page_of(self, item_id: str) -> int | None:
        """Return on which of the pages (from 0) an item is, None when no page shows it."""
        return dict(self.items).get(item_id)


@dataclass(frozen=True, slots=True)
class ItemStrip:
    """The picture of one item's row (JPEG), and which of the case's pages it is on (from 0)."""

    item_id: str
    picture: bytes
    page: int


@dataclass(frozen=True, slots=True)
class CasePictures:
    """What a manager confirms the answers of one case against: its pages (JPEG) and the strips of its items."""

    pages: tuple[bytes, ...]
    strips: tuple[ItemStrip, ...]

    def strip(self, item_id: str) -> ItemStrip | None:
        """Return the picture of an item's row, None when no page shows it."""
        return next((strip for strip in self.strips if strip.item_id == item_id), None)


@dataclass(frozen=True, slots=True)
class ScanReport:
    """Everything the files hold, in their order and case by case."""

    files: tuple[ScanFile, ...]
    pages: tuple[FoundPage, ...]
    cases: tuple[CaseScan, ...]

    def case(self, case_id: str) -> CaseScan | None:
        """Return what belongs to a case."""
        return next((scan for scan in self.cases if scan.case_id == case_id), None)

    def of(self, standing: PageStanding) -> tuple[FoundPage, ...]:
        """Return the pages of one standing."""
        return tuple(page for page in self.pages if page.standing is standing)


def take_in_scan(
    app: App, paths: Sequence[Path], progress: Progress | None = None, stop: Stop | None = None
) -> ScanReport:
    """Look through scanned files; nothing is recorded.

    Raises StackUnreadable, StackTooLarge, ForeignFileUnreadable, ForeignFileTooHeavy, ParsingNotStarted,
    ReadingStopped.
    """
    require_seat_free(app)
    judge = PageJudge(app)
    files, pages = [], []
    for place, path in enumerate(paths):
        data = read_scan(path)
        count = 0
        for part in _parts(path, data, progress, stop):
            count = part.pages
            pages += [judge.page(place, seen) for seen in part.seen]
        files.append(ScanFile(path, hashlib.sha256(data).hexdigest(), count))
    case_ids = dict.fromkeys(page.case_id for page in pages if page.standing is PageStanding.MATCHED)
    return ScanReport(tuple(files), tuple(pages), tuple(_case_scan(app, case_id, pages) for case_id in case_ids))


def case_pictures(app: App, report: ScanReport, case_id: str, stop: Stop | None = None) -> CasePictures:
    """Return the pictures of one case's pages and rows, upright.

    Raises NoPagesOfCase, StackChanged, and what reading foreign files raises.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    scan = report.case(case.case_id)
    if scan is None:
        raise NoPagesOfCase(case_no=case.case_no)
    pages: dict[int, bytes] = {}
    strips: list[ItemStrip] = []
    for number, file in enumerate(report.files):
        places = [place for place, page in enumerate(scan.pages) if page.file == number]
        if not places:
            continue
        data = read_again(file)
        wanted = tuple(
            wanted_page(page, regions_of(programme, page.code)) for page in map(scan.pages.__getitem__, places)
        )
        cut = ask_apart(CUT_TASK, WantedPages(data, wanted), Pictures, len(data), stop)
        for place, pictures in zip(places, cut.pages, strict=True):
            pages[place] = pictures.picture
            strips += [ItemStrip(strip.what, strip.picture, place) for strip in pictures.strips]
    return CasePictures(
        tuple(pages[place] for place in sorted(pages)), tuple(sorted(strips, key=lambda strip: strip.page))
    )


def wanted_page(page: FoundPage, regions: tuple[Region, ...] = ()) -> WantedPage:
    """Return how a page is asked for once more."""
    assert page.placing is not None, "a page of a case has a code"
    return WantedPage(page.number - 1, page.placing, page.fine, regions)


def expected_missing(
    case: TransferCase, programme: Programme, present: Sequence[PageCode], *, report: bool
) -> tuple[MissingPage, ...]:
    """Return which pages are not among *present*: of what a *report* on paper needs, or of the 事後確認票.

    Who answered everything on the screen needs no checklist, only the report with the signature.
    """
    wanted = {code.form for code in present}
    if report:
        wanted |= {PenForm.REPORT, PenForm.CHECKLIST} if unanswered(case, programme) else {PenForm.REPORT}
    missing: list[MissingPage] = []
    for form in PenForm:
        if form not in wanted:
            continue
        seen = {code.page for code in present if code.form is form}
        pages = max((code.pages for code in present if code.form is form), default=0)
        if form is PenForm.CHECKLIST:
            pages = pages or len(checklist_pages(programme))
        missing += [MissingPage(form, page, pages) for page in range(1, pages + 1) if page not in seen]
        if not pages:
            missing.append(MissingPage(form, 0, 0))
    return tuple(missing)


def codes_taken_in(case: TransferCase) -> tuple[PageCode, ...]:
    """Return the pages of a case that were taken in before."""
    return tuple(code for scan in case.scans for code in codes_of(scan))


def codes_of(scan: PaperTakenIn) -> tuple[PageCode, ...]:
    """Return the codes of a kept scan's pages, in its order."""
    return tuple(
        PageCode(scan.case_id, PenForm[page.form], REVISION, page.page, page.pages, page.wording)
        for page in scan.pages
        if page.form in PenForm.__members__
    )


def _parts(path: Path, data: bytes, progress: Progress | None, stop: Stop | None) -> Iterator[SeenPart]:
    first, pages = 0, 1
    while first < pages:
        if stop is not None and stop():
            raise ReadingStopped
        part = ask_apart(READ_TASK, StackPart(data, first, PAGES_AT_ONCE), SeenPart, len(data), stop)
        pages = part.pages
        if pages > MOST_PAGES:
            raise StackTooLarge(name=path.name, what="pages", size=pages, limit=MOST_PAGES)
        if not part.seen:
            raise ForeignFileUnreadable
        first += len(part.seen)
        if progress is not None:
            progress(first, pages)
        yield part


def _case_scan(app: App, case_id: str, pages: Sequence[FoundPage]) -> CaseScan:
    case, programme = open_case(app, case_id)
    order = list(PenForm)
    matched = [(page.code, page) for page in pages if page.case_id == case_id and page.standing is PageStanding.MATCHED]
    found = sorted(
        ((code, page) for code, page in matched if code), key=lambda each: (order.index(each[0].form), each[0].page)
    )
    codes = (*codes_taken_in(case), *(code for code, _ in found))
    return CaseScan(
        case_id=case_id,
        case_no=case.case_no,
        name=case.transferee.name,
        pages=tuple(page for _, page in found),
        items=tuple(
            (region.what, place) for place, (code, _) in enumerate(found) for region in regions_of(programme, code)
        ),
        missing=expected_missing(case, programme, codes, report=any(code.form in _PACK for code in codes)),
    )


def regions_of(programme: Programme, code: PageCode | None) -> tuple[Region, ...]:
    """Return the rows of a page whose wording and revision are those in force."""
    assert code is not None, "a page of a case has a code"
    match code.form:
        case PenForm.CHECKLIST:
            laid = checklist_pages(programme)
            return checklist_regions(laid[code.page - 1]) if code.page <= len(laid) else ()
        case PenForm.POST_CHECK:
            return post_check_regions(programme)
        case PenForm.REPORT:
            return ()
