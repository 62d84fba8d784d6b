"""Time stamps in the office: choosing the service, signing with it, and what happens when it is away."""

from __future__ import annotations

import pytest

from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Timestamp
from desktop_app.errors import CertificateUnreadable, TimestampAddressUnknown, TimestampServiceUseless, WrongPin
from desktop_app.sentences.papers import timestamp_words
from desktop_app.usecases import answering, confirming, explaining, form_entries, reporting, timestamping
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.verifying_papers import known_papers, verify_paper
from tests.core.papers.timestamps import NAME, Tsa, served
from tests.core.usecases.test_one_case import STROKES, answered
from tests.core.usecases.test_pledges import begun
from tests.homes import PIN, found, register
from tests.programmes import tohoku_type


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    return Tsa(tmp_path_factory.mktemp("ts") / "tsa")


@pytest.fixture
def app(tmp_path):
    made = found(tmp_path)
    yield made
    made.close()


def _choose(app, url, tsa=None):
    certificates = tsa.folder / "root.pem" if tsa else None
    timestamping.choose_service(app, timestamping.try_service(url, certificates), PIN)


def _case(app):
    case_id = register(app, "0012346", "\u9ad9橋　健一")
    answered(app, case_id)
    return case_id


def test_both_signatures_of_a_case_are_stamped_and_the_facts_say_so(app, tsa):
    case_id = _case(app)
    with served(lambda query: (200, tsa.answer(query))) as url:
        _choose(app, url, tsa)
        reporting.sign_and_report(app, case_id, STROKES)
        confirming.accept_rest(app, case_id)
        confirming.confirm_case(app, case_id, PIN)
    case = app.record.case(case_id)
    assert case.report.timestamp is case.confirmation.timestamp is Timestamp.STAMPED
    findings = confirming.verify_case_report(app, case)
    assert [(one.stamp.service, one.stamp.trusted) for one in findings] == [(NAME, True)] * 2
    assert verify_home(app).ok
    timestamping.give_up_service(app, PIN)
    assert all(one.stamp.trusted for one in confirming.verify_case_report(app, case)), "former services still count"


def test_what_the_office_records_alone_is_stamped_as_well(app, tsa, tmp_path):
    case_id = begun(app, tohoku_type())
    form_entries.enter_form_fields(app, case_id, {"npi_scope": "系統連系の検討に関する情報"})
    answering.refuse_signing(app, case_id, "")
    with served(lambda query: (200, tsa.answer(query))) as url:
        _choose(app, url, tsa)
        kept = explaining.record_explanation(app, case_id, "伊藤　実", PIN)
    assert app.record.case(case_id).explanation.timestamp is Timestamp.STAMPED
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(app.files.get(kept, app.identities()))
    stamps = [one.stamp for one in verify_paper(paper, known_papers(app), app.now()).signatures]
    assert [(stamp.service, stamp.trusted) for stamp in stamps] == [(NAME, True)]
    assert verify_home(app).ok


def test_a_service_that_has_gone_away_holds_nothing_up_and_the_facts_say_why(app, tsa):
    case_id = _case(app)
    with served(lambda query: (200, tsa.answer(query))) as url:
        _choose(app, url)
    reporting.sign_and_report(app, case_id, STROKES)
    case = app.record.case(case_id)
    assert case.state is CaseState.REPORTED
    assert case.report.timestamp is Timestamp.UNREACHABLE
    assert "応答がありません" in timestamp_words(case.report.timestamp)
    assert [one.stamp for one in confirming.verify_case_report(app, case)] == [None]


def test_without_a_service_none_is_asked_for_and_nothing_is_said(app):
    case_id = _case(app)
    reporting.sign_and_report(app, case_id, STROKES)
    assert app.record.case(case_id).report.timestamp is Timestamp.NOT_SET
    assert timestamp_words(Timestamp.NOT_SET) == timestamp_words(Timestamp.STAMPED) == ""


@pytest.mark.parametrize("address", ["", "tsa.example.jp", "ftp://tsa.example.jp", "http://", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(TimestampAddressUnknown):
        timestamping.try_service(address)


def test_a_service_is_tried_before_it_is_set(app, tsa, tmp_path):
    with served(lambda _query: (200, b"hello")) as url, pytest.raises(TimestampServiceUseless) as refused:
        _choose(app, url)
    assert refused.value.why is Timestamp.UNUSABLE
    other = Tsa(tmp_path / "other", name="別の時刻認証局")
    with served(lambda query: (200, other.answer(query))) as url:
        with pytest.raises(TimestampServiceUseless) as refused:
            _choose(app, url, tsa)
        assert refused.value.why is Timestamp.NOT_TRUSTED
        with pytest.raises(WrongPin):
            timestamping.choose_service(app, timestamping.try_service(url), "chigau-aikotoba")
    with pytest.raises(CertificateUnreadable):
        timestamping.try_service("http://127.0.0.1/", tmp_path / "none.pem")
    (tmp_path / "bad.pem").write_text("-----BEGIN CERTIFICATE-----\nx")
    with pytest.raises(CertificateUnreadable):
        timestamping.try_service("http://127.0.0.1/", tmp_path / "bad.pem")
    assert app.workplace.timestamp_service is None


def test_the_ledgers_rows_name_the_hash_of_the_paper_and_its_signatures(app):
    from desktop_app.store.queries import CaseFilter
    from desktop_app.usecases.ledger import ledger_columns, ledger_entries, ledger_row

    def row():
        columns = [key for key, _heading in ledger_columns(app.workplace.programme)]
        (entry,) = ledger_entries(app, CaseFilter())
        return dict(zip(columns, ledger_row(app, entry), strict=True))

    case_id = _case(app)
    assert (row()["signature_count"], row()["paper_sha256"]) == (None, "")
    reported = reporting.sign_and_report(app, case_id, STROKES)
    assert (row()["signature_count"], row()["paper_sha256"]) == (1, reported.sha256)
    confirming.accept_rest(app, case_id)
    confirmed = confirming.confirm_case(app, case_id, PIN)
    assert (row()["signature_count"], row()["paper_sha256"]) == (2, confirmed.sha256)
