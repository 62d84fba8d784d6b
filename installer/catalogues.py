"""The translation catalogues: taking in new sentences, and proving that none is missing, unused or unfinished.

``python -m installer.catalogues update`` extracts from the code; ``… check`` fails when the catalogues are not
exactly what the code needs.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("desktop_app", "ui")
KEYWORDS = {"_": None, "ngettext": (1, 2)}
LANGUAGES = ("ja",)
UNUSED_FIELDS = tuple(
    f'"{field}'
    for field in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
"""What gettext would head the file with: stamps and names that git keeps better."""
HEADER = """\
# The English sentences in the code are the source; `make translations` takes new ones in here,
# and `make catalogues-check` tells what is still without a translation.
#"""


def main() -> int:
    """Run the command named on the command line; returns the exit code."""
    command = sys.argv[1] if len(sys.argv) > 1 else "check"
    needed = _extract()
    problems: list[str] = []
    for language in LANGUAGES:
        path = ROOT / "resources" / "translations" / language / "LC_MESSAGES" / "sekisho.po"
        if command == "update":
            _update(path, language, needed)
        problems += _problems(path, language, needed)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems and command == "check" else 0


def _extract() -> Catalog:
    needed = Catalog(project="sekisho", charset="utf-8")
    for source in SOURCES:
        found = extract_from_dir(str(ROOT / source), keywords=KEYWORDS, comment_tags=("Translators:",))
        for filename, _line, message, comments, _context in found:
            needed.add(message, locations=[(f"{source}/{filename}", 0)], auto_comments=comments)
    return needed


def _update(path: Path, language: str, needed: Catalog) -> None:
    strings = {_key(message.id): message.string for message in _read(path, language) if message.string}
    fresh = Catalog(locale=language, project="sekisho", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in needed:
        if not message.id:
            continue
        string = strings.get(_key(message.id), "")
        if not isinstance(message.id, str) and isinstance(string, str):
            string = (string,)
        files = sorted({file for file, _ in message.locations})
        fresh.add(message.id, string, locations=[(file, 0) for file in files], auto_comments=message.auto_comments)
    buffer = BytesIO()
    write_po(buffer, fresh, width=110, sort_output=True, omit_header=False, include_lineno=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line for line in lines if not line.startswith(UNUSED_FIELDS)), encoding="utf-8")


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _problems(path: Path, language: str, needed: Catalog) -> list[str]:
    catalogue = _read(path, language)
    wanted = {message.id for message in needed if message.id}
    there = {message.id: message for message in catalogue if message.id}
    problems = [f"{language}: missing: {message!r}" for message in sorted(wanted - there.keys(), key=str)]
    problems += [f"{language}: unused: {message!r}" for message in sorted(there.keys() - wanted, key=str)]
    for message in there.values():
        string = message.string or ""
        strings = (string,) if isinstance(string, str) else tuple(string)
        if message.fuzzy or not all(strings):
            problems.append(f"{language}: unfinished: {message.id!r}")
        problems += [f"{language}: {error}: {message.id!r}" for error in _placeholder_errors(message.id, strings)]
    return problems


def _placeholder_errors(message_id: str | tuple[str, ...] | list[str], strings: tuple[str, ...]) -> list[str]:
    from string import Formatter

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    source = message_id if isinstance(message_id, str) else message_id[-1]
    return ["placeholder" for string in strings if string and not fields(string) <= fields(source)]


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


if __name__ == "__main__":
    sys.exit(main())
