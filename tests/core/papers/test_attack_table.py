"""At least forty doctored papers, each refused and each with its own words; the untouched one stands."""

from __future__ import annotations

from hashlib import sha256

import pytest

from desktop_app import text
from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.sentences import sentence
from tests.core.papers import doctored_bytes, doctored_persons, doctored_revisions
from tests.core.papers.doctored import TABLE, finished, judge, reported
from tests.core.papers.signed_papers import office

TABLES = (doctored_revisions, doctored_bytes, doctored_persons)


def test_the_untouched_paper_stands():
    known = {"expected_sha256": sha256(finished()).hexdigest(), "expected_signatures": 2}
    assert len(judge(finished(), transferee_fingerprint=office().transferee_fingerprint, **known)) == 2
    assert len(judge(finished())) == 2
    assert len(judge(reported())) == 1


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.what)
def test_a_doctored_paper_is_refused_for_what_was_done_to_it(row):
    pdf = row.make()
    assert pdf != finished() or row.expected
    with pytest.raises(PdfTampered) as refused:
        judge(pdf, **row.expected)
    assert refused.value.reason is row.damage


def test_the_table_is_long_and_every_damage_stands_in_it():
    assert len(TABLE) >= 40
    assert {row.damage for row in TABLE} == set(PdfDamage)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_two_damages_are_told_in_the_same_words(language):
    text.use_language(language)
    told = {sentence(PdfTampered(reason=damage, signature=1)) for damage in PdfDamage}
    assert len(told) == len(PdfDamage)
