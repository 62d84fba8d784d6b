"""What the cover sheet of a printed ledger shows: counts, and the head of every PC's chain (domain notes §4.1)."""

from __future__ import annotations

from desktop_app.app import App
from desktop_app.domain.summary import Judgement
from desktop_app.papers.ledger.printing import LedgerCover
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger import LedgerCounts
from desktop_app.usecases.ledger_choice import JUDGED
from desktop_app.usecases.ledger_workplaces import Workplaces


def cover(
    app: App, wanted: CaseFilter, places: Workplaces, counts: LedgerCounts, judged: dict[Judgement, int]
) -> LedgerCover:
    """Return the cover for the rows that *wanted* lets through."""
    return LedgerCover(
        workplaces=tuple((code, name, rows) for code, (name, rows) in places.by_code.items()),
        judgements=tuple((name, judged.get(kind, 0)) for kind, name in JUDGED.items()),
        figures=(
            ("登載", counts.total),
            ("確定", counts.settled),
            ("未確定", counts.total - counts.settled),
            ("遅延", counts.late),
            ("未完了の項目あり", counts.open_items),
            ("取消", counts.cancelled),
            ("特例完了", judged.get(Judgement.EXCEPTION, 0)),
            ("報告書・誓約書の受領", app.cases.papers_received(wanted)),
        ),
        heads=tuple(_head(app, device) for device in app.workplace.devices),
    )


def _head(app: App, device: str) -> tuple[str, str, str]:
    head = app.record.head(device)
    grouped = " ".join(head.hash[at : at + 4].upper() for at in range(0, len(head.hash), 4))
    return f"端末 {app.workplace.devices[device].letter}", f"第{head.seq:,}号", grouped
