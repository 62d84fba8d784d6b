"""The paper way back, second half: pages are kept, answers entered from them, the report handed in (measures H1).

What is kept of a stack are only the pages of the case, so that no case's evidence shows another's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain import answers as rules
from desktop_app.domain import decisions
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import TransferCase
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import long_date
from desktop_app.domain.entered import LONGEST_NOTE, one_line
from desktop_app.domain.facts import (
    Fact,
    ItemAnswered,
    PaperReported,
    PaperTakenIn,
    ScannedPage,
    ScanPlace,
    StoredFile,
)
from desktop_app.domain.lines import programme_of_case
from desktop_app.domain.paper_report import check_reportable_on_paper
from desktop_app.errors import (
    ItemNotOnScan,
    NoPagesOfCase,
    PaperPagesMissing,
)
from desktop_app.keys.identity import fingerprint, one_time_certificate
from desktop_app.papers.forms.paper_receipt import (
    PaperReceipt,
    RenderedReceipt,
    receipt_wording,
    render_paper_receipt,
    render_scan,
)
from desktop_app.papers.page.page_code import PenForm
from desktop_app.papers.scanning.stack import COPY_TASK, Copies, WantedPages
from desktop_app.papers.signing.signature import RECEIVER_FIELD, sign_report
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.answering import open_case, read_file
from desktop_app.usecases.paper_files import Stop, ask_apart, read_again
from desktop_app.usecases.paper_pages import FoundPage
from desktop_app.usecases.paper_scans import (
    CaseScan,
    MissingPage,
    ScanReport,
    codes_taken_in,
    expected_missing,
    wanted_page,
)
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.timestamping import outcome_of, stamper_of


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The report on paper, as entered: the day beside the signature, the day it was received (None: today)."""

    signed_on: date
    received_on: date | None = None
    late_reason: str = ""


def record_scan(
    app: App,
    case_id: str,
    report: ScanReport,
    entries: Mapping[str, AnswerInput],
    stop: Stop | None = None,
) -> tuple[StoredFile, ...]:
    """Keep the case's pages, and record with them the answers a manager entered beside their pictures: all or none.

    Returns the scans kept, one for each file with pages of the case that was not kept before. Raises NoPagesOfCase,
    StackChanged, ItemNotOnScan, what ``answers.answer_item`` raises, and what reading foreign files raises.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    decisions.require_fit(case, PaperTakenIn)
    found = report.case(case.case_id)
    if found is None:
        raise NoPagesOfCase(case_no=case.case_no)
    for item_id in entries:
        programme.item(item_id)
        if found.page_of(item_id) is None:
            raise ItemNotOnScan(item_id=item_id)
    rules.check_evidence_counts({item_id: len(entry.evidence) for item_id, entry in entries.items()})
    answered = [
        fact
        for item_id, entry in entries.items()
        for fact in rules.answer_item(case, programme, item_id, entry, today=app.today(), by_transferee=False)
    ]
    facts, places = _kept(app, case, report, found, stop)
    facts += [_from_scan(fact, found, places) for fact in answered]
    if facts:
        app.commit(tuple(facts))
    return tuple(fact.scan for fact in facts if isinstance(fact, PaperTakenIn))


def report_on_paper(app: App, case_id: str, handed_in: HandedIn) -> StoredFile:
    """Record that the report was handed in on paper, signed by hand, and close the scanned pages behind a cover.

    Whoever does so received it and cannot be the transferee. Raises what ``check_reportable_on_paper`` raises,
    PaperPagesMissing, GlyphMissing; then nothing was recorded.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    received_on = handed_in.received_on or app.today()
    late_reason = one_line("reason", handed_in.late_reason, LONGEST_NOTE)
    check_reportable_on_paper(
        case,
        programme,
        app.person,
        app.calendar,
        signed_on=handed_in.signed_on,
        received_on=received_on,
        today=app.today(),
        late_reason=late_reason,
    )
    scans = _scans_of_report(case)
    missing = missing_for_report(app, case)
    if missing:
        raise PaperPagesMissing(pages=tuple((page.form.name, page.page, page.pages) for page in missing))
    rendered = _receipt(app, case, scans, handed_in.signed_on, received_on)
    now, wording = app.now(), receipt_wording()
    name = f"{wording.signer}　{app.person.name}"
    stamper = stamper_of(app)
    signer = one_time_certificate(name, app.person.employee_no, case.case_no, now)
    signed = sign_report(
        rendered.pdf,
        rendered.receiver_field,
        signer,
        manager_field=rendered.manager_field,
        signed_at=office_time(now),
        reason=wording.reason,
        name=name,
        by=RECEIVER_FIELD,
        stamper=stamper,
    )
    certificate = fingerprint(signer.certificate)
    del signer
    form = programme.report_form
    kept = app.files.put(f"{case.case_no}.pdf", "application/pdf", signed, app.recipients())
    fact = PaperReported(
        case_id=case.case_id,
        reported_on=received_on,
        signed_on=handed_in.signed_on,
        received_by=app.person.name,
        form_code=form.code,
        form_number=form.number,
        form_version=form.version,
        wording_hash=form.wording_hash,
        pdf=kept,
        certificate_sha256=certificate,
        scans=tuple(scan.scan.sha256 for scan in scans),
        late_reason=late_reason,
        timestamp=outcome_of(stamper),
    )
    app.commit((fact,))
    return kept


def missing_for_report(app: App, case: TransferCase) -> tuple[MissingPage, ...]:
    """Return which pages must still be scanned before the case can be reported on paper.

    The report's own pages must be newer than an earlier report on paper: a returned one is signed again.
    """
    programme = programme_of_case(app.workplace.programme_of(case.programme_id, case.programme_version), case)
    fresh = codes_taken_in(replace(case, scans=_scans_of_report(case)))
    used = tuple(code for code in codes_taken_in(case) if code.form is PenForm.CHECKLIST)
    pack = [code for code in (*used, *fresh) if code.form is not PenForm.POST_CHECK]
    return expected_missing(case, programme, pack, report=True)


def _scans_of_report(case: TransferCase) -> tuple[PaperTakenIn, ...]:
    """Return the scans no earlier report on paper consists of."""
    earlier = (*case.superseded_reports, *((case.report,) if case.report else ()))
    used = {sha256 for report in earlier if isinstance(report, PaperReported) for sha256 in report.scans}
    return tuple(scan for scan in case.scans if scan.scan.sha256 not in used)


def _kept(
    app: App, case: TransferCase, report: ScanReport, found: CaseScan, stop: Stop | None
) -> tuple[list[Fact], dict[int, ScanPlace]]:
    """Seal the case's pages file by file; returns the facts, and where each of the case's pages lies now."""
    facts: list[Fact] = []
    places: dict[int, ScanPlace] = {}
    for number, file in enumerate(report.files):
        pages = [(place, page) for place, page in enumerate(found.pages) if page.file == number]
        if not pages:
            continue
        codes = [page.code for _, page in pages if page.code]
        scanned = tuple(ScannedPage(code.form.name, code.page, code.pages, code.wording) for code in codes)
        before = next((scan for scan in case.scans if (scan.stack_sha256, scan.pages) == (file.sha256, scanned)), None)
        if before is not None:  # the same file once more
            places |= {place: ScanPlace(before.scan.sha256, at) for at, (place, _) in enumerate(pages, start=1)}
            continue
        data = read_again(file)
        pdf = _copied(app, case, data, [page for _, page in pages], stop)
        name = f"{case.case_no}-scan-{len(case.scans) + len(facts) + 1}.pdf"
        kept = app.files.put(name, "application/pdf", pdf, app.recipients())
        facts.append(PaperTakenIn(case.case_id, kept, scanned, file.sha256))
        places |= {place: ScanPlace(kept.sha256, at) for at, (place, _) in enumerate(pages, start=1)}
    return facts, places


def _copied(app: App, case: TransferCase, data: bytes, pages: list[FoundPage], stop: Stop | None) -> bytes:
    wanted = WantedPages(data, tuple(map(wanted_page, pages)))
    copies = ask_apart(COPY_TASK, wanted, Copies, len(data), stop)
    author = f"{app.workplace.company}　{app.workplace.name}"
    return render_scan(copies.pictures, title=case.case_no, author=author, created_at=office_time(app.now()))


def _from_scan(fact: Fact, found: CaseScan, places: Mapping[int, ScanPlace]) -> Fact:
    assert isinstance(fact, ItemAnswered)
    page = found.page_of(fact.item_id)
    assert page is not None
    return replace(fact, from_scan=places[page])


def _receipt(
    app: App, case: TransferCase, scans: tuple[PaperTakenIn, ...], signed_on: date, received_on: date
) -> RenderedReceipt:
    programme = app.workplace.programme_of(case.programme_id, case.programme_version).on_course(case.transfer_type)
    form, person, now = programme.report_form, case.transferee, app.now()
    wording = receipt_wording()
    pages = [f"{wording.forms[p.form]} {p.page}/{p.pages}" for scan in scans for p in scan.pages]
    rows = (
        ("case_no", case.case_no),
        ("name", f"{person.name}（{person.employee_no}）"),
        ("origin", case.origin.department or app.workplace.name),
        ("effective_date", long_date(case.effective_date)),
        ("destination", "　".join(filter(None, (case.destination.company, case.destination.department)))),
        ("form", f"{form.number}　第{form.version}版{'（案）' if form.draft else ''}"),
        ("signed_on", long_date(signed_on)),
        ("received_on", long_date(received_on)),
        ("received_by", f"{app.person.name}（{long_date(office_date(now), weekday=False)}記録）"),
        ("pages", "、".join(pages)),
        ("scans", "\n".join(" ".join(_grouped(scan.scan.sha256)) for scan in scans)),
    )
    paper = PaperReceipt(
        wording=wording,
        case_no=case.case_no,
        rows=rows,
        author=f"{app.workplace.company}　{app.workplace.name}",
        created_at=office_time(now),
    )
    return render_paper_receipt(
        substituted(paper, case.print_substitutes), [read_file(app, scan.scan) for scan in scans]
    )


def _grouped(digits: str) -> list[str]:
    return [digits[at : at + 8] for at in range(0, len(digits), 8)]
