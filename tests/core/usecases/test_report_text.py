"""What is read before signing is what the paper says, word for word."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import unanswered
from desktop_app.domain.facts import Answer
from desktop_app.domain.form import texts_of
from desktop_app.errors import MergeFieldUnset
from desktop_app.usecases.answering import Briefing, answer_items, open_case, record_briefing
from desktop_app.usecases.form_reading import report_text
from desktop_app.usecases.reporting import preview_report
from tests.homes import found, register

NAME = "\u9ad9\u6a4b\u3000\u7f8e\u54b2"


@pytest.fixture
def app(tmp_path: Path):
    app = found(tmp_path)
    yield app
    app.close()


def answered(app: App, case_id: str, *, leave_open: str = "") -> None:
    record_briefing(app, case_id, Briefing(app.today(), "対面"))
    case, programme = open_case(app, case_id)
    done = {item.id: AnswerInput(Answer.DONE, count=2) for item in unanswered(case, programme)}
    if leave_open:
        done[leave_open] = AnswerInput(Answer.NOT_DONE, note="業務の引継ぎ中", due_on=case.effective_date)
    answer_items(app, case_id, done)


def test_every_word_to_be_read_stands_on_the_paper(app: App, tmp_path: Path) -> None:
    case_id = register(app, "0012346", NAME)
    answered(app, case_id, leave_open="D-03")
    read = report_text(app, case_id)
    paper = tmp_path / "report.pdf"
    paper.write_bytes(preview_report(app, case_id).pdf)
    printed = _plain(subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True).stdout)
    words = [text for block in read.blocks if not block.receipt and not block.open_items for text in texts_of(block)]
    words += [row.text for row in read.results] + [read.wording_id]
    steps = {row.step for row in open_case(app, case_id)[1].report_form.result_rows}
    for word in words:
        start = _plain(word.encode())[:9]
        assert start in printed or word in steps, start
    assert [item.item_id for item in read.open_items] == ["D-03"]
    assert not any("{{" in text for text in texts_of(read.blocks))
    assert {row.outcome for row in read.results} == {"完了", "一部未完了"}


def test_a_word_that_is_not_settled_is_shown_in_its_place_and_keeps_the_paper_from_being_made(app: App) -> None:
    case_id = register(app, "0012346", NAME)
    read = report_text(app, case_id)
    assert read.unset == ("briefed_on",)
    assert any("［未設定：説明実施日］に説明を受けました。" in text for text in texts_of(read.blocks))
    with pytest.raises(MergeFieldUnset) as unset:
        preview_report(app, case_id)
    assert unset.value.field == "briefed_on"


def _plain(text: bytes) -> str:
    return re.sub(r"\s", "", text.decode())
