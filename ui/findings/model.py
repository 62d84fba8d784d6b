"""The table of findings: its columns."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.finding_facts import Severity
from desktop_app.domain.findings import FindingState
from desktop_app.text import _, language
from desktop_app.usecases.findings import FindingLine
from ui import words
from ui.days import day_long
from ui.finding_words import about_words, due_look, finding_state_look, severity_look
from ui.parts.cells import Cell
from ui.parts.rows import Column

_STATES, _SEVERITIES = tuple(FindingState), tuple(Severity)


def columns() -> tuple[Column, ...]:
    """Return 期限・是正番号・事実・対象・重大度・担当・状態・発見日."""
    japanese = language() == "ja"
    due, severity, state = (126, 88, 116) if japanese else (170, 106, 174)
    return (
        Column(_("Deadline"), due, _due, lambda row: (row.finding.due_on or date.max, row.finding.finding_no)),
        Column(_("Finding no."), 124, _number, lambda row: row.finding.finding_no),
        Column(_("What was found"), 260, _what, lambda row: row.finding.raised.what, stretch=4),
        Column(_("How grave it is"), severity, _severity, lambda row: _SEVERITIES.index(row.finding.severity)),
        Column(_("In charge"), 124, _in_charge, lambda row: row.finding.in_charge, stretch=1),
        Column(_("State"), state, _state, lambda row: _STATES.index(row.finding.state)),
        Column(_("Found on"), 86, _found_on, lambda row: row.finding.raised.found_on),
    )


def _due(row: FindingLine) -> Cell:
    return Cell(badge=due_look(row))


def _number(row: FindingLine) -> Cell:
    return Cell(row.finding.finding_no, " ".join(row.finding.other_numbers), bold=True)


def _what(row: FindingLine) -> Cell:
    return Cell(row.finding.raised.what.replace("\n", "　"), about_words(row))


def _severity(row: FindingLine) -> Cell:
    return Cell(badge=severity_look(row.finding.severity))


def _in_charge(row: FindingLine) -> Cell:
    return Cell(row.finding.in_charge)


def _state(row: FindingLine) -> Cell:
    return Cell(badge=finding_state_look(row.finding.state))


def _found_on(row: FindingLine) -> Cell:
    day = row.finding.raised.found_on
    return Cell(words.day_short(day), spoken=day_long(day))
