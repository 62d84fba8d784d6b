"""Cases on paper for the use cases' tests: briefed, printed, scanned, entered."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import unanswered
from desktop_app.domain.facts import Answer, CaseCorrected, Transferee
from desktop_app.usecases import answering
from tests.homes import register
from tests.scans import as_file

NAME, DPI = "\u9ad9橋　健一", 110


def briefed(app, employee_no, name):
    case_id = register(app, employee_no, name)
    person = Transferee(employee_no, name, "タカハシ　ケンイチ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=person))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return case_id


def in_a_file(folder, images, kind="tiff", name="scan"):
    path = folder / f"{name}.{kind}"
    path.write_bytes(as_file(images, kind))
    return path


def entered(app, case_id):
    case, programme = answering.open_case(app, case_id)
    return {
        item.id: AnswerInput(Answer.DONE, date(2026, 9, 20), count=3 if item.needs_count else None)
        for item in unanswered(case, programme)
    }
