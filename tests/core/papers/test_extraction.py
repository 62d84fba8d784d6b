"""Five hundred lines of office text with the strangest characters come out of the PDF as they went in.

Two programs that are not ours read them: poppler's pdftotext and pdfium. Only blanks at a line's end may be lost.
"""

import datetime as dt
import random

import pytest

from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import justify
from tests.core.papers.paper_people import PEOPLE
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted

LINES = 500
A_PAGE = 50
WORDS = (
    *"、。（）「」・：！？ー〜…々％",
    *"非公開情報を処理しましたので下記のとおり報告する異動先誓約",
    *(name for name, _kana, _number in PEOPLE),
    *(kana for _name, kana, _number in PEOPLE if kana),
    "2025年4月1日（火）",
    "令和7年度下期",
    "第3条",
    "様式第1号",
    "1,214件",
    "NSC01-25A-003",
    "okabe@example.co.jp",
    "O\u2019Brien",
    "か\u3099は\u309aト\u3099",
    "Nguye\u0302\u0303n",
    "\u304b\u309a",
    "①②③",
    "㈱",
    "〝引用〟",
    " ",
    "　",
    "＿",
)


def generated(seed):
    chance = random.Random(seed)
    while True:
        text = "".join(chance.choices(WORDS, k=chance.randint(4, 16))).strip()
        if text and len(text) < 60:
            yield text


def lines_for(face):
    source = generated(face.name)
    return [next(source) for _ in range(LINES)]


def drawn(path, lines, draw, face):
    with path.open("wb") as out:
        when = dt.datetime(2025, 3, 28, tzinfo=dt.UTC)
        sheet = Sheet(out, title="試し刷り", author="北辰送配電株式会社", created_at=when, face=face)
        for number, line in enumerate(lines):
            if number and number % A_PAGE == 0:
                sheet.new_page()
            draw(sheet, 12 + 5.4 * (number % A_PAGE), line)
        sheet.save()
    return path


def read_by(reader, path):
    text = reader(path).replace("\r\n", "\n").replace("\f", "\n")
    return [line.rstrip(" \u3000") for line in text.split("\n") if line.strip(" \u3000")]


@pytest.mark.parametrize("face", [Face.MINCHO, Face.GOTHIC])
def test_five_hundred_lines_extract_as_they_were_given(tmp_path, face):
    lines = lines_for(face)
    path = drawn(
        tmp_path / "lines.pdf", lines, lambda sheet, y, line: sheet.text(12, y, line, Lettering(face, 7)), face
    )
    for reader in (extracted, by_pdfium):
        assert read_by(reader, path) == lines
    assert_clean(path)


def test_five_hundred_justified_lines_extract_as_they_were_set(tmp_path):
    source, lines = generated("justified"), []
    while len(lines) < LINES:
        paragraph = "。".join(next(source) for _ in range(8))
        lines += [line for line in justify(paragraph, Face.MINCHO, 9, 150) if line.text.strip(" \u3000")]
    style = Lettering(Face.MINCHO, 9)
    path = drawn(
        tmp_path / "set.pdf", lines[:LINES], lambda sheet, y, line: sheet.set_line(20, y, line, style), style.face
    )
    wanted = [line.text.rstrip(" \u3000") for line in lines[:LINES]]
    for reader in (extracted, by_pdfium):
        assert read_by(reader, path) == wanted
    assert POINTS_PER_MM * 150 / 9 > 40, "long lines, so that gaps had to give"
