"""What a screen may ask of the application: use cases on the desk lane, and one signal that says what changed.

Screens never hold the App: it belongs to the desk lane. They hand a use case to ``ask`` and hear of the result on
the window's thread. Local changes and changes collected from the share arrive through the same signal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.app import App, Changed
from desktop_app.domain.calendar import HalfYear
from desktop_app.errors import SekishoError
from ui.appearance import Appearance
from ui.background import Job, Lanes

if TYPE_CHECKING:
    from ui.parts.making import BitByBit


class Desk(QObject):
    """The way from screens to use cases."""

    changed = Signal(object)
    """Emitted with a ``Changed`` after every recorded act, whoever did it."""

    saved = Signal(object)
    """Emitted with the instant (UTC) of every recorded act: the quiet time stamp."""

    _recorded = Signal(object)

    def __init__(
        self,
        app: App,
        lanes: Lanes,
        parent: QObject | None = None,
        *,
        of: Desk | None = None,
        only_reads: bool = False,
    ) -> None:
        super().__init__(parent)
        self.only_reads: bool = of.only_reads if of is not None else only_reads
        """Whether whoever sits here looks at a record that others keep: nothing is offered that would change it."""
        self._app = app
        self._lanes = lanes
        self._scoped = of is not None
        if of is not None:
            of.changed.connect(self.changed)
            of.saved.connect(self.saved)
        else:
            self._recorded.connect(self._tell, Qt.ConnectionType.QueuedConnection)
            app.notify = self._on_change

    def for_screen(self) -> Desk:
        """Return a desk to become a child of one screen: what is still on its way to the screen ends with it.

        A presenter is no QObject and may outlive its widgets; without this it would be called back on deleted ones.
        """
        return Desk(self._app, self._lanes, of=self)

    def ask(
        self,
        usecase: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any] | None = None,
        failed: Callable[[SekishoError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
        stopped: Callable[[], Any] | None = None,
        owner: QObject | None = None,
        named: dict[str, Any] | None = None,
    ) -> Job:
        """Run ``usecase(app, *args, **named)`` on the desk lane.

        *then* gets the result, *failed* the SekishoError (without it the window shows the sentence in a banner);
        both are called on the window's thread, and not at all once *owner* (or the method's object) is gone.
        """
        return self._lanes.desk(
            usecase,
            self._app,
            *args,
            then=then,
            failed=failed,
            progress=progress,
            stopped=stopped,
            owner=self._owner(owner),
            named=named,
        )

    def share(
        self,
        job: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], Any] | None = None,
        failed: Callable[[SekishoError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
        stopped: Callable[[], Any] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run ``job(*args)``, which knows no App, on the lane that may hang on the network."""
        return self._lanes.share(
            job, *args, then=then, failed=failed, progress=progress, stopped=stopped, owner=self._owner(owner)
        )

    def _owner(self, named: QObject | None) -> QObject | None:
        return named or (self if self._scoped else None)

    def _on_change(self, changed: Changed) -> None:
        # Called on a lane. WORKAROUND: a queued call to a plain Python method crashes PySide when its object has
        # gone meanwhile, so only this object is reached across threads; everybody else hears of it directly.
        self._recorded.emit((changed, self._app.now()))

    def _tell(self, recorded: tuple[Changed, datetime]) -> None:
        changed, at = recorded
        self.changed.emit(changed)
        self.saved.emit(at)


class Navigator(Protocol):
    """Where screens can lead to; screens never import each other."""

    def show_today(self) -> None:
        """今日やること."""

    def show_cases(self) -> None:
        """異動案件."""

    def show_case(self, case_id: str, step: str = "") -> None:
        """One case, at a step if one is named."""

    def show_registration(self) -> None:
        """異動を登録."""

    def show_correction(self, case_id: str) -> None:
        """登録した内容を直す."""

    def show_import(self) -> None:
        """人事発令の取り込み."""

    def show_briefing(self, case_id: str) -> None:
        """説明."""

    def show_ticket(self, case_id: str) -> None:
        """チケットを渡す: declare on their own PC."""

    def show_confirmation(self, case_id: str) -> None:
        """報告の確認・差戻し."""

    def show_post_check(self, case_id: str) -> None:
        """発令日後の確認."""

    def show_ledger(self, half: HalfYear | None = None) -> None:
        """管理表."""

    def show_preview(self, title: str, render: Callable[[App], bytes | BitByBit], file_name: str) -> None:
        """印刷プレビュー of the PDF that *render* makes on the desk lane; 戻る returns to the former screen."""

    def show_paper_check(self, paths: Sequence[Path] = ()) -> None:
        """PDFを確かめる: these files, or those the person chooses there."""

    def show_circumstances(self, case_id: str) -> None:
        """事情と、そのあとの対応 of a case."""

    def show_findings(self, text: str = "", raise_for: str = "") -> None:
        """是正（指摘）: those in which *text* stands, or the form of one about the case *raise_for* (its number)."""

    def show_finding(self, finding_id: str) -> None:
        """One finding."""

    def show_lines(self, case_id: str) -> None:
        """使ったものを選ぶ for a case."""

    def show_masters(self, kind: str = "") -> None:
        """台帳, at a kind if one is named."""

    def show_access_check(self) -> None:
        """権限一覧との照合, of every case that awaits its check."""

    def show_rolls(self) -> None:
        """全員が対象: everybody in an announcement."""

    def show_disposal(self) -> None:
        """廃棄: years whose period is over, orders, and who has carried them out."""

    def show_scans(self, paths: Sequence[Path] = ()) -> None:
        """読み取った紙の取り込み: these files, or those the person chooses there."""

    def show_paper_way(self, case_id: str) -> None:
        """紙で進める: one case's paper, out and back."""

    def show_paper_entry(self, case_id: str, at: str = "") -> None:
        """紙の答えの入力, at an item or at the signature ("report") if one is named."""

    def show_audit(self) -> None:
        """監査として共有を検証する."""

    def show_settings(self, section: str = "") -> None:
        """設定."""

    def hand_over(self, case_id: str) -> None:
        """席を渡す: asks, then turns to the transferee's full-window mode."""

    def sync_now(self) -> None:
        """Send and fetch records through the share folder."""

    def person_changed(self) -> None:
        """Somebody else sat down at the desk, or the workplace's own data changed."""

    def record_checked(self, findings: tuple[str, ...] | None) -> None:
        """Show how the check of the record stands: None while it is under way, else what does not hold, in words."""

    def appearance(self) -> Appearance:
        """Return how the windows look for this OS user."""

    def wear(self, chosen: Appearance) -> None:
        """Let the windows look as chosen, at once and from now on."""

    def go_back(self) -> None:
        """Return to the screen before."""

    def say(self, sentence: str) -> None:
        """Put a quiet sentence into the status bar."""

    def alarm(self, error: SekishoError) -> None:
        """Show an error's sentence in the alarm area; it stays until solved or closed."""
