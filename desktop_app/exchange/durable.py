"""Writing a file for a person: whole or not at all, the former one untouched when the disk says no."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from desktop_app.errors import FolderNotWritable


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path* through a temporary file beside it; raises FolderNotWritable."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    except OSError as error:
        raise FolderNotWritable(path=str(path.parent)) from error
