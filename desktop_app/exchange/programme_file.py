"""Read programme files (制度のファイル): the shipped ones and those users write.

A file is YAML of a strict kind (see ``programme_tree``), must have the shape of ``programme.schema.json`` and make
sense (``programme_rules``). Whatever is wrong, the error says on which line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.bilingual import Text
from desktop_app.domain.programme import Programme
from desktop_app.exchange.programme_data import programme_of
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_parts import Part, compose, sha256_of, told_in_part
from desktop_app.exchange.programme_rules import check_rules
from desktop_app.exchange.programme_shape import check_shape, programme_schema
from desktop_app.exchange.programme_tree import MAX_BYTES, decoded, refuse
from desktop_app.exchange.programme_writing import as_yaml
from desktop_app.resources import resource_path

COMMON = "common"
"""The base the shipped programmes extend; no workplace follows it alone."""

__all__ = ["LoadedProgramme", "programme_schema", "read_programme", "shipped_programmes", "with_add_ons"]


@dataclass(frozen=True, slots=True)
class LoadedProgramme:
    """A programme, the text it was read from (line feeds only, no byte order mark), and the parts it is made of.

    The SHA-256 (hex) is that text's, or with several parts stands for all of them.
    """

    programme: Programme
    sha256: str
    text: str
    parts: tuple[Part, ...]

    @property
    def made_of(self) -> tuple[str, ...]:
        """The parts it was put together from, as files name them, itself not counted."""
        return tuple(part.reference for part in self.parts[1:])


def read_programme(source: Path | str) -> LoadedProgramme:
    """Read a programme from a file (Path) or from its text (str). Raises ProgrammeUnreadable."""
    data = _bytes_of(source) if isinstance(source, Path) else source.encode("utf-8", "surrogatepass")
    text = decoded(data)
    folder = source.parent if isinstance(source, Path) else None
    tree, parts = compose(text, lambda part: _files_of(part, folder))
    with told_in_part(parts):
        check_shape(tree)
        check_rules(tree)
    return LoadedProgramme(programme_of(tree.value), sha256_of(text, parts), text, parts)


def shipped_programmes() -> tuple[tuple[str, Path], ...]:
    """Return id and path of every programme that ships with the application, by id; bases are no programmes."""
    files = resource_path("programmes").glob("*.yaml")
    return tuple(sorted((path.stem, path) for path in files if path.stem != COMMON))


def with_add_ons(base: str, add_ons: tuple[str, ...]) -> LoadedProgramme:
    """Return a shipped programme with shipped add-ons put upon it; its name and title are theirs joined.

    Raises ProgrammeUnreadable where they contradict each other.
    """
    shipped = dict(shipped_programmes())
    own, *others = (read_programme(shipped[name]).programme for name in (base, *add_ons))
    title = joined_title(own, *others)
    head = {
        "format": "1",
        "id": "-".join((own.id, *(one.id for one in others))),
        "version": own.version,
        "title": {"ja": title.ja, "en": title.en},
        "source": f"{title.ja}を組み合わせたもの",
        "extends": f"{own.id}@{own.version}",
        "add_ons": [f"{one.id}@{one.version}" for one in others],
    }
    return read_programme(as_yaml(head))


def joined_title(*together: Programme) -> Text:
    """Return what programmes are called together."""
    return Text(ja="＋".join(one.title.ja for one in together), en=" + ".join(one.title.en for one in together))


def _files_of(part: str, folder: Path | None) -> tuple[tuple[str, bytes], ...]:
    """Return the files that may hold *part*: beside the file that names it, then those that ship."""
    folders = ([folder] if folder else []) + [resource_path("programmes")]
    found: dict[Path, bytes] = {}
    for place in folders:
        for path in (place / f"{part}.yaml", *sorted(place.glob(f"{part}-[0-9]*.yaml"))):
            if path.is_file() and path not in found:
                found[path] = _bytes_of(path)
    return tuple((path.name, data) for path, data in found.items())


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        refuse(ProgrammeFault.NOT_OPENED, None)
