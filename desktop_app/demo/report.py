"""What the demo leaves, for people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.labels import state_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.verifying_spots import Verification, finding_words

PIN = "demo-no-aikotoba"
PASSPHRASE = "demo-no-kidou-no-aikotoba"  # noqa: S105 - everybody may open the demo
HALF = HalfYear(2026, 2)

_FOUND = 3


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the story left, and whether it holds."""

    out: Path
    states: dict[CaseState, int]
    files: tuple[Path, ...]
    verifications: tuple[Verification, ...]

    @property
    def exit_code(self) -> int:
        """0, or 3 when something of the demo does not hold."""
        return 0 if all(outcome.ok for outcome in self.verifications) else _FOUND

    def data(self) -> dict[str, Any]:
        """Return the report for programs."""
        return {
            "out": self.out,
            "home": self.out / "home",
            "second_home": self.out / "home2",
            "share": self.out / "share",
            "half": str(HALF),
            "states": {state.value: count for state, count in self.states.items()},
            "files": self.files,
            "ok": self.exit_code == 0,
            "passphrase": PASSPHRASE,
            "pin": PIN,
        }

    def lines(self) -> tuple[str, ...]:
        """Return the report for people."""
        count = sum(self.states.values())
        found = [finding_words(finding) for outcome in self.verifications for finding in outcome.findings]
        words = ngettext("{count} transfer was played.", "{count} transfers were played.", count).format(count=count)
        return (
            words,
            *(f"  {state_label(state)}: {number}" for state, number in self.states.items()),
            *(f"  {path}" for path in self.files),
            *(found or [_("Everything holds.")]),
            _("Open it: SEKISHO_PASSPHRASE={passphrase} sekishoctl --home {home} case list").format(
                passphrase=PASSPHRASE, home=self.out / "home"
            ),
            _("The PIN of everybody in the demo: {pin}").format(pin=PIN),
        )
