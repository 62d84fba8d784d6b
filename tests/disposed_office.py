"""Three PCs and a year that is over: what tests of disposed years are told about."""

from __future__ import annotations

import hashlib
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.facts import PaperDatesChosen, Role
from desktop_app.share.disposal import DisposalNotice, make_notice
from desktop_app.share.layout import notice_paths
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.ticket_post import device_certificate
from tests.disposals import carried_out, chains_of, ordered, remove_here
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import enrolled, found, register
from tests.shares import answer_with_evidence, folder_of

THIRD = PersonInput("\u68ee\u3000\u6dbc\u5b50", "モリ　リョウコ", "0077777", role=Role.DEPUTY_MANAGER)


class Office:
    """Three PCs with acts in fiscal year 2026 and in 2027; the third has not been on since early in 2026."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock()
        self.first = found(folder, "first", share=folder / "share", clock=self.clock, keyring=MemoryKeyring())
        self.second = enrolled(self.first, folder, clock=self.clock, keyring=MemoryKeyring())
        self.third = enrolled(self.first, folder, "third", clock=self.clock, keyring=MemoryKeyring(), person=THIRD)
        register(self.third, "0033333")
        for app in (self.third, self.first, self.second):
            sync(app)
        for number in range(2):
            for app in (self.first, self.second):
                case_id = register(app, f"00{number}{app is self.second:d}111")
                answer_with_evidence(app, case_id, b"evidence %d" % number)
                sync(app)
        self.clock.advance(days=220)  # 2027-05: another fiscal year
        for app in (self.first, self.second, self.first, self.second):
            app.commit((PaperDatesChosen(era=app is self.first),))
            sync(app)

    def together(self, *apps: App) -> None:
        for app in (*apps, *apps):
            sync(app)

    def dispose(self, *, by: App | None = None, others: bool = True) -> tuple[DisposedChain, ...]:
        """Ordered, approved and carried out on the first PC; the second follows."""
        who = by or self.first
        ordered(who)
        chains = chains_of(who)
        carried_out(who, chains)
        sync(who)
        if others:
            sync(self.second)
            remove_here(self.second, chains)
        return chains


def forged(office: Office, by: App, chains: tuple[DisposedChain, ...], order_no: str = "2026-D99") -> bytes:
    """A notice that nothing in the record stands behind, signed by a member all the same, put on the share."""
    told = tuple(sorted(chains, key=lambda one: one.device_id))
    notice = DisposalNotice(trust_of(by).workplace_id, order_no, 2026, office.clock(), told)
    data = make_notice(notice, device_certificate(by), by.device.sign)
    path = notice_paths(notice.workplace_id, 2026, hashlib.sha256(data).hexdigest())(0)
    folder_of(by).put_new(path, data)
    return data
