"""The way through 廃棄: no year yet, each stage of an order, what differs, and the dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desktop_app.domain.disposal_facts import (
    DisposalApproved,
    DisposalDone,
    DisposalOrdered,
    DisposalWithdrawn,
    YearDisposed,
)
from desktop_app.domain.disposal_line import DisposalLine, PcOfDisposal
from desktop_app.domain.disposals import Disposal
from desktop_app.errors import DisposalDiffers
from desktop_app.usecases.disposal import DisposalPreview, KeptBack
from tests.ui.tour.home import KASAI, LONG, YOSHIDA

if TYPE_CHECKING:
    from tests.ui.tour.way import Tour
    from ui.disposal.presenter import DisposalState

NUMBER = "H26-B001"
_WORDS = "保存期間（3年）が満了したため。監査・報告徴収の対象がないことを2026年9月18日に確認済み。" * 2


def disposal_stops(tour: Tour) -> Iterator[str]:
    """Yield the name of what is in sight, stop by stop."""
    tour.desktop.show_disposal()
    tour._at("disposal")
    screen = tour._screen()
    tour.wait(lambda: screen.state)
    yield "disposal-empty"
    stages = _stages(screen.state)
    for name, state in stages.items():
        screen.show_state(state)
        tour._still(30)
        yield f"disposal-{name}"
    screen._show_progress(1240, 3000)
    tour._still(400)
    yield "disposal-progress"
    screen._busy = False
    screen.progress.end()
    yield from _dialogs(tour, screen, stages)


def _dialogs(tour: Tour, screen: Any, stages: dict[str, DisposalState]) -> Iterator[str]:
    asks = {
        "order": (stages["year"], lambda _line: screen._order()),
        "approve": (stages["ordered"], screen._approve),
        "withdraw": (stages["waiting"], screen._withdraw),
        "carry-out": (stages["ready"], screen._carry_out),
        "kit": (stages["carried-out"], screen._note_kit),
    }
    for name, (state, ask) in asks.items():
        screen.show_state(state)
        ask(state.lines[0] if state.lines else None)
        dialog = screen.dialog
        dialog._words.show_error("これを入力してください。")
        tour._still(30)
        yield f"disposal-{name}-asked"
        tour._close(dialog)


def _stages(empty: DisposalState) -> dict[str, DisposalState]:
    today = empty.today
    kept = tuple(KeptBack(f"NSC01-22B-A{n:03d}", (f"F-26A-A{n:03d}", "H26-B014")) for n in range(1, 4))
    preview = DisposalPreview(2022, tuple(f"NSC01-22A-A{n:03d}" for n in range(1, 400)), kept, 12, today)
    year = replace(empty, years=(2021, 2022), year=2022, preview=preview, may_order=True)
    ordered = Disposal(DisposalOrdered(NUMBER, 2022, _WORDS, today - timedelta(days=40)), "x")
    waiting = replace(ordered, approved=DisposalApproved(NUMBER, "y", today - timedelta(days=9)))
    ready = replace(ordered, approved=DisposalApproved(NUMBER, "y", today - timedelta(days=31)))
    withdrawn = replace(ordered, withdrawn=DisposalWithdrawn(NUMBER, _WORDS, today))
    done = DisposalDone(NUMBER, "a", 12402, 341, today)
    gone = replace(ready, disposed=(YearDisposed(NUMBER, 2022, "x", today, (), 0, ()),), done={"a": done})
    differs = (DisposalDiffers(order_no=NUMBER, cases=preview.cases[:9]),)
    return {
        "year": year,
        "ordered": replace(year, lines=(_line(ordered, today),)),
        "waiting": replace(year, lines=(_line(waiting, today),), may_order=False),
        "ready": replace(year, lines=(_line(ready, today), _line(withdrawn, today))),
        "carried-out": replace(year, lines=(_line(gone, today),)),
        "differs": replace(year, lines=(_line(gone, today),), differs=differs),
    }


def _line(disposal: Disposal, today: Any) -> DisposalLine:
    done = disposal.done.get("a")
    pcs = (PcOfDisposal("a", "A", (KASAI,), True, done), PcOfDisposal("b", "B", (LONG, YOSHIDA), False, None))
    return DisposalLine(
        disposal=disposal,
        ordered_by=KASAI,
        approved_by=LONG if disposal.approved else "",
        withdrawn_by=YOSHIDA if disposal.withdrawn else "",
        done_by=(LONG,) if disposal.disposed else (),
        own=False,
        today=today,
        case_nos=tuple(f"NSC01-22A-A{n:03d}" for n in range(1, 30, 2)) if disposal.disposed else (),
        kept=("NSC01-22B-A001", "NSC01-22B-A002") if disposal.disposed else (),
        pcs=pcs if disposal.disposed else (),
        kit=None,
        kit_seen_by="",
    )
