"""The alarms that stand at this moment, from what syncs noticed (``share_watch``). Reads the record, not the share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from desktop_app.app import App
from desktop_app.domain.alarms import RANK, Alarm, AlarmKind
from desktop_app.domain.facts import DeviceEnrolled, PersonEnrolled, Recorded
from desktop_app.domain.membership_facts import OverseerEnrolled, RevocationListIssued
from desktop_app.journal.codec import knows
from desktop_app.keys.revocation import HOLDS
from desktop_app.share.layout import read_segment_path
from desktop_app.share.segments import Trouble
from desktop_app.store.may_record import membership_over
from desktop_app.store.segments import Segments
from desktop_app.store.sights import Sights
from desktop_app.usecases.issuing import can_issue
from desktop_app.usecases.outbox import own_devices
from desktop_app.usecases.share_watch import DAMAGED_AFTER, OVERDUE_AFTER, Expected, Watch, keep_watch, reach, watch_of
from desktop_app.usecases.tickets import withheld

SILENT_AFTER = 15
"""Days on which this PC reached the share, about three weeks; every PC says something once a week."""

STALE_AFTER = HOLDS.days
"""Days on which this PC reached the share and no list came; whoever issues lists renews theirs a month earlier."""

WITHHELD_AFTER = 1
"""Days on which this PC reached the share since a transferee said that something was sent; a day brings many syncs."""

_MOST_TOLD = 200


def alarms(app: App) -> tuple[Alarm, ...]:
    """Return the alarms that stand and that nobody has taken note of, the most serious first."""
    watch = watch_of(app)
    found = [alarm for source in SOURCES for alarm in source(app, watch) if alarm.key not in watch.told]
    return tuple(sorted(found, key=lambda alarm: (RANK[alarm.kind], alarm.about)))


def note_alarm(app: App, alarm: Alarm) -> None:
    """Take note of an alarm: it does not come back unless something more happens."""
    watch = watch_of(app)
    if alarm.kind is AlarmKind.SHARE_ROLLED_BACK:
        keep_watch(app, replace(watch, lost=0, lost_at=None))
    elif alarm.kind is AlarmKind.DEVICE_SILENT:
        silent = {device: 0 if _letter(app, device) == alarm.about else days for device, days in watch.silent.items()}
        keep_watch(app, replace(watch, silent=silent))
    else:
        keep_watch(app, replace(watch, told=(*watch.told, alarm.key)[-_MOST_TOLD:]))


def _copied(app: App, watch: Watch) -> Iterator[Alarm]:
    if watch.copied and membership_over(app.record, app.device.device_id) is None:
        yield Alarm(AlarmKind.COPIED)


def _forks(app: App, watch: Watch) -> Iterator[Alarm]:
    branches = Segments(app.record.database).branches()
    others = app.workplace.devices.keys() - {*own_devices(app)}
    for device in sorted({*watch.forks, *(kept.device_id for kept in branches)} & others):
        entries = sum(kept.last_entry - kept.first_entry + 1 for kept in branches if kept.device_id == device)
        yield Alarm(AlarmKind.FORK, _letter(app, device), _person(app, device), entries)


def _left_out(app: App, _watch: Watch) -> Iterator[Alarm]:
    for device, enrolled in sorted(app.record.standing.left_out.items()):
        host = enrolled.position.device_id
        end = app.record.standing.ends.get(host)
        if device == app.device.device_id:
            yield Alarm(AlarmKind.LEFT_OUT, _letter(app, host), at=end.at if end else enrolled.at)
        elif isinstance(enrolled.fact, DeviceEnrolled):
            kept = app.record.heads().get(device, 0)
            about = f"{enrolled.fact.letter} {_letter(app, host)}"
            yield Alarm(AlarmKind.NOT_COUNTED, about, _let_in_with(app, enrolled), kept)


def _rolled_back(_app: App, watch: Watch) -> Iterator[Alarm]:
    if watch.lost:
        yield Alarm(AlarmKind.SHARE_ROLLED_BACK, count=watch.lost, at=watch.lost_at)


def _set_back(app: App, watch: Watch) -> Iterator[Alarm]:
    lacking = _overdue(app, watch.set_back)
    if lacking:
        whose = " ".join(sorted(_letter(app, device) for device in lacking))
        yield Alarm(AlarmKind.SHARE_SET_BACK, whose, count=sum(lacking.values()), at=watch.named_at)


def _missing(app: App, watch: Watch) -> Iterator[Alarm]:
    told = _overdue(app, watch.set_back)
    for device, lacking in _overdue(app, watch.expected).items():
        if device not in told:
            yield Alarm(AlarmKind.RECORDS_MISSING, _letter(app, device), _person(app, device), lacking)


def _silent(app: App, watch: Watch) -> Iterator[Alarm]:
    gone = app.workplace.retired_devices | {*own_devices(app)}
    for device, days in watch.silent.items():
        if days >= SILENT_AFTER and device in app.workplace.devices_in_use and device not in gone:
            yield Alarm(AlarmKind.DEVICE_SILENT, _letter(app, device), _person(app, device), days)


def _damaged(app: App, _watch: Watch) -> Iterator[Alarm]:
    waiting, known = {Trouble.GAP, Trouble.NO_KEY, Trouble.NEWER, Trouble.REVOKED}, app.workplace.devices
    for one in Sights(app.record.database).doubtful():
        place = read_segment_path(one.path)
        if one.age >= DAMAGED_AFTER and one.reason not in waiting and place and place.device_id in known:
            name = one.path.rpartition("/")[2]
            yield Alarm(
                AlarmKind.FILE_DAMAGED, f"{_letter(app, place.device_id)} {name}", _person(app, place.device_id)
            )


def _newer(app: App, watch: Watch) -> Iterator[Alarm]:
    unknown = [one for one in watch.newer if not knows(one)]
    files = [one for one in Sights(app.record.database).doubtful() if one.reason == Trouble.NEWER]
    if unknown or files:
        yield Alarm(AlarmKind.NEWER_VERSION, count=len(unknown) + len(files))


def _withheld(app: App, watch: Watch) -> Iterator[Alarm]:
    for one in withheld(app):
        days = sum(day > one.announced_on.isoformat() for day in watch.days)
        if days >= WITHHELD_AFTER:
            yield Alarm(AlarmKind.SUBMISSION_WITHHELD, one.case_no, one.name, days)


def _stale_lists(app: App, watch: Watch) -> Iterator[Alarm]:
    """Yield CRL_STALE, about the PC whose duty it is; about none when it is ours: the next connection renews it."""
    if watch.lists and watch.unrenewed >= STALE_AFTER:
        issuer = app.device.device_id if can_issue(app) else _issuer(app)
        if issuer == app.device.device_id:
            yield Alarm(AlarmKind.CRL_STALE, count=watch.unrenewed)
        elif issuer:
            yield Alarm(AlarmKind.CRL_STALE, _letter(app, issuer), _person(app, issuer), watch.unrenewed)


SOURCES: tuple[Callable[[App, Watch], Iterator[Alarm]], ...] = (
    _copied,
    _left_out,
    _forks,
    _rolled_back,
    _set_back,
    _missing,
    _withheld,
    _damaged,
    _silent,
    _stale_lists,
    _newer,
)
"""Where alarms come from."""


def _overdue(app: App, expected: Mapping[str, Expected]) -> dict[str, int]:
    """Return how many entries of each PC are missed for longer than any listing stays stale."""
    heads = reach(app, (device for device, one in expected.items() if one.age >= OVERDUE_AFTER))
    return {device: expected[device].entry - seq for device, seq in heads.items() if expected[device].entry > seq}


def _issuer(app: App) -> str:
    """Return the PC to ask for a list: whoever issued the last and is still a member, else the first PC; "" if none."""
    told = [r.position.device_id for r in app.record.history("") if isinstance(r.fact, RevocationListIssued)]
    first = next(iter(app.workplace.devices), "")
    candidates = (*reversed(told), *app.workplace.membership.issuers, first)
    return next((device for device in candidates if device in app.workplace.devices_in_use), "")


def _letter(app: App, device_id: str) -> str:
    device = app.workplace.devices.get(device_id)
    return device.letter if device else device_id[:8]


def _let_in_with(app: App, enrolled: Recorded) -> str:
    """Return whose PC it is by the act that let it in."""
    act = enrolled.position.device_id, enrolled.position.seq
    for one in app.record.kept(""):
        beside = (one.position.device_id, one.position.seq) == act
        if beside and isinstance(one.fact, PersonEnrolled | OverseerEnrolled):
            return one.fact.name
    return ""


def _person(app: App, device_id: str) -> str:
    """Return who last recorded something on a PC."""
    head = app.record.head(device_id).seq
    last = next(iter(app.record.entries(device_id, after=head - 1)), None) if head else None
    person = app.workplace.people.get(last.entry.by) if last else None
    return person.name if person else ""
