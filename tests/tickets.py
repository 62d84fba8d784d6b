"""A case on two PCs: the workplace that issued its ticket, and the transferee who opened it without any home."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from desktop_app.app import SHARE_KEY, App, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState, answerable
from desktop_app.domain.facts import Answer, CaseCorrected, Transferee, Verdict
from desktop_app.home import Home
from desktop_app.journal.codec import encode_value
from desktop_app.usecases import answering, confirming, declaring, declaring_post, tickets
from desktop_app.usecases.confirming import Check
from desktop_app.usecases.sharing import share_address, sync
from tests.fakes import FixedClock, MemoryKeyring
from tests.homes import found, register, surroundings
from tests.refusals import STROKES

NAME, NUMBER = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "0012346"


@dataclass
class Sides:
    """Both sides; ``mine`` is the transferee's record, opened when first asked for."""

    app: App
    case_id: str
    file: Path
    code: str
    folder: Path
    clock: FixedClock
    place: Path
    _mine: App | None = None

    @property
    def mine(self) -> App:
        if self._mine is None:
            self._mine = declaring.open_declaration(self.folder, self.file, self.code, surroundings(self.clock))
        return self._mine

    def restart(self) -> None:
        """The transferee's PC is switched off and on."""
        self.mine.close()
        self._mine = None

    @property
    def state(self) -> CaseState:
        return self.app.record.case(self.case_id).state

    def answer(self, **changed: AnswerInput) -> None:
        """Answer everything; D_01 for D-01."""
        _case, programme = answering.open_case(self.mine, self.case_id)
        entries = {i.id: AnswerInput(Answer.DONE, count=0 if i.needs_count else None) for i in answerable(programme)}
        entries |= {name.replace("_", "-"): entry for name, entry in changed.items()}
        answering.answer_items(self.mine, self.case_id, entries)

    def sign(self) -> None:
        declaring.sign_and_submit(self.mine, self.case_id, STROKES)

    def hand_in(self) -> None:
        """Answer, sign and leave it in the inbox."""
        self.answer()
        self.sign()
        assert declaring_post.deliver(self.mine).left

    @property
    def sealed(self) -> bytes:
        return declaring.submitted(self.mine).sealed

    def standing(self):
        """How it stands for the transferee, after a look at the share."""
        assert declaring_post.deliver(self.mine).trouble is None
        return declaring_post.declaration_standing(self.mine)

    def send_back(self, item_id: str = "D-01", words: str = "台帳では4件です") -> None:
        confirming.check_items(self.app, self.case_id, {item_id: Check(Verdict.TO_RETURN, "", words)})
        confirming.return_report(self.app, self.case_id)
        if share_address(self.app):
            sync(self.app)

    def close(self) -> None:
        if self._mine is not None:
            self._mine.close()
        self.app.close()


def briefed(app: App, employee_no: str = NUMBER, name: str = NAME) -> str:
    """Register somebody and brief them; returns the case's id."""
    case_id = register(app, employee_no, name)
    known = Transferee(employee_no, name, "タカハシ　ミサキ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=known))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return case_id


def issued(tmp_path: Path, *, share: bool = True) -> Sides:
    """A workplace with somebody briefed and their ticket, opened once on the transferee's PC.

    Copied from one that was made before: age takes a second for each ticket it seals or opens.
    """
    made = _once()
    folder = tmp_path / "both"
    shutil.copytree(made.folder, folder)
    clock = FixedClock()
    around = surroundings(clock, MemoryKeyring(dict(made.keyring.entries)))
    app = open_app(Home(folder / "home"), around)
    address = str(folder / "share") if share else ""
    app.record.desk.put({SHARE_KEY: address.encode() if share else None})
    sides = Sides(app, made.case_id, folder / "NSC01.sekisho-ticket", made.code, folder / "tickets", clock, folder)
    moved = replace(declaring.ticket_of(sides.mine), share=address)
    sides.mine.record.desk.put_secrets({declaring.TICKET_KEY: encode_value(moved)})
    sides.restart()
    return sides


@dataclass(frozen=True)
class _Made:
    folder: Path
    keyring: MemoryKeyring
    case_id: str
    code: str


@cache
def _once() -> _Made:
    folder, keyring = Path(tempfile.mkdtemp(prefix="sekisho-tickets-")), MemoryKeyring()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    app = found(folder, keyring=keyring, share=folder / "share")
    case_id = briefed(app)
    made = tickets.issue_ticket(app, case_id)
    file = folder / "NSC01.sekisho-ticket"
    file.write_bytes(made.file)
    declaring.open_declaration(folder / "tickets", file, made.code, surroundings()).close()
    app.close()
    return _Made(folder, keyring, case_id, made.code)
