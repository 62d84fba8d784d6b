"""The house keeps its plan: layers, one home for each big library, sizes, wording and texts where they belong."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(path for folder in ("desktop_app", "ui") for path in (ROOT / folder).rglob("*.py"))

HOMES = {
    "sqlalchemy": {"desktop_app/store"},
    "sqlcipher3": {"desktop_app/store"},
    "reportlab": {"desktop_app/papers"},
    "pyhanko": {"desktop_app/papers"},
    "pypdfium2": {"desktop_app/papers"},
    "segno": {"desktop_app/papers"},
    "pikepdf": {"desktop_app/papers"},
    "PIL": {"desktop_app/papers"},
    "zxingcpp": {"desktop_app/papers"},
    "fontTools": {"desktop_app/papers"},
    "keyring": {"desktop_app/keys"},
    "pkcs11": {"desktop_app/keys"},
    "pyrage": {"desktop_app/keys"},
    "cryptography": {"desktop_app/keys", "desktop_app/papers", "desktop_app/usecases"},
    "openpyxl": {"desktop_app/exchange"},
    "yaml": {"desktop_app/exchange"},
    "jsonschema": {"desktop_app/exchange"},
    "msgspec": {"desktop_app/journal", "desktop_app/store"},
    "smbprotocol": {"desktop_app/share"},
    "filelock": {"desktop_app/home.py", "desktop_app/app.py", "desktop_app/usecases"},
    "PySide6": {"ui"},
}
"""papers and use cases name cryptography's key and certificate types; filelock's lock travels with the App."""

LARGE_FILES_LOOKED_AT = {"desktop_app/errors.py", "desktop_app/domain/facts.py"}
"""Files over 300 lines that somebody has looked at and found to be one thing still: a tree of names each."""

COMPANIES = re.compile("北海道電力|東北電力|関西電力|九州電力|ほくでん|hepco|tohoku-epco|kepco|kyuden", re.IGNORECASE)


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_layers_hold():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("library", HOMES)
def test_each_big_library_has_one_home(library):
    outside = [
        relative(path)
        for path in CODE
        if library in imports(path) and not any(relative(path).startswith(home) for home in HOMES[library])
    ]
    assert outside == []


def test_the_domain_is_standard_library_only():
    foreign = {
        (relative(path), name)
        for path in CODE
        if relative(path).startswith("desktop_app/domain/")
        for name in imports(path)
        if name not in sys.stdlib_module_names and name != "desktop_app"
    }
    assert foreign == set()


def test_screens_never_import_each_other():
    # What all screens are made of, and the player that goes through them all.
    shared = {"theme", "parts", "shell", "items", "demo"}
    rooms = {path.name for path in (ROOT / "ui").iterdir() if path.is_dir()} - shared - {"__pycache__"}
    crossing = []
    for path in CODE:
        parts = path.relative_to(ROOT).parts
        if parts[0] != "ui" or len(parts) < 3 or parts[1] not in rooms:
            continue
        text = path.read_text(encoding="utf-8")
        others = set(re.findall(r"^\s*(?:from|import) ui\.(\w+)", text, re.MULTILINE)) & rooms - {parts[1]}
        crossing += [(relative(path), other) for other in others]
    assert crossing == []


def test_presenters_know_no_widgets():
    with_widgets = [
        relative(path)
        for path in CODE
        if path.name == "presenter.py" and "QtWidgets" in path.read_text(encoding="utf-8")
    ]
    assert with_widgets == []


def test_no_file_grows_beyond_one_thing_unseen():
    large = {relative(path) for path in CODE if len(path.read_text(encoding="utf-8").splitlines()) > 300}
    assert large == LARGE_FILES_LOOKED_AT


def test_no_company_name_in_code():
    named = [relative(path) for path in CODE if COMPANIES.search(path.read_text(encoding="utf-8"))]
    assert named == []


def test_colours_stand_in_the_theme_only():
    strays = [
        relative(path)
        for path in CODE
        if relative(path).startswith("ui/")
        and not relative(path).startswith("ui/theme/")
        and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_tests_use_no_patching_no_sleeping_and_no_skipping():
    forbidden = re.compile(
        r"mock\.patch|monkeypatch\.setattr|time\.sleep\(|QTest\.qWait|pytest\.(?:mark\.)?(?:skip|xfail)"
    )
    strays = [
        relative(path)
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__) and forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert strays == []


def test_every_module_says_what_it_is_for():
    silent = [relative(path) for path in CODE if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []
