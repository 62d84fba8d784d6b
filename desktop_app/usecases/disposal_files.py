"""Sealed files that stay when a fiscal year's keys go: sealed again, to this year's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.domain.disposal_facts import DisposalOrdered, FileResealed
from desktop_app.domain.facts import StoredFile, case_of
from desktop_app.errors import CannotOpen, FileDamaged, FileNotHere
from desktop_app.share.segments import stored_files
from desktop_app.store.counting import facts_with_files


def sealed_again(
    app: App,
    order: DisposalOrdered,
    gone: frozenset[str],
    heard: Callable[[], None] = lambda: None,
    *,
    missing_ok: bool = False,
) -> Iterator[FileResealed]:
    """Seal files that stay to this year's keys, as far as only keys that go open them; yields what is to be recorded.

    *gone* are the cases that do not stay; *heard* is called for each and may raise to stop. Raises FileNotHere,
    FileDamaged and CannotOpen, unless *missing_ok*; DiskFull.
    """
    staying, going = app.identities(after=order.fiscal_year), app.identities()
    if staying == going:
        return
    recipients = app.recipients()
    for kept in _files_upto(app, order.fiscal_year + 1, gone):
        heard()
        try:
            if _opens(app, kept, staying):
                continue
            data = app.files.get(kept, going)
        except (CannotOpen, FileNotHere, FileDamaged):
            if missing_ok:
                continue
            raise
        again = app.files.put(kept.name, kept.media_type, data, recipients)
        yield FileResealed(order.order_no, kept.sha256, kept.sealed_sha256, again.sealed_sha256)


def _opens(app: App, kept: StoredFile, identities: tuple[str, ...]) -> bool:
    try:
        app.files.get(kept, identities)
    except CannotOpen:
        return False
    return True


def _files_upto(app: App, year: int, gone: frozenset[str]) -> Iterator[StoredFile]:
    """Yield the files, each once, that stay and are named by facts recorded up to *year*.

    A file may have been kept just before a year ended, and named just after.
    """
    seen: set[str] = set()
    for recorded in facts_with_files(app.record):
        if fiscal_year(office_date(recorded.at)) <= year and case_of(recorded.fact) not in gone:
            for kept in stored_files(recorded.fact):
                if kept.sealed_sha256 not in seen:
                    seen.add(kept.sealed_sha256)
                    yield kept
