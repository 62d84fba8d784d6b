"""The rights that the administrators' script sets: who may do what where, tried on a real server by each account.

The script was tried on Samba. Its twin for Windows reads the same table (rights.csv) and was not run.
"""

from __future__ import annotations

import csv
import re

import pytest
from smbprotocol.exceptions import SMBResponseException
from smbprotocol.header import NtStatus
from smbprotocol.open import (
    CreateDisposition,
    CreateOptions,
    DirectoryAccessMask,
    FilePipePrinterAccessMask,
    ImpersonationLevel,
    Open,
)

from desktop_app.share.conformance import probe
from desktop_app.share.promises import Outcome, Promise
from desktop_app.share.store import MARKER
from tests.homes import found
from tests.samba import SCRIPT

LOG = "w/1f2e3d4c/log/9f3c5a1e7b2d4860/2026/00000001.0.seg"
BLOB = f"w/1f2e3d4c/blob/2026/ab/{'ab' * 16}.0.bin"
AREAS = {
    "share": MARKER,
    "trust": "trust/aa.0.crt",
    "hq": "hq/log/aa",
    "log": LOG,
    "blob": BLOB,
    "in": "w/1f2e3d4c/in/202609/aa.sub",
    "others' in": "w/1f2e3d4c/in/202609/bb.sub",
    "rc": "w/1f2e3d4c/rc/202609/aa.rcp",
    "out": "w/1f2e3d4c/out/aa.ret",
    "end": "w/1f2e3d4c/end/2026/aa.0.json",
}
"""A file in each area. ``in`` is the transferee's own, ``others' in`` somebody else's; the rest is the founder's."""

REFUSED = """
transferee   | list          | share  trust  hq  log  blob  in  rc  out
transferee   | read          | trust  hq  log  blob  in  others' in  end
transferee   | create        | share  trust  hq  log  blob  rc  out  end
transferee   | overwrite     | share  in  rc  out  log
transferee   | delete        | share  in  rc  out  log  blob
transferee   | rename        | in  out
transferee   | change rights | in  out  share
deputy       | create        | share  hq
deputy       | overwrite     | share  trust  log  blob  in
deputy       | append        | log
deputy       | delete        | share  trust  log  blob  in  rc  out
deputy       | rename        | log
deputy       | change rights | log  in
founder      | overwrite     | log  share
founder      | append        | log
founder      | overwrite     | end
founder      | delete        | log  blob  out  end
founder      | rename        | log
founder      | change rights | log  trust
founder      | take over     | in
headquarters | create        | share
headquarters | overwrite     | share  trust  log  blob  in
headquarters | delete        | share  trust  hq  log  blob  in  rc  out
headquarters | rename        | log
headquarters | change rights | log  in
auditor      | create        | log  in  trust  hq  end
auditor      | overwrite     | log
auditor      | delete        | log  in
janitor      | read          | blob  in  rc  out  hq
janitor      | create        | log  in  trust  end
janitor      | overwrite     | log  end
janitor      | delete        | share
stranger     | list          | share  log  in
stranger     | read          | share  log  out
stranger     | create        | share  in
"""

ALLOWED = """
transferee   | read          | share  rc  out
transferee   | create        | in
deputy       | list          | share  trust  hq  log  blob  in  rc  out
deputy       | read          | share  trust  hq  log  blob  in  rc  out  end
deputy       | create        | trust  log  blob  in  rc  out  end
founder      | create        | trust  log
headquarters | list          | share  trust  hq  log  blob  in  rc  out
headquarters | read          | share  trust  hq  log  blob  in  rc  out  end
headquarters | create        | hq  trust  log  blob  in  rc  out  end
auditor      | list          | share  trust  hq  log  blob  in  rc  out
auditor      | read          | share  trust  hq  log  blob  in  rc  out  end
janitor      | list          | share  log  in  end
janitor      | read          | share  trust  log  end
janitor      | delete        | log  blob  in
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    found = []
    for line in table.strip().splitlines():
        who, act, areas = (part.strip() for part in line.split("|"))
        found += [(who, act, area) for area in re.split(r" {2,}", areas)]
    return found


@pytest.fixture(scope="module")
def server(samba):
    samba.guard("rights")
    founder = samba.store("rights", share="guarded")
    founder.put_new(MARKER, b"{}")
    founder.put_new(LOG, b"segment")
    samba.guard("rights")  # again, now that there is a workplace
    for area in ("trust", "blob", "rc", "out", "end"):
        founder.put_new(AREAS[area], area.encode())
    samba.store("rights", share="guarded", user="headquarters").put_new(AREAS["hq"], b"hq")
    samba.store("rights", share="guarded", user="transferee").put_new(AREAS["in"], b"mine")
    founder.put_new(AREAS["others' in"], b"theirs")
    return samba


@pytest.fixture(scope="module")
def sessions(server):
    return {}


def access(mask: int, how: int = CreateDisposition.FILE_OPEN, kind: int = CreateOptions.FILE_NON_DIRECTORY_FILE):
    return mask, how, kind


ACTS = {
    "list": access(DirectoryAccessMask.FILE_LIST_DIRECTORY, kind=CreateOptions.FILE_DIRECTORY_FILE),
    "read": access(FilePipePrinterAccessMask.FILE_READ_DATA),
    "create": access(FilePipePrinterAccessMask.FILE_WRITE_DATA, CreateDisposition.FILE_CREATE),
    "overwrite": access(FilePipePrinterAccessMask.FILE_WRITE_DATA),
    "append": access(FilePipePrinterAccessMask.FILE_APPEND_DATA),
    "rename": access(FilePipePrinterAccessMask.DELETE),
    "delete": access(
        FilePipePrinterAccessMask.DELETE,
        kind=CreateOptions.FILE_NON_DIRECTORY_FILE | CreateOptions.FILE_DELETE_ON_CLOSE,
    ),
    "change rights": access(FilePipePrinterAccessMask.WRITE_DAC),
    "take over": access(FilePipePrinterAccessMask.WRITE_OWNER),
}


def attempt(server, sessions, who: str, act: str, area: str) -> None:
    store = sessions.setdefault(who, server.store("rights", share="guarded", user=who))
    path = AREAS[area]
    folder = path.rpartition("/")[0]
    if act == "list":
        path = folder
    elif act == "create":
        path = f"{folder}/{who}.new".lstrip("/")
    mask, how, kind = ACTS[act]
    file = Open(store._session.tree(), rf"rights\{path}".replace("/", "\\").rstrip("\\"))
    file.create(ImpersonationLevel.Impersonation, mask, 0, 7, how, kind)
    file.close()


def test_there_are_at_least_48_refusals():
    assert len(set(rows(REFUSED))) >= 48
    assert not set(rows(REFUSED)) & set(rows(ALLOWED))


@pytest.mark.parametrize(("who", "act", "area"), rows(REFUSED))
def test_the_wrong_person_is_refused(server, sessions, who, act, area):
    with pytest.raises(SMBResponseException) as caught:
        attempt(server, sessions, who, act, area)
    assert caught.value.status == NtStatus.STATUS_ACCESS_DENIED


@pytest.mark.parametrize(("who", "act", "area"), rows(ALLOWED))
def test_the_right_person_is_not(server, sessions, who, act, area):
    attempt(server, sessions, who, act, area)


def test_a_transferee_leaves_a_submission_in_a_new_month_and_cannot_take_it_back(server):
    theirs = server.store("rights", share="guarded", user="transferee")
    theirs.put_new("w/1f2e3d4c/in/202610/cc.sub", b"sealed" * 5000)
    assert server.store("rights", share="guarded", user="deputy").get("w/1f2e3d4c/in/202610/cc.sub") == b"sealed" * 5000


def test_the_mark_is_enough_to_set_a_workplaces_rights_though_no_record_came_yet(samba, tmp_path):
    found(tmp_path, share=tmp_path / "share").close()
    samba.guard("early")
    stores = {user: samba.store("early", share="guarded", user=user) for user in ("founder", "deputy", "transferee")}
    stores["founder"].put_new(MARKER, (tmp_path / "share" / MARKER).read_bytes())
    (workplace,) = (samba.guard("early") / "w").iterdir()
    stores["deputy"].put_new(f"w/{workplace.name}/in/202611/aa.enr", b"somebody asks to join")
    stores["transferee"].put_new(f"w/{workplace.name}/in/202611/bb.sub", b"in a month that a member made")


def test_the_probe_finds_the_guarded_share_fit_and_better_than_an_open_one(server):
    place = {"share": "guarded", "name": "rights/w/1f2e3d4c"}
    found = probe(
        lambda: server.store(**place, user="founder"),
        lambda: server.store(**place, user="deputy"),
    )
    outcomes = {one.promise: one.outcome for one in found.tried}
    assert {promise for promise, outcome in outcomes.items() if outcome is not Outcome.KEPT} == {
        Promise.SURVIVES_POWER_CUT
    }
    assert found.left


def test_both_scripts_know_every_word_of_the_table():
    with SCRIPT.with_name("rights.csv").open(encoding="ascii", newline="") as file:
        table = list(csv.DictReader(file))
    samba, windows = SCRIPT.read_text("utf-8"), SCRIPT.with_name("set-share-rights.ps1").read_text("utf-8-sig")
    masks = [dict(re.findall(r"""["']([a-z-]+)["'](?:: | = )(0x[0-9A-F]+)""", script)) for script in (samba, windows)]
    assert masks[0] == masks[1]
    assert set(masks[0]) == {word for row in table for word in row["rights"].split()}
    applies = {row["applies"] for row in table}
    for script in (samba, windows):
        assert all(f'"{word}"' in script or f"'{word}'" in script for word in applies)
