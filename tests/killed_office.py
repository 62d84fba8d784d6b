"""A day in the office in a process of its own, to be killed at any moment (see tests/journeys/test_kill.py).

Run as a nursery: everything is imported once, then every line on standard input (home, act, delay in seconds, room)
forks a child that opens the home, gets a case ready, begins the act, and is killed by SIGKILL after the delay. With a
*room* (bytes) the system kills it in the middle of the first write that goes further into any file: a commit dies
between two pages, which a delay hits only by luck.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.facts import Answer, CaseCorrected, Role, Transferee, Verdict
from desktop_app.home import Home
from desktop_app.usecases import answering, confirming, people, reporting, sharing, start_passphrase
from desktop_app.usecases.drafts import Draft, keep_draft
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.intake import import_announcement, read_for_import
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.ledger_printing import write_ledger_pdf
from tests.fakes import CHEAP_KDF, FixedClock, MissingKeyring
from tests.homes import PIN, hokkaido, register
from tests.refusals import STROKES, answer_everything

PASSPHRASE = "nagai nagai aikotoba"

Act = Callable[[], object]


def surroundings() -> Surroundings:
    """A PC without a keyring, so that key and witness lie in files, which a kill could tear."""
    return Surroundings(FixedClock(), MissingKeyring(), pin_cost=CHEAP_KDF)


def new_number(app: App) -> str:
    """An employee number nobody has yet."""
    return f"{len(app.cases.people()) + 1:07d}"


def case(app: App) -> str:
    return register(app, new_number(app))


def briefed(app: App) -> str:
    case_id = case(app)
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return case_id


def answered(app: App) -> str:
    case_id = case(app)
    answer_everything(app, case_id)
    return case_id


def reported(app: App) -> str:
    case_id = answered(app)
    reporting.sign_and_report(app, case_id, STROKES)
    return case_id


def checked(app: App) -> str:
    case_id = reported(app)
    confirming.accept_rest(app, case_id)
    return case_id


def _register(app: App) -> Act:
    return lambda: case(app)


def _import(app: App) -> Act:
    path = app.home.folder.parent / "発令.csv"
    known = len(app.cases.people())
    more_than_one_entry = range(known + 1, known + 67)
    rows = [f"{n:07d},\u9ad9橋　健一,2026/10/01,NSC01,あおば電力株式会社" for n in more_than_one_entry]
    path.write_text("\n".join(("社員番号,氏名,異動発令日,所属コード,異動先会社名", *rows)), "utf-8")
    preview = read_for_import(app, path)
    return lambda: import_announcement(app, preview, accept_doubtful=True)


def _brief(app: App) -> Act:
    case_id = case(app)
    return lambda: answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))


def _answer(app: App) -> Act:
    case_id = case(app)
    return lambda: answer_everything(app, case_id)


def _evidence(app: App) -> Act:
    case_id, path = briefed(app), app.home.folder.parent / "控え.txt"
    path.write_bytes(os.urandom(1_000_000))

    def act() -> None:
        kept = answering.keep_evidence(app, case_id, path)
        answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, evidence=(kept,)))

    return act


def _withdraw(app: App) -> Act:
    case_id = answered(app)
    return lambda: answering.withdraw_answer(app, case_id, "D-07")


def _draft(app: App) -> Act:
    case_id = briefed(app)
    return lambda: keep_draft(app, case_id, "D-07", Draft(answer="NOT_DONE", note="書きかけ"))


def _sign(app: App) -> Act:
    case_id = answered(app)
    return lambda: reporting.sign_and_report(app, case_id, STROKES)


def _refuse(app: App) -> Act:
    case_id = answered(app)
    return lambda: answering.refuse_signing(app, case_id, "説明は受けた")


def _check(app: App) -> Act:
    case_id = reported(app)
    return lambda: confirming.accept_rest(app, case_id)


def _return(app: App) -> Act:
    case_id = reported(app)

    def act() -> None:
        confirming.check_item(app, case_id, "D-07", confirming.Check(Verdict.TO_RETURN, text="写っていない"))
        confirming.return_report(app, case_id)

    return act


def _confirm(app: App) -> Act:
    case_id = checked(app)
    return lambda: confirming.confirm_case(app, case_id, PIN)


def _correct(app: App) -> Act:
    case_id = case(app)
    person = Transferee(app.record.case(case_id).transferee.employee_no, "田中　誠", "タナカ")
    return lambda: answering.correct_case(app, CaseCorrected(case_id, "誤記", transferee=person))


def _cancel(app: App) -> Act:
    case_id = case(app)
    return lambda: answering.cancel_case(app, case_id, "発令取消")


def _uncancel(app: App) -> Act:
    case_id = case(app)
    answering.cancel_case(app, case_id, "発令取消")
    return lambda: answering.withdraw_cancellation(app, case_id, "取り違え")


def _hand_over(app: App) -> Act:
    case_id = briefed(app)
    return lambda: answering.hand_over_seat(app, case_id)


def _take_back(app: App) -> Act:
    answering.hand_over_seat(app, briefed(app))
    return lambda: answering.take_seat_back(app, app.person_id, PIN)


def _enrol(app: App) -> Act:
    entry = PersonInput("山下　薫", "", f"11{len(app.workplace.people):05d}", role=Role.DEPARTMENT_HEAD)
    return lambda: people.enrol_person(app, entry, PIN, own_pin=PIN)


def _change_pin(app: App) -> Act:
    return lambda: people.change_own_pin(app, PIN, PIN)


def _passphrase(app: App) -> Act:
    return lambda: start_passphrase.set_start_passphrase(app, PASSPHRASE, own_pin=PIN)


def _new_year(app: App) -> Act:
    clock = app.surroundings.clock
    assert isinstance(clock, FixedClock)
    clock.advance(days=365 * len(app.workplace.fiscal_keys))
    return app.recipients


def _sync(app: App) -> Act:
    reported(app)
    return lambda: sharing.sync(app)


def _print(app: App) -> Act:
    def act() -> None:
        write_ledger_pdf(app, HalfYear(2026, 2), app.home.folder.parent / "管理表.pdf")
        export_ledger(app, HalfYear(2026, 2), "xlsx", app.home.folder.parent / "管理表.xlsx")

    return act


def _rebuild(app: App) -> Act:
    return app.record.rebuild


ACTS: dict[str, tuple[Callable[[App], Act], float]] = {
    "register": (_register, 0.02),
    "import": (_import, 0.08),
    "brief": (_brief, 0.01),
    "answer": (_answer, 0.03),
    "evidence": (_evidence, 0.04),
    "withdraw": (_withdraw, 0.01),
    "draft": (_draft, 0.006),
    "sign": (_sign, 0.12),
    "refuse": (_refuse, 0.01),
    "check": (_check, 0.02),
    "return": (_return, 0.02),
    "confirm": (_confirm, 0.12),
    "correct": (_correct, 0.01),
    "cancel": (_cancel, 0.01),
    "uncancel": (_uncancel, 0.01),
    "hand over": (_hand_over, 0.01),
    "take back": (_take_back, 0.02),
    "enrol": (_enrol, 0.02),
    "change pin": (_change_pin, 0.015),
    "passphrase": (_passphrase, 0.006),
    "new year": (_new_year, 0.02),
    "sync": (_sync, 0.05),
    "print": (_print, 0.15),
    "rebuild": (_rebuild, 0.05),
}
"""Every act with how to get ready for it, and about how long it takes (seconds) on a slow machine."""


def main() -> None:
    """Serve one line after the other; answers with what the child said of itself before it was killed."""
    hokkaido()
    print("ready", flush=True)  # noqa: T201 - the other end of a pipe
    for line in sys.stdin:
        order = json.loads(line)
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            _work(Home(Path(order["home"])), order["act"], order["room"], tell)
        os.close(tell)
        said = _read_line(told)
        select.select([told], [], [], order["delay"])  # the kill comes at once if the act is over
        os.kill(child, 9)
        finished = bool(_read_line(told))
        os.close(told)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"said": said, "finished": finished, "status": status}), flush=True)  # noqa: T201


def _work(home: Home, act: str, room: int | None, tell: int) -> None:
    app = open_app(home, surroundings(), ask_passphrase=lambda: PASSPHRASE)
    begin = ACTS[act][0](app)
    os.write(tell, json.dumps(dict(app.record.heads())).encode() + b"\n")
    if room is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    begin()
    os.write(tell, b"finished\n")
    while True:
        select.select([], [], [])  # until it is killed


def _read_line(source: int) -> str:
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(source, 1)
        if not byte:
            break
        line += byte
    return line.decode()


if __name__ == "__main__":
    main()
