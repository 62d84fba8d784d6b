"""What every refusal has to hold to, and a case made ready to be signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop_app import text
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import answerable
from desktop_app.domain.facts import Answer, CaseCorrected, Transferee
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.usecases import answering

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))


def told(error: SekishoError) -> SekishoError:
    """Check that the error has a finished sentence in both languages and gives nothing away by itself."""
    try:
        for language, letters in (("ja", "ぁ-ん"), ("en", "a-z")):
            text.use_language(language)
            said = sentence(error)
            assert any(letters[0] <= ch <= letters[-1] for ch in said), said
            assert said[-1] in ".。", said
            assert "{" not in said, said
    finally:
        text.use_language("en")
    assert str(error) == type(error).__name__
    assert repr(error) == f"{type(error).__name__}('{type(error).__name__}')"
    return error


def state(app: App) -> tuple[object, ...]:
    """Everything a refusal must leave as it was."""
    with app.record.database.transaction() as connection:
        desk = connection.exec_driver_sql("SELECT name, hex(value) FROM desk ORDER BY name").all()
        facts = connection.exec_driver_sql("SELECT count(*) FROM fact").scalar_one()
        lines = connection.exec_driver_sql("SELECT hex(summary) FROM case_summary ORDER BY case_id").all()
    return (dict(app.record.heads()), desk, facts, lines, app.workplace)


@contextmanager
def refused(app: App, *kinds: type[SekishoError]) -> Iterator[None]:
    before = state(app)
    with pytest.raises(kinds) as refusal:
        yield
    told(refusal.value)
    assert state(app) == before


def answer_everything(app: App, case_id: str) -> None:
    known = app.record.case(case_id).transferee
    kana = Transferee(known.employee_no, known.name, "タカハシ　ケンイチ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=kana))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    _case, programme = answering.open_case(app, case_id)
    entries = {i.id: AnswerInput(Answer.DONE, count=0 if i.needs_count else None) for i in answerable(programme)}
    answering.answer_items(app, case_id, entries)
