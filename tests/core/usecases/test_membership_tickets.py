"""Tickets of a PC that another than the founding one let in: whoever gets one finds the way to the root."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.domain.facts import Role
from desktop_app.share.tickets import open_ticket
from desktop_app.usecases import answering
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.tickets import issue_ticket
from tests.homes import DEPUTY, PIN, enrolled, found, kit_in_hand, register


def test_a_ticket_of_a_pc_that_an_appointed_one_let_in_opens(tmp_path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    manager = replace(DEPUTY, employee_no="0055555", role=Role.WORKPLACE_INFORMATION_MANAGER)
    second = enrolled(first, tmp_path, person=manager)
    appoint_issuer(first, second.device.device_id, own_pin=PIN)
    for pc in (first, second, second):
        sync(pc)
    third = enrolled(second, tmp_path, "third", person=DEPUTY, second=kit_in_hand(first))
    case = register(third, "0012346")
    answering.record_briefing(third, case, answering.Briefing(third.today(), "対面"))
    issued = issue_ticket(third, case)
    assert open_ticket(issued.file, issued.code).case_id == case
