"""Write so that after a power cut either the old or the new file is there, whole; and say what hindered it."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import IO

from desktop_app.errors import DiskFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}
# Windows: disk full while writing through a handle; medium is write-protected.
_FULL_ON_WINDOWS = {39, 112}
_DENIED_ON_WINDOWS = {5, 19}


def write_durably(path: Path, data: bytes) -> None:
    """Replace *path* by *data* in one step. Raises DiskFull; the old file is then untouched."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(data)
            sync_file(file)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise DiskFull(path=str(path.parent)) from error


def sync_file(file: IO[bytes]) -> None:
    """Bring what was written to the disk itself."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in *folder* durable; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def trouble_of(error: OSError) -> str:
    """Return what stands behind an error of the file system: full | denied | unreachable."""
    on_windows = getattr(error, "winerror", None)
    if error.errno in _FULL or on_windows in _FULL_ON_WINDOWS:
        return "full"
    if error.errno in _DENIED or on_windows in _DENIED_ON_WINDOWS:
        return "denied"
    return "unreachable"
