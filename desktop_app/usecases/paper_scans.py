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
from desktop_app.domain.case import TransferCase
from desktop_app.domain.programme import Programme
from desktop_app.errors import (
    ForeignFileUnreadable,
    ReadingStopped,
    StackTooLarge,
    StackUnreadable,
    UnreadableFact,
)
from desktop_app.journal.codec import decode_packed, encode_packed
from desktop_app.papers.apart import Limits, run_apart
from desktop_app.papers.forms.checklist_layout import checklist_pages, checklist_regions
from desktop_app.papers.forms.pen_data import REVISION
from desktop_app.papers.forms.post_check_sheet import post_check_regions
from desktop_app.papers.page.page_code import PageCode, PenForm
from desktop_app.papers.page.pen_places import Region
from desktop_app.papers.scanning.stack import (
    LARGEST_FILE,
    MOST_PAGES,
    READ_TASK,
    SeenPart,
    StackPart,
    Strip,
    layout_key,
)
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.paper_pages import FoundPage, PageJudge, PageStanding
from desktop_app.usecases.paper_printing import wording_in_force
from desktop_app.usecases.people import require_seat_free

Progress = Callable[[int, int], None]
"""Pages looked at, and pages there are as far as that is known."""
Stop = Callable[[], bool]

PAGES_AT_ONCE = 20
"""Pages handed to one process; between two, progress is told."""

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ItemStrip:
    """The picture of one item's row (JPEG), and which of the case's pages it is on (from 0)."""

    item_id: str
    picture: bytes
    page: int


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page of a form that is not there; *pages* 0 means the whole form, whose length only its own code tells."""

    form: PenForm
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CaseScan:
    """What the files hold of one case: its pages in order, the strips of its items and parts, and what is missing."""

    case_id: str
    case_no: str
    name: str
    pages: tuple[FoundPage, ...]
    strips: tuple[ItemStrip, ...]
    missing: tuple[MissingPage, ...]

    def strip(self, item_id: str) -> ItemStrip | None:
        """Return the picture of an item's row, None when no page shows it."""
        return next((strip for strip in self.strips if strip.item_id == item_id), None)


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file that was looked through."""

    path: Path
    sha256: str
    pages: int


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
    layouts = _layouts(app)
    judge = PageJudge(app)
    files, pages, strips = [], [], []
    for place, path in enumerate(paths):
        data = read_stack_file(path)
        count = 0
        for part in _parts(path, data, layouts, progress, stop):
            count = part.pages
            for seen in part.seen:
                pages.append(judge.page(place, seen))
                strips.append(seen.strips)
        files.append(ScanFile(path, hashlib.sha256(data).hexdigest(), count))
    return ScanReport(tuple(files), tuple(pages), _cases(app, pages, strips))


def read_stack_file(path: Path) -> bytes:
    """Return a scanned file's bytes; raises StackUnreadable, StackTooLarge."""
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise StackUnreadable(name=path.name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise StackUnreadable(name=path.name) from error
    if len(data) > LARGEST_FILE:
        raise StackTooLarge(name=path.name, what="bytes", size=len(data), limit=LARGEST_FILE)
    return data


def scan_limits(size: int) -> Limits:
    """Return what a process may use that reads some pages of a file of *size* bytes."""
    return Limits(seconds=120, cpu_seconds=110, memory=768 * _MIB + 3 * size, answer=96 * _MIB)


def expected_missing(programme: Programme, present: Sequence[PageCode]) -> tuple[MissingPage, ...]:
    """Return which pages are not among *present*: of the pack, or of the 事後確認票 where that alone is there."""
    forms = {code.form for code in present}
    wanted = {PenForm.CHECKLIST, PenForm.REPORT} if forms & {PenForm.CHECKLIST, PenForm.REPORT} else forms
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
    return tuple(
        PageCode(case.case_id, PenForm[page.form], REVISION, page.page, page.pages, page.wording)
        for scan in case.scans
        for page in scan.pages
        if page.form in PenForm.__members__
    )


def _parts(
    path: Path, data: bytes, layouts: dict[str, tuple[Region, ...]], progress: Progress | None, stop: Stop | None
) -> Iterator[SeenPart]:
    first, pages = 0, 1
    while first < pages:
        if stop is not None and stop():
            raise ReadingStopped
        payload = encode_packed(StackPart(data, first, PAGES_AT_ONCE, layouts))
        try:
            part = decode_packed(run_apart(READ_TASK, payload, limits=scan_limits(len(data)), stop=stop), SeenPart)
        except UnreadableFact as error:
            raise ForeignFileUnreadable from error
        pages = part.pages
        if pages > MOST_PAGES:
            raise StackTooLarge(name=path.name, what="pages", size=pages, limit=MOST_PAGES)
        if not part.seen:
            raise ForeignFileUnreadable
        first += len(part.seen)
        if progress is not None:
            progress(first, pages)
        yield part


def _layouts(app: App) -> dict[str, tuple[Region, ...]]:
    """Return the regions of every page that may come back: of each programme's forms, as they are printed now."""
    found: dict[str, tuple[Region, ...]] = {}
    for programme in app.workplace.programmes.values():
        pages = checklist_pages(programme)
        forms: list[tuple[PenForm, tuple[tuple[Region, ...], ...]]] = [
            (PenForm.CHECKLIST, tuple(checklist_regions(page) for page in pages)),
            (PenForm.POST_CHECK, (post_check_regions(programme),)),
        ]
        for form, regions in forms:
            wording = wording_in_force(programme, form)
            for number, of_page in enumerate(regions, start=1):
                found[layout_key(PageCode("", form, REVISION, number, len(regions), wording))] = of_page
    return found


def _cases(app: App, pages: Sequence[FoundPage], strips: Sequence[tuple[Strip, ...]]) -> tuple[CaseScan, ...]:
    found: dict[str, list[tuple[FoundPage, tuple[Strip, ...]]]] = {}
    for page, of_page in zip(pages, strips, strict=True):
        if page.standing is PageStanding.MATCHED:
            found.setdefault(page.case_id, []).append((page, of_page))
    return tuple(_case_scan(app, case_id, of_case) for case_id, of_case in found.items())


def _case_scan(app: App, case_id: str, found: list[tuple[FoundPage, tuple[Strip, ...]]]) -> CaseScan:
    case, programme = open_case(app, case_id)
    order = list(PenForm)

    def place(entry: tuple[FoundPage, tuple[Strip, ...]]) -> tuple[int, int]:
        code = entry[0].code
        assert code is not None
        return order.index(code.form), code.page

    found = sorted(found, key=place)
    codes = [page.code for page, _ in found if page.code]
    return CaseScan(
        case_id=case_id,
        case_no=case.case_no,
        name=case.transferee.name,
        pages=tuple(page for page, _ in found),
        strips=tuple(
            ItemStrip(strip.what, strip.picture, number) for number, (_, strips) in enumerate(found) for strip in strips
        ),
        missing=expected_missing(programme, (*codes_taken_in(case), *codes)),
    )
