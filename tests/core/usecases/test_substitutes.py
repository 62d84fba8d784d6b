"""A character no font has: chosen once for a case, printed everywhere, told on the paper, never put into the record."""

from __future__ import annotations

import unicodedata

import pytest

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import unanswered
from desktop_app.domain.facts import Answer, PrintSubstitute
from desktop_app.errors import BadSubstitute, GlyphMissing, SeatHandedOver, SubstituteNotNeeded
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases import answering, confirming, form_reading, people, reporting, substitutes
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.substitutes import Needed
from tests.core.papers.paper_people import HANGUL
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted
from tests.homes import PIN, found, register, reopened

HALF = HalfYear(2026, 2)
CHOSEN = {"\uae40": "金", "\ubbfc": "民", "\uc900": ""}
SHOWN = "金民＿"
STROKES = (((1.0, 1.0, 0.5, 0.0), (20.0, 4.0, 0.5, 80.0)),)


@pytest.fixture
def app(tmp_path):
    opened = found(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def case_id(app):
    return register(app, "0012356", HANGUL)


def texts_of(tmp_path, pdf):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    assert_clean(path)
    return extracted(path), by_pdfium(path)


def answered(app, case_id):
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    answering.answer_items(
        app,
        case_id,
        {
            item.id: AnswerInput(Answer.DONE, count=0 if item.needs_count else None)
            for item in unanswered(case, programme)
        },
    )


def test_what_is_needed_is_named_with_the_text_it_stands_in_and_what_was_chosen(app, case_id):
    assert substitutes.substitutes_needed(app, case_id) == tuple(Needed(c, HANGUL, None) for c in HANGUL)
    substitutes.choose_substitutes(app, case_id, CHOSEN)
    assert {each.character: each.chosen for each in substitutes.substitutes_needed(app, case_id)} == CHOSEN
    assert substitutes.unprintable_now(app, case_id) == ()


def test_the_report_is_signed_with_the_substitutes_and_says_so_on_every_page(app, case_id, tmp_path):
    answered(app, case_id)
    with pytest.raises(GlyphMissing):
        reporting.sign_and_report(app, case_id, STROKES)
    substitutes.choose_substitutes(app, case_id, CHOSEN)
    kept = reporting.sign_and_report(app, case_id, STROKES)
    for text in texts_of(tmp_path, answering.read_file(app, kept)):
        assert SHOWN in text
        assert HANGUL[0] not in text
        assert "記録の表記は変えていません：U+AE40→金、U+BBFC→民、U+C900→手書き欄" in text
    assert app.record.case(case_id).transferee.name == HANGUL, "the record keeps the name"
    assert SHOWN in form_reading.report_text(app, case_id).full_name, "what is read is what is signed"


def test_one_row_never_keeps_the_ledger_from_being_printed(app, case_id, tmp_path):
    other = register(app, "0012399", "이　" + HANGUL[0])
    register(app, "0012398", "佐藤　太郎")
    with pytest.raises(GlyphMissing) as refused:
        render_ledger_pdf(app, HALF)
    numbers = [app.record.case(each).case_no for each in (case_id, other)]
    assert [row.where for row in refused.value.rows] == numbers, "all rows are named at once"
    assert substitutes.in_cases(app, refused.value.rows) == refused.value.rows
    substitutes.choose_substitutes_in(app, {row.where: dict.fromkeys(row.characters, "") for row in refused.value.rows})
    for text in texts_of(tmp_path, render_ledger_pdf(app, HALF)[0]):
        flat = "".join(text.split())
        assert "＿＿＿" in flat
        assert "佐藤" in flat
        assert "代わりの文字で印字：U+AE40→手書き欄、U+BBFC→手書き欄、U+C900→手書き欄" in flat
        assert flat.count("代わりの文字で印字") == 2


def test_the_confirmer_s_surname_stands_in_the_mark_by_its_substitute(app, tmp_path):
    people.correct_person(app, app.person_id, PersonInput(HANGUL[0] + "　誠司", "キム　セイジ", "0012345"), own_pin=PIN)
    case_id = register(app, "0012354", "Nguyễn Thị Minh Khai")
    answered(app, case_id)
    substitutes.choose_substitutes(app, case_id, {HANGUL[0]: "金"})
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    kept = confirming.confirm_case(app, case_id, PIN)
    assert "金" in texts_of(tmp_path, answering.read_file(app, kept))[1]
    assert app.record.case(case_id).confirmation.confirmed_by.startswith(HANGUL[0])
    ledger = texts_of(tmp_path, render_ledger_pdf(app, HALF)[0])[0]
    assert "次の文字は、代わりの文字または手書き欄で印字しています" in ledger, (
        "the printer's own name stands in the foot"
    )


def test_without_a_substitute_the_mark_is_refused_by_the_case_before_anything_is_signed(app):
    case_id = register(app, "0012354", "Nguyễn Thị Minh Khai")
    answered(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    people.correct_person(app, app.person_id, PersonInput(HANGUL[0] + "　誠司", "キム　セイジ", "0012345"), own_pin=PIN)
    with pytest.raises(GlyphMissing) as refused:
        confirming.confirm_case(app, case_id, PIN)
    assert refused.value.where == app.record.case(case_id).case_no
    substitutes.choose_substitutes(app, case_id, {HANGUL[0]: ""})
    confirming.confirm_case(app, case_id, PIN)


def test_a_later_choice_replaces_an_earlier_one_and_leaves_the_others(app, case_id):
    substitutes.choose_substitutes(app, case_id, CHOSEN)
    before = app.record.case(case_id).print_substitutes
    substitutes.choose_substitutes(app, case_id, dict(reversed(CHOSEN.items())))
    assert app.record.case(case_id).print_substitutes == before, "the same choice is no new fact"
    substitutes.choose_substitutes(app, case_id, {HANGUL[2]: "俊"})
    chosen = {each.character: each.text for each in app.record.case(case_id).print_substitutes}
    assert chosen == CHOSEN | {HANGUL[2]: "俊"}
    kept = reopened(app)
    assert kept.record.case(case_id).print_substitutes == tuple(PrintSubstitute(c, t) for c, t in chosen.items())
    kept.close()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"佐": "左"}, SubstituteNotNeeded),
        ({"": "金"}, BadSubstitute),
        ({HANGUL[:2]: "金"}, BadSubstitute),
        ({HANGUL[0]: "金" * 11}, BadSubstitute),
        ({HANGUL[0]: HANGUL[1]}, GlyphMissing),
    ],
)
def test_what_makes_no_sense_as_a_substitute_is_refused_and_nothing_recorded(app, case_id, given, error):
    with pytest.raises(error):
        substitutes.choose_substitutes(app, case_id, {HANGUL[1]: "民"} | given)
    assert app.record.case(case_id).print_substitutes == ()


def test_the_transferee_at_the_seat_chooses_for_their_own_case_only(app, case_id):
    other = register(app, "0012399", HANGUL)
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    answering.hand_over_seat(app, case_id)
    substitutes.choose_substitutes(app, case_id, CHOSEN)
    with pytest.raises(SeatHandedOver):
        substitutes.choose_substitutes(app, other, CHOSEN)


def test_substitutes_reach_every_text_of_a_form_and_nothing_else():
    shown = substituted(
        ConfirmationMark("確認", "2026.10.1", HANGUL), tuple(map(PrintSubstitute, CHOSEN, CHOSEN.values()))
    )
    assert shown == ConfirmationMark("確認", "2026.10.1", SHOWN)
    plain = ConfirmationMark("確認", "2026.10.1", "岡部")
    assert substituted(plain, ()) is plain
    decomposed = unicodedata.normalize("NFD", HANGUL[0])
    assert substituted(decomposed, (PrintSubstitute(HANGUL[0], "金"),)) == "金"
