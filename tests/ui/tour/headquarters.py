"""The way through headquarters: its table in every state, its dialogs, and a workplace that is only read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from desktop_app.errors import ShareMissing
from desktop_app.usecases.headquarters_overview import Figures, News, WorkplaceLine, by_concern, totals
from tests.ui.tour.home import DEPUTY, LONG, YOSHIDA
from tests.ui.tour.joining import invitation_stops, key_stops, newcomer_stops
from tests.ui.tour.way import Wait
from ui.application import Desktop
from ui.case.order_dialog import OrderDialog
from ui.headquarters.dialogs import AnswerDialog, JoinDialog, MemoDialog

NAMES = (
    "首都圏第二エネルギーソリューション部　中央ネットワークサービスセンター　第三保全グループ",
    "西部配電事業所",
    "用地センター",
)
KINDS = (News.SILENT, News.LATE, News.FRESH, News.NOBODY, News.WAITING, News.UNREADABLE)


def thirty(base: WorkplaceLine) -> tuple[WorkplaceLine, ...]:
    """Return thirty workplaces with long names in every state."""
    assert base.news_at is not None
    made = []
    for number in range(30):
        kind = KINDS[number % 6]
        known = kind in {News.SILENT, News.LATE, News.FRESH}
        made.append(
            replace(
                base,
                key=f"{number:08x}",
                name=NAMES[number % 3],
                org_code=f"DST{number:02d}",
                manager=(LONG, YOSHIDA)[number % 2],
                news=kind,
                silent_days=16 if kind is News.SILENT else 8,
                news_at=base.news_at - timedelta(days=number % 17) if known else None,
                away_since=base.news_at if number % 5 == 1 else None,
                figures=Figures(12, 3, number % 12, number % 4, 1, 0) if known else Figures(),
                memo="前回の点検で指摘 1件。要協議：調整力の調達関連業務" if number % 4 == 0 else "",
                code="1234 5678 9012 3456 7890" if kind is News.WAITING else "",
                asking=2 if kind is News.FRESH else 0,
                trouble="このPCの記録の1ページが壊れています。" if kind is News.UNREADABLE else "",
            )
        )
    return tuple(sorted(made, key=by_concern))


def headquarters_stops(desktop: Desktop, wait: Wait) -> Iterator[str]:
    """Yield the overview empty and full, its dialogs, and the lists of a workplace that is only read."""
    wait(lambda: getattr(desktop.window.current_screen(), "state", None) is not None)
    wait(lambda: not desktop._second_line._busy)  # type: ignore[union-attr]
    screen: Any = desktop.window.current_screen()
    wait(lambda: all(line.synced_at for line in screen.state.all_lines))
    yield "headquarters"
    state = screen.state
    lines = thirty(state.all_lines[0])
    screen.show_state(replace(state, lines=lines, all_lines=lines, totals=totals(lines)))
    yield "headquarters-30"
    screen.show_trouble(ShareMissing(address="//server/情報管理/共有/西部配電事業所"))
    yield "headquarters-trouble"
    screen.banners.drop("trouble")
    screen.show_state(replace(state, lines=(), all_lines=lines, totals=totals(lines)))
    yield "headquarters-no-hit"
    screen.show_state(replace(state, lines=(), all_lines=(), totals=totals(())))
    yield "headquarters-empty"
    waiting = next(line for line in lines if line.news is News.WAITING)
    for name, dialog in (
        ("memo", MemoDialog(screen, lines[0], lambda _text: None)),
        ("answer", AnswerDialog(screen, waiting, lambda *_given, **_ways: None)),
        ("join", JoinDialog(screen, DEPUTY, lambda *_given, **_ways: None)),
    ):
        dialog.open()
        yield f"headquarters-{name}"
        if name == "join":
            dialog.press_primary()
            yield "headquarters-join-marked"
        dialog.reject()
    yield from invitation_stops(screen)
    yield from key_stops(screen)
    yield from newcomer_stops(screen)
    screen.show_state(state)
    screen.presenter.open(state.lines[0])
    wait(lambda: desktop.window.current_key() == "cases" and desktop.window.current_screen().model.rowCount())
    yield "workplace-cases"
    cases: Any = desktop.window.current_screen()
    cases.presenter.open(cases.model.row_at(0))
    wait(lambda: desktop.window.current_key() == "case" and desktop.window.current_screen().title())
    yield "workplace-case"
    case: Any = desktop.window.current_screen()
    dialog = OrderDialog(case, lambda *_given, **_ways: None, state.today)
    dialog.open()
    dialog.press_primary()
    yield "workplace-order"
    dialog.reject()
    desktop.show_ledger()
    wait(lambda: desktop.window.current_key() == "ledger" and desktop.window.current_screen().table)
    yield "workplace-ledger"
