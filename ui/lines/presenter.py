"""Which entries of the masters are ticked for one case, and which are in sight. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.names import search_key
from desktop_app.text import language
from desktop_app.usecases.lines import Offer, Offers, choose_lines, offers_for

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator

MOST = 200
"""Rows in sight at once; a longer master is searched."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in sight."""

    key: Key
    name: str
    sub: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one kind in sight."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LinesState:
    """What the screen shows; *hidden*: how many more the search fits."""

    case_no: str
    name: str
    groups: tuple[Group, ...]
    hidden: int
    ticked: int
    answers: int
    nothing: bool


class LinesView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: LinesState) -> None:
        """Show the entries in sight."""

    def show_refusal(self, error: SekishoError) -> None:
        """Say why nothing was recorded."""


class LinesPresenter:
    """Keeps the ticks until they are recorded as one act."""

    def __init__(self, view: LinesView, desk: Desk, navigator: Navigator, case_id: str, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._owner = owner
        self._offers: Offers | None = None
        self._ticked: set[Key] = set()
        self._text = ""

    def read(self) -> None:
        """Read what there is; ticks that were set stay."""
        self._desk.ask(offers_for, self.case_id, then=self._took, owner=self._owner)

    def search(self, text: str) -> None:
        """Show only what fits."""
        self._text = text
        self.show()

    def tick(self, key: Key, *, on: bool) -> None:
        """Choose an entry, or take it off."""
        self._ticked = self._ticked | {key} if on else self._ticked - {key}
        self.show()

    def record(self) -> None:
        """Record the choice and go back to the case."""
        if self._offers is not None:
            chosen = [_key(offer) for offer in self._offers.entries if _key(offer) in self._ticked]
            self._desk.ask(
                choose_lines,
                self.case_id,
                chosen,
                then=lambda _count: self._navigator.show_case(self.case_id),
                failed=self._view.show_refusal,
                owner=self._owner,
            )

    def give_up(self) -> None:
        """Leave without recording."""
        self._navigator.show_case(self.case_id)

    def show_masters(self) -> None:
        """Go to the masters, which are empty."""
        self._navigator.show_masters()

    def show(self) -> None:
        """Show what fits the search."""
        offers = self._offers
        if offers is None:
            return
        key = search_key(self._text)
        fitting = [offer for offer in offers.entries if not key or key in _searched(offer)]
        groups: dict[str, list[Line]] = {}
        for offer in fitting[:MOST]:
            line = Line(_key(offer), offer.version.name, _sub(offer), _key(offer) in self._ticked)
            groups.setdefault(offer.kind.title[language()], []).append(line)
        self._view.show_state(
            LinesState(
                case_no=offers.case_no,
                name=offers.name,
                groups=tuple(Group(title, tuple(lines)) for title, lines in groups.items()),
                hidden=max(len(fitting) - MOST, 0),
                ticked=len(self._ticked),
                answers=sum(len(offer.items) for offer in offers.entries if _key(offer) in self._ticked),
                nothing=not offers.entries,
            )
        )

    def _took(self, offers: Offers) -> None:
        if self._offers is None:
            self._ticked = {_key(offer) for offer in offers.entries if offer.chosen}
        self._offers = offers
        self.show()


def _key(offer: Offer) -> Key:
    return offer.kind.id, offer.version.code


def _sub(offer: Offer) -> str:
    return "　".join((offer.version.code, *offer.items))


def _searched(offer: Offer) -> str:
    version = offer.version
    return "\n".join(search_key(text) for text in (version.code, version.name, *version.properties.values()))
