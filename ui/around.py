"""What stands there when a home opens."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain.workplace import Person
from desktop_app.usecases.people import people_here, seat_case
from ui.status_keeper import Seat, seat_of


@dataclass(frozen=True, slots=True)
class Around:
    """A seat that is handed over (its case), who could sit down, who does."""

    handed_over: str | None
    people: tuple[Person, ...]
    seat: Seat


def look_around(app: App) -> Around:
    """Look who is there (on the desk lane)."""
    return Around(seat_case(app), people_here(app), seat_of(app))
