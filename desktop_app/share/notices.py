"""Notices of disposed years on the share: read at the beginning of each errand, re-created byte for byte when lost.

There are a few of them, one a year and PC that signed; those this home holds already are known by their names.
"""

from __future__ import annotations

import hashlib

from desktop_app.domain.disposed import farthest
from desktop_app.errors import DisposalNoticeDamaged, ShareEntryTooLarge
from desktop_app.share.attempts import place
from desktop_app.share.disposal import LARGEST_NOTICE, SignedNotice, covers, read_notice
from desktop_app.share.errand import Carried, Errand, Visit
from desktop_app.share.layout import SegmentPlace, is_notice_path, notice_folder, notice_paths
from desktop_app.share.trust import Trusted

MOST_READ = 200
"""Notices read by one errand: whoever may create files may leave some."""


def collect_notices(visit: Visit, trusted: Trusted) -> None:
    """Bring in what holds and was signed by a PC that is a member now; anything else there is counted."""
    errand, carried = visit.errand, visit.carried
    held = {hashlib.sha256(data).hexdigest()[:32]: data for data in errand.notices}
    for path in visit.store.list(notice_folder(errand.workplace_id))[-MOST_READ:]:
        found = _read(visit, path, held)
        if found is not None and found.device_id in trusted.members.keys() - trusted.ends.keys():
            carried.notices[path] = found
        else:
            carried.ignored += 1


def publish_notices(visit: Visit) -> None:
    """Have on the share every notice this home holds."""
    errand = visit.errand
    there = {one.data for one in visit.carried.notices.values()}
    for data in errand.notices:
        if data not in there:
            visit.step()
            notice = read_notice(data, errand.root, errand.workplace_id).notice
            place(
                visit.store,
                notice_paths(errand.workplace_id, notice.fiscal_year, hashlib.sha256(data).hexdigest()),
                data,
            )


def put_off(errand: Errand, carried: Carried) -> frozenset[SegmentPlace]:
    """Return which of the errand's segments are left alone this time, because a notice covers them."""
    told = farthest(chain for one in carried.notices.values() for chain in one.notice.chains)
    waiting = errand.parcels if errand.hesitates and told else ()
    return frozenset(one.place for one in waiting if not one.fresh and covers(told, one.place))


def lies_rightly(notice: SignedNotice, path: str) -> bool:
    """Whether a notice lies at *path* under its own name: its year and the hash of its bytes."""
    said = notice.notice
    return (
        notice_paths(said.workplace_id, said.fiscal_year, notice.sha256)(0).split(".")[0]
        == path.split(".", maxsplit=1)[0]
    )


def _read(visit: Visit, path: str, held: dict[str, bytes]) -> SignedNotice | None:
    """Return what lies at *path* if it is what its name says; of what is *held* the name is enough now and then."""
    errand = visit.errand
    if not is_notice_path(path, errand.workplace_id):
        return None
    data = None if errand.thorough else held.get(path.rpartition("/")[2].partition(".")[0])
    try:
        data = data or visit.store.get(path, limit=LARGEST_NOTICE) or b""
        notice = read_notice(data, errand.root, errand.workplace_id)
    except (DisposalNoticeDamaged, ShareEntryTooLarge):
        return None  # an audit tells of it
    return notice if lies_rightly(notice, path) else None
