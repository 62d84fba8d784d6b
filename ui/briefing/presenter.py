"""What happens at a briefing: the talk sheet is shown, the record is checked and kept. Qt-free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from desktop_app.app import App
from desktop_app.domain.facts import BriefingRecorded
from desktop_app.errors import BriefingMissing, FieldMissing, ImpossibleDate, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from desktop_app.usecases.answering import Briefing, record_briefing
from desktop_app.usecases.desk import open_for_reading
from ui.desk import Desk, Navigator
from ui.words import day_short


@dataclass(frozen=True, slots=True)
class TalkSheet:
    """What the screen shows: whom, what to say, and the record as far as it is known."""

    name: str
    facts: str
    tone: str
    paragraphs: tuple[tuple[str, str], ...]
    methods: tuple[str, ...]
    today: date
    person: str
    recorded: BriefingRecorded | None


class View(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, sheet: TalkSheet) -> None:
        """Show the sheet."""

    def show_error(self, field: str, words: str) -> None:
        """Say at a field (day, by, acknowledged; empty: none of them) what is missing."""


class BriefingPresenter:
    """The briefing of one case."""

    def __init__(self, view: View, desk: Desk, navigator: Navigator, case_id: str) -> None:
        self._view, self._desk, self._navigator, self._case_id = view, desk, navigator, case_id
        self._owner: Any = view

    def load(self) -> None:
        """Read case and programme."""
        self._desk.ask(_sheet_of, self._case_id, then=self._view.show_state, owner=self._owner)

    def record(self, briefing: Briefing) -> None:
        """Record the briefing; then back to where the person came from."""
        ways: dict[str, Any] = {"then": self._recorded, "failed": self._refused, "owner": self._owner}
        self._desk.ask(record_briefing, self._case_id, briefing, **ways)

    def leave(self) -> None:
        """Go back without recording."""
        self._navigator.go_back()

    def _recorded(self, _result: object) -> None:
        self._navigator.go_back()

    def _refused(self, error: SekishoError) -> None:
        match error:
            case ImpossibleDate():
                self._view.show_error("day", _("This day has not come yet. Check the date."))
            case FieldMissing():
                self._view.show_error("by", _("Enter who briefed."))
            case BriefingMissing():
                self._view.show_error("acknowledged", sentence(error))
            case _:
                self._view.show_error("", sentence(error))
                self._navigator.alarm(error)


def _sheet_of(app: App, case_id: str) -> TalkSheet:
    opened = open_for_reading(app, case_id)
    case, sheet, said = opened.case, opened.programme.briefing, language()
    return TalkSheet(
        name=case.transferee.name,
        facts=_("{employee_no}  effective {day}").format(
            employee_no=case.transferee.employee_no, day=day_short(case.effective_date)
        ),
        tone=sheet.tone[said],
        paragraphs=tuple((head[said], text[said]) for head, text in sheet.paragraphs),
        methods=tuple(method[said] for method in sheet.methods),
        today=app.today(),
        person=app.person.name,
        recorded=case.briefing,
    )
