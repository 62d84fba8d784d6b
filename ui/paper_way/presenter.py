"""How far one case's paper is, and the ways on. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.case import OPEN_STATES, CaseState, unanswered
from desktop_app.domain.decisions import is_own_case
from desktop_app.domain.facts import PaperReported
from desktop_app.labels import paper_page_label
from desktop_app.text import _
from desktop_app.usecases.desk import OpenedCase
from ui.items import load

if TYPE_CHECKING:
    from desktop_app.app import App, Changed
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class PaperState:
    """A case's paper: pages kept and missing, in words, and what is still to be entered from them.

    *missing* are those a report on paper still waits for.
    """

    opened: OpenedCase
    own: bool
    pages: tuple[str, ...]
    missing: tuple[str, ...]
    to_enter: int
    gate_pages: bool
    gate_to_enter: int
    unanswered: int

    @property
    def open(self) -> bool:
        """Whether the case still waits for its report."""
        return self.opened.case.state in OPEN_STATES

    @property
    def briefed(self) -> bool:
        """Whether the explanation was given: the report says when."""
        return self.opened.case.briefing is not None

    @property
    def reported(self) -> PaperReported | None:
        """The report on paper in force, if that is how the case was reported."""
        report = self.opened.case.report
        return report if isinstance(report, PaperReported) else None

    @property
    def cancelled(self) -> bool:
        """Whether the transfer was cancelled."""
        return self.opened.case.state is CaseState.CANCELLED


class PaperWayView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: PaperState) -> None:
        """Show how far it is."""


class PaperWayPresenter:
    """Reads how far one case's paper is and leads on."""

    def __init__(self, view: PaperWayView, desk: Desk, navigator: Navigator, case_id: str) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._number = ""

    def read(self) -> None:
        """Read the case."""
        self._desk.ask(look, self.case_id, then=self._show)

    def heard(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        if self.case_id in changed.cases:
            self.read()

    def print_pack(self, *, filled: bool) -> None:
        """Preview the pack: checklist and report, blank or with the answers given so far."""
        self._preview(_("Paper pack"), partial(_pack, case_id=self.case_id, filled=filled), "pack")

    def print_report(self) -> None:
        """Preview the report alone, to be signed by hand."""
        self._preview(_("Report form"), partial(_report, case_id=self.case_id), "report")

    def print_post_check(self) -> None:
        """Preview the 事後確認票."""
        self._preview(_("Sheet for the check afterwards"), partial(_post_check, case_id=self.case_id), "check")

    def take_in(self, paths: Sequence[Path] = ()) -> None:
        """Take scans in."""
        self._navigator.show_scans(paths)

    def enter(self) -> None:
        """Enter what stands on the kept pages."""
        self._navigator.show_paper_entry(self.case_id)

    def hand_in(self) -> None:
        """Look at the signature and hand the report in."""
        self._navigator.show_paper_entry(self.case_id, "report")

    def confirm(self) -> None:
        """Confirm the report."""
        self._navigator.show_confirmation(self.case_id)

    def to_case(self) -> None:
        """Go back to the case."""
        self._navigator.show_case(self.case_id)

    def brief(self) -> None:
        """Give the explanation first."""
        self._navigator.show_briefing(self.case_id)

    def _preview(self, name: str, render: partial[bytes], kind: str) -> None:
        self._navigator.show_preview(f"{name}　{self._number}", render, f"{self._number}-{kind}.pdf")

    def _show(self, state: PaperState) -> None:
        self._number = state.opened.case.case_no
        self._view.show_state(state)


def look(app: App, case_id: str) -> PaperState:
    """Read the screen (on the desk lane)."""
    from desktop_app.papers.page.page_code import PenForm
    from desktop_app.usecases.paper_entry import gates_to_enter, items_to_enter
    from desktop_app.usecases.paper_scans import codes_taken_in
    from desktop_app.usecases.paper_way import missing_for_report

    hand = load(app, case_id)
    opened, case, programme = hand.opened, hand.opened.case, hand.opened.programme
    codes = codes_taken_in(case)
    pages = dict.fromkeys(paper_page_label(code.form.name, code.page, code.pages) for code in codes)
    packed = any(code.form is not PenForm.POST_CHECK for code in codes)
    missing = missing_for_report(app, case) if packed else ()
    return PaperState(
        opened=opened,
        own=is_own_case(case, app.person),
        pages=tuple(pages),
        missing=tuple(paper_page_label(page.form.name, page.page, page.pages) for page in missing),
        to_enter=len(items_to_enter(case, programme, hand.to_mend)),
        gate_pages=any(code.form is PenForm.POST_CHECK for code in codes),
        gate_to_enter=len(gates_to_enter(case, programme)),
        unanswered=len(unanswered(case, programme)),
    )


def _pack(app: App, case_id: str, *, filled: bool) -> bytes:
    from desktop_app.usecases.paper_printing import print_pack

    return print_pack(app, case_id, filled=filled).pdf


def _report(app: App, case_id: str) -> bytes:
    from desktop_app.usecases.paper_printing import print_report

    return print_report(app, case_id).pdf


def _post_check(app: App, case_id: str) -> bytes:
    from desktop_app.usecases.paper_printing import print_post_check

    return print_post_check(app, case_id).pdf
