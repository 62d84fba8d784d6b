"""廃棄記録 for the pen: disposal itself is recorded on paper for now (domain notes §4.4)."""

from __future__ import annotations

from desktop_app.app import App
from desktop_app.exchange.record_file import shipped_record
from desktop_app.usecases.people import require_seat_free


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
