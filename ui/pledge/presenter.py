"""What is read and signed, worked out on the desk lane; signing, refusing, the own copy. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.case import OPEN_STATES, CaseState, unanswered
from desktop_app.domain.deadlines import days_late
from desktop_app.domain.facts import Answer
from desktop_app.errors import GlyphMissing, MergeFieldUnset, SekishoError
from desktop_app.sentences.papers import timestamp_words
from desktop_app.text import language
from desktop_app.usecases.answering import open_case

if TYPE_CHECKING:
    from desktop_app.app import App, Changed
    from desktop_app.domain.facts import StoredFile
    from desktop_app.usecases.form_reading import FormText
    from ui.desk import Desk

Strokes = tuple[tuple[tuple[float, float, float, int], ...], ...]


@dataclass(frozen=True, slots=True)
class PledgeState:
    """The page. ``trouble`` says which part of the form is not settled, while there is one.

    A character no font has is trouble, too: the form can be read, but not yet be signed.
    """

    text: FormText
    trouble: SekishoError | None
    done: int
    not_applicable: int
    not_done: int
    missing: tuple[tuple[str, str], ...]
    late_days: int
    last_step: str
    state: CaseState
    is_refused: bool
    no_stamp: str
    """Why the signed report has no time stamp, when one was wanted."""

    @property
    def is_reported(self) -> bool:
        """Whether the report is in: there is nothing to sign any more."""
        return self.state not in OPEN_STATES


class PledgeView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: PledgeState) -> None:
        """Show the form, the counts and what is missing."""

    def show_reported(self) -> None:
        """Show that the report was accepted."""

    def show_refused(self) -> None:
        """Show that the explanation alone was recorded."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say what kept it from being reported; the handwriting stays."""


class PledgePresenter:
    """Reads the form, hands the report in: *sign* and *refuse* are the use cases that do."""

    def __init__(
        self, view: PledgeView, desk: Desk, case_id: str, sign: Callable[..., Any], refuse: Callable[..., Any]
    ) -> None:
        self._view, self._desk, self.case_id = view, desk, case_id
        self._sign, self._refuse = sign, refuse

    def read(self) -> None:
        """Read the form as it would be signed now."""
        self._desk.ask(look, self.case_id, then=self._view.show_state)

    def heard(self, changed: Changed) -> None:
        """Read again when this case or the workplace changed."""
        if changed.workplace or self.case_id in changed.cases:
            self.read()

    def sign(self, strokes: Strokes, late_reason: str) -> None:
        """Sign and report: all of it or nothing."""
        self._desk.ask(
            self._sign, self.case_id, strokes, late_reason, then=self._signed, failed=self._view.show_trouble
        )

    def refuse(self) -> None:
        """Record that the explanation was given, without a signature."""
        self._desk.ask(self._refuse, self.case_id, "", then=self._refused, failed=self._view.show_trouble)

    def _signed(self, _paper: StoredFile) -> None:
        self._view.show_reported()

    def _refused(self, _nothing: None) -> None:
        self._view.show_refused()


def look(app: App, case_id: str) -> PledgeState:
    """Read the page (on the desk lane)."""
    from desktop_app.usecases.form_reading import report_text

    case, programme = open_case(app, case_id)
    text = report_text(app, case_id)
    given = [answer.fact.answer for answer in case.answers.values()]
    return PledgeState(
        text=text,
        trouble=MergeFieldUnset(field=text.unset[0]) if text.unset else _unprintable(app, case_id),
        done=given.count(Answer.DONE),
        not_applicable=given.count(Answer.NOT_APPLICABLE),
        not_done=given.count(Answer.NOT_DONE),
        missing=tuple((item.id, item.text[language()]) for item in unanswered(case, programme)),
        late_days=days_late(case.effective_date, app.today(), programme.deadlines, app.calendar),
        last_step=programme.ledger_steps[-1].number if programme.ledger_steps else "",
        state=case.state,
        is_refused=case.refusal is not None,
        no_stamp=timestamp_words(case.report.timestamp) if case.report else "",
    )


def _unprintable(app: App, case_id: str) -> SekishoError | None:
    from desktop_app.papers.page.printable import refuse
    from desktop_app.usecases.substitutes import unprintable_now

    try:
        refuse(unprintable_now(app, case_id))
    except GlyphMissing as missing:
        return missing
    return None


def unsigned_paper(app: App, case_id: str) -> bytes:
    """Set the report with an empty line for the pen and its code, by which the scan finds its way back."""
    from desktop_app.usecases.paper_printing import print_report

    return print_report(app, case_id).pdf


def own_copy(app: App, case_id: str) -> bytes:
    """Return the report as it was signed."""
    from desktop_app.usecases.answering import read_file
    from desktop_app.usecases.confirming import current_paper

    return read_file(app, current_paper(app.record.case(case_id)))


def sign_at_the_desk(app: App, case_id: str, strokes: Strokes, late_reason: str) -> StoredFile:
    """Sign and report into this record."""
    from desktop_app.usecases.reporting import sign_and_report

    return sign_and_report(app, case_id, strokes, late_reason)
