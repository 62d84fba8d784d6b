"""Leads through the four steps of 人事発令の取り込み and decides when it may be taken in. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.errors import ColumnsMissing, ImportStopped
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.intake import leave_out
from ui import words
from ui.intake.reading import Choices, ColumnsAsked, Reading, judged, read, take_in

if TYPE_CHECKING:
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.intake import ImportPreview, ImportRow
    from ui.background import Job
    from ui.desk import Navigator
    from ui.intake.concerns import Concern


class Phase(Enum):
    """The four steps."""

    FILE = 0
    COLUMNS = 1
    CHECK = 2
    DONE = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the announcement may be taken in, and why not."""

    count: int
    allowed: bool
    reason: str
    wrong: bool
    to_look_at: int


class IntakeView(Protocol):
    """What the presenter needs of the screen."""

    def show_phase(self, phase: Phase) -> None:
        """Show a step."""

    def show_columns(self, asked: ColumnsAsked, trouble: str) -> None:
        """Show which column holds what; *trouble* says what is missing."""

    def show_reading(self, reading: Reading, agreed: frozenset[object]) -> None:
        """Show the rows and what to look at."""

    def show_verdict(self, verdict: Verdict, agreed: frozenset[object]) -> None:
        """Show whether it may be taken in."""

    def show_busy(self, *, reading: bool, taking: bool) -> None:
        """Show that something is under way."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the reading is."""

    def show_trouble(self, words: str) -> None:
        """Say why nothing came of it, in the step that is shown."""

    def show_done(self, words: str) -> None:
        """Say what was taken in."""


class IntakePresenter:
    """One announcement. *ask* is the desk's, answering only while the screen is there."""

    def __init__(self, view: IntakeView, ask: Callable[..., Job], navigator: Navigator) -> None:
        self._view, self._ask, self._navigator = view, ask, navigator
        self.phase = Phase.FILE
        self.reading: Reading | None = None
        self._asked: ColumnsAsked | None = None
        self._agreed: frozenset[object] = frozenset()
        self._stop = threading.Event()
        self._busy = False
        self._before: ImportPreview | None = None
        """What was being taken in when it was stopped: its rows that are left out stay so."""

    # --- step 1 and 2 --------------------------------------------------------------------------------------

    def choose(self, path: Path) -> None:
        """Read a file that was chosen or dropped."""
        self._agreed = frozenset()
        self._read(Choices(path))

    def change_reading(self, **how: object) -> None:
        """Read the same file another way: encoding, delimiter, sheet, all_workplaces."""
        choices = self._choices()
        if choices is not None:
            # Another sheet or delimiter has other columns.
            mapping = choices.mapping if set(how) == {"all_workplaces"} else None
            self._read(replace(choices, mapping=mapping, **how))  # type: ignore[arg-type]

    def show_columns(self) -> None:
        """Go back to 列の対応."""
        if self.reading is not None:
            self._asked = ColumnsAsked(self.reading.choices, self.reading.preview.table, self.reading.columns)
        if self._asked is not None and not self._busy:
            self._view.show_columns(self._asked, "")
            self._go(Phase.COLUMNS)

    def map_columns(self, mapping: Mapping[str, int | None]) -> None:
        """Read with the columns a person pointed at."""
        choices = self._choices()
        if choices is not None:
            self._read(replace(choices, mapping=dict(mapping)))

    def choose_again(self) -> None:
        """Go back to ファイルを選ぶ."""
        self._go(Phase.FILE)

    def stop(self) -> None:
        """Stop the reading that is under way."""
        # Not Job.stop: the reader would take the interruption for a damaged workbook.
        self._stop.set()

    def give_up(self) -> None:
        """Leave without taking anything in."""
        self.stop()
        self._navigator.go_back()

    # --- step 3 and 4 --------------------------------------------------------------------------------------

    def agree(self, concern: Concern) -> None:
        """A person looked at something and said that it is right; a second time takes that back."""
        self._agreed = self._agreed ^ {concern.key}
        self._judge()

    def take_in(self) -> None:
        """Take the announcement in, whole."""
        if self.reading is None or self._busy or not self.verdict().allowed:
            return
        self._busy = True
        self._stop = threading.Event()
        self._view.show_busy(reading=False, taking=True)
        self._ask(
            take_in,
            self.reading.preview,
            named={"stop": self._stop.is_set},
            then=self._taken,
            failed=self._failed,
            progress=self._view.show_progress,
        )

    def leave_out(self, row: ImportRow, reason: str) -> None:
        """Leave a row out, with the reason, which is recorded with the announcement."""
        if self.reading is not None and not self._busy:
            preview = leave_out(self.reading.preview, row.transfer.row, reason)
            self._arrived(judged(self.reading.choices, preview))

    def verdict(self) -> Verdict:
        """Judge what is read and agreed to."""
        assert self.reading is not None
        preview, concerns = self.reading.preview, self.reading.concerns
        count, wrong = len(preview.taken), len(preview.wrong)
        open_ones = sum(one.count for one in concerns if one.must_be_agreed and one.key not in self._agreed)
        to_look_at = sum(one.count for one in concerns if not one.is_wrong and one.key not in self._agreed)
        if wrong:
            reason = ngettext(
                "There is {count} place to mend, so nothing can be taken in.",
                "There are {count} places to mend, so nothing can be taken in.",
                wrong,
            ).format(count=f"{wrong:,}")
        elif open_ones:
            reason = ngettext(
                "{count} doubtful place has not been agreed to.",
                "{count} doubtful places have not been agreed to.",
                open_ones,
            ).format(count=f"{open_ones:,}")
        elif not count:
            reason = _("All rows are registered already.") if preview.rows else _("No row belongs to this workplace.")
        else:
            reason = ""
        return Verdict(count, not reason, reason, bool(wrong), to_look_at)

    def open_today(self) -> None:
        """Go to 今日やること."""
        self._navigator.show_today()

    # --- inside ----------------------------------------------------------------------------------------------

    def _choices(self) -> Choices | None:
        if self.phase is Phase.COLUMNS and self._asked is not None:
            return self._asked.choices
        return self.reading.choices if self.reading is not None else None

    def _read(self, choices: Choices, because: str = "") -> None:
        if self._busy:
            return
        self._busy = True
        self._stop = threading.Event()
        self._view.show_trouble("")
        self._view.show_busy(reading=True, taking=False)
        self._ask(
            read,
            choices,
            named={"stop": self._stop.is_set},
            then=lambda found: self._arrived(found, because),
            failed=self._failed,
            progress=self._view.show_progress,
        )

    def _arrived(self, found: Reading | ColumnsAsked, because: str = "") -> None:
        self._idle()
        if isinstance(found, ColumnsAsked):
            self._asked, self.reading = found, None
            missing = sentence(ColumnsMissing(fields=found.columns.missing))
            self._view.show_columns(found, missing)
            self._go(Phase.COLUMNS)
            return
        found = self._gone_on_with(found)
        self.reading = found
        self._agreed &= {concern.key for concern in found.concerns}
        self._view.show_reading(found, self._agreed)
        self._go(Phase.CHECK)
        self._judge()
        if because:
            self._view.show_trouble(because)

    def _failed(self, error: SekishoError) -> None:
        self._idle()
        if isinstance(error, ImportStopped) and self.reading is not None:
            # What is left to take in shows only when the file is read again.
            self._before = self.reading.preview
            self._read(self.reading.choices, because=sentence(error))
        else:
            self._view.show_trouble(sentence(error))

    def _gone_on_with(self, found: Reading) -> Reading:
        before, self._before = self._before, None
        if before is None or before.path != found.preview.path:
            return found
        preview = found.preview
        for row, reason in before.decided.items():
            preview = leave_out(preview, row, reason)
        return judged(found.choices, preview)

    def _taken(self, counts: tuple[int, int]) -> None:
        self._idle()
        taken, waiting = counts
        told = [
            ngettext("{count} case was taken in.", "{count} cases were taken in.", taken).format(count=f"{taken:,}")
        ]
        if waiting:
            still = ngettext(
                "{count} person is still to be briefed.", "{count} people are still to be briefed.", waiting
            )
            told.append(still.format(count=f"{waiting:,}"))
        self.reading = None
        self._view.show_done(words.run_on(*told))
        self._go(Phase.DONE)

    def _idle(self) -> None:
        self._busy = False
        self._view.show_busy(reading=False, taking=False)

    def _judge(self) -> None:
        self._view.show_verdict(self.verdict(), self._agreed)

    def _go(self, phase: Phase) -> None:
        self.phase = phase
        self._view.show_phase(phase)
