"""What the seal boxes of a form show: round displays of recorded confirmations (paper notes §6)."""

from __future__ import annotations

from dataclasses import dataclass

MANAGER = "職場情報管理者"


@dataclass(frozen=True, slots=True)
class ConfirmationMark:
    """The round display of a recorded confirmation: 受領・確認・承認・点検, a table date, a surname."""

    word: str
    date: str
    surname: str


@dataclass(frozen=True, slots=True)
class SealField:
    """A seal box: its heading (担当, 職場情報管理者, 確認者) and the mark shown in it, if any."""

    heading: str
    mark: ConfirmationMark | None = None


SEALS = (SealField("担当"), SealField(MANAGER), SealField("確認者"))
