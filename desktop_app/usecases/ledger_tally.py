"""The figures of a printed ledger, counted while its rows are read: they say exactly what the rows say."""

from __future__ import annotations

from collections import Counter

from desktop_app.domain.summary import CaseSummary, Judgement
from desktop_app.usecases.ledger_choice import JUDGED

_IN_HEAD = (Judgement.IN_TIME, Judgement.OPEN_ITEMS, Judgement.LATE, Judgement.OVERDUE, Judgement.EXCEPTION)


class Tally:
    """Counts rows; ``counts`` and ``deadlines`` as the head of the first page says them."""

    def __init__(self) -> None:
        self._judged: Counter[Judgement] = Counter()
        self._total = self._settled = self._open_items = self._papers = 0

    def add(self, summary: CaseSummary, judged: Judgement) -> None:
        """Count a row."""
        self._judged[judged] += 1
        self._total += 1
        self._settled += summary.is_settled
        self._open_items += bool(summary.open_items)
        self._papers += bool(summary.pledge_form)

    def counts(self) -> str:
        """Return 登載件数, e.g. 18件（確定 15・未確定 2・取消 1）."""
        parts = [f"確定 {self._settled:,}", f"未確定 {self._total - self._settled:,}"]
        if cancelled := self._judged[Judgement.CANCELLED]:
            parts.append(f"取消 {cancelled:,}")
        return f"{self._total:,}件" + (f"（{'・'.join(parts)}）" if self._total else "")

    def deadlines(self) -> str:
        """Return 期限, e.g. 期限内 14・遅延 1, or ―."""
        return "・".join(f"{JUDGED[kind]} {self._judged[kind]:,}" for kind in _IN_HEAD if self._judged[kind]) or "―"

    def judgements(self) -> tuple[tuple[str, int], ...]:
        """Return every 判定 with its rows."""
        return tuple((name, self._judged[kind]) for kind, name in JUDGED.items())

    def figures(self) -> tuple[tuple[str, int], ...]:
        """Return the figures of the cover."""
        return (
            ("登載", self._total),
            ("確定", self._settled),
            ("未確定", self._total - self._settled),
            ("遅延", self._judged[Judgement.LATE]),
            ("未完了の項目あり", self._open_items),
            ("取消", self._judged[Judgement.CANCELLED]),
            ("特例完了", self._judged[Judgement.EXCEPTION]),
            ("報告書・誓約書の受領", self._papers),
        )
