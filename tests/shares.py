"""Shares that misbehave on purpose, and homes' ways to meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.facts import Answer, ItemAnswered, StoredFile
from desktop_app.errors import SekishoError
from desktop_app.share.exchange import run_errand
from desktop_app.share.folder import FolderStore
from desktop_app.share.store import Store
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import SyncReport, finish_sync, prepare_sync


class PowerCutError(Exception):
    """The PC stops here; no code of ours gets to say anything."""


@dataclass
class FailingStore:
    """A folder whose *at*-th write (from 1) fails: before it, with *part* of the bytes there, or just after it."""

    store: FolderStore
    at: int
    part: float = 0.0
    error: Callable[[], Exception] = PowerCutError
    written: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.store.address

    def put_new(self, path: str, data: bytes) -> None:
        self.written.append(path)
        if len(self.written) != self.at:
            self.store.put_new(path, data)
            return
        if self.part:
            self.store.put_new(path, data[: int(len(data) * self.part)])
        raise self.error()

    def get(self, path: str, limit: int = 1 << 25) -> bytes | None:
        return self.store.get(path, limit)

    def list(self, prefix: str) -> tuple[str, ...]:
        return self.store.list(prefix)

    def delete(self, path: str) -> None:
        self.store.delete(path)


def folder_of(app: App) -> FolderStore:
    """The home's share as a store."""
    address = share_address(app)
    assert address is not None
    return FolderStore(Path(address))


def sync_once(app: App, store: Store) -> SyncReport:
    """One round through a store of the test's choosing."""
    errand = prepare_sync(app)
    return finish_sync(app, errand, run_errand(store, errand))


def refused_with(report: SyncReport) -> type[SekishoError] | None:
    """What stopped a round, by kind."""
    return type(report.trouble) if report.trouble else None


def answer_with_evidence(app: App, case_id: str, content: bytes, item_id: str = "D-01") -> StoredFile:
    """Record an answer that names a sealed file; returns the file."""
    kept = app.files.put("削除の控え.txt", "text/plain", content, app.recipients())
    answered = ItemAnswered(
        case_id=case_id,
        item_id=item_id,
        answer=Answer.DONE,
        done_on=app.today(),
        count=1,
        reason_code="",
        note="",
        due_on=None,
        reference="",
        evidence=(kept,),
        entered_by_transferee=False,
    )
    app.commit((answered,))
    return kept


def segment_files(app: App) -> list[Path]:
    """Every segment file on the home's share."""
    return sorted(folder_of(app).root.glob("w/*/log/*/*/*.seg"))
