"""Two PCs of one workplace over a real file server: the administrators' rights, cuts, and no names in clear."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from desktop_app.app import SHARE_KEY, App
from desktop_app.domain.case import CaseState
from desktop_app.domain.roles import Role
from desktop_app.errors import (
    ForeignShare,
    ShareLoginRefused,
    ShareMissing,
    ShareUnmarked,
    Unavailable,
)
from desktop_app.home import Home
from desktop_app.journal.codec import encode_value
from desktop_app.keys.os_keyring import KeyStore
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import declaring, declaring_post
from desktop_app.usecases.enrolment import approve_enrolment, finish_enrolment, request_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.ledger import ledger_entries
from desktop_app.usecases.orders import order_correction
from desktop_app.usecases.share_folder import adopt_choice, check_choice, prepare_choice, set_share, share_address
from desktop_app.usecases.share_login import keep_password
from desktop_app.usecases.sharing import share_status, sync, unsent_count
from desktop_app.usecases.verifying_share import check_share
from desktop_app.usecases.verifying_spots import Verification
from tests.fakes import MemoryKeyring
from tests.homes import PIN, found, kit_in_hand, register, surroundings
from tests.proxy import network_before
from tests.samba import PASSWORD, Samba
from tests.shares import answer_with_evidence
from tests.tickets import issued

DEPUTY = PersonInput("\U00020bb7\u6751\u3000\u8475", "ヨシムラ　アオイ", "0067890")
SECOND_LINE = PersonInput("小川　直人", "オガワ　ナオト", "0099001", role=Role.SECOND_LINE)
PLANTED = (
    *("\u9ad9\u6a4b\u3000\u7f8e\u54b2", "0011111", "あおば電力株式会社", "岡部", "0012345", "内線 2210"),
    *("\U00020bb7\u6751", "ヨシムラ", "0067890", "削除の控え", "hidden in the evidence"),
)
"""Persons, their numbers and destinations, a file's name and what is in it."""


class Office:
    """A workplace on ``guarded``: the founder's PC and the deputy's, each under an account of its own."""

    def __init__(self, samba: Samba, tmp_path) -> None:
        self.samba, self.tmp_path, self.name = samba, tmp_path, f"office-{tmp_path.name}"
        self.disk = samba.guard(self.name)
        self.first = found(tmp_path, "first", keyring=self.keyring("founder"), share=self.address("founder"))
        sync(self.first)
        samba.guard(self.name)
        self.second = self._enrolled()

    def address(self, user: str, **how) -> str:
        return str(self.samba.place(self.name, user=user, share="guarded", **how))

    def keyring(self, user: str) -> KeyStore:
        keyring = MemoryKeyring()
        keep_password(surroundings(keyring=keyring), self.address(user), PASSWORD)
        return keyring

    def _enrolled(self) -> App:
        home, around = Home(self.tmp_path / "second"), surroundings(keyring=self.keyring("deputy"))
        asked = request_enrolment(home, self.address("deputy"), DEPUTY, around, pin=PIN)
        sync(self.first)
        approval = approve_enrolment(self.first, "", asked.code, own_pin=PIN)
        sync(self.first)
        return finish_enrolment(home, approval.answer, around)

    def equal(self) -> bool:
        sync(self.second)
        sync(self.first)
        sync(self.second)
        return ledger(self.first) == ledger(self.second)


@pytest.fixture
def office(samba, tmp_path):
    made = Office(samba, tmp_path)
    yield made
    made.first.close()
    made.second.close()


def ledger(app: App):
    return ledger_entries(app, CaseFilter())


def held(app: App) -> tuple[int, frozenset[str]]:
    """What a home has: entries and sealed files."""
    return sum(head.seq for head in map(app.record.head, app.record.heads())), frozenset(app.files.names())


def test_headquarters_joins_under_its_own_rights_and_its_orders_reach_the_office(office, tmp_path):
    case_id = register(office.first, "0011111")
    sync(office.first)
    home, around = Home(tmp_path / "hq"), surroundings(keyring=office.keyring("headquarters"))
    asked = request_enrolment(home, office.address("headquarters"), SECOND_LINE, around, pin=PIN)
    sync(office.first)
    approval = approve_enrolment(office.first, "", asked.code, own_pin=PIN, second=kit_in_hand(office.first))
    sync(office.first)
    headquarters = finish_enrolment(home, approval.answer, around)
    try:
        order_correction(headquarters, case_id, "経緯を記入してください。", None, own_pin=PIN)
        assert sync(headquarters).trouble is None
        assert office.equal()
        (order,) = office.second.record.case(case_id).orders
        assert order.words == "経緯を記入してください。"
    finally:
        headquarters.close()


def test_two_homes_keep_one_ledger_where_nobody_may_change_or_delete(office):
    case_id = register(office.first, "0011111")
    answer_with_evidence(office.first, case_id, b"hidden in the evidence " * 4000)
    sync(office.first)
    register(office.second, "0022222")
    assert office.equal()
    assert len(ledger(office.second)) == 2
    assert (unsent_count(office.first), unsent_count(office.second)) == (0, 0)
    outcome = Verification()
    check_share(office.second, outcome, None, office.second.workplace)
    assert outcome.ok


def test_planted_names_stand_nowhere_on_the_share(office):
    case_id = register(office.first, "0011111")
    answer_with_evidence(office.first, case_id, b"hidden in the evidence " * 4000)
    assert office.equal()
    bytes_there = [path.read_bytes() for path in office.disk.rglob("*") if path.is_file()]
    names_there = " ".join(path.relative_to(office.disk).as_posix() for path in office.disk.rglob("*"))
    assert len(bytes_there) > 4
    for text in PLANTED:
        encodings = ("utf-8", "utf-16-le", "utf-16-be", "cp932")
        hidden = {text.encode(name, "ignore") for name in encodings} - {b""}
        assert not any(form in data for form in hidden for data in bytes_there if len(form) > 3)
        assert text not in names_there
    # The scan finds what is really there: the marker names the workplace, which is public.
    assert any("西部配電事業所".encode() in data for data in bytes_there)


def test_a_network_cut_anywhere_in_a_sync_loses_nothing_and_heals(office):
    with network_before(office.samba.port) as line:
        keep_password(office.first.surroundings, office.address("founder", port=line.port), PASSWORD)
        set_share(office.first, office.address("founder", port=line.port))
        case_id = register(office.first, "0011111")
        before = line.sent
        answer_with_evidence(office.first, case_id, b"first " * 5000)
        sync(office.first)
        whole = line.sent - before
        stopped = 0
        for number, at in enumerate(range(200, whole, whole // 14)):
            answer_with_evidence(office.first, case_id, f"evidence {number} ".encode() * 3000)
            mine = held(office.first)
            line.cut(at)
            try:
                sync(office.first)
            except Unavailable:
                stopped += 1
            assert held(office.first) >= mine
            line.mend()
        assert stopped > 10, "the same file was torn more often than there used to be attempts"
        assert office.equal()
        assert held(office.first) == held(office.second)


@pytest.mark.parametrize("harm", ["emptied", "unmounted", "wrong"])
def test_an_emptied_unmounted_or_wrong_share_deletes_nothing_here(office, tmp_path, harm):
    answer_with_evidence(office.first, register(office.first, "0011111"), b"kept")
    sync(office.first)
    mine, away = held(office.first), office.disk.with_name(f"{office.name} away")
    office.disk.rename(away)
    expected: type[Exception] = ShareMissing
    if harm == "emptied":
        office.samba.guard(office.name)
        expected = ShareUnmarked
    elif harm == "wrong":
        other = found(tmp_path, "other", share=tmp_path / "theirs", org_code="NSC02")
        other.close()
        office.disk.mkdir(mode=0o777)
        (office.disk / "STORE.json").write_bytes((tmp_path / "theirs" / "STORE.json").read_bytes())
        expected = ForeignShare
    there = sorted(office.disk.rglob("*"))
    with pytest.raises(expected):
        sync(office.first)
    assert held(office.first) == mine
    assert sorted(office.disk.rglob("*")) == there


def test_a_changed_password_is_told_as_such_and_a_new_one_goes_on(office):
    address = office.address("founder")
    keep_password(office.first.surroundings, address, "the one before last")
    register(office.first, "0011111")
    with pytest.raises(ShareLoginRefused):
        sync(office.first)
    assert share_status(office.first).trouble == "ShareLoginRefused"
    wrong = prepare_choice(office.first, address, create=False, password="also wrong")
    with pytest.raises(ShareLoginRefused):
        check_choice(wrong)
    right = prepare_choice(office.first, address, create=False, password=PASSWORD)
    assert PASSWORD not in repr(right)
    check_choice(right)
    adopt_choice(office.first, right)
    sync(office.first)
    assert unsent_count(office.first) == 0
    assert PASSWORD not in (share_address(office.first) or "")
    assert PASSWORD.encode() not in office.first.home.database.read_bytes()


def test_a_transferee_hands_in_and_gets_the_receipt_with_an_account_that_may_only_create(samba, tmp_path, monkeypatch):
    sides = issued(tmp_path)
    name = f"ticket-{tmp_path.name}"
    disk = samba.guard(name)
    shutil.copytree(tmp_path / "both" / "share", disk, dirs_exist_ok=True)
    monkeypatch.setenv("SEKISHO_SHARE_PASSWORD", PASSWORD)
    sides.app.record.desk.put({SHARE_KEY: str(samba.place(name, share="guarded")).encode()})
    sync(sides.app)
    samba.guard(name)
    mine = str(samba.place(name, share="guarded", user="transferee"))
    moved = replace(declaring.ticket_of(sides.mine), share=mine)
    sides.mine.record.desk.put_secrets({declaring.TICKET_KEY: encode_value(moved)})
    sides.answer()
    sides.sign()
    brought = declaring_post.deliver(sides.mine)
    assert brought.trouble is None
    assert brought.left
    assert len(list(disk.glob("w/*/in/*/*.sub"))) == 1
    sync(sides.app)
    assert sides.state is CaseState.REPORTED
    assert sides.standing().received_at == sides.clock.now
    sides.send_back()
    sides.standing()
    assert sides.mine.record.case(sides.case_id).state is CaseState.RETURNED
    sides.close()
