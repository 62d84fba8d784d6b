"""The secrets of a fiscal year's keys as far as this PC has them: the workplace's, and that of the year's kit."""

from __future__ import annotations

import json

from desktop_app.app import FISCAL_PREFIX, App, fiscal_secret_name
from desktop_app.keys.fiscal import kit_secret


def workplace_secret(app: App, year: int) -> str | None:
    """Return the age secret that opens what the workplace seals in *year*, None when it is not here."""
    made = app.workplace.fiscal_keys.get(year)
    stored = app.record.desk.secret(fiscal_secret_name(made)) if made else None
    return str(json.loads(stored)["workplace"]) if stored else None


def kit_of(app: App, year: int) -> str | None:
    """Return the secret that the year's recovery kit carries, None where kits are not made."""
    made = app.workplace.membership.years.get(year)  # also when nothing more is sealed to that year's keys
    return kit_secret(app.record.desk.secrets(FISCAL_PREFIX).values(), made.recovery_recipient) if made else None
