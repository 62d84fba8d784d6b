"""廃棄記録 as the record tells it: numbers only, what happened on each PC, and the pen where nothing is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.disposal_facts import (
    DisposalApproved,
    DisposalDone,
    DisposalOrdered,
    KitDestroyed,
    YearDisposed,
)
from desktop_app.domain.disposal_line import DisposalLine, PcOfDisposal
from desktop_app.domain.disposals import Disposal
from desktop_app.domain.facts import Role
from desktop_app.errors import DisposalStageWrong
from desktop_app.papers.forms.disposal_record import render_disposal_record
from desktop_app.usecases.disposal_printing import disposal_record
from desktop_app.usecases.people import PersonInput, enrol_person
from tests.core.papers.paper_tools import assert_clean, extracted, pages_of
from tests.core.papers.preflight import objections
from tests.homes import PIN, found

GOLDEN = Path(__file__).parent.parent / "papers/golden/disposal-record-told.txt"
HEAD = PersonInput("森　さくら", "モリ　サクラ", "0099999", role=Role.DEPARTMENT_HEAD)
NUMBER, DAY = "H26-A001", date(2026, 10, 26)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path)
    enrol_person(made, HEAD, PIN, own_pin=PIN)
    yield made
    made.close()


def told(app: App, *, kept: tuple[str, ...] = ("NSC01-22B-A005",), count: int = 4) -> DisposalLine:
    """A disposal that was carried out on one PC of two."""
    head = next(person.person_id for person in app.workplace.people.values() if person.name == HEAD.name)
    done = DisposalDone(NUMBER, "d1", 1240, 34, DAY)
    disposal = Disposal(
        DisposalOrdered(NUMBER, 2022, "保存期間満了", date(2026, 9, 24)),
        ordered_by=app.person_id,
        approved=DisposalApproved(NUMBER, head, date(2026, 9, 25)),
        disposed=(YearDisposed(NUMBER, 2022, app.person_id, DAY, (), 0, kept),),
        done={"d1": done},
    )
    return DisposalLine(
        disposal=disposal,
        ordered_by=app.person.name,
        approved_by=HEAD.name,
        withdrawn_by="",
        done_by=(app.person.name,),
        own=True,
        today=DAY,
        case_nos=tuple(f"NSC01-22B-A{number:03d}" for number in range(1, count + 1)),
        kept=kept,
        pcs=(PcOfDisposal("d1", "A", (), True, done), PcOfDisposal("d2", "B", (), False, None)),
        kit=None,
        kit_seen_by="",
    )


def printed(app: App, line: DisposalLine, tmp_path: Path) -> Path:
    path = tmp_path / "record.pdf"
    path.write_bytes(render_disposal_record(disposal_record(app, line)))
    return path


def flat(path: Path) -> str:
    return "".join(extracted(path).split())


def test_the_record_says_what_it_said_before_word_for_word(app: App, tmp_path: Path) -> None:
    path = printed(app, told(app), tmp_path)
    assert extracted(path) == GOLDEN.read_text(encoding="utf-8")
    assert_clean(path)
    assert objections({"told": path.read_bytes()}, tmp_path) == {"told": ()}


def test_a_pc_that_is_not_done_and_what_nobody_recorded_stand_open(app: App, tmp_path: Path) -> None:
    record = disposal_record(app, told(app))
    assert [thing.result for thing in record.things] == ["完了", "未了", "", "", "", ""]
    assert record.restoration == ""
    assert [person.name for person in record.people] == [app.person.name, HEAD.name, app.person.name, ""]
    assert [seal.mark is not None for seal in record.seals] == [True, True, False]


def test_a_destroyed_kit_is_told_with_who_saw_it(app: App, tmp_path: Path) -> None:
    kit = KitDestroyed(2022, date(2026, 10, 27), HEAD.name)
    text = flat(printed(app, replace(told(app), kit=kit, kit_seen_by=HEAD.name), tmp_path))
    assert "確認した者森さくら" in text
    assert "2026.10.27完了" in text


def test_nothing_kept_back_is_said_and_not_left_to_the_pen(app: App, tmp_path: Path) -> None:
    text = flat(printed(app, told(app, kept=()), tmp_path))
    assert "保留した案件なし" in text
    assert "該当なし（2026年10月26日確認）" in text


def test_three_hundred_numbers_are_told_as_runs_on_one_page(app: App, tmp_path: Path) -> None:
    line = told(app, count=300)
    line = replace(line, case_nos=tuple(one for one in line.case_nos if not one.endswith("150")))
    path = printed(app, line, tmp_path)
    assert "299件（管理番号NSC01-22B-A001からNSC01-22B-A149まで、NSC01-22B-A151からNSC01-22B-A300まで）" in flat(path)
    assert pages_of(path) == 1


def test_before_it_is_carried_out_there_is_no_record(app: App) -> None:
    line = told(app)
    waits = replace(line, disposal=replace(line.disposal, disposed=()))
    with pytest.raises(DisposalStageWrong):
        disposal_record(app, waits)
