"""How every disposal stands, with the people, days and PCs: what windows, commands and 廃棄記録 show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.app import App
from desktop_app.domain.clock import office_date
from desktop_app.domain.disposal_facts import (
    DisposalWithdrawn,
    KitDestroyed,
)
from desktop_app.domain.disposal_line import DisposalLine, LeftTheLists, PcOfDisposal
from desktop_app.domain.disposal_tasks import DisposalTask, order_task, year_task
from desktop_app.domain.disposals import Disposal, DisposalStage
from desktop_app.domain.facts import DeviceEnrolled, Recorded
from desktop_app.errors import DisposalUnknown, UnknownCase
from desktop_app.exchange.finding_file import finding_rules
from desktop_app.store.authors import authors
from desktop_app.store.histories import WORKPLACE
from desktop_app.usecases.disposal import OPEN_STAGES, disposals
from desktop_app.usecases.keeping import years_of_keeping


@dataclass
class _Told:
    """What the workplace's facts say beside the folded orders."""

    kits: dict[int, KitDestroyed] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    enrolled: dict[str, date] = field(default_factory=dict)

    def take(self, recorded: Recorded) -> None:
        match recorded.fact:
            case KitDestroyed() as kit:
                self.kits.setdefault(kit.fiscal_year, kit)
            case DisposalWithdrawn(order_no):
                self.withdrawn.setdefault(order_no, recorded.by)
            case DeviceEnrolled(device_id=device_id):
                self.enrolled.setdefault(device_id, office_date(recorded.at))
            case _:
                pass


def disposal_lines(app: App) -> tuple[DisposalLine, ...]:
    """Return every order as people read it, the newest first."""
    found = disposals(app)
    told = _Told()
    if found:
        for recorded in app.record.history(WORKPLACE):
            told.take(recorded)
    return tuple(_line(app, one, told) for one in found)


def disposal_line(app: App, order_no: str) -> DisposalLine:
    """Return one order. Raises DisposalUnknown."""
    for line in disposal_lines(app):
        if line.disposal.order.order_no == order_no.strip():
            return line
    raise DisposalUnknown(order_no=order_no)


def disposal_tasks(app: App) -> tuple[DisposalTask, ...]:
    """Return what orders and years whose period runs out ask for, most urgent first."""
    soon, today, calendar = finding_rules().soon_days, app.today(), app.calendar
    lines = disposal_lines(app)
    tasks = [order_task(line.disposal, len(line.missing), calendar, today, soon, own=line.own) for line in lines]
    under_way = (line.disposal.order.fiscal_year for line in lines if line.disposal.stage in OPEN_STAGES)
    covered = max(under_way, default=0)
    years = (year for year in years_of_keeping(app) if year.fiscal_year > covered)
    tasks += [year_task(year, calendar, today, soon) for year in years]
    return tuple(sorted(filter(None, tasks), key=lambda task: (task.due, task.fiscal_year)))


def left_the_lists(app: App, case_no: str) -> LeftTheLists | None:
    """Return what became of the case with a number, None when it is shown or was never here."""
    wanted = case_no.strip()
    for one in app.workplace.disposals.values():
        gone = one.stage is DisposalStage.CARRIED_OUT
        if (gone and wanted in (case.case_no for case in one.cases)) or (
            one.stage is DisposalStage.APPROVED and _is_aside(app, wanted)
        ):
            return LeftTheLists(wanted, one.order.order_no, gone)
    return None


def _is_aside(app: App, case_no: str) -> bool:
    try:
        return app.record.case_id_of(case_no) in app.disposal_choice.laid_aside()
    except UnknownCase:
        return False


def _line(app: App, disposal: Disposal, told: _Told) -> DisposalLine:
    order, approved = disposal.order, disposal.approved
    kit = told.kits.get(order.fiscal_year)
    return DisposalLine(
        disposal=disposal,
        ordered_by=_name(app, disposal.ordered_by),
        approved_by=_name(app, approved.approved_by) if approved else "",
        withdrawn_by=_name(app, told.withdrawn.get(order.order_no, "")),
        done_by=tuple(dict.fromkeys(_name(app, one.done_by) for one in disposal.disposed)),
        own=_number(app, disposal.ordered_by) == app.person.employee_no,
        today=app.today(),
        case_nos=tuple(case.case_no for case in disposal.cases),
        kept=tuple(sorted({case_no for one in disposal.disposed for case_no in one.kept})),
        pcs=_pcs(app, disposal, told.enrolled) if disposal.disposed else (),
        kit=kit,
        kit_seen_by=(_name(app, kit.seen_by) or kit.seen_by) if kit else "",
    )


def _pcs(app: App, disposal: Disposal, enrolled: Mapping[str, date]) -> tuple[PcOfDisposal, ...]:
    """Return the PCs in use that were there when it was carried out, and any other that has said it is done."""
    workplace, by_device = app.workplace, authors(app.record.database)
    last = max(one.done_on for one in disposal.disposed)
    in_use = workplace.devices_in_use.keys() - workplace.retired_devices
    wanted = {device for device in in_use if enrolled.get(device, last) <= last} | disposal.done.keys()
    pcs = (
        PcOfDisposal(
            device_id=device_id,
            letter=workplace.devices[device_id].letter if device_id in workplace.devices else "",
            people=tuple(sorted(_name(app, person) for person in by_device.get(device_id, ()))),
            here=device_id == app.device.device_id,
            done=disposal.done.get(device_id),
        )
        for device_id in wanted
    )
    return tuple(sorted(pcs, key=lambda pc: (len(pc.letter), pc.letter, pc.device_id)))


def _number(app: App, person_id: str) -> str:
    person = app.workplace.people.get(person_id)
    return person.employee_no if person else ""


def _name(app: App, person_id: str) -> str:
    person = app.workplace.people.get(person_id)
    return person.name if person else ""
