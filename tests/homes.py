"""Real homes for tests: founded as the wizard founds them, with SQLCipher, keys and the shipped programme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from desktop_app.app import App, Surroundings, open_app
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import Clock
from desktop_app.domain.facts import Role
from desktop_app.exchange.programme_file import LoadedProgramme, read_programme
from desktop_app.home import Home
from desktop_app.keys.vault import KeyStore
from desktop_app.resources import resource_path
from desktop_app.usecases.enrolment import approve_enrolment, finish_enrolment, request_enrolment
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
from desktop_app.usecases.intake import TransferInput, register_transfer
from desktop_app.usecases.second_member import SecondMember, second_needed
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.year_secrets import kit_of
from tests.fakes import CHEAP_KDF, FixedClock, MemoryKeyring

PIN = "himitsu-no-aikotoba"

MANAGER = PersonInput("\u5ca1\u90e8\u3000\u8aa0\u53f8", "オカベ　セイジ", "0012345", "内線 2210")


@cache
def hokkaido() -> LoadedProgramme:
    """The programme that ships."""
    return read_programme(resource_path("programmes/hokkaido.yaml"))


def surroundings(clock: Clock | None = None, keyring: KeyStore | None = None) -> Surroundings:
    """A PC of its own: time stands still, the keyring lives in memory, a PIN costs nothing."""
    return Surroundings(clock=clock or FixedClock(), keyring=keyring or MemoryKeyring(), pin_cost=CHEAP_KDF)


def found(
    tmp_path: Path,
    name: str = "home",
    *,
    clock: Clock | None = None,
    keyring: KeyStore | None = None,
    share: Path | None = None,
    org_code: str = "NSC01",
) -> App:
    """Found a workplace in ``tmp_path/name`` and return it open, the manager at the desk (their PIN is PIN)."""
    programme = hokkaido()
    start = FirstStart(
        company="北辰送配電株式会社",
        workplace="西部配電事業所",
        org_code=org_code,
        manager=MANAGER,
        programme=programme.programme,
        programme_sha256=programme.sha256,
        share=str(share or ""),
    )
    return found_home(Home(tmp_path / name), start, surroundings(clock, keyring), pin=PIN)


def reopened(app: App) -> App:
    """Close a home and open it again, as after a restart."""
    app.close()
    return open_app(app.home, app.surroundings)


def register(
    app: App, employee_no: str, name: str = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", effective: date = date(2026, 10, 1)
) -> str:
    """Register one transfer to an affiliate; returns its case id."""
    entry = TransferInput(employee_no, name, effective, "あおば電力株式会社", specified_affiliate=True)
    return register_transfer(app, entry)


def kit_in_hand(app: App) -> SecondMember | None:
    """Whoever holds the printed kit vouches as the second member, once a workplace needs two."""
    app.recipients()
    if not second_needed(app):
        return None
    code = kit_of(app, fiscal_year(app.today()))
    assert code is not None, "kits are made where the root is kept"
    return SecondMember(kit_code=code)


DEPUTY = PersonInput("\U00020bb7\u6751\u3000\u8475", "ヨシムラ　アオイ", "0067890", role=Role.DEPUTY_MANAGER)


def enrolled(
    founder: App,
    tmp_path: Path,
    name: str = "second",
    *,
    clock: Clock | None = None,
    keyring: KeyStore | None = None,
    person: PersonInput = DEPUTY,
    new_id: Callable[[], str] | None = None,
    second: SecondMember | None = None,
) -> App:
    """A second PC on the founder's share, let in and in possession of the record (its person's PIN is PIN).

    *second* vouches besides the founder; where two are needed and none is given, whoever holds the founder's kit.
    """
    address = share_address(founder)
    assert address is not None
    home, around = Home(tmp_path / name), surroundings(clock, keyring)
    around = replace(around, new_id=new_id) if new_id else around
    asked = request_enrolment(home, address, person, around, pin=PIN)
    sync(founder)
    approval = approve_enrolment(founder, "", asked.code, own_pin=PIN, second=second or kit_in_hand(founder))
    sync(founder)
    return finish_enrolment(home, approval.answer, around)
