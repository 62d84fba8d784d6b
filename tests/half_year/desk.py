"""A PC of the half-year: its network, its chances, and what was told of it."""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app import errors
from tests.commands import Outcome
from tests.proxy import Line
from tests.samba import PASSWORD, Samba
from tests.warm_commands import Command, WarmPc

KILLED, CUT, AWAY = 0.15, 0.2, 0.06
"""How often a process is killed, and how often a PC's network breaks in the middle or is gone before it begins."""

FEWEST_BYTES, MOST_BYTES = 500, 400_000
"""After how many bytes it breaks: in a greeting as likely as in a large file, which the server then has in part."""

AS_ROOT = os.getuid() == 0

SHARE = "guarded" if AS_ROOT else "share"
"""The share on which each account has only the rights of its own; to set these takes root."""


def prepared(samba: Samba, name: str) -> Path:
    """Make a folder on the share, or set its rights anew; returns it."""
    if AS_ROOT:
        return samba.guard(name)
    (samba.disk / name).mkdir(exist_ok=True)
    return samba.disk / name


@dataclass
class Board:
    """What they know of each other without the share: who has put something there, and whether all is over."""

    news: Counter[str] = field(default_factory=Counter)
    over: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, name: str = "", *, over: bool = False) -> None:
        """Somebody has put something on the share."""
        with self._changed:
            self.news[name] += 1
            self.over = self.over or over
            self._changed.notify_all()

    def heard(self, name: str) -> int:
        """How much the others have told."""
        return self.news.total() - self.news[name]

    def wait(self, name: str, seen: int) -> None:
        """Wait until the others have told more than *seen*, though not for ever."""
        with self._changed:
            self._changed.wait_for(lambda: self.heard(name) > seen or self.over, timeout=20)


class Desk:
    """One PC and its person."""

    def __init__(self, name: str, account: str, folder: Path, samba: Samba, share: str, seed: object) -> None:
        self.name = name
        self.pc = WarmPc(folder / name, name)
        self.pc.folder.mkdir()
        self.line = Line(samba.port)
        self.address = str(samba.place(share, user=account, share=SHARE, port=self.line.port))
        self.chance = random.Random(f"{seed} {name}")
        self.seen: Counter[str] = Counter()
        self.told: list[str] = []
        self._took = 0.3

    def begin(self, *arguments: object, **environment: str) -> Command:
        """Begin something."""
        return self.pc.begin("--json", *arguments, **environment, SEKISHO_SHARE_PASSWORD=PASSWORD)

    def ask(self, *arguments: object, **environment: str) -> dict[str, Any]:
        """Do something that has to go well, on a whole network."""
        return went_well(self.begin(*arguments, **environment).outcome())

    def try_to(self, *arguments: object, **environment: str) -> Outcome | None:
        """Do something that may be killed (None), find its network broken, or come too late."""
        self._weather()
        at = self.chance.uniform(0.05, 1.0) if self.chance.random() < KILLED else None
        begun = time.monotonic()
        command = self.begin(*arguments, **environment)
        killed = at is not None and not command.ends_within(self._took * at)
        if killed:
            command.kill()
        outcome = command.outcome()
        self.line.mend()
        if killed and outcome.code < 0:
            self._note("killed", arguments)
            return None
        self._took = (self._took + time.monotonic() - begun) / 2
        assert outcome.err == "", (self.name, arguments, outcome)
        if outcome.code:
            kind = getattr(errors, outcome.data.get("error", ""), type(None))
            assert issubclass(kind, (errors.Refused, errors.Unavailable)), (self.name, arguments, outcome)
            self._note(outcome.data["error"], arguments)
        else:
            self._note("done", arguments)
        return outcome

    def sync(self, *command: str) -> dict[str, Any] | None:
        """Sync; returns what it said if it came through. Only the network may keep it."""
        outcome = self.try_to(*(command or ("sync",)))
        if outcome is not None and outcome.code:
            kind = getattr(errors, outcome.data["error"])
            assert issubclass(kind, errors.Unavailable), (self.name, outcome)
        return outcome.data if outcome is not None and outcome.code == 0 else None

    def close(self) -> None:
        """Take its network down."""
        self.line.close()

    def _weather(self) -> None:
        kind = self.chance.random()
        if kind < AWAY:
            self.line.cut()
            self.seen["away"] += 1
        elif kind < AWAY + CUT:
            self.line.cut(int(FEWEST_BYTES * (MOST_BYTES / FEWEST_BYTES) ** self.chance.random()))
            self.seen["cut"] += 1
        elif kind < AWAY + 2 * CUT:
            self.line.delay = self.chance.uniform(0.0, 0.01)

    def _note(self, what: str, arguments: tuple[object, ...]) -> None:
        self.seen[what] += 1
        self.told.append(f"{self.name}: {' '.join(map(str, arguments[:3]))}: {what}")


def went_well(outcome: Outcome) -> dict[str, Any]:
    """Return what a command said that has to go well."""
    assert (outcome.code, outcome.err) == (0, ""), outcome
    return outcome.data


def together(*commands: Command) -> list[dict[str, Any]]:
    """Wait for commands that were begun at the same time; each has to go well."""
    return [went_well(outcome) for outcome in [command.outcome() for command in commands]]
