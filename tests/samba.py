"""A real file server for the tests: Samba with its own configuration and folders, on this machine only.

A green run proves what Samba does. It proves nothing about a Windows server. An ordinary user can run it, but for the
share ``guarded``: giving each account rights of its own takes root.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.share.address import SmbPlace
from desktop_app.share.smb import SmbStore

PASSWORD = "tatemono-no-kagi"
PASSWORD_MD4 = "5EB06B950BAE9B90B28C395695C77AE5"
"""How Samba keeps it (MD4 of its UTF-16)."""

ACCOUNTS = {
    "founder": "daemon",
    "deputy": "bin",
    "transferee": "games",
    "headquarters": "backup",
    "auditor": "mail",
    "janitor": "news",
    "stranger": "uucp",
}
"""Who logs on, and the account every Debian has that stands for them. Samba asks for an account of the system."""

SCRIPT = Path(__file__).resolve().parents[1] / "installer" / "for_administrators" / "set_share_rights_samba.py"

FULL_AFTER = tuple(range(600_000, 2_200_000, 1 << 18))
"""Bytes a file may have on the shares ``full-…``: the disk is full there, in the midst of each of seven writes.

Samba's own tables have to stay below.
"""

_GLOBAL = """
[global]
  workgroup = SEKISHO
  server role = standalone
  interfaces = 127.0.0.1
  bind interfaces only = yes
  smb ports = {port}
  disable netbios = yes
  server min protocol = SMB3_00
  map to guest = never
  username map = {folder}/names
  passdb backend = smbpasswd:{folder}/private/smbpasswd
  private dir = {folder}/private
  state directory = {folder}/run
  cache directory = {folder}/run
  lock directory = {folder}/run
  pid directory = {folder}/run
  ncalrpc dir = {folder}/run/ncalrpc
  log file = {folder}/log
  idmap config * : range = 100000-200000
  load printers = no
  printing = bsd
"""

_OPEN = """
[{name}]
  path = {folder}/share
  read only = {read_only}
  force user = {user}
  {more}
"""


_GUARDED = """
[guarded]
  path = {folder}/guarded
  read only = no
  vfs objects = acl_xattr
  acl_xattr:ignore system acls = yes
"""


@dataclass(frozen=True)
class Samba:
    """A running server; *folder* holds everything of it."""

    folder: Path
    port: int

    @property
    def disk(self) -> Path:
        """Where the files of the shares ``share``, ``closed`` and ``full-…`` lie."""
        return self.folder / "share"

    @property
    def guarded(self) -> Path:
        """Where the files of the share ``guarded`` lie, on which every account has the rights of its own."""
        return self.folder / "guarded"

    def guard(self, name: str = "") -> Path:
        """Set the rights of a folder on ``guarded`` as the administrators' script sets them; returns the folder."""
        folder = self.guarded / name
        folder.mkdir(exist_ok=True)
        groups = {
            "managers": ("founder", "deputy"),
            "transferees": ("transferee",),
            "headquarters": ("headquarters",),
            "auditors": ("auditor",),
            "janitors": ("janitor",),
        }
        options = ["--share", "guarded", "--folder", str(folder), "--config", str(self.folder / "smb.conf")]
        for group, names in groups.items():
            options += [f"--{group}", *(ACCOUNTS[name] for name in names)]
        command = ["/usr/bin/python3", str(SCRIPT), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return folder

    def place(
        self, name: str = "", *, user: str = "founder", share: str = "share", port: int | None = None
    ) -> SmbPlace:
        """A folder of a share; *port* goes through a proxy."""
        return SmbPlace("127.0.0.1", share, tuple(filter(None, name.split("/"))), user, port or self.port)

    def store(self, name: str = "", **how) -> SmbStore:
        """That folder as a store, the right password given."""
        return SmbStore(self.place(name, **how), PASSWORD, patience=1)


@contextlib.contextmanager
def samba_running() -> Iterator[Samba]:
    """Start a server in a folder of its own, and stop and remove it for sure."""
    with tempfile.TemporaryDirectory(prefix="samba-") as folder:
        Path(folder).chmod(0o755)  # its accounts have to come in, which pytest's own folders do not let them
        with _running(Path(folder)) as server:
            yield server


@contextlib.contextmanager
def _running(folder: Path) -> Iterator[Samba]:
    for part in ("share", "guarded", "private", "run"):
        (folder / part).mkdir(mode=0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "smb.conf"
    config.write_text(_configuration(folder, port))
    (folder / "names").write_text("".join(f"{system} = {name}\n" for name, system in ACCOUNTS.items()))
    accounts = folder / "private" / "smbpasswd"
    accounts.write_text("".join(map(_account, ACCOUNTS.values())))
    accounts.chmod(0o600)
    smbd = shutil.which("smbd") or "/usr/sbin/smbd"
    with (folder / "out").open("wb") as out:
        server = subprocess.Popen(
            [smbd, "--foreground", "--no-process-group", f"--configfile={config}"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            restore_signals=False,  # a file that grows too large is an error for it, not its end
        )
    try:
        _wait_for(port, server, folder)
        yield Samba(folder, port)
    finally:
        # Each client has a process of its own; all are in the server's group.
        for how in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, how)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(5)


def _configuration(folder: Path, port: int) -> str:
    user = pwd.getpwuid(os.getuid()).pw_name
    shares = [_OPEN.format(name="share", folder=folder, read_only="no", user=user, more="")]
    shares.append(_OPEN.format(name="closed", folder=folder, read_only="yes", user=user, more=""))
    shares += [
        _OPEN.format(
            name=f"full-{size}", folder=folder, read_only="no", user=user,
            # The kernel refuses this client's process every byte beyond, as a full disk would.
            more=f"root preexec = prlimit --pid %d --fsize={size}",
        )
        for size in FULL_AFTER
    ]  # fmt: skip
    return _GLOBAL.format(folder=folder, port=port) + "".join(shares) + _GUARDED.format(folder=folder)


def _account(system: str) -> str:
    """A line of Samba's password file; the program that writes it (smbpasswd) wants to be root."""
    return f"{system}:{pwd.getpwnam(system).pw_uid}:{'X' * 32}:{PASSWORD_MD4}:[U          ]:LCT-6B0949FB:\n"


def _wait_for(port: int, server: subprocess.Popen, folder: Path) -> None:
    for _try in range(500):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(0.01)
            break
    raise AssertionError(f"Samba does not start: {(folder / 'out').read_text()} {(folder / 'log').read_text()[-2000:]}")
