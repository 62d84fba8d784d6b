"""Every paper we issue is PDF/A-1b, and says of itself what it is."""

from __future__ import annotations

import dataclasses
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from desktop_app.papers.forms.audit_result import render_audit_result
from desktop_app.papers.forms.disposal_record import render_disposal_record
from desktop_app.papers.forms.inspection import render_inspection
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.forms.recovery_kit import render_recovery_kit
from desktop_app.papers.ledger.printing import render_ledger
from desktop_app.papers.page.sheet import Ink, Sheet
from desktop_app.papers.signing.signature import sign_record
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.text import use_language
from tests.core.papers.letter_samples import NAMES, REPORT, letter
from tests.core.papers.paper_samples import EMPTY_LEDGER, LEDGER
from tests.core.papers.preflight import objections
from tests.core.papers.signed_papers import MARK, SIGNED_AT, confirmed, office, signed
from tests.core.papers.table_samples import AUDIT, BLANK_DISPOSAL, BLANK_INSPECTION, DISPOSAL, INSPECTION, KIT

STRANGE = "<北辰 & \U00020bb7田>\\(株\\)"
"""Characters that XML and PDF escape."""


def _ledger(sheet):
    out = BytesIO()
    render_ledger(sheet, out)
    return out.getvalue()


def _kit(language):
    use_language(language)
    pdf = render_recovery_kit(KIT)
    use_language("ja")
    return pdf


def _strange():
    out = BytesIO()
    sheet = Sheet(out, title=STRANGE, author=STRANGE, created_at=SIGNED_AT, face=Face.MINCHO)
    with sheet.ink(Ink.VERMILION):
        sheet.text(20, 20, "\U00020bb7田　葛\U000e0100", Lettering(Face.MINCHO, 10))
    sheet.save()
    return out.getvalue()


def _record(pdf, field):
    return sign_record(pdf, field, office().confirmer, (), signed_at=SIGNED_AT, reason="説明記録", mark=MARK)


@cache
def _papers():
    report = render_letter(REPORT)
    first = signed(report.pdf, office())
    return {
        "report": report.pdf,
        **{name: render_letter(letter(name)).pdf for name in NAMES},
        **{f"{name}-for-the-pen": render_letter(letter(name, pen=True)).pdf for name in NAMES},
        "report-open": render_letter(dataclasses.replace(REPORT, open_items=REPORT.open_items * 20)).pdf,
        "signed": first,
        "countersigned": confirmed(first, office()),
        "record": _record(report.pdf, report.manager_field),
        "ledger": _ledger(LEDGER),
        "ledger-empty": _ledger(EMPTY_LEDGER),
        "inspection": render_inspection(INSPECTION),
        "inspection-blank": render_inspection(BLANK_INSPECTION),
        "disposal": render_disposal_record(DISPOSAL),
        "disposal-blank": render_disposal_record(BLANK_DISPOSAL),
        "audit": render_audit_result(AUDIT),
        "kit-ja": _kit("ja"),
        "kit-en": _kit("en"),
        "strange": _strange(),
    }


def test_preflight_finds_every_paper_to_be_pdfa_1b(tmp_path):
    papers = _papers()

    assert objections(papers, tmp_path) == dict.fromkeys(papers, ())


@pytest.mark.parametrize("name", ["report", "countersigned", "strange"])
def test_properties_and_metadata_say_the_same(name):
    with pikepdf.open(BytesIO(_papers()[name])) as pdf:
        said, information = pdf.open_metadata(), pdf.docinfo
        assert str(information.Title) == said["dc:title"]
        assert str(information.Author) in said["dc:creator"]
        assert said["dc:language"] == {"ja"}
        assert said["pdf:Producer"] == str(information.Producer)
        assert said["xmp:CreatorTool"] == str(information.Creator) == "Sekisho"
        assert str(information.CreationDate) == str(information.ModDate) == "D:20250328174200+09'00'"
        assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == "2025-03-28T17:42:00+09:00"
        assert said.pdfa_status == "1B"
        assert pdf.Root.Lang == "ja"
        assert pdf.pdf_version == "1.4"
        assert "/Version" not in pdf.Root
        assert "/NeedAppearances" not in pdf.Root.get("/AcroForm", {})


def test_a_paper_in_english_says_so():
    with pikepdf.open(BytesIO(_kit("en"))) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.open_metadata()["dc:language"] == {"en"}


def test_equal_facts_make_equal_bytes():
    assert render_letter(REPORT).pdf == render_letter(REPORT).pdf
    assert _ledger(LEDGER) == _ledger(LEDGER)


def test_both_widgets_are_printed_and_have_an_appearance():
    with pikepdf.open(BytesIO(_papers()["countersigned"])) as pdf:
        widgets = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        assert len(widgets) == 2
        for widget in widgets:
            assert set(widget.AP.keys()) == {"/N"}
            assert int(widget.F) & 0b100, "printed"
            assert not int(widget.F) & 0b100011, "neither hidden nor out of sight"


def test_nothing_but_the_prepared_field_may_be_filled_after_the_first_signature_and_nothing_after_the_second():
    with pikepdf.open(BytesIO(_papers()["countersigned"])) as pdf:
        first, second = pdf.Root.AcroForm.Fields
        certified, locked = first.V.Reference
        assert certified.TransformMethod == "/DocMDP"
        assert certified.TransformParams.P == 2
        assert locked.TransformMethod == "/FieldMDP"
        assert locked.TransformParams.Action == "/Exclude"
        assert [str(name) for name in locked.TransformParams.Fields] == ["confirmer"]
        assert second.Lock.Action == "/All"
        assert second.Lock.P == 1
        assert second.V.Reference[0].TransformParams.Action == "/All"
