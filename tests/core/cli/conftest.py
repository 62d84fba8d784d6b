"""Commands run in this process, on homes of a user without a keyring."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.cli import main
from tests.commands import Pc

Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def ask(tmp_path, monkeypatch, capsys) -> Ask:
    """Run a command on one of the user's homes in this process; returns its code and its JSON."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)

    def run(home: str, *arguments: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main(["--home", str(tmp_path / home), "--json", *map(str, arguments)])
        return code, json.loads(capsys.readouterr().out)

    return run
