"""The way from screen to screen within the window, and back: what every screen knows as its ``Navigator``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui.places import make_screen

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.calendar import HalfYear
    from ui.desk import Desk
    from ui.parts.making import BitByBit
    from ui.shell import MainWindow

_KEPT = frozenset({"today", "cases", "ledger", "findings"})
"""Screens that are kept while others are shown: their place in the list matters to the person."""


_CHANGING = frozenset({"registration", "import", "briefing", "confirmation", "post_check", "access_check", "settings"})
"""Screens that change a record, or settings: they are not for whoever only reads it."""


class Navigation(QObject):
    """Shows places in *window* once there is a desk; remembers the trail of them for the way back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.desk: Desk | None = None
        self._trail: list[tuple[str, dict[str, Any]]] = []

    def show_today(self) -> None:
        """今日やること."""
        self._show("today")

    def show_cases(self) -> None:
        """異動案件."""
        self._show("cases")

    def show_case(self, case_id: str, step: str = "") -> None:
        """One case, at a step if one is named."""
        self._show("case", case_id=case_id, step=step)

    def show_registration(self) -> None:
        """異動を登録."""
        self._show("registration")

    def show_correction(self, case_id: str) -> None:
        """登録した内容を直す."""
        self._show("registration", case_id=case_id)

    def show_import(self) -> None:
        """人事発令の取り込み."""
        self._show("import")

    def show_briefing(self, case_id: str) -> None:
        """説明."""
        self._show("briefing", case_id=case_id)

    def show_ticket(self, case_id: str) -> None:
        """チケットを渡す."""
        self._show("ticket", case_id=case_id)

    def show_confirmation(self, case_id: str) -> None:
        """報告の確認・差戻し."""
        self._show("confirmation", case_id=case_id)

    def show_post_check(self, case_id: str) -> None:
        """発令日後の確認."""
        self._show("post_check", case_id=case_id)

    def show_access_check(self) -> None:
        """権限一覧との照合."""
        self._show("access_check")

    def show_ledger(self, half: HalfYear | None = None) -> None:
        """管理表."""
        self._show("ledger", **({"half": half} if half else {}))

    def show_preview(self, title: str, render: Callable[[App], bytes | BitByBit], file_name: str) -> None:
        """印刷プレビュー."""
        self._show("preview", title=title, render=render, file_name=file_name)

    def show_paper_check(self, paths: Sequence[Path] = ()) -> None:
        """PDFを確かめる."""
        self._show("paper_check", **({"paths": tuple(paths)} if paths else {}))

    def show_circumstances(self, case_id: str) -> None:
        """事情と、そのあとの対応 of a case."""
        self._show("circumstances", case_id=case_id)

    def show_findings(self, text: str = "", raise_for: str = "") -> None:
        """是正（指摘）: those in which *text* stands, or the form of one about the case *raise_for* (its number)."""
        given = {"text": text, "raise_for": raise_for}
        self._show("findings", **{name: value for name, value in given.items() if value})

    def show_finding(self, finding_id: str) -> None:
        """One finding."""
        self._show("finding", finding_id=finding_id)

    def show_lines(self, case_id: str) -> None:
        """使ったものを選ぶ for a case."""
        self._show("lines", case_id=case_id)

    def show_masters(self, kind: str = "") -> None:
        """台帳, at a kind if one is named."""
        self._show("masters", **({"kind": kind} if kind else {}))

    def show_rolls(self) -> None:
        """全員が対象: everybody in an announcement."""
        self._show("rolls")

    def show_disposal(self) -> None:
        """廃棄: years whose period is over, orders, and who has carried them out."""
        self._show("disposal")

    def show_scans(self, paths: Sequence[Path] = ()) -> None:
        """読み取った紙の取り込み."""
        self._show("scans", **({"paths": tuple(paths)} if paths else {}))

    def show_paper_way(self, case_id: str) -> None:
        """紙で進める."""
        self._show("paper_way", case_id=case_id)

    def show_paper_entry(self, case_id: str, at: str = "") -> None:
        """紙の答えの入力, at an item or at the signature if one is named."""
        self._show("paper_entry", case_id=case_id, at=at)

    def show_audit(self) -> None:
        """監査として共有を検証する."""
        self._show("audit")

    def show_settings(self, section: str = "") -> None:
        """設定."""
        self._show("settings", **({"section": section} if section else {}))

    def show_help(self, topic: str = "") -> None:
        """ヘルプ, at the chapter of *topic*; over a frame that has no other places, in a window of its own."""
        topic = "" if topic == "help" else topic
        if self.desk is None or self.window.frame() is not None:
            from ui.help import show_guide

            show_guide(self.window, topic)
            return
        self._show("help", **({"topic": topic} if topic else {}))

    def go_back(self) -> None:
        """Return to the screen before, or to 今日やること."""
        if len(self._trail) > 1:
            self._trail.pop()
            key, arguments = self._trail.pop()
            self._show(key, **arguments)
        else:
            self.forget_trail()
            self.show_today()

    def forget_trail(self) -> None:
        """Have nowhere to go back to."""
        self._trail.clear()

    def _go_to(self, key: str) -> None:
        self.forget_trail()
        self._show(key)

    def _show(self, key: str, **arguments: Any) -> None:
        if self.desk is None or self.window.frame() is not None or (self.desk.only_reads and key in _CHANGING):
            return
        same = bool(self._trail) and self._trail[-1] == (key, arguments)
        if self.window.has_screen(key) and (arguments or key not in _KEPT) and not same:
            current = self.window.current_screen()
            if current is not None:
                current.leave()
            self.window.drop_screen(key)
        if not self.window.has_screen(key):
            screen = make_screen(key, self.desk, self, arguments)  # type: ignore[arg-type]
            screen.back_requested.connect(self.go_back)
            self.window.add_screen(key, screen)
        if not same:
            self._trail.append((key, arguments))
        self.window.show_screen(key)
