"""What the cover sheet of a printed ledger shows: counts, and the head of every PC's chain (domain notes §4.1)."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.app import App
from desktop_app.papers.ledger.printing import LedgerCover
from desktop_app.usecases.ledger_tally import Tally
from desktop_app.usecases.ledger_workplaces import Workplaces


def uncounted_cover(places: Workplaces) -> LedgerCover:
    """Return the cover before the rows are read: where a figure will stand, nothing is known yet."""
    nothing = Tally()
    return LedgerCover(
        workplaces=tuple((code, name, rows) for code, (name, rows) in places.by_code.items()),
        judgements=tuple((name, None) for name, _n in nothing.judgements()),
        figures=tuple((name, None) for name, _n in nothing.figures()),
    )


def counted(cover: LedgerCover, tally: Tally) -> LedgerCover:
    """Return the cover with its figures."""
    return replace(cover, judgements=tally.judgements(), figures=tally.figures())


def chain_heads(app: App) -> tuple[tuple[str, str, str], ...]:
    """Return the end of every PC's chain as a ledger shows it (product notes: printed on every ledger)."""
    return tuple(_head(app, device) for device in app.workplace.devices)


def _head(app: App, device: str) -> tuple[str, str, str]:
    head = app.record.head(device)
    grouped = " ".join(head.hash[at : at + 4].upper() for at in range(0, len(head.hash), 4))
    return f"端末 {app.workplace.devices[device].letter}", f"第{head.seq:,}号", grouped
