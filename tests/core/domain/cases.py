"""Cases and programmes for the rules' tests: the shipped Hokkaido programme, plain people, fixed days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desktop_app.domain.calendar import Calendar, read_holidays
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import (
    BriefingRecorded,
    CaseRegistered,
    Fact,
    Position,
    Post,
    Recorded,
    Role,
    StoredFile,
    Transferee,
)
from desktop_app.domain.folding import fold
from desktop_app.domain.workplace import Person
from desktop_app.exchange.programme_file import read_programme
from desktop_app.resources import resource_path

PROGRAMME = read_programme(resource_path("programmes/hokkaido.yaml")).programme
CALENDAR = Calendar(read_holidays(resource_path("calendars/japan.csv").read_text(encoding="utf-8")))
TODAY = date(2026, 11, 20)
EFFECTIVE = date(2026, 12, 1)
START = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)

MANAGER = Person("m1", "1204417", "中村　由美子", "ナカムラ　ユミコ", Role.WORKPLACE_INFORMATION_MANAGER, "", ("",))
HEAD = Person("h1", "1100001", "岡部　誠司", "オカベ　セイジ", Role.DEPARTMENT_HEAD, "", ("",))
PDF = StoredFile("r.pdf", "application/pdf", 1, "0" * 64, "1" * 64)

REGISTERED = CaseRegistered(
    case_id="c1",
    case_no="NSC01-26B-A001",
    transferee=Transferee("0012345", "佐藤　太郎", "サトウ　タロウ"),
    origin=Post("北辰送配電株式会社", "ネットワークサービスセンター", "NSC01"),
    destination=Post("あおば電力株式会社", "電力小売部", specified_affiliate=True),
    effective_date=EFFECTIVE,
    notice_date=None,
    transfer_type="SECONDMENT",
    programme_id=PROGRAMME.id,
    programme_version=PROGRAMME.version,
    in_scope=True,
    source="hand",
)
BRIEFED = BriefingRecorded("c1", TODAY, MANAGER.name, "対面", "会議室", acknowledged_by_transferee=True)


def recorded(facts: list[Fact], device: str = "aa") -> list[Recorded]:
    """Return facts as one device would have recorded them, a minute apart."""
    return [
        Recorded(fact, Position(n, device, n, 0), START + timedelta(minutes=n), MANAGER.person_id)
        for n, fact in enumerate(facts, start=1)
    ]


def case_of(*facts: Fact) -> TransferCase:
    """Return the case that a registration and *facts* add up to."""
    case = fold(recorded([REGISTERED, *facts]))
    assert case is not None
    return case
