"""人とPC on real windows: a lost PC is removed with a PIN and a reason, a person leaves, another PC may register."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.usecases.people import PersonInput
from desktop_app.usecases.sharing import sync
from tests.homes import PIN, enrolled, found, register
from ui.appearance import Appearance
from ui.background import Lanes
from ui.desk import Desk
from ui.settings import make

LONG = PersonInput(
    "O'Brien-Fitzgerald, Jonathan Maximilian Alexander",
    "オブライエン－フィッツジェラルド　ジョナサン　マクシミリアン",
    "0067890",
    role=Role.DEPUTY_MANAGER,
)


@dataclass
class Guide:
    asked: list[object] = field(default_factory=list)

    def appearance(self) -> Appearance:
        return Appearance(language="en")

    def wear(self, chosen: Appearance) -> None:
        self.asked.append(chosen)

    def sync_now(self) -> None:
        self.asked.append("sync")


@dataclass
class Office:
    first: App
    second: App
    people: object
    guide: Guide
    qtbot: object

    def card(self, letter: str):
        device = next(one for one in self.people.members.devices if one.letter == letter)
        return device, self.people.devices.cards[device.device_id]

    def press(self, words: str, about: str) -> None:
        """Press the button a screen reader calls so."""
        from PySide6.QtWidgets import QPushButton

        (button,) = [b for b in self.people.findChildren(QPushButton) if b.accessibleName() == f"{words}　{about}"]
        button.click()


@pytest.fixture
def office(qtbot, tmp_path, settled):
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path, person=LONG)
    register(second, "0011111")
    sync(second)
    sync(first)
    guide = Guide()
    screen = settled(make(Desk(first, lanes), guide, "people"), 1072, 700)
    screen.entered()
    people = screen.sections["people"]
    qtbot.waitUntil(lambda: people.members is not None and len(people.colleagues) == 2)
    yield Office(first, second, people, guide, qtbot)
    lanes.desk(first.close)
    assert lanes.close()
    assert crashes == []


def test_every_pc_says_since_when_its_last_news_and_until_when_its_certificate_holds(office) -> None:
    device, _card = office.card("B")
    assert (device.since, device.last_news) == (office.first.now(), office.first.now())
    assert device.certificate_until.year == 2031
    assert device.people == (LONG.name,)
    assert office.card("A")[0].here
    assert office.card("A")[0].issues


def test_a_lost_pc_is_removed_with_a_reason_and_a_passphrase_and_the_others_hear_at_once(qtbot, office) -> None:
    office.press("Remove this PC", "PC B")
    form = office.people.form
    form.act.click()
    assert form.own.has_error()
    form.own.pin.setText("not-the-managers")
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    form.reason.setCurrentIndex(form.reason.findData(EndReason.STOLEN))
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: office.people.form is None and office.card("B")[0].removed is not None)
    fact, _at = office.card("B")[0].removed
    assert fact.reason is EndReason.STOLEN
    assert office.guide.asked == ["sync"]
    assert office.people.stamp.text().startswith("PC removed")


def test_a_person_leaves_and_takes_the_pc_that_only_they_used_along(qtbot, office) -> None:
    office.press("End the registration", LONG.name)
    form = office.people.form
    (box,) = form.devices.values()
    box.setChecked(True)
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: [one.person.ended is not None for one in office.people.colleagues] == [False, True])
    assert office.people.form is None
    assert office.card("B")[0].removed is not None


def test_another_pc_may_be_let_register_others(qtbot, office) -> None:
    office.press("Let it register others", "PC B")
    form = office.people.form
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: office.people.form is None and office.card("B")[0].issues)


def test_a_pc_that_may_not_remove_offers_nothing_to_press(qtbot, office, settled) -> None:
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    screen = settled(make(Desk(office.second, lanes), Guide(), "people"), 1072, 700)
    screen.entered()
    people = screen.sections["people"]
    qtbot.waitUntil(lambda: people.members is not None)
    assert not people.members.may_remove
    assert not people.members.may_appoint
    lanes.desk(office.second.close)
    assert lanes.close()
    assert crashes == []
