"""Which part of the ledger is printed, and how the paper says so (domain notes §4.1, T12)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.dates import period
from desktop_app.domain.summary import Judgement
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger import judged_so

JUDGED = {
    Judgement.IN_TIME: "期限内",
    Judgement.OPEN_ITEMS: "未了",
    Judgement.LATE: "遅延",
    Judgement.OVERDUE: "超過",
    Judgement.EXCEPTION: "特例",
    Judgement.PENDING: "未確定",
    Judgement.CANCELLED: "取消",
}
"""判定 as the paper names it; papers are Japanese whatever language the windows speak."""


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """A half-year, a fiscal year, or (neither) everything; some workplaces or all; narrowed as on the screen.

    *workplaces* are org codes of the posts people leave, as they were registered.
    """

    half: HalfYear | None = None
    fiscal_year: int | None = None
    workplaces: frozenset[str] = frozenset()
    text: str = ""
    judged: Judgement | None = None
    remarkable_only: bool = False
    cover: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether somebody of the period and the workplaces is left out."""
        return bool(self.text or self.judged or self.remarkable_only)


def whole(choice: LedgerChoice) -> CaseFilter:
    """Return the rows of period and workplaces."""
    return CaseFilter(half=choice.half, fiscal_year=choice.fiscal_year, workplaces=choice.workplaces)


def chosen(app: App, choice: LedgerChoice) -> CaseFilter:
    """Return the rows to print."""
    every = CaseFilter(
        text=choice.text,
        half=choice.half,
        fiscal_year=choice.fiscal_year,
        workplaces=choice.workplaces,
        remarkable_only=choice.remarkable_only,
    )
    return judged_so(app, every, choice.judged)


def period_words(app: App, choice: LedgerChoice) -> str:
    """Return 対象期間: its name, and from when to when."""
    if choice.half is not None:
        name = f"{choice.half.year}年度{'上期' if choice.half.half == 1 else '下期'}"
        return f"{name}（{period(choice.half.first, choice.half.last)}）"
    if choice.fiscal_year is not None:
        first, last = HalfYear(choice.fiscal_year, 1).first, HalfYear(choice.fiscal_year, 2).last
        return f"{choice.fiscal_year}年度（{period(first, last)}）"
    halves = app.cases.halves()
    return f"全期間（{period(halves[-1].first, halves[0].last)}）" if halves else "全期間"


def selection_words(choice: LedgerChoice, rows: int, all_rows: int) -> str:
    """Return 抽出条件, empty where nobody is left out."""
    if not choice.is_narrowed:
        return ""
    parts = []
    if choice.judged is not None:
        parts.append(f"判定：{JUDGED[choice.judged]}")
    if choice.remarkable_only:
        parts.append("未完了・遅延・未確認だけ")
    if choice.text:
        parts.append(f"検索：「{choice.text}」")
    return f"{'　'.join(parts)}　（全{all_rows:,}件のうち{rows:,}件）"
