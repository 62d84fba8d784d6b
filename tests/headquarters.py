"""Workplaces and their headquarters, for tests: real homes, each workplace with a share folder of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.app import App, Surroundings
from desktop_app.domain.clock import Clock
from desktop_app.home import Home
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
from desktop_app.usecases.headquarters import (
    Headquarters,
    ask_to_join,
    complete_joining,
    make_headquarters,
    open_headquarters,
)
from desktop_app.usecases.sharing import sync
from tests.fakes import FixedClock
from tests.homes import MANAGER, PIN, hokkaido, kit_in_hand, surroundings

ONO = PersonInput("大野　克己", "オオノ　カツミ", "0000777", "内線 9000")


@dataclass
class Country:
    """A headquarters and its workplaces, by org code; the workplaces' homes are open."""

    folder: Path
    headquarters: Headquarters
    clock: Clock
    workplaces: dict[str, App] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def add(self, org_code: str, name: str, *, finish: bool = True) -> App:
        """Found a workplace and let headquarters in (or leave it waiting)."""
        start = FirstStart(
            company="北辰送配電株式会社",
            workplace=name,
            org_code=org_code,
            manager=MANAGER,
            programme=hokkaido().programme,
            programme_sha256=hokkaido().sha256,
            share=str(self.share(org_code)),
        )
        app = found_home(Home(self.folder / org_code), start, surroundings(self.clock), pin=PIN)
        self.workplaces[org_code] = app
        key, asked = ask_to_join(self.headquarters, str(self.share(org_code)), ONO, pin=PIN)
        self.keys[org_code] = key
        if finish:
            sync(app)
            approval = approve_enrolment(app, "", asked.code, own_pin=PIN, second=kit_in_hand(app))
            sync(app)
            complete_joining(self.headquarters, key, approval.answer)
        return app

    def share(self, org_code: str) -> Path:
        """Return a workplace's share folder."""
        return self.folder / "shares" / org_code

    def close(self) -> None:
        """Close the workplaces' homes."""
        for app in self.workplaces.values():
            app.close()


def country(folder: Path, clock: Clock | None = None, around: Surroundings | None = None) -> Country:
    """A headquarters without any workplace."""
    clock = clock or FixedClock()
    make_headquarters(folder / "headquarters")
    return Country(folder, open_headquarters(folder / "headquarters", around or surroundings(clock)), clock)
