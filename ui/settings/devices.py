"""The PCs in 人とPC: since when, last news, until when the certificate holds, and who left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.clock import office_time
from desktop_app.labels import end_reason_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.member_list import MemberDevice, MemberList, MemberTerm
from ui import theme
from ui.parts import buttons
from ui.parts.badges import Badge, BadgeLook
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.settings.section import empty, line

Open = Callable[[MemberDevice], Any]


class DeviceCards(QVBoxLayout):
    """A card for each PC; *on_remove* and *on_appoint* open the forms."""

    def __init__(self, on_remove: Open, on_appoint: Open) -> None:
        super().__init__()
        self.setSpacing(theme.px(12))
        self.cards: dict[str, QWidget] = {}
        self._on_remove, self._on_appoint = on_remove, on_appoint

    def show_members(self, members: MemberList) -> None:
        """Show the cards anew."""
        empty(self)
        self.cards = {}
        for device in members.devices:
            card = self._card(device, members)
            self.cards[device.device_id] = card
            self.addWidget(card)

    def _card(self, device: MemberDevice, members: MemberList) -> Card:
        card = Card(padding=16)
        head: list[QWidget] = [label(_("PC {letter}").format(letter=device.letter), bold=True)]
        if device.here:
            head.append(Badge(BadgeLook(_("This PC"), "seat", "accent")))
        if device.issues and not device.removed:
            head.append(Badge(BadgeLook(_("Registers others"), "key", "neutral")))
        if device.removed:
            head.append(Badge(BadgeLook(_("Removed"), "ring-x", "neutral")))
        card.body.addWidget(line(*head))
        card.body.addWidget(paragraph("　".join(_facts(device)), "caption", "ink2", leading=1.3))
        if device.quarantined:
            card.body.addWidget(label(_quarantined(device.quarantined), "caption", "bad"))
        ways = self._ways(device, members)
        if ways:
            card.body.addWidget(line(*ways))
        return card

    def _ways(self, device: MemberDevice, members: MemberList) -> list[QWidget]:
        ways: list[QWidget] = []
        if device.removed or device.here:
            return ways
        if members.may_appoint and not device.issues and not device.audits:
            ways.append(_small(_("Let it register others"), self._on_appoint, device))
        if members.may_remove:
            ways.append(_small(_("Remove this PC"), self._on_remove, device))
        return ways


def term_words(term: MemberTerm) -> str:
    """Return a person's term in words."""
    words = [_("Since {day}").format(day=_day(term.since))] if term.since else []
    if term.removed is not None:
        fact, _at = term.removed
        reason = end_reason_label(fact.reason)
        words.append(_("Ended on {day} ({reason})").format(day=f"{fact.ended_on:%Y-%m-%d}", reason=reason))
    elif term.certificate_until is not None:
        words.append(_("Certificate holds until {day}").format(day=_day(term.certificate_until)))
    return "　".join(words)


def _facts(device: MemberDevice) -> list[str]:
    words = [_("Since {day}").format(day=_day(device.since))] if device.since else []
    news = f"{office_time(device.last_news):%Y-%m-%d %H:%M}" if device.last_news else _("nothing yet")
    words.append(_("Last news {time}").format(time=news))
    if device.removed is not None:
        fact, at = device.removed
        words.append(
            _("Removed on {day} by {name} ({reason})").format(
                day=_day(at), name=fact.removed_by, reason=end_reason_label(fact.reason)
            )
        )
    elif device.certificate_until is not None:
        words.append(_("Certificate holds until {day}").format(day=_day(device.certificate_until)))
    if device.people:
        words.append(_("Used by {names}").format(names="・".join(device.people)))
    return words


def _quarantined(count: int) -> str:
    return ngettext(
        "{count} act that it recorded after its removal is kept and does not count.",
        "{count} acts that it recorded after its removal are kept and do not count.",
        count,
    ).format(count=count)


def _day(instant: datetime) -> str:
    return f"{office_time(instant):%Y-%m-%d}"


def _small(words: str, act: Open, device: MemberDevice) -> buttons.PushButton:
    made = buttons.secondary(words, lambda: act(device), small=True)
    made.setAccessibleName(f"{words}　PC {device.letter}")
    return made
