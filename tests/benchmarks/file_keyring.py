"""A keyring of the keyring library that reads its secrets from a file: so that both sides of a timing load it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """Secrets by entry, as ``{"home/database": "…"}`` in a JSON file; what is saved is forgotten at the end."""

    priority: Any = 1

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._entries: dict[str, str] = json.loads(path.read_text())

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries.get(service.removeprefix("sekisho/"))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._entries[service.removeprefix("sekisho/")] = password

    def delete_password(self, service: str, username: str) -> None:
        self._entries.pop(service.removeprefix("sekisho/"), None)
