"""Facts between a workplace and its headquarters, besides the joining itself (``membership_facts``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IntakeGiven:
    """A PC of the second line may read who asks to be let in; letting them in still takes an appointment or a member.

    ``sealed_intake`` is base64 of age ciphertext for that PC: the key that opens requests.
    """

    device_id: str
    sealed_intake: str


@dataclass(frozen=True, slots=True)
class JoiningConfirmed:
    """The headquarters heard from the manager that this workplace pins it and no other.

    ``signature`` is base64, by the headquarters' own root over the workplace's: nobody else can say so.
    """

    confirmed_by: str
    signature: str


HeadquartersFact = IntakeGiven | JoiningConfirmed
