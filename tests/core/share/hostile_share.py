"""A share with files of every kind, as an office leaves it, and who is to read them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from desktop_app.app import INTAKE_SECRET, App
from desktop_app.domain.facts import Role, SigningRefused
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import ShareEntryTooLarge
from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint, one_time_certificate
from desktop_app.share.audit import AuditBrief
from desktop_app.share.enrolment import read_join_request, read_reply, reply_name
from desktop_app.share.errand import Errand
from desktop_app.share.layout import is_request_path, read_receipt_path, submission_path
from desktop_app.share.replies import read_reply as read_answer
from desktop_app.share.replies import return_name
from desktop_app.share.signed import sign_note
from desktop_app.share.store import LARGEST_ENTRY
from desktop_app.share.submissions import Submission, fact_text, make_submission, submission_hash
from desktop_app.usecases import declaring
from desktop_app.usecases.asking_to_join import Joining, request_enrolment
from desktop_app.usecases.checkpoints import leave_checkpoint
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.joining import _waiting, finish_enrolment
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.outbox import fill_outbox
from desktop_app.usecases.share_errand import Trust, errand_for, trust_of
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.ticket_post import device_certificate, submissions_seen
from tests.core.share.test_golden_share import empty_home
from tests.homes import DEPUTY, PIN, kit_in_hand, register, surroundings
from tests.shares import answer_with_evidence, folder_of
from tests.tickets import Sides, issued

OVERSEER = PersonInput("大野　克己", "オオノ　カツミ", "0000777", role=Role.SECOND_LINE)
HEAD = PersonInput("葛󠄀西　直", "カサイ　ナオ", "0000888", role=Role.DEPARTMENT_HEAD)

Addressee = Callable[[bytes], object]
"""Reads what is sealed to one reader; raises an error of ours when it does not hold."""


@dataclass
class MemoryShare:
    """A share in memory (desktop_app.share.store.Store) that only those may write to who are said to."""

    files: dict[str, bytes]
    writable: bool = False
    address: str = "memory"

    def __post_init__(self) -> None:
        self._names = sorted(self.files)

    def list(self, prefix: str) -> tuple[str, ...]:
        if not prefix:
            return tuple(self._names)
        return tuple(self._names[bisect_left(self._names, f"{prefix}/") : bisect_left(self._names, f"{prefix}0")])

    def get(self, path: str, limit: int = LARGEST_ENTRY) -> bytes | None:
        data = self.files.get(path)
        if data is not None and len(data) > limit:
            raise ShareEntryTooLarge(path=path, limit=limit)
        return data

    def put_new(self, path: str, data: bytes) -> None:
        assert self.writable, f"whoever only reads writes nothing: {path}"
        assert path not in self.files
        self.files[path] = data
        self._names = sorted(self.files)

    def delete(self, path: str) -> None:
        raise AssertionError(f"nothing is ever deleted: {path}")


@dataclass
class World:
    """The share's files and its readers.

    ``newcomer`` is the errand of a PC that holds nothing yet, ``brief`` an auditor's without a key; ``founder`` judges
    what transferees leave (``judged``: hashes of what it has judged); ``overseer`` is the PC that signs checkpoints;
    ``ticket`` is the transferee's, opened; ``addressees`` read what is sealed to one reader each, by path.
    """

    files: dict[str, bytes]
    trust: Trust
    newcomer: Errand
    brief: AuditBrief
    founder: App
    overseer: str
    judged: frozenset[str]
    ticket: bytes = field(repr=False)
    addressees: dict[str, Addressee] = field(default_factory=dict, repr=False)

    @property
    def wp(self) -> str:
        return self.trust.workplace_id


def make_world(folder: Path) -> World:
    """Let an office work: three PCs and headquarters, a removed one, declarations, a return, checkpoints."""
    sides = issued(folder)
    founder, clock = sides.app, sides.clock
    let_in = [_let_in(founder, folder / who.employee_no, who, sides) for who in (DEPUTY, OVERSEER, HEAD)]
    (second, overseer, third), joinings = zip(*let_in, strict=True)
    for number in range(4):
        _work(third, 10 + number)
    sync(third)
    sync(founder)
    remove_device(founder, third.device.device_id, EndReason.LOST, own_pin=PIN)
    for app in (founder, second):
        sync(app)
    _declare(sides)
    for day in range(5):
        for app, numbers in ((founder, range(4)), (second, range(3))):
            for number in numbers:
                _work(app, 100 * (day + 1) + 10 * number + (app is second))
            sync(app)
        sync(overseer)
        leave_checkpoint(overseer)
        clock.advance(days=1)
    sync(founder)
    for number in range(6, 8):
        _leave(sides, number)  # not answered yet
    store = folder_of(founder)
    files = {path: store.get(path) or b"" for path in store.list("")}
    world = _seen(folder, sides, files, overseer.device.device_id)
    world.addressees |= _addressees(world, sides, joinings)
    for app in (second, overseer, third, sides.mine):
        app.close()
    return world


def _let_in(founder: App, folder: Path, person: PersonInput, sides: Sides) -> tuple[App, Joining]:
    home, around = Home(folder), surroundings(sides.clock)
    asked = request_enrolment(home, str(folder_of(founder).root), person, around, pin=PIN)
    with _waiting(home, around, None) as waiting:
        joining = waiting.joining
    sync(founder)
    approval = approve_enrolment(founder, "", asked.code, own_pin=PIN, second=kit_in_hand(founder))
    sync(founder)
    return finish_enrolment(home, approval.answer, around), joining


def _work(app: App, number: int) -> None:
    """One act with a sealed file, and the segment it makes."""
    case_id = register(app, f"{2_000_000 + number}")
    answer_with_evidence(app, case_id, b"evidence %d" % number)
    fill_outbox(app)


def _declare(sides: Sides) -> None:
    """A declaration, sent back and handed in again; and refusals to sign that come too late."""
    sides.hand_in()
    sync(sides.app)
    sides.send_back()
    sides.standing()
    sides.hand_in()
    for number in range(6):
        _leave(sides, number)
    for _round in range(2):
        sync(sides.app)


def _leave(sides: Sides, number: int) -> None:
    ticket = declaring.ticket_of(sides.mine)
    fact = fact_text(SigningRefused(sides.case_id, sides.app.today(), "", f"{number}"))
    told = Submission(ticket.workplace_id, ticket.ticket_id, ticket.case_id, 1, sides.clock(), (fact,), {})
    signer = one_time_certificate("誰か", f"{number}", "", sides.clock())
    path = submission_path(ticket.workplace_id, sides.clock(), f"{number:032x}")
    folder_of(sides.app).put_new(path, make_submission(told, signer, ticket.recipients))


def _seen(folder: Path, sides: Sides, files: dict[str, bytes], overseer: str) -> World:
    founder = sides.app
    trust = trust_of(founder)
    told = {"secrets": {n: s.decode() for n, s in founder.record.desk.secrets("fiscal/").items()}}
    empty = empty_home(folder / "newcomer", told)
    newcomer = replace(errand_for(empty, "memory", trust), requests=frozenset(), submissions=frozenset())
    empty.close()
    root = fingerprint(trust.root)
    judged = {submission_hash(files[path]) for path in submissions_seen(founder)}
    ticket = sign_note(declaring.ticket_of(sides.mine), device_certificate(founder), founder.device.sign)
    brief = AuditBrief(root, trust.workplace_id)
    return World(files, trust, newcomer, brief, founder, overseer, frozenset(judged), ticket)


def _addressees(world: World, sides: Sides, joinings: Iterable[Joining]) -> dict[str, Addressee]:
    """Return who reads requests, each new PC's reply, and what the transferee is answered."""
    intake = sides.app.record.desk.secret(INTAKE_SECRET)
    assert intake is not None
    ticket = declaring.ticket_of(sides.mine)
    by_short = {submission_hash(data)[:32]: submission_hash(data) for data in world.files.values()}
    found: dict[str, Addressee] = {}
    for path in world.files:
        short = read_receipt_path(path, world.wp)
        if is_request_path(path):
            found[path] = lambda data: read_join_request(data, intake.decode())
        elif short is not None:
            found[path] = partial(read_answer, ticket=ticket, submission_sha256=by_short[short])
        elif f"/{return_name(ticket.ticket_id, 1)}." in path:
            found[path] = partial(read_answer, ticket=ticket, submission_sha256="")
        for one in joinings:
            if f"/{reply_name(one.request)}." in path:
                found[path] = partial(
                    read_reply, secret=one.reply_secret, request=one.request, root_fingerprint=one.root
                )
    return found
