"""The slip that tells a transferee the code of their ticket: printed at once or never, since nobody keeps the code."""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.dates import long_date
from desktop_app.papers.forms.ticket_slip import TicketSlip, render_ticket_slip
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.people import require_seat_free


def render_slip(app: App, case_id: str, code: str, expires_on: date) -> bytes:
    """Return the slip as a PDF; nothing of it is kept. Raises GlyphMissing."""
    require_seat_free(app)
    case, workplace = app.record.case(case_id), app.workplace
    slip = TicketSlip(
        employer_name=workplace.company,
        workplace_name=workplace.name,
        full_name=case.transferee.name,
        case_no=case.case_no,
        code=code,
        expires_on=long_date(expires_on, era=workplace.papers_in_eras),
        contact="　".join(filter(None, (app.person.name, app.person.contact))),
        created_at=app.now(),
    )
    return render_ticket_slip(substituted(slip, case.print_substitutes))
