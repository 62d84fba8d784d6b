"""The year's recovery kit (鍵の控え): the one paper that opens a fiscal year's records when every PC is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.facts import RecoveryKitPrinted
from desktop_app.errors import KitElsewhere
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.usecases.people import require_seat_free, vouch
from desktop_app.usecases.year_secrets import kit_of


@dataclass(frozen=True, slots=True)
class KitState:
    """Whether the paper of *year* was printed and said to be stored (None: not yet)."""

    year: int
    printed_on: date | None


def kit_state(app: App) -> KitState:
    """Return how it stands with this fiscal year's paper."""
    year = fiscal_year(app.today())
    return KitState(year, app.workplace.kits_printed.get(year))


def render_kit(app: App, own_pin: str, year: int | None = None) -> bytes:
    """Return the paper of *year* (None: this fiscal year) as a PDF in the language in use; nothing is stored.

    It opens every record of the year, so the person at the desk vouches with *own_pin*. Raises WrongPin, PinLocked,
    KitElsewhere (the PC that keeps the root made it, or the year has none), GlyphMissing.
    """
    from desktop_app.papers.forms.recovery_kit import RecoveryKit, render_recovery_kit

    require_seat_free(app)
    vouch(app, own_pin)
    app.recipients()
    wanted = year if year is not None else fiscal_year(app.today())
    secret = kit_of(app, wanted)
    if secret is None:
        raise KitElsewhere(year=wanted)
    workplace = app.workplace
    kit = RecoveryKit(
        employer_name=workplace.company,
        workplace_name=workplace.name,
        org_code=workplace.org_code,
        fiscal_year=wanted,
        secret_key=secret,
        root_fingerprint=fingerprint(read_certificate(workplace.root_certificate.encode())),
        printed_by=app.person.name,
        created_at=app.now(),
    )
    return render_recovery_kit(kit)


def note_kit_printed(app: App, year: int | None = None) -> None:
    """Record that the paper of *year* (None: this fiscal year) was printed and is kept in a safe place."""
    require_seat_free(app)
    wanted = year if year is not None else fiscal_year(app.today())
    app.commit((RecoveryKitPrinted(wanted, app.today()),))
