"""The janitor's account on a real file server, with the rights that the administrators' script sets, clears a year."""

from __future__ import annotations

import pytest

from desktop_app.errors import ShareReadOnly, ShareUnreachable
from desktop_app.keys.identity import fingerprint
from desktop_app.share.audit import AuditBrief, audit_share
from desktop_app.share.clearing import clear, survey
from desktop_app.share.store import MARKER
from desktop_app.usecases.share_errand import trust_of
from tests.disposed_office import Office
from tests.samba import Samba

NAME = "clearing"


def test_the_janitor_clears_what_notices_cover_and_can_do_nothing_else(samba: Samba, office: Office) -> None:
    office.dispose()
    share = office.folder / "share"
    files = {path.relative_to(share).as_posix(): path.read_bytes() for path in share.rglob("*") if path.is_file()}
    samba.guard(NAME)
    founder, janitor, auditor = (
        samba.store(NAME, share="guarded", user=user) for user in ("founder", "janitor", "auditor")
    )
    founder.put_new(MARKER, files.pop(MARKER))
    samba.guard(NAME)
    for path, data in files.items():
        founder.put_new(path, data)
    root = fingerprint(trust_of(office.first).root)

    found = survey(janitor, root)
    assert sum(found.sealed.values()) == sum(len(files[path]) for path in found.sealed) > 0
    with pytest.raises(ShareUnreachable):  # may delete it, and cannot read it
        janitor.get(next(iter(found.sealed)))
    assert set(clear(founder, found).left) == set(found.files), "a manager removes nothing"
    cleared = clear(janitor, found)
    assert (cleared.removed, cleared.left) == (len(found.files), {})
    assert set(files) - set(auditor.list("")) == set(found.files)
    audit = audit_share(auditor, AuditBrief(root=root))
    assert (audit.spots, audit.uncleared, [part.notice.fiscal_year for part in audit.disposed]) == ([], 0, [2026])
    with pytest.raises(ShareReadOnly):
        janitor.delete(MARKER)
