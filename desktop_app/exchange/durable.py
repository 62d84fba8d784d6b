"""Writing a file for a person: whole or not at all, the former one untouched when the disk says no."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.errors import FolderNotWritable
from desktop_app.keys.durable import sync_file, sync_folder, trouble_of


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Lend a file that takes the place of *path* when the block ends well; else nothing is left of it.

    Raises FolderNotWritable, also for any OSError of the block: do nothing there but write.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            yield file
            sync_file(file)
        part.replace(path)
    except OSError as error:
        raise FolderNotWritable(path=str(path.parent), name=path.name, trouble=_trouble(path, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    with suppress(OSError):  # the file is there; some shares just do not know the call
        sync_folder(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path* through a temporary file beside it; raises FolderNotWritable."""
    with replacing(path) as file:
        file.write(data)


def _trouble(path: Path, error: OSError) -> str:
    if not path.parent.is_dir():
        return "missing"
    return "denied" if path.is_dir() else trouble_of(error)
