"""Who the story is about and what becomes of their cases: data, so that a test plays the same through the commands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop_app.domain.programme import AnsweredThrough, Item, NotApplicable, Party, Phase, Programme

PIN = "himitsu-no-aikotoba"
PASSPHRASE = "hajimari wa fuji no yama"  # noqa: S105 - of an invented home
COMPANY, WORKPLACE, ORG_CODE = "北辰送配電株式会社", "中央ネットワークサービスセンター", "NSC01"
MANAGER = ("中村　由美子", "ナカムラ　ユミコ", "1204417", "内線 2145")


class Fate(Enum):
    """What becomes of a person's case."""

    PLAIN = "plain"
    LITTLE_TO_DO = "little to do"
    ITEM_OPEN = "item open"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    REFUSED = "refused"


FATES = {
    "0012346": Fate.LITTLE_TO_DO,
    "A001234": Fate.ITEM_OPEN,
    "0012349": Fate.CANCELLED,
    "0012350": Fate.RETURNED,
    "0012351": Fate.REFUSED,
}
"""By employee number; everybody else's case is plain."""

OPEN_ITEM, RETURNED_ITEM = "I-05", "C-01"
OPEN_REASON = "認証局の失効処理を待っている"
RETURN_REASON = "転送先の欄が写っていません。写し直してください。"
NOT_USED = "使っていない"
CANCEL_REASON = "発令取消の連絡を受けた"
COUNT = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """The answer a person gives to an item: 1 完了, 2 該当なし, 3 未完了."""

    key: int
    reason: str = ""


def planned(item: Item, fate: Fate) -> Planned:
    """Return what a person with that fate answers."""
    if fate is Fate.ITEM_OPEN and item.id == OPEN_ITEM:
        return Planned(3, OPEN_REASON)
    if fate is Fate.LITTLE_TO_DO and item.not_applicable is not NotApplicable.NEVER:
        return Planned(2, NOT_USED if item.not_applicable is NotApplicable.WITH_REASON else "")
    return Planned(1)


def answered_by_hand(programme: Programme, step: str, party: Party) -> tuple[Item, ...]:
    """Return a step's items that *party* answers by hand before the effective date."""
    return tuple(
        item
        for item in programme.items_of(step, Phase.BEFORE_EFFECTIVE)
        if item.answered_through is AnsweredThrough.ANSWER
        and (item.answered_by is party or (party is not Party.TRANSFEREE and item.answered_by is not Party.TRANSFEREE))
    )
