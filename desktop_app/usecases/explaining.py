"""説明記録: what is set down and signed by the office when a transferee was given the explanation and does not sign.

Not signing itself is recorded at once, by whoever has the seat; the paper follows from the manager's own desk,
because it is signed with their key, which their PIN opens.
"""

from __future__ import annotations

from datetime import datetime

from desktop_app.app import App
from desktop_app.domain.case import TransferCase
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import dotted
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import one_line
from desktop_app.domain.facts import ExplanationRecorded, Role, StoredFile
from desktop_app.domain.form import Form, merged
from desktop_app.domain.programme import Party, Programme
from desktop_app.domain.roles import require_office
from desktop_app.errors import FieldMissing, NobodyRefused
from desktop_app.keys.identity import fingerprint
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.forms.letter_data import Letter
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.confirming import own_key, surname_of
from desktop_app.usecases.form_values import values_of
from desktop_app.usecases.issuing import issuers_above
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.timestamping import outcome_of, stamper_of


def preview_explanation(app: App, case_id: str, witness: str) -> bytes:
    """Return the record as it would be signed now. Raises what ``record_explanation`` raises but for the PIN."""
    case, programme = _explained(app, case_id)
    form = explanation_form(programme)
    return render_letter(_letter(app, case, programme, form, _named(witness), app.now())).pdf


def record_explanation(app: App, case_id: str, witness: str, pin: str) -> StoredFile:
    """Set the record, sign it with the key of whoever is at the desk, seal it, record it.

    Raises SeatHandedOver, NobodyRefused, WrongState, FieldMissing (witness), MergeFieldUnset, GlyphMissing, WrongPin,
    PinLocked, CertificateNotOurs, NotEntitled; then nothing was recorded.
    """
    from desktop_app.papers.signing.signature import sign_record

    require_seat_free(app)
    require_office(app.person.role, "ExplanationRecorded")
    case, programme = _explained(app, case_id)
    form, witness, now = explanation_form(programme), _named(witness), app.now()
    rendered = render_letter(_letter(app, case, programme, form, witness, now))
    mark = ConfirmationMark("記録", dotted(office_date(now)), surname_of(app.person))
    reason = f"{form.title}　{case.case_no}"
    stamper = stamper_of(app)
    with own_key(app, pin) as signer:
        signed = sign_record(
            rendered.pdf,
            rendered.manager_field,
            signer,
            issuers_above(app, signer.certificate),
            signed_at=office_time(now),
            reason=reason,
            mark=mark,
            stamper=stamper,
        )
    kept = app.files.put(f"{case.case_no} {form.number}.pdf", "application/pdf", signed, app.recipients())
    fact = ExplanationRecorded(
        case_id=case_id,
        recorded_on=office_date(now),
        recorded_by=app.person.name,
        witness=witness,
        form_code=form.code,
        form_number=form.number,
        form_version=form.version,
        wording_hash=form.wording_hash,
        pdf=kept,
        certificate_sha256=fingerprint(signer.certificate),
        timestamp=outcome_of(stamper),
    )
    app.commit((fact,))
    return kept


def explanation_form(programme: Programme) -> Form:
    """Return the programme's 説明記録; programmes adopted before there was one take the shipped form."""
    from desktop_app.exchange.form_file import EXPLANATION_RECORD, shipped_form

    return programme.explanation_form or shipped_form(EXPLANATION_RECORD)


def _explained(app: App, case_id: str) -> tuple[TransferCase, Programme]:
    case, programme = open_case(app, case_id)
    if case.refusal is None:
        raise NobodyRefused(case_no=case.case_no)
    require_fit(case, ExplanationRecorded)
    return case, programme


def _named(witness: str) -> str:
    cleaned = one_line("witness", witness)
    if not cleaned:
        raise FieldMissing(field="witness")
    return cleaned


def _letter(app: App, case: TransferCase, programme: Programme, form: Form, witness: str, now: datetime) -> Letter:
    values = values_of(app, case, programme, now) | {"witness": witness, "recorder": _recorder(app, programme)}
    return Letter(
        form=merged(form, values),
        wording_hash=form.wording_hash,
        case_no=case.case_no,
        full_name=case.transferee.name,
        employee_no=case.transferee.employee_no,
        author=f"{app.workplace.company}　{app.workplace.name}",
        created_at=now,
        by_pen=False,
        glossary=(app.workplace.name, case.destination.company, case.destination.department),
    )


def _recorder(app: App, programme: Programme) -> str:
    titles = {
        Role.WORKPLACE_INFORMATION_MANAGER: programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja,
        Role.DEPUTY_MANAGER: f"{programme.role_title(Party.WORKPLACE_INFORMATION_MANAGER).ja}代理",
        Role.DEPARTMENT_HEAD: programme.role_title(Party.DEPARTMENT_HEAD).ja,
    }
    return f"{app.person.name}（{titles[app.person.role]}）"
