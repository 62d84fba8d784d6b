"""Every error has words of its own, in both languages, that hold with the facts it documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from desktop_app import errors, text
from desktop_app.domain.case import CaseState
from desktop_app.domain.disposals import DisposalStage
from desktop_app.domain.facts import Role
from desktop_app.domain.findings import FindingState
from desktop_app.errors import PdfDamage, SekishoError
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import Finding, FindingKind
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.sentences import crash_sentence, has_own_sentence, sentence

FINDINGS = tuple(Finding(row, AnnouncementField.NAME, FindingKind.MISSING_VALUE) for row in range(2, 8))
# By class and fact where a fact's name alone does not tell its kind.
SPECIAL = {
    ("PaperPagesMissing", "pages"): (("CHECKLIST", 2, 3), ("REPORT", 0, 0)),
    ("ProgrammeUnreadable", "reason"): ProgrammeFault.STEP_MISSING,
    ("PdfTampered", "reason"): PdfDamage.CHANGED,
    ("ColumnsMissing", "fields"): (AnnouncementField.EMPLOYEE_NO, AnnouncementField.NAME),
    ("ColumnUnknown", "field"): AnnouncementField.NAME,
    ("DatabaseNewer", "version"): 3,
    ("FindingElsewhere", "state"): FindingState.COMPLETED,
    ("ReasonMissing", "item_id"): "D-01",
    ("ImpossibleDate", "date"): date(2026, 10, 1),
    ("PeriodImpossible", "first"): date(2026, 10, 1),
    ("PeriodImpossible", "last"): date(2026, 9, 30),
    ("GlyphMissing", "rows"): (errors.Unprintable("NSC01-26B-018", "\uae40\ubbfc\uc900", ("\uae40",)),),
}
SAMPLES = {
    "state": CaseState.CONFIRMED,
    "role": Role.DEPUTY_MANAGER,
    "item_ids": ("D-01", "D-02"),
    "findings": FINDINGS,
    "effective_date": date(2026, 10, 1),
    "since": datetime(2026, 9, 24, tzinfo=UTC),
    "sheets": ("異動", "控え"),
    "characters": "\uae40",
    "line": 24,
    "item": "D-03",
    "from_day": date(2030, 5, 2),
    "kept": ("F-26B-A001",),
    "cases": ("NSC01-26B-A001",),
    "stage": DisposalStage.APPROVED,
}
NUMBERS = frozenset(
    ("days", "not_yet", "limit", "minimum", "remaining", "seconds", "seq", "have", "size", "typed", "expected", "row")
)


def every_kind() -> Iterator[type[SekishoError]]:
    waiting = [SekishoError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__ == errors.__name__:
            yield kind


def documented(kind: type[SekishoError]) -> dict[str, list[object]]:
    """Return the facts a class documents, each with the values its docstring lists (or a sample)."""
    _, _, after = (kind.__doc__ or "").partition("facts:")
    plain = re.sub(r"\([^)]*\)", "", " ".join(after.split()))
    facts: dict[str, list[object]] = {}
    for part in re.split(r"[,;]|\.\s|\.$", plain):
        name, _, choices = (half.strip() for half in part.partition(":"))
        if name.isidentifier() and name != "none":
            listed = [choice.strip() for choice in choices.split("|") if choice.strip()]
            facts[name] = list(listed) or [sample(kind, name)]
    for (owner, name), value in SPECIAL.items():
        if owner == kind.__name__:
            facts[name] = [value]
    return facts


def sample(kind: type[SekishoError], name: str) -> object:
    if (kind.__name__, name) in SPECIAL:
        return SPECIAL[kind.__name__, name]
    return SAMPLES.get(name, 3 if name in NUMBERS else f"<{name}>")


@pytest.fixture(params=["en", "ja"])
def language(request: pytest.FixtureRequest) -> str:
    text.use_language(request.param)
    return request.param


@pytest.mark.parametrize("kind", sorted(every_kind(), key=lambda k: k.__name__), ids=lambda k: k.__name__)
def test_every_error_has_its_own_words(kind: type[SekishoError], language: str) -> None:
    assert has_own_sentence(kind), f"{kind.__name__} needs a sentence in desktop_app.sentences"
    facts = documented(kind)
    for name, values in facts.items():
        for value in values:
            filled = {other: choices[0] for other, choices in facts.items()} | {name: value}
            said = sentence(kind(**filled))
            assert said != crash_sentence(), said
            assert "{" not in said, said
            assert re.search("[.。]", said), said
            if language == "ja":
                assert re.search("[ぁ-ん]", said), f"not Japanese: {said}"
                assert not re.search("不正|違反|失敗|同期|コミット|バリデーション|エラー|キャンセル", said)


def test_words_do_not_fall_back_to_those_of_the_kind(language: str) -> None:
    del language
    general = {sentence(kind()) for kind in (errors.Refused, errors.BadInput, errors.Unavailable, errors.Tampered)}
    for kind in every_kind():
        if kind in (SekishoError, errors.Refused, errors.BadInput, errors.Unavailable, errors.Tampered):
            continue
        facts = {name: values[0] for name, values in documented(kind).items()}
        assert sentence(kind(**facts)) not in general, kind.__name__


@pytest.mark.parametrize("damage", PdfDamage)
def test_every_damage_of_a_paper_is_worded(damage: PdfDamage, language: str) -> None:
    del language
    said = sentence(errors.PdfTampered(reason=damage, signature=0))
    assert damage.value not in re.findall(r"\((.*)\)", said)
    assert said != sentence(errors.Tampered())


def test_an_error_without_its_facts_is_still_told() -> None:
    text.use_language("en")
    assert sentence(errors.WrongState()) == sentence(errors.Refused())


def test_exact_words_of_the_design() -> None:
    text.use_language("ja")
    assert sentence(errors.OwnCase(case_no="X")) == (
        "この案件の確認は、異動者本人ではなく代理者または上位者が行います。"
    )
    assert sentence(errors.LateReasonMissing(days=2, what="report")) == (
        "異動発令日を過ぎています（2日遅延）。遅延の理由を入力してください。"
    )
    assert sentence(errors.WrongPin(remaining=2)) == "合言葉が違います。あと2回入力できます。"
    assert sentence(errors.PassphraseTooShort(minimum=12)) == "合言葉は12文字以上にしてください。"
    assert sentence(errors.EvidenceTooLarge(name="x", size=12_000_000, limit=5_000_000)) == (
        "このファイルは大きすぎます（12 MB）。5 MBまでです。必要な部分だけを写してください。"
    )
    assert sentence(errors.GlyphMissing(characters="\uae40", text="\uae40\ubbfc\uc900", where="NSC01-26B-018")) == (
        "この文字は帳票で印刷できません：\uae40（U+AE40）　\uae40\ubbfc\uc900（NSC01-26B-018）。"
        "代わりの文字を選ぶか、手書き欄を印刷してください。"
    )


def test_all_rows_that_cannot_be_printed_are_named_at_once_and_a_long_list_is_counted() -> None:
    text.use_language("ja")
    rows = tuple(errors.Unprintable(f"NSC01-26B-{n:03d}", f"\uae40 {n}", ("\uae40",)) for n in range(1, 9))
    told = sentence(errors.GlyphMissing(characters=("\uae40",), text=rows[0].text, where=rows[0].where, rows=rows))
    assert "\uae40 1（NSC01-26B-001）、\uae40 2（NSC01-26B-002）" in told
    assert "\uae40 5（NSC01-26B-005）ほか3件" in told
