"""廃棄記録 on paper: of a disposal that was carried out, as the record tells it, or blank for the pen (paper notes §7).

Transfers are named by their numbers only. What the record cannot know (backups, paper originals, the witness, whether
something can still be restored) stays open for the pen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year, period_end
from desktop_app.domain.case_no import number_runs
from desktop_app.domain.dates import dotted, long_date
from desktop_app.domain.disposal_line import DisposalLine, PcOfDisposal
from desktop_app.domain.record_wording import RecordWording, filled
from desktop_app.domain.retention import RetentionMode
from desktop_app.domain.roles import OVERSEERS
from desktop_app.errors import DisposalStageWrong
from desktop_app.exchange.durable import write_whole
from desktop_app.exchange.record_file import shipped_record
from desktop_app.labels import role_label
from desktop_app.text import paper_words
from desktop_app.usecases.confirming import surname_of
from desktop_app.usecases.disposal_overview import disposal_line
from desktop_app.usecases.people import require_seat_free

if TYPE_CHECKING:
    from desktop_app.papers.forms.disposal_record import DisposalPerson, DisposalRecord, DisposedThing
    from desktop_app.papers.page.seals import SealField


def write_disposal_record(app: App, order_no: str, out: Path) -> None:
    """Write the record of an order to *out*, replacing it whole or not at all.

    Raises DisposalUnknown, DisposalStageWrong, GlyphMissing, FolderNotWritable.
    """
    write_whole(out, render_disposal_record_of(app, order_no))


def render_disposal_record_of(app: App, order_no: str) -> bytes:
    """Return the record of an order that was carried out.

    Raises DisposalUnknown, DisposalStageWrong (it was not carried out), GlyphMissing.
    """
    from desktop_app.papers.forms.disposal_record import render_disposal_record

    require_seat_free(app)
    return render_disposal_record(disposal_record(app, disposal_line(app, order_no)))


def render_blank_disposal_record(app: App) -> bytes:
    """Return the blank record, with the methods it offers. Raises GlyphMissing."""
    from desktop_app.papers.forms.disposal_record import (
        DisposalPerson,
        DisposalRecord,
        DisposedThing,
        render_disposal_record,
    )

    require_seat_free(app)
    wording = shipped_record("disposal-record")
    offered = zip(wording.lists["blank_targets"], wording.lists["blank_methods"], strict=True)
    workplace = f"{app.workplace.name}（{app.workplace.org_code}）"
    record = DisposalRecord(
        wording=wording,
        record_no="",
        recorded_on="",
        workplace=workplace,
        subject="\n".join((*wording.lists["blank_subject"], f"　　　　年度　　　期　{workplace}")),
        count="",
        retention="",
        hold="",
        things=tuple(DisposedThing(target, method) for target, method in offered),
        restoration="",
        held_cases=(),
        people=tuple(DisposalPerson(part) for part in wording.lists["parts"]),
        created_at=app.now(),
        for_pen=True,
        glossary=(app.workplace.name,),
    )
    return render_disposal_record(record)


def disposal_record(app: App, line: DisposalLine) -> DisposalRecord:
    """Return everything the paper says of an order. Raises DisposalStageWrong (it was not carried out)."""
    from desktop_app.papers.forms.disposal_record import DisposalRecord

    order, wording = line.disposal.order, shipped_record("disposal-record")
    if line.done_on is None:
        raise DisposalStageWrong(order_no=order.order_no, stage=line.disposal.stage)
    words = wording.words
    named = app.workplace.called_on(line.done_on)
    workplace = f"{named.name}（{named.org_code}）"
    subject = filled(words["year"], {"year": str(order.fiscal_year), "workplace": workplace})
    until = date(fiscal_year(line.done_on) + 1 + int(words["own_years"]), 3, 31)
    kept = {"count": f"{len(line.kept):,}", "day": long_date(line.done_on, weekday=False)}
    return DisposalRecord(
        wording=wording,
        record_no=order.order_no,
        recorded_on=long_date(app.today()),
        workplace=workplace,
        subject="\n".join((*wording.lists["blank_subject"], subject)),
        count=_count(wording, line),
        retention=_retention(app, wording, order.fiscal_year),
        hold=filled(words["hold_some" if line.kept else "hold_none"], kept),
        things=tuple(_things(wording, line)),
        restoration="",
        # Only what the record does not know is left to the pen; that nothing was kept back it does know.
        held_cases=line.kept or (words["nothing"],),
        people=tuple(_people(app, wording, line)),
        created_at=app.now(),
        notes=(filled(words["own_note"], {"years": words["own_years"], "until": long_date(until, weekday=False)}),),
        seals=tuple(_seals(app, wording, line)),
        for_pen=True,
        glossary=(named.name,),
    )


def _count(wording: RecordWording, line: DisposalLine) -> str:
    run = wording.words["run"]
    told = (
        first if first == last else filled(run, {"first": first, "last": last})
        for first, last in number_runs(line.case_nos)
    )
    return filled(wording.words["cases"], {"count": f"{len(line.case_nos):,}", "numbers": "、".join(told)})


def _retention(app: App, wording: RecordWording, year: int) -> str:
    """Say how long the year's cases had to be kept, by the programme in force: theirs went with them."""
    rule = app.workplace.programme.retention
    figures = {"years": str(rule.years)}
    if rule.mode is RetentionMode.FROM_NEXT_FISCAL_YEAR:
        first = date(year + 1, 4, 1)
        last = period_end(first, rule.years)
        figures |= {"first": long_date(first, weekday=False), "last": long_date(last, weekday=False)}
    return filled(wording.words[f"kept_{rule.mode.value}"], figures)


def _things(wording: RecordWording, line: DisposalLine) -> Iterator[DisposedThing]:
    from desktop_app.papers.forms.disposal_record import DisposedThing

    words = wording.words
    for pc in line.pcs:
        yield _pc_row(wording, pc)
    if line.kit is None:
        yield DisposedThing(words["kit"], words["kit_method"])
    else:
        method = filled(words["kit_seen"], {"name": line.kit_seen_by})
        yield DisposedThing(words["kit"], method, "", dotted(line.kit.destroyed_on), words["done"])
    for name in ("share", "backup", "paper"):
        yield DisposedThing(words[name], words[f"{name}_method"])


def _pc_row(wording: RecordWording, pc: PcOfDisposal) -> DisposedThing:
    from desktop_app.papers.forms.disposal_record import DisposedThing

    words = wording.words
    target, method = filled(words["pc"], {"letter": pc.letter}), words["pc_method"]
    if pc.done is None:
        return DisposedThing(target, method, "", "", words["not_done"])
    counts = (("pc_entries", pc.done.entries), ("pc_files", pc.done.files))
    amount = "\n".join(filled(words[name], {"count": f"{count:,}"}) for name, count in counts)
    return DisposedThing(target, method, amount, dotted(pc.done.done_on), words["done"])


def _people(app: App, wording: RecordWording, line: DisposalLine) -> Iterator[DisposalPerson]:
    """Yield who ordered, approved and carried out; the witness is for the pen."""
    from desktop_app.papers.forms.disposal_record import DisposalPerson

    disposal = line.disposal
    ordered, approved, done, witness = wording.lists["parts"]
    acts = [(ordered, disposal.ordered_by, disposal.order.ordered_on)]
    if disposal.approved is not None:
        acts.append((approved, disposal.approved.approved_by, disposal.approved.approved_on))
    acts += [(done, one.done_by, one.done_on) for one in disposal.disposed]
    for part, person_id, day in acts:
        yield DisposalPerson(part, _post(app, person_id, day), _name(app, person_id), dotted(day, weekday=True))
    yield DisposalPerson(witness)


def _seals(app: App, wording: RecordWording, line: DisposalLine) -> Iterator[SealField]:
    from desktop_app.papers.page.seals import ConfirmationMark, SealField

    disposal, people = line.disposal, app.workplace.people
    approved = disposal.approved
    acts = [(disposal.ordered_by, disposal.order.ordered_on)]
    acts += [(approved.approved_by, approved.approved_on)] if approved else []
    for place, name in enumerate(wording.lists["seals"]):
        person_id, day = acts[place] if place < len(acts) else ("", date.min)
        person = people.get(person_id)
        part = wording.lists["parts"][place]
        yield SealField(name, ConfirmationMark(part, dotted(day), surname_of(person)) if person else None)


def _post(app: App, person_id: str, day: date) -> str:
    person = app.workplace.people.get(person_id)
    if person is None:
        return ""
    role = role_label(person.role, paper_words)
    return role if person.role in OVERSEERS else f"{app.workplace.called_on(day).name}　{role}"


def _name(app: App, person_id: str) -> str:
    person = app.workplace.people.get(person_id)
    return person.name if person else ""
