"""The workplace's time-stamp service (RFC 3161): choosing it, and whom its stamps are trusted from."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

from desktop_app.app import App
from desktop_app.domain.facts import Timestamp, TimestampServiceChosen
from desktop_app.domain.workplace import Workplace
from desktop_app.errors import CertificateUnreadable, TimestampAddressUnknown, TimestampServiceUseless
from desktop_app.keys.signing import Certificate, certificate_pem, read_certificates
from desktop_app.papers.signing.timestamp import Stamper
from desktop_app.usecases.people import require_seat_free, vouch

_TRIAL = b"Is somebody there?"


def try_service(address: str, certificates: Path | None = None) -> TimestampServiceChosen:
    """Ask the service for a stamp over nothing of importance, and return what to record. For any lane: no record.

    The file *certificates* (PEM) holds those that its own certificate has to lead to; without it nobody vouches for
    its stamps. Raises TimestampAddressUnknown, CertificateUnreadable, TimestampServiceUseless.
    """
    address = address.strip()
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise TimestampAddressUnknown(address=address)
    roots = _read(certificates) if certificates else ()
    stamper = Stamper(address, roots)
    asyncio.run(stamper.stamp(_TRIAL))
    if stamper.outcome is not Timestamp.STAMPED:
        raise TimestampServiceUseless(why=stamper.outcome)
    return TimestampServiceChosen(address, "".join(certificate_pem(root).decode() for root in roots))


def choose_service(app: App, chosen: TimestampServiceChosen, own_pin: str) -> None:
    """Let every signature of the workplace be stamped by a service that was tried, from now on.

    The person at the desk vouches with *own_pin*: its certificates are trusted on every PC. Raises WrongPin, PinLocked.
    """
    require_seat_free(app)
    vouch(app, own_pin)
    app.commit((chosen,))


def give_up_service(app: App, own_pin: str) -> None:
    """Have no signature stamped any more; stamps already made go on to hold. Raises WrongPin, PinLocked."""
    choose_service(app, TimestampServiceChosen("", ""), own_pin)


def stamper_of(app: App) -> Stamper | None:
    """Return what stamps the next signature, None when no service is set."""
    chosen = app.workplace.timestamp_service
    return None if chosen is None else Stamper(chosen.url, _roots(chosen))


def stamp_roots(workplace: Workplace) -> tuple[Certificate, ...]:
    """Return the certificates of every service the workplace has ever had, for verification."""
    return tuple(root for chosen in workplace.timestamp_services for root in _roots(chosen))


def outcome_of(stamper: Stamper | None) -> Timestamp:
    """Return what a fact says of the time stamp."""
    return Timestamp.NOT_SET if stamper is None else stamper.outcome


def _read(path: Path) -> tuple[Certificate, ...]:
    try:
        return read_certificates(path.read_bytes())
    except OSError as error:
        raise CertificateUnreadable from error


def _roots(chosen: TimestampServiceChosen) -> tuple[Certificate, ...]:
    return read_certificates(chosen.certificates.encode()) if chosen.certificates else ()
