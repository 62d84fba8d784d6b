"""Three PCs and a year that is over: played once up to the disposal, and on from there by as many tests as like."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.app import SHARE_KEY, App, open_app
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.facts import PaperDatesChosen, Role
from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint
from desktop_app.share.disposal import DisposalNotice, make_notice
from desktop_app.share.folder import FolderStore
from desktop_app.share.layout import notice_paths
from desktop_app.store.removal import chains_upto
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, order_disposal
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.ticket_post import device_certificate
from tests.disposal_stories import ORDERED, OVER, YEAR, closed_case, go_to
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import PIN, enrolled, found, register, surroundings
from tests.shares import answer_with_evidence, folder_of

THIRD = PersonInput("\u68ee\u3000\u6dbc\u5b50", "モリ　リョウコ", "0077777", role=Role.DEPUTY_MANAGER)
NEXT_YEAR = datetime(2027, 5, 2, 5, 2, tzinfo=UTC)
NAMES = ("first", "second", "third")


@dataclass
class Office:
    """The PCs, each with a clock of its own; the third was last on early in the year that goes.

    The deputy at the second ordered the year away, the manager at the first approved: *number*. On their clocks the
    thirty days are over.
    """

    folder: Path
    first: App
    second: App
    third: App
    number: str

    def dispose(self) -> tuple[DisposedChain, ...]:
        """The first PC carries the order out, the second follows; returns what went."""
        done = carry_out_disposal(self.first, self.number, own_pin=PIN)
        together(self.first, self.second)
        sync(self.first)
        return done.chains

    def chains(self, year: int = YEAR) -> tuple[DisposedChain, ...]:
        """What would go of each PC's record."""
        with self.first.record.database.transaction() as connection:
            return chains_upto(connection, year, shared=True)

    def close(self) -> None:
        for app in (self.first, self.second, self.third):
            app.close()

    def copied(self, folder: Path) -> Office:
        """The same office once more in another folder; this one was closed."""
        shutil.copytree(self.folder, folder)
        apps = []
        for app in (self.first, self.second, self.third):
            keyring, clock = app.surroundings.keyring, app.surroundings.clock
            assert isinstance(keyring, MemoryKeyring)
            around = surroundings(FixedClock(clock()), MemoryKeyring(dict(keyring.entries)))
            again = open_app(Home(folder / app.home.folder.name), around)
            again.record.desk.put({SHARE_KEY: str(folder / "share").encode()})
            apps.append(again)
        return Office(folder, *apps, self.number)


@dataclass(frozen=True)
class Played:
    """An office that disposed of a year: its share before anything was cleared away, and what a notice says of it."""

    share: Path
    office: Office
    chains: tuple[DisposedChain, ...]

    @property
    def first(self) -> App:
        return self.office.first

    @property
    def root(self) -> str:
        return fingerprint(trust_of(self.first).root)


def together(*apps: App) -> None:
    """Everybody connects, and once more."""
    for app in (*apps, *apps):
        sync(app)


def played(folder: Path) -> Office:
    """Two years of records on three PCs, up to the day on which the first may be disposed of; closed."""
    first = found(folder, "first", share=folder / "share", clock=FixedClock(), keyring=MemoryKeyring())
    second = enrolled(first, folder, clock=FixedClock(), keyring=MemoryKeyring())
    third = enrolled(first, folder, "third", clock=FixedClock(), keyring=MemoryKeyring(), person=THIRD)
    register(third, "0033333")
    for app in (third, first, second):
        sync(app)
    closed_case(first, "0011111", "\u9ad9\u6a4b\u3000\u7f8e\u54b2")
    for number, app in enumerate((first, second, first)):
        answer_with_evidence(app, register(app, f"002222{number}"), b"evidence %d" % number)
        sync(app)
    go_to(NEXT_YEAR, first, second)
    answer_with_evidence(second, register(second, "0044444", effective=NEXT_YEAR.date()), b"evidence of the next year")
    for app in (first, second, first, second):
        app.commit((PaperDatesChosen(era=app is first),))
        sync(app)
    go_to(ORDERED, first, second)
    together(first, second)
    number = order_disposal(second, YEAR, "保存期間満了", own_pin=PIN)
    together(second, first)
    approve_disposal(first, number, own_pin=PIN)
    go_to(OVER, first, second)
    together(first, second)
    office = Office(folder, first, second, third, number)
    office.close()
    return office


def forged(office: Office, by: App, chains: tuple[DisposedChain, ...], order_no: str = "2026-D99") -> bytes:
    """A notice that nothing in the record stands behind, signed by a member all the same, put on the share."""
    told = tuple(sorted(chains, key=lambda one: one.device_id))
    notice = DisposalNotice(trust_of(by).workplace_id, order_no, YEAR, OVER, told)
    data = make_notice(notice, device_certificate(by), by.device.sign)
    put_notice(folder_of(office.first), notice, data)
    return data


def put_notice(store: FolderStore, notice: DisposalNotice, data: bytes) -> Path:
    """Leave a notice under its own name; returns where."""
    path = notice_paths(notice.workplace_id, notice.fiscal_year, hashlib.sha256(data).hexdigest())(0)
    store.put_new(path, data)
    return store.root / path


def notice_files(share: Path) -> list[Path]:
    """Every notice on a share."""
    return sorted(share.glob("w/*/end/*/*.json"))


def cleared(share: Path, chains: tuple[DisposedChain, ...]) -> list[Path]:
    """Whoever may delete removes the segments that chains name; returns which."""
    gone = []
    for one in chains:
        for path in share.glob(f"w/*/log/{one.device_id}/*/*.seg"):
            if int(path.name.split(".")[0]) <= one.segment and int(path.parent.name) <= YEAR:
                path.unlink()
                gone.append(path)
    return gone
