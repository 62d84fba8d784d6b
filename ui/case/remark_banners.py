"""A case's notices as banners: those that hold are shown, the others go; one that says the same stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ui.case.remarks import Remark
from ui.parts.banners import BannerArea, Notice

_KEPT = "unsaved"
"""Not a matter of the case: it goes when what was entered is saved."""


def show_remarks(
    banners: BannerArea, remarks: Iterable[Remark], acts: Mapping[str, tuple[str, Callable[[], Any]]]
) -> None:
    """Show *remarks*; *acts* are (word, what it does) of their buttons by name."""
    wanted = {remark.key: remark for remark in remarks}
    for notice in banners.notices():
        if notice.key not in {_KEPT, *wanted}:
            banners.drop(notice.key)
    shown = {notice.key: notice for notice in banners.notices()}
    for remark in wanted.values():
        word, act = acts.get(remark.act, ("", None))
        before = shown.get(remark.key)
        if before is None or (before.event, before.meaning) != (remark.event, remark.meaning):
            banners.show_notice(Notice(remark.key, remark.kind, remark.event, remark.meaning, word, act))
