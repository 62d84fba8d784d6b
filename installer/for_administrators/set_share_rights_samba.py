#!/usr/bin/python3
r"""Set the rights of a Sekisho share folder on a Samba server, as rights.csv says. The twin of set-share-rights.ps1.

Run as root on the server, with the server's own python3 (it needs the package python3-samba), once before the first
start of Sekisho, and again once STORE.json is there (the first PC writes it when it connects):

  set_share_rights_samba.py --share sekisho --folder /srv/sekisho --managers sekisho-managers \
      --transferees staff --headquarters sekisho-hq --auditors sekisho-audit --janitors sekisho-janitor

Groups are names of this server's groups or users, or SIDs. The share needs in smb.conf:
  vfs objects = acl_xattr
  acl_xattr:ignore system acls = yes
"""

from __future__ import annotations

import argparse
import csv
import grp
import json
import pwd
import re
from pathlib import Path

from samba import param
from samba.auth_util import system_session_unix
from samba.ntacls import setntacl
from samba.samba3 import param as param3

RIGHTS = {
    "enter": 0x1200A0,  # go through, read attributes and rights
    "list": 0x1200A9,  # the same, and see the names
    "add-files": 0x2,
    "add-folders": 0x4,
    "read": 0x120089,  # of a file
    "delete": 0x1300C0,  # also what lies inside
    "owned": 0x20080,  # who made a file may see its attributes, and change nothing of it any more
}
ON_FOLDERS = {"here": "", "first-file": "", "folders": "CI", "files": "OIIO", "files-here": "OINPIO", "below": "OICI"}
HANDED_DOWN = {"folders", "files", "below"}
OWNERS = "OW"  # OWNER RIGHTS
ADMINISTRATORS = "(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)"


def main() -> None:
    """Make the folders that are missing, and set the rights of all."""
    options = _options()
    people = {who: [_sid(name) for name in getattr(options, who)] for who in WHO} | {"owners": [OWNERS]}
    settings = param.LoadParm()
    settings.load(options.config) if options.config else settings.load_default()
    param3.get_context().load(settings.configfile)
    root = options.folder.resolve()
    rows = _rows()
    for path in _paths(root, [row["folder"] for row in rows]):
        aces = "".join(ace for row in rows for ace in _aces(row, path, root, people))
        # Everything is said anew for each path: nothing comes from above, nothing is left from before.
        sddl = f"D:P{ADMINISTRATORS}{aces}"
        # Samba decides, not the file system below: let nobody but administrators log on to the server itself.
        path.chmod(0o777 if path.is_dir() else 0o666)
        session = system_session_unix()
        setntacl(settings, str(path), sddl, "S-1-5-32", session, use_ntvfs=False, service=options.share)
        print(path)


WHO = ("managers", "transferees", "headquarters", "auditors", "janitors")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", required=True, help="name of the share in smb.conf")
    parser.add_argument("--folder", required=True, type=Path, help="folder of Sekisho on the server's disk")
    parser.add_argument("--config", help="smb.conf, if it is not the usual one")
    for who in WHO:
        parser.add_argument(f"--{who}", required=who == "managers", default=[], nargs="+", metavar="GROUP")
    return parser.parse_args()


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("rights.csv").open(encoding="ascii", newline="") as file:
        return list(csv.DictReader(file))


def _paths(root: Path, patterns: list[str]) -> list[Path]:
    """Make the folders of the plan, inside every workplace there is; return them and all that lies in them."""
    if (workplace := _marked(root)) is not None:
        (root / "w" / workplace).mkdir(parents=True, exist_ok=True)  # its first record may not have come yet
    for pattern in dict.fromkeys(patterns):
        above, _, name = pattern.rpartition("/")
        for parent in sorted(root.glob(above)) if above else [root]:
            if parent.is_dir() and name != "*":
                (parent / name).mkdir(exist_ok=True)
    inner = [path for top in ("trust", "hq", "w") for path in sorted((root / top).rglob("*"))]
    marker = [root / "STORE.json"] if (root / "STORE.json").exists() else []
    return [root, *marker, *(root / top for top in ("trust", "hq", "w")), *inner]


def _marked(root: Path) -> str | None:
    """Return the folder of the workplace whose mark STORE.json is."""
    try:
        marker = json.loads(json.loads((root / "STORE.json").read_text("utf-8"))["marker"])
        name = str(marker["workplace_id"])
    except (OSError, ValueError, KeyError):
        return None
    return name if re.fullmatch(r"[0-9a-f]{8}", name) else None


def _aces(row: dict[str, str], path: Path, root: Path, people: dict[str, list[str]]) -> list[str]:
    """Return what a row says about a path: about its own folder, or handed down from a folder above."""
    steps = path.relative_to(root).parts
    plan = () if row["folder"] == "." else tuple(row["folder"].split("/"))
    applies, depth = row["applies"], len(steps) - len(plan)
    inside = depth >= 0 and all(want in {"*", step} for want, step in zip(plan, steps, strict=False))
    if path.is_dir():
        meant = inside and (depth == 0 or applies in HANDED_DOWN)
        flags = ON_FOLDERS[applies]
    else:
        meant = inside and ((depth == 1 and applies == "files-here") or (depth > 0 and applies in {"files", "below"}))
        flags = ""
    if not meant or (applies == "first-file" and (root / "STORE.json").exists()):
        return []
    mask = 0
    for word in row["rights"].split():
        mask |= RIGHTS[word]
    return [f"(A;{flags};0x{mask:x};;;{sid})" for sid in people[row["who"]]]


def _sid(name: str) -> str:
    if name.startswith("S-1-"):
        return name
    try:
        return f"S-1-22-2-{grp.getgrnam(name).gr_gid}"
    except KeyError:
        return f"S-1-22-1-{pwd.getpwnam(name).pw_uid}"


if __name__ == "__main__":
    main()
