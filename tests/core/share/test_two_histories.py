"""A PC that was copied or restored: both histories are kept everywhere and told, and one gives up its name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.domain.alarms import AlarmKind, Way
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer, AnswerWithdrawn
from desktop_app.errors import CloneDetected, EnrolmentCodeWrong
from desktop_app.home import Home
from desktop_app.store.absorbing import Incoming
from desktop_app.store.database import create_database
from desktop_app.store.record import Record
from desktop_app.store.segments import KeptSegment
from desktop_app.usecases import answering
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.retiring import finish_renewal, renew_registration
from desktop_app.usecases.share_alarms import alarms, note_alarm
from desktop_app.usecases.sharing import sync, unsent_count
from tests.fakes import MemoryKeyring
from tests.homes import DEPUTY, PIN, enrolled, found, kit_in_hand, register, surroundings
from tests.shares import folder_of, segment_files


def copied(app: App, tmp_path: Path, name: str = "copy") -> tuple[App, App]:
    """The home and a copy of it, both open, on PCs of their own."""
    keyring = app.surroundings.keyring
    assert isinstance(keyring, MemoryKeyring)
    app.close()
    shutil.copytree(app.home.folder, tmp_path / name)
    copy = open_app(Home(tmp_path / name), surroundings(keyring=MemoryKeyring(dict(keyring.entries))))
    return open_app(app.home, app.surroundings), copy


def facts(app: App) -> list[tuple[object, ...]]:
    with app.record.database.transaction() as connection:
        query = "SELECT case_id, lamport, device_id, seq, entry, place, data FROM fact ORDER BY 1, 2, 3, 4, 5, 6"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def kinds(app: App) -> list[AlarmKind]:
    return [alarm.kind for alarm in alarms(app)]


def three(tmp_path: Path) -> tuple[App, App, App]:
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path, keyring=MemoryKeyring())
    sync(second)
    return first, *copied(second, tmp_path)


def test_a_copy_is_told_and_offered_one_way_out(tmp_path: Path):
    first, second, copy = three(tmp_path)
    register(second, "0022222")
    sync(second)
    register(copy, "0033333")
    with pytest.raises(CloneDetected):
        sync(copy)
    assert [(alarm.kind, alarm.way) for alarm in alarms(copy)] == [(AlarmKind.COPIED, Way.RENEW)]
    assert (kinds(first), kinds(second)) == ([], [])


def test_a_copy_that_has_nothing_to_say_is_told_too(tmp_path: Path):
    _first, second, copy = three(tmp_path)
    register(second, "0022222")
    sync(second)
    with pytest.raises(CloneDetected):
        sync(copy)


def test_a_copy_goes_on_under_a_new_id_and_loses_nothing(tmp_path: Path):
    first, second, copy = three(tmp_path)
    register(second, "0022222")
    sync(second)
    register(copy, "0033333")
    with pytest.raises(CloneDetected):
        sync(copy)
    asked = renew_registration(copy)
    assert renew_registration(copy) == asked, "asked twice it is the same number"
    sync(first)
    approval = approve_enrolment(first, "", asked.code, own_pin=PIN, second=kit_in_hand(first))
    sync(first)
    register(copy, "0044444")
    with pytest.raises(EnrolmentCodeWrong):
        finish_renewal(copy, "000000" if approval.answer != "000000" else "111111")
    finish_renewal(copy, approval.answer)
    register(copy, "0055555")
    for app in (copy, first, second, copy, first, second):
        sync(app)
    everybody = {"0022222", "0033333", "0044444", "0055555"}
    assert all(app.cases.people().keys() == everybody for app in (first, second, copy))
    assert facts(first) == facts(second) == facts(copy)
    assert (unsent_count(copy), kinds(copy)) == (0, [])
    assert copy.workplace.devices[copy.device.device_id].letter == "C"
    assert (kinds(first), kinds(second)) == ([], []), "nobody else is disturbed"


def test_the_founding_pc_renews_itself(tmp_path: Path):
    first = found(tmp_path, "first", keyring=MemoryKeyring(), share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    first, copy = copied(first, tmp_path)
    register(first, "0011111")
    sync(first)
    register(copy, "0033333")
    with pytest.raises(CloneDetected):
        sync(copy)
    assert renew_registration(copy).letter == "C"
    for app in (copy, second, first, copy, second):
        sync(app)
    assert facts(first) == facts(second) == facts(copy)
    assert first.cases.people().keys() == {"0011111", "0033333"}


def test_an_answer_corrected_at_a_copy_stands_alone_when_the_copy_goes_on(tmp_path: Path):
    first = found(tmp_path, "first", keyring=MemoryKeyring(), share=tmp_path / "share")
    first, copy = copied(first, tmp_path)
    register(first, "0011111")
    sync(first)
    case_id = register(copy, "0033333")
    answering.record_briefing(copy, case_id, answering.Briefing(copy.today(), "対面"))
    for reference in ("書き損じ", "訂正済み"):
        answering.answer_item(copy, case_id, "A-01", AnswerInput(Answer.DONE, reference=reference))
    with pytest.raises(CloneDetected):
        sync(copy)
    renew_registration(copy)
    for app in (copy, first):
        sync(app)
    for app in (copy, first):
        case = app.record.case(case_id)
        assert case.rivals == {}
        assert case.answers["A-01"].fact.reference == "訂正済み"


def test_two_histories_on_a_share_that_was_put_back_end_equal_everywhere(tmp_path: Path):
    first, second, copy = three(tmp_path)
    backup = shutil.copytree(tmp_path / "share", tmp_path / "backup")
    register(second, "0022222")
    sync(second)
    sync(first)
    shutil.rmtree(tmp_path / "share")
    backup.rename(tmp_path / "share")
    register(copy, "0033333")
    sync(copy)  # the share knows nothing of the other any more
    third = enrolled(first, tmp_path, "third", person=replace(DEPUTY, employee_no="0099999"))
    for _round in range(3):
        for app in (first, third):
            sync(app)
        for app in (second, copy):
            with pytest.raises(CloneDetected):
                sync(app)
    assert facts(first) == facts(third)
    assert first.cases.people().keys() == {"0022222", "0033333"}
    assert AlarmKind.FORK in kinds(first)
    assert AlarmKind.FORK in kinds(third)
    note_alarm(third, next(one for one in alarms(third) if one.kind is AlarmKind.FORK))
    assert AlarmKind.FORK not in kinds(third)
    assert kinds(second) == kinds(copy) == [AlarmKind.COPIED]
    first.record.rebuild()
    assert facts(first) == facts(third)
    assert len({path.read_bytes() for path in segment_files(first) if "00000001" in path.name}) == 3
    assert folder_of(first).root == tmp_path / "share"


def test_the_order_of_acts_is_the_same_whichever_history_came_first(tmp_path: Path):
    first, second, copy = three(tmp_path)
    case_id = register(first, "0011111")
    sync(first)
    for app in (second, copy):
        sync(app)
        app.commit(tuple(AnswerWithdrawn(case_id, f"{app.home.folder.name}-{number}") for number in range(4)))
    entries = [tuple(app.record.entries(second.device.device_id)) for app in (second, copy)]
    orders = []
    for one, other in (entries, entries[::-1]):
        record = Record(create_database(Path(":memory:"), bytes(32)))
        record.absorb(first.record.entries(first.device.device_id))
        record.absorb(one)
        kept = KeptSegment(second.device.device_id, 1, 2026, 1, len(other), b"")
        record.absorb_segments([Incoming(kept, (), other, branch=True)])
        orders.append([recorded.fact for recorded in record.history(case_id)])
        record.rebuild()
        orders.append([recorded.fact for recorded in record.history(case_id)])
    assert orders[0] == orders[1] == orders[2] == orders[3]
    assert len(orders[0]) == 9
