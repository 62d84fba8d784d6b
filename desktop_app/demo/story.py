"""A whole half-year through the use cases: twelve people with twelve fates, two PCs, papers and ledger.

Everything is real but the calendar, which the story moves itself, and the cost of guessing the PIN, which is
printed anyway. It leaves a home, a second PC's home, the share and the papers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.app import App, Surroundings
from desktop_app.demo.acts import DemoClock, answer, brief, confirm, person_id, report, send_back
from desktop_app.demo.people import DEPUTY, HEAD, MANAGER, invented
from desktop_app.demo.report import HALF, PASSPHRASE, PIN, DemoReport
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import ExceptionKind
from desktop_app.errors import TargetNotEmpty
from desktop_app.exchange.durable import write_whole
from desktop_app.exchange.programme_file import read_programme
from desktop_app.home import Home
from desktop_app.keys.wrapping import KdfParameters
from desktop_app.resources import resource_path
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, intake, ledger
from desktop_app.usecases.backup import back_up
from desktop_app.usecases.enrolment import approve_enrolment, finish_enrolment, request_enrolment
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.ledger_printing import write_ledger_pdf
from desktop_app.usecases.people import enrol_person, sit_down
from desktop_app.usecases.recovery_kit import note_kit_printed, render_kit
from desktop_app.usecases.second_member import SecondMember
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.verifying_spots import Verification

ANNOUNCEMENT = "samples/announcement-20261001.csv"

_CHEAP = KdfParameters(memory_kib=1024, iterations=1, lanes=1)


@dataclass
class _Story:
    """The office while the story goes on; ``app`` is the manager's PC."""

    app: App
    clock: DemoClock
    cases: dict[str, str] = field(default_factory=dict)

    def at(self, month: int, day: int, hour: int = 10) -> None:
        """Move on to a day between April 2026 and March 2027."""
        self.clock.go_to(date(2026 if month > 3 else 2027, month, day), hour)  # noqa: PLR2004 - March

    def learn_cases(self) -> None:
        """Remember whose case is which."""
        lines = self.app.cases.page(CaseFilter(in_scope_only=False))
        self.cases = {line.transferee.employee_no: line.case_id for line in lines}


def play(out: Path, people: int | None = None) -> DemoReport:
    """Play the half-year into a new or empty folder, with *people* further invented transfers.

    Raises TargetNotEmpty and whatever a use case refuses (which would be a fault of the story).
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TargetNotEmpty(path=str(out))
    out.mkdir(parents=True, exist_ok=True)
    clock = DemoClock()
    story = _Story(_found(out, clock), clock)
    try:
        second = _second_pc(story, out)
        try:
            _autumn(story)
            _december(story, second)
            _january(story, second)
            _further(story, people or 0)
            verifications = _share_and_verify(story, second)
            files = _hand_out(story, out / "papers")
            states = dict.fromkeys(CaseState, 0)
            for line in story.app.cases.page(CaseFilter(half=HALF, in_scope_only=False)):
                states[line.state] += 1
        finally:
            second.close()
    finally:
        story.app.close()
    return DemoReport(out, {state: n for state, n in states.items() if n}, files, verifications)


def _found(out: Path, clock: DemoClock) -> App:
    loaded = read_programme(resource_path("programmes/hokkaido.yaml"))
    start = FirstStart(
        company="北辰送配電株式会社",
        workplace="中央ネットワークサービスセンター",
        org_code="NSC01",
        manager=MANAGER,
        programme=loaded.programme,
        programme_sha256=loaded.sha256,
        share=str(out / "share"),
    )
    surroundings = Surroundings(clock=clock, keyring=None, pin_cost=_CHEAP)
    app = found_home(Home(out / "home"), start, surroundings, pin=PIN, passphrase=PASSPHRASE)
    enrol_person(app, HEAD, PIN, own_pin=PIN)
    note_kit_printed(app)
    return app


def _second_pc(story: _Story, out: Path) -> App:
    """The deputy's PC asks to join, is let in, and collects the record."""
    surroundings = Surroundings(clock=story.clock, keyring=None, pin_cost=_CHEAP)
    home = Home(out / "home2")
    asked = request_enrolment(home, str(out / "share"), DEPUTY, surroundings, pin=PIN, passphrase=PASSPHRASE)
    sync(story.app)
    head = story.app.workplace.person_with_number(HEAD.employee_no)
    second = SecondMember(head.person_id, PIN) if head else None
    approval = approve_enrolment(story.app, "", asked.code, own_pin=PIN, second=second)
    sync(story.app)
    return finish_enrolment(home, approval.answer, surroundings, ask_passphrase=lambda: PASSPHRASE)


def _autumn(story: _Story) -> None:
    """The announcement arrives; everybody is briefed; most of those who leave on 1 December report in time."""
    app = story.app
    story.at(11, 20, 11)
    preview = intake.read_for_import(app, resource_path(ANNOUNCEMENT), all_workplaces=True)
    intake.import_announcement(app, preview, accept_doubtful=True)
    story.learn_cases()
    for day, employee_no in enumerate(story.cases, start=24):
        story.at(11, min(day, 27))
        brief(app, story.cases[employee_no])
    story.at(11, 27, 14)
    report(app, story.cases["0012345"], count=12)
    report(app, story.cases["0012346"], count=3)
    report(app, story.cases["A001234"], count=5, not_done={"A-05": date(2026, 12, 11)})
    story.at(11, 28)
    answering.cancel_case(app, story.cases["0012349"], "発令の取消しの通知を受けたため")
    story.at(11, 30)
    answer(app, story.cases["0012350"], count=0)
    answering.refuse_signing(app, story.cases["0012350"], "説明は受けたが、署名はしないとのこと")
    confirming.accept_rest(app, story.cases["0012345"])
    confirming.confirm_case(app, story.cases["0012345"], PIN)
    send_back(app, story.cases["0012346"], "D-01")


def _december(story: _Story, second: App) -> None:
    """Returned and reported again, late, an exception; the second gate; those of 16 December."""
    app = story.app
    story.at(12, 1, 9)
    report(app, story.cases["0012346"], count=4)
    story.at(12, 1, 15)
    confirm(app, story.cases["0012346"])
    confirm(app, story.cases["A001234"])
    story.at(12, 3)
    report(app, story.cases["0012351"], count=1, late_reason="長期の出張中だったため")
    story.at(12, 4)
    confirm(app, story.cases["0012351"])
    sit_down(app, person_id(app, HEAD.employee_no), PIN)
    confirming.close_as_exception(
        app, story.cases["0012350"], ExceptionKind.SIGNATURE_REFUSED, "説明の記録をもって完了とする", PIN
    )
    sit_down(app, person_id(app, MANAGER.employee_no), PIN)
    story.at(12, 7)
    for employee_no, left in (("0012345", 0), ("0012346", 0), ("A001234", 1)):
        note = "検針システムの閲覧権限が残っていたため、解除を依頼した" if left else ""
        confirming.record_post_check(app, story.cases[employee_no], "A-07", app.today(), left, note)
    for employee_no, day in (("0012353", 10), ("0099001", 11), ("0012355", 14), ("0012357", 15)):
        story.at(12, day)
        report(app, story.cases[employee_no], count=2)
    story.at(12, 16)
    for employee_no in ("0012353", "0099001", "0012355"):
        confirm(app, story.cases[employee_no], late_reason="業務の都合による")
    sync(app)
    sync(second)


def _january(story: _Story, second: App) -> None:
    """The manager moves too: nobody confirms their own case, so the deputy does, on the other PC."""
    app = story.app
    story.at(12, 25)
    report(app, story.cases[MANAGER.employee_no], count=7)
    report(app, story.cases["0012361"], count=0)
    sync(app)
    story.at(12, 28)
    sync(second)
    confirm(second, story.cases[MANAGER.employee_no])
    confirm(second, story.cases["0012357"], late_reason="確認者の不在による")
    sync(second)
    story.at(1, 12)
    sync(app)
    for employee_no in ("0012353", "0099001", "0012355"):
        confirming.record_post_check(app, story.cases[employee_no], "A-07", app.today(), 0, "")


def _further(story: _Story, people: int) -> None:
    """Invented people in any number, all in time."""
    app = story.app
    for number, entry in enumerate(invented(people)):
        story.clock.go_to(date(2027, 2, 1))
        case_id = intake.register_transfer(app, entry)
        if number % 10 == 9:  # noqa: PLR2004 - every tenth is still under way
            continue
        brief(app, case_id)
        report(app, case_id, count=number % 7)
        confirm(app, case_id)


def _share_and_verify(story: _Story, second: App) -> tuple[Verification, ...]:
    for app in (story.app, second, story.app):
        sync(app)
    return verify_home(story.app), verify_home(second)


def _hand_out(story: _Story, folder: Path) -> tuple[Path, ...]:
    """Write ledger, recovery kit, signed papers and a backup as a person would."""
    app = story.app
    folder.mkdir()
    for kind in ("csv", "xlsx", "json"):
        ledger.export_ledger(app, HALF, kind, folder / f"ledger-{HALF}.{kind}")
    write_ledger_pdf(app, HALF, folder / f"ledger-{HALF}.pdf")
    write_whole(folder / f"recovery-kit-{HALF.year}.pdf", render_kit(app, PIN, HALF.year))
    for case_id in story.cases.values():
        case = app.record.case(case_id)
        if case.report is not None:
            paper = answering.read_file(app, confirming.current_paper(case))
            write_whole(folder / f"{case.case_no}.pdf", paper)
    back_up(app, folder / "backup.zip", PASSPHRASE)
    return tuple(sorted(folder.iterdir()))
