"""What each of the four does next, by what it sees on its own PC and by its chances."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.commands import announcement, answers, strokes
from tests.half_year.desk import Desk
from tests.warm_commands import WarmPc

if TYPE_CHECKING:
    from tests.half_year.story import HalfYearPlayed

WAYS = ("ticket", "shared", "manager", "deputy")
"""Declared by ticket; answered by the deputy after the manager's briefing; or all on one PC."""

MANAGER, DEPUTY, SECOND_LINE = "長谷川　ヱイ子", "岡部　誠", "大野　克己"
LARGE = 300_000
"""Bytes of the transferee's evidence: more than travels to the server in one piece."""

RETURNED = "台帳では4件です"
ORDERED = "経緯を記入してください"


@dataclass(frozen=True)
class Case:
    """Somebody who moves. ``way``: who works on it; ``returned``: whether its report is sent back once; ``ordered``:
    whether headquarters asks for a correction afterwards."""

    number: str
    name: str
    way: str
    returned: bool
    ordered: bool

    @property
    def first(self) -> str:
        """Who of the office registers, briefs and checks."""
        return "deputy" if self.way == "deputy" else "manager"

    @property
    def answering(self) -> str:
        """Who answers."""
        return {"shared": "deputy", "ticket": "transferee"}.get(self.way, self.first)


def rows_of(pc: Desk | WarmPc) -> dict[str, dict[str, Any]]:
    """How the cases stand on a PC, by employee number; nobody kills a look."""
    listed = pc.ask("case", "list")["cases"]
    rows = {row["employee_no"]: row for row in listed}
    assert len(rows) == len(listed), "somebody has two cases"
    return rows


def open_orders(pc: Desk | WarmPc) -> dict[str, list[str]]:
    """Headquarters' open orders, by case number."""
    orders: dict[str, list[str]] = {}
    for one in pc.ask("orders")["corrections"]:
        orders.setdefault(one["case_no"], []).append(one["number"])
    return orders


class OfficeTurn:
    """What the manager or the deputy does, one act after the other, until all is done as far as this PC knows."""

    def __init__(self, story: HalfYearPlayed, desk: Desk) -> None:
        self.story, self.desk = story, desk
        self.rows: dict[str, dict[str, Any]] = {}
        self.orders: dict[str, list[str]] = {}
        self.returned: set[str] = set()

    def work(self) -> None:
        """Look, choose, act."""
        board, name = self.story.board, self.desk.name
        self._look()
        while not board.over:
            mine = [case for case in self.story.cases if self._act_for(case)]
            if mine and self.desk.chance.random() < 0.8:
                case = self.desk.chance.choice(mine)
                act = self._act_for(case)
                assert act is not None
                if not act(case):
                    self._look()
                continue
            heard = board.heard(name)
            told = self.desk.sync()
            if told is None:
                board.tell(name)  # something may have gone or come all the same
                self._look()
                continue
            if told["published"] or told["collected"]:
                board.tell(name)
                self._look()
            elif self._all_done():
                return
            elif not mine:
                board.wait(name, heard)

    def _look(self) -> None:
        self.rows = rows_of(self.desk)
        self.returned |= {number for number, row in self.rows.items() if row["state"] == "RETURNED"}
        states = [self.rows[case.number]["state"] for case in self.story.cases if self._may_be_ordered(case)]
        self.orders = open_orders(self.desk) if "CONFIRMED" in states else {}

    def _may_be_ordered(self, case: Case) -> bool:
        return case.ordered and case.first == self.desk.name and case.number in self.rows

    def _all_done(self) -> bool:
        confirmed = len(self.rows) == len(self.story.cases) and all(
            row["state"] == "CONFIRMED" for row in self.rows.values()
        )
        ordered = {case.number for case in self.story.cases if case.ordered}
        return confirmed and ordered <= self.story.ordered and not self.orders

    def _act_for(self, case: Case) -> Callable[[Case], bool] | None:
        row = self.rows.get(case.number)
        first, name = case.first == self.desk.name, self.desk.name
        if row is None:
            return self._import if first else None
        match row["state"]:
            case "DRAFT" if first:
                return self._brief
            case "IN_PROGRESS" if case.answering == "transferee" and first:
                return None if case.number in self.story.tickets else self._issue
            case "IN_PROGRESS" | "RETURNED" if case.answering == name:
                return self._answer
            case "REPORTED" if first:
                return self._return if case.returned and case.number not in self.returned else self._confirm
            case "CONFIRMED" if first and row["case_no"] in self.orders:
                return self._answer_order
        return None

    def _do(self, case: Case, *arguments: object) -> bool:
        """Do it; what was killed or refused is looked at again."""
        outcome = self.desk.try_to(*arguments)
        if outcome is None or outcome.code:
            return False
        if (row := outcome.data.get("case")) is not None:
            self.rows[case.number] = row
        return True

    def _no(self, case: Case) -> str:
        return str(self.rows[case.number]["case_no"])

    def _import(self, case: Case) -> bool:
        file = announcement(self.desk.pc.folder, f"{case.number},{case.name},ナマエ", encoding="utf-8")
        self._do(case, "case", "import", file)
        return False

    def _brief(self, case: Case) -> bool:
        return self._do(case, "case", "brief", self._no(case))

    def _answer(self, case: Case) -> bool:
        changed: dict[str, dict[str, Any]] = {"D_01": {"answer": "DONE", "count": self.desk.chance.randrange(9)}}
        given = answers(self.desk.pc.folder, **changed)
        if not self._do(case, "case", "answer", self._no(case), "--from", given):
            return False
        name = self.desk.chance.choice(("sign", "report"))
        return self._do(case, "case", name, self._no(case), "--strokes", strokes(self.desk.pc.folder))

    def _return(self, case: Case) -> bool:
        return self._do(case, "case", "return", self._no(case), "--item", "D-01", "--reason", RETURNED)

    def _confirm(self, case: Case) -> bool:
        return self._do(case, "case", "confirm", self._no(case))

    def _answer_order(self, case: Case) -> bool:
        order = self.orders[self._no(case)][0]
        self._do(case, "case", "answer-order", self._no(case), order, "--text", "記入しました")
        return False

    def _issue(self, case: Case) -> bool:
        out = self.desk.pc.folder / f"{case.number}.sekisho-ticket"
        address = self.story.transferee.address
        outcome = self.desk.try_to("ticket", "issue", self._no(case), "--out", out, "--share", address)
        if outcome is None or outcome.code:
            return False
        self.story.tickets[case.number] = (out, outcome.data["code"])
        self.story.board.tell(self.desk.name)
        return True


class HeadquartersTurn:
    """Headquarters looks at everything now and then, and asks for a correction of what it was told to sample."""

    def __init__(self, story: HalfYearPlayed, desk: Desk) -> None:
        self.story, self.desk = story, desk

    def work(self) -> None:
        """Sync, look, order."""
        board, name = self.story.board, self.desk.name
        while not board.over:
            heard = board.heard(name)
            if self.desk.sync("hq", "sync", self.story.key) and not self._order():
                board.wait(name, heard)
            if self.desk.chance.random() < 0.1:
                self.desk.try_to("hq", "overview")

    def _order(self) -> bool:
        """Order what is due; returns whether there was something to do."""
        story = self.story
        left = [case for case in story.cases if case.ordered and case.number not in story.ordered]
        rows = rows_of(story.replica) if left else {}
        due = [case for case in left if case.number in rows and rows[case.number]["state"] == "CONFIRMED"]
        given = open_orders(story.replica) if due else {}
        for case in due:
            case_no = rows[case.number]["case_no"]
            if case_no not in given:
                self.desk.try_to("hq", "correction", story.key, case_no, "--text", ORDERED)
            elif self.desk.sync("hq", "sync", story.key):
                story.ordered.add(case.number)  # it is on the share
                story.board.tell(self.desk.name)
        return bool(due)


class TransfereeTurn:
    """The transferee opens the ticket, answers, signs, looks for the receipt, and mends what came back."""

    def __init__(self, story: HalfYearPlayed, desk: Desk) -> None:
        self.story, self.desk = story, desk

    def work(self) -> None:
        """Go on until all is over at the office: nobody tells the transferee that it is the last time."""
        board, name = self.story.board, self.desk.name
        while not board.over:
            heard = board.heard(name)
            waiting = [self._declare(ticket, code) for ticket, code in list(self.story.tickets.values())]
            if all(waiting):
                board.wait(name, heard)

    def _declare(self, ticket: object, code: str) -> bool:
        """Look how it stands and do what is due; returns whether it is the office's turn."""
        given = {"SEKISHO_TICKET_CODE": code, "SEKISHO_PIN": ""}
        told = self._try("declare", ticket, **given)
        if told is not None and told["state"] in {"IN_PROGRESS", "RETURNED"}:
            folder = self.desk.pc.folder
            (folder / "evidence.png").write_bytes(self.desk.chance.randbytes(LARGE))
            answered = answers(folder, D_01={"answer": "DONE", "count": 4, "evidence": ["evidence.png"]})
            told = self._try("declare", ticket, "--from", answered, "--strokes", strokes(folder), **given)
            if told is not None and not told["code"]:
                self.story.board.tell(self.desk.name)
        return told is not None and not told["code"]

    def _try(self, *arguments: object, **given: str) -> dict[str, Any] | None:
        outcome = self.desk.try_to(*arguments, **given)
        if outcome is None or outcome.code:
            return None
        assert outcome.data["code"] in {"", "ShareUnreachable"}, outcome.out
        return outcome.data
