"""Which transfers a programme is about: by transfer type, direction and destination (domain notes §5.2).

The rules are read from the top; the first that fits decides. A programme without rules keeps to the two older
fields: its transfer types, and whether only moves to a specified affiliate count (measures H9).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.bilingual import Text


class Direction(StrEnum):
    """Whether a transfer leaves the company, comes into it, or stays inside."""

    OUTBOUND = "OUTBOUND"
    INBOUND = "INBOUND"
    INTERNAL = "INTERNAL"


class ScopeVerdict(StrEnum):
    """対象 · 任意 · 制限対象業務なら記録 · 対象外."""

    IN_SCOPE = "IN_SCOPE"
    OPTIONAL = "OPTIONAL"
    IF_RESTRICTED = "IF_RESTRICTED"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"


@dataclass(frozen=True, slots=True)
class TransferType:
    """One kind of transfer as the programme calls it."""

    code: str
    label: Text
    direction: Direction = Direction.OUTBOUND


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """One line of the table of §5.2. Empty ``transfer_types`` and None fit everything."""

    verdict: ScopeVerdict
    transfer_types: tuple[str, ...] = ()
    direction: Direction | None = None
    to_specified_affiliate: bool | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is in scope. The first of ``transfer_types`` is assumed where an announcement names none.

    ``specified_affiliates_only``: only moves to a specified affiliate count, and a company on no list is taken for one.
    """

    transfer_types: tuple[str, ...]
    specified_affiliates_only: bool
    specified_affiliates: tuple[str, ...]
    rules: tuple[ScopeRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """What the scope looks at: kind, direction, destination, and whether the duties left are restricted ones."""

    transfer_type: str
    direction: Direction
    to_specified_affiliate: bool
    from_restricted_duties: bool = False


def scope_verdict(scope: Scope, movement: Movement) -> ScopeVerdict:
    """Return what the programme says of a movement; IF_RESTRICTED is settled here."""
    if not scope.rules:
        return _plain_verdict(scope, movement)
    verdict = next((rule.verdict for rule in scope.rules if _fits(rule, movement)), ScopeVerdict.OUT_OF_SCOPE)
    if verdict is not ScopeVerdict.IF_RESTRICTED:
        return verdict
    return ScopeVerdict.IN_SCOPE if movement.from_restricted_duties else ScopeVerdict.OUT_OF_SCOPE


def _plain_verdict(scope: Scope, movement: Movement) -> ScopeVerdict:
    by_type = movement.transfer_type in scope.transfer_types
    by_place = movement.to_specified_affiliate or not scope.specified_affiliates_only
    return ScopeVerdict.IN_SCOPE if by_type and by_place else ScopeVerdict.OUT_OF_SCOPE


def _fits(rule: ScopeRule, movement: Movement) -> bool:
    return (
        (not rule.transfer_types or movement.transfer_type in rule.transfer_types)
        and rule.direction in (None, movement.direction)
        and rule.to_specified_affiliate in (None, movement.to_specified_affiliate)
    )
