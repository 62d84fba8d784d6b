"""Papers of people who left: good up to their last day, damaged after it; papers of who was certified by another PC."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import PdfDamage
from desktop_app.keys.identity import certificate_pem
from desktop_app.usecases import confirming
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.issuing import app_root, appoint_issuer
from desktop_app.usecases.membership import remove_device, remove_person
from desktop_app.usecases.membership_upkeep import settle_membership
from desktop_app.usecases.people import enrol_person, sit_down
from desktop_app.usecases.reporting import sign_and_report
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.verifying_papers import known_papers, root_only, verify_paper
from desktop_app.usecases.verifying_spots import Damage
from tests.fakes import FixedClock
from tests.homes import DEPUTY, PIN, enrolled, found, kit_in_hand, register
from tests.refusals import STROKES, answer_everything


def confirmed(app: App, folder: Path, employee_no: str = "0012346") -> Path:
    """A case reported and confirmed by whoever is at the desk, on 24 September; its paper as a file."""
    case_id = register(app, employee_no)
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    kept = confirming.confirm_case(app, case_id, PIN)
    path = folder / f"{employee_no}.pdf"
    path.write_bytes(app.files.get(kept, app.identities()))
    return path


@pytest.mark.parametrize(("last_day", "damage"), [(date(2026, 9, 24), None), (date(2026, 9, 23), PdfDamage.REVOKED)])
def test_a_paper_signed_after_the_last_day_is_told_as_revoked_and_one_before_it_holds(tmp_path, last_day, damage):
    clock = FixedClock()
    app = found(tmp_path, clock=clock)
    manager = app.person_id
    deputy = enrol_person(app, DEPUTY, PIN, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    paper = confirmed(app, tmp_path)
    sit_down(app, manager, PIN)
    clock.advance(days=20)
    remove_person(app, deputy.person_id, EndReason.LEFT, last_day, own_pin=PIN)
    checked = verify_paper(paper, known_papers(app), app.now())
    assert checked.damage is damage
    foreign = tmp_path / "elsewhere.pdf"
    foreign.write_bytes(paper.read_bytes())
    told = known_papers(app)
    told = type(told)(root=told.root, revoked=told.revoked, asked=False)
    assert verify_paper(foreign, told, app.now()).damage is damage
    spots = [one.damage for one in verify_home(app, with_share=False).findings]
    assert spots == ([] if damage is None else [Damage.PAPER])


def test_papers_of_who_was_certified_by_an_appointed_pc_lead_to_the_root(tmp_path):
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    other = PersonInput("\u698e\u3000\u539f", "", "0055555", role=Role.WORKPLACE_INFORMATION_MANAGER)
    second = enrolled(first, tmp_path, person=other, clock=clock)
    appoint_issuer(first, second.device.device_id, own_pin=PIN)
    for pc in (first, second):
        sync(pc)
    settle_membership(second)
    third = enrolled(second, tmp_path, "third", person=DEPUTY, clock=clock, second=kit_in_hand(first))
    paper = confirmed(third, tmp_path)
    root = tmp_path / "root.pem"
    root.write_bytes(certificate_pem(app_root(first)))
    assert verify_paper(paper, root_only(root), third.now()).damage is None
    for pc in (third, first, second):
        sync(pc)
        assert verify_paper(paper, known_papers(pc), pc.now()).holds
    clock.advance(days=1)
    remove_device(first, second.device.device_id, EndReason.STOLEN, own_pin=PIN)
    sync(first)
    later = confirmed(third, tmp_path, "0012347")
    assert verify_paper(later, known_papers(third), third.now()).holds
    assert verify_paper(paper, known_papers(third), third.now()).holds
    for pc in (first, third):
        sync(pc)
        assert verify_home(pc).findings == []
