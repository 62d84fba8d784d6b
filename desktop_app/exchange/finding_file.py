"""Read what ships as data about findings (resources/office/findings.yaml)."""

from __future__ import annotations

from functools import cache

import yaml

from desktop_app.domain.bilingual import Text
from desktop_app.domain.finding_facts import Grade, Severity, Trigger
from desktop_app.domain.finding_rules import Cause, CauseRule, FindingRules, LeakGuide
from desktop_app.resources import resource_path


@cache
def finding_rules() -> FindingRules:
    """Return how findings are raised by themselves, and whom to tell when information may have leaked."""
    data = yaml.safe_load(resource_path("office/findings.yaml").read_text(encoding="utf-8"))
    leak = data["leak"]
    return FindingRules(
        causes={
            Cause(name): CauseRule(Trigger(of["trigger"]), Grade(of["grade"]), Severity(of["severity"]), of["words"])
            for name, of in data["causes"].items()
        },
        due_days={Severity(name): int(days) for name, days in data["due_days"].items()},
        soon_days=int(data["soon_days"]),
        leak=LeakGuide(
            Text(**leak["lead"]),
            tuple(Text(**contact) for contact in leak["contacts"]),
            tuple(Text(**step) for step in leak["steps"]),
        ),
    )
