"""The report or pledge: set, signed by the transferee with a one-time certificate, kept sealed (measures H1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from desktop_app.app import App
from desktop_app.domain import decisions
from desktop_app.domain.case import TransferCase
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import long_date
from desktop_app.domain.entered import LONGEST_NOTE, one_line
from desktop_app.domain.facts import ReportSigned, StoredFile
from desktop_app.domain.form import merged
from desktop_app.domain.programme import Programme
from desktop_app.errors import BadStrokes
from desktop_app.keys.identity import SignerIdentity, fingerprint, one_time_certificate
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.forms.letter_data import PEN_DATE, HandSignature, Letter
from desktop_app.papers.page.strokes import Strokes
from desktop_app.papers.signing.signature import sign_report
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.answering import open_case, require_seat_for
from desktop_app.usecases.form_values import goods_of, open_items_of, results_of, values_of
from desktop_app.usecases.line_sheet import line_sheet_of
from desktop_app.usecases.timestamping import outcome_of, stamper_of

LONGEST_SIGNATURE = 20_000
"""Points of a handwritten signature at most."""


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """The report as it would be signed now."""

    pdf: bytes
    pages: int


def preview_report(app: App, case_id: str) -> ReportPreview:
    """Return the unsigned report; raises MergeFieldUnset, GlyphMissing."""
    case, programme = open_case(app, case_id)
    rendered = render_letter(report_letter(app, case, programme, app.now(), None))
    return ReportPreview(rendered.pdf, rendered.pages)


def report_for_pen(app: App, case_id: str, *, filled: bool) -> ReportPreview:
    """Return the report to be signed by hand, with room for the code on every page; its date is left to the pen.

    Unless *filled* its results and open items are, too: by the day of signing they may be others. Raises as
    preview_report.
    """
    case, programme = open_case(app, case_id)
    letter = report_letter(app, case, programme, app.now(), None, {"submission_date": PEN_DATE})
    letter = replace(letter, coded=True)
    if not filled:
        letter = replace(letter, results={}, open_items=(), goods=(), issued=False)
    rendered = render_letter(letter)
    return ReportPreview(rendered.pdf, rendered.pages)


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report as signed and kept sealed here; ``signer`` is the one-time key, to be used in the same act and dropped.

    *fact* is not recorded yet.
    """

    fact: ReportSigned
    pdf: bytes = field(repr=False)
    signer: SignerIdentity = field(repr=False)
    signed_at: datetime


def sign_and_report(app: App, case_id: str, strokes: Strokes, late_reason: str = "") -> StoredFile:
    """Sign and hand in the report: set it with the handwriting, sign it, seal it, record it.

    The one-time key exists only inside this call. A time stamp that cannot be had holds nothing up: the fact says why
    there is none. Raises what ``decisions.check_reportable`` raises, BadStrokes,
    MergeFieldUnset, GlyphMissing; then nothing was recorded.
    """
    fact = signed_report(app, case_id, strokes, late_reason).fact
    app.commit((fact,))
    return fact.pdf


def signed_report(app: App, case_id: str, strokes: Strokes, late_reason: str) -> SignedReport:
    """Set and sign the report without recording it; raises what sign_and_report raises."""
    case, programme = open_case(app, case_id)
    require_seat_for(app, case.case_id)
    now, late_reason = app.now(), one_line("reason", late_reason, LONGEST_NOTE)
    check_strokes(strokes)
    decisions.check_reportable(case, programme, app.calendar, today=app.today(), late_reason=late_reason)
    rendered = render_letter(report_letter(app, case, programme, now, strokes))
    assert rendered.transferee_field is not None, "a form without a line to sign on is refused when it is read"
    person, form = case.transferee, programme.report_form
    signer = one_time_certificate(person.name, person.employee_no, case.case_no, now)
    stamper = stamper_of(app)
    pdf = sign_report(
        rendered.pdf,
        rendered.transferee_field,
        signer,
        manager_field=rendered.manager_field,
        signed_at=office_time(now),
        reason=form.title,
        name=person.name,
        stamper=stamper,
    )
    fact = ReportSigned(
        case_id=case_id,
        reported_on=office_date(now),
        form_code=form.code,
        form_number=form.number,
        form_version=form.version,
        wording_hash=form.wording_hash,
        pdf=app.files.put(f"{case.case_no}.pdf", "application/pdf", pdf, app.recipients()),
        certificate_sha256=fingerprint(signer.certificate),
        stroke_count=len(strokes),
        late_reason=late_reason,
        timestamp=outcome_of(stamper),
    )
    return SignedReport(fact, pdf, signer, now)


def check_strokes(strokes: Strokes) -> None:
    """Raise BadStrokes unless there is handwriting of a sensible size."""
    points = sum(len(stroke) for stroke in strokes)
    if not strokes or points < 2:  # noqa: PLR2004 - a dot is no signature
        raise BadStrokes(where="strokes")
    if points > LONGEST_SIGNATURE:
        raise BadStrokes(where="too_many_points")


def report_letter(
    app: App,
    case: TransferCase,
    programme: Programme,
    now: datetime,
    strokes: Strokes | None,
    by_pen: Mapping[str, str] = MappingProxyType({}),
) -> Letter:
    """Return the case's form filled in, with its substitutes; *by_pen* are fields that wait for the pen.

    Raises MergeFieldUnset.
    """
    form, person, workplace = programme.report_form, case.transferee, app.workplace
    signature = None
    if strokes is not None:
        local = office_time(now)
        day = long_date(local.date(), era=workplace.papers_in_eras, weekday=False)
        signature = HandSignature(strokes, person.name, f"{day} {local:%H:%M}")
    letter = Letter(
        form=merged(form, {**values_of(app, case, programme, now), **by_pen}),
        wording_hash=form.wording_hash,
        case_no=case.case_no,
        full_name=person.name,
        employee_no=person.employee_no,
        author=f"{workplace.company}　{workplace.name}",
        created_at=now,
        results=results_of(case, programme, form),
        open_items=open_items_of(case, programme),
        goods=goods_of(case, programme, form),
        lines=line_sheet_of(case, programme),
        signature=signature,
        by_pen=signature is None,
        glossary=(workplace.name, case.destination.company, case.destination.department),
    )
    return substituted(letter, case.print_substitutes)
