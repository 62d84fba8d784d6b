"""What the record keeps for the day when every PC is lost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecoverySealed:
    """The secrets with which a workplace goes on, sealed to nothing but the recovery kit of a fiscal year.

    ``sealed`` is base64 of age ciphertext: no PC can read it, only the printed paper. It travels in the segments, so
    that the share and the paper together bring a stand-alone workplace back.
    """

    fiscal_year: int
    recovery_recipient: str
    sealed: str
