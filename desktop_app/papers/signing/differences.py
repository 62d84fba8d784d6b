"""What one revision of a PDF changed, in an office's words: a page, a field, an attachment.

Only for telling people more than "something was added": the paper is refused already when this is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop_app.errors import PdfDamage
from desktop_app.papers.signing.signature import CONFIRMER_FIELD

_LARGEST = 50_000
"""Objects looked at; a paper of ours has a few hundred."""

_SCRIPTS = ("/OpenAction", "/AA", "/URI")
_UPWARDS = frozenset({"/Parent", "/P", "/Data"})
"""A signature's /Data is the whole document that it locks."""


def what_changed(reader: PdfFileReader, before: int, after: int, *, signs: bool) -> PdfDamage:
    """Return what revision *after* changed against *before* (0 is the first), the most telling first.

    *signs*: it is one that a signature made, so that its own field and the properties may differ.
    """
    try:
        old, new = (_Looks(reader.get_historical_resolver(revision)) for revision in (before, after))
        for damage, part in (*_PARTS, *(_OF_SIGNING if signs else _OF_OTHERS)):
            if part(old) != part(new):
                return damage
    except Exception:  # noqa: BLE001 - a foreign revision may break the parser in any way; it is refused anyhow
        return PdfDamage.OVERLAID
    return PdfDamage.OVERLAID


class _Looks:
    """One revision, by digests of its parts."""

    def __init__(self, document: Any) -> None:
        self.document, self.root = document, document.root
        self._left = _LARGEST
        self.pages = tuple(_leaves(self.root["/Pages"], self.root["/Pages"].get("/Kids", ())))

    def digest(self, *parts: Any) -> bytes:
        """Return one digest for *parts* and all that hangs below them."""
        hashed = sha256()
        waiting, seen = list(parts), set()
        while waiting:
            self._left -= 1
            if self._left < 0:
                raise ValueError("too large to compare")
            part = waiting.pop()
            if isinstance(part, IndirectObject):
                if part.idnum in seen:
                    continue
                seen.add(part.idnum)
                part = part.get_object()
            hashed.update(type(part).__name__.encode() + b"(")
            if isinstance(part, StreamObject):
                hashed.update(part.encoded_data)
            if isinstance(part, DictionaryObject):
                names = sorted(name for name in part if name not in _UPWARDS)
                hashed.update("".join(names).encode())
                waiting += [part.raw_get(name) for name in names]
            elif isinstance(part, ArrayObject):
                waiting += [part.raw_get(index) for index in range(len(part))]
            else:
                hashed.update(str(part).encode())
        return hashed.digest()

    def of_pages(self, *names: str) -> list[bytes]:
        """Return a digest of these entries for each page, those inherited from the pages' tree included."""
        return [self.digest(*(_inherited(page, name) for name in names)) for _reference, page in self.pages]

    def fields_but(self, name: str) -> list[bytes]:
        """Return a digest of each field, one excepted."""
        fields = map(_resolved, self.root["/AcroForm"]["/Fields"])
        return [self.digest(field) for field in fields if field.get("/T") != name]

    def notes(self) -> list[bytes]:
        """Return a digest of each page's annotations that are no field's."""
        kept = [
            [note for note in map(_resolved, page.get("/Annots", ())) if "/FT" not in note and "/Parent" not in note]
            for _reference, page in self.pages
        ]
        return [self.digest(*notes) for notes in kept]


def _leaves(node: Any, kids: Iterable[Any], depth: int = 0) -> Iterable[tuple[int, Any]]:
    if depth > 20:
        raise ValueError("a tree of pages that deep is none")
    for index in range(len(list(kids))):
        reference = node["/Kids"].raw_get(index)
        kid = _resolved(reference)
        if "/Kids" in kid:
            yield from _leaves(kid, kid["/Kids"], depth + 1)
        else:
            yield getattr(reference, "idnum", -1), kid


def _resolved(part: Any) -> Any:
    return part.get_object() if isinstance(part, IndirectObject) else part


def _inherited(page: Any, name: str) -> Any:
    for _step in range(20):
        if name in page:
            return page.raw_get(name)
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return None


def _names(looks: _Looks, name: str) -> Any:
    return looks.root.get("/Names", {}).get(name)


_Parts = tuple[tuple[PdfDamage, Callable[[_Looks], object]], ...]

_PARTS: _Parts = (
    (PdfDamage.PAGES, lambda looks: [reference for reference, _page in looks.pages]),
    (
        PdfDamage.SCRIPT,
        lambda looks: (
            looks.digest(*(looks.root.get(name) for name in _SCRIPTS), _names(looks, "/JavaScript")),
            looks.of_pages("/AA"),
        ),
    ),
    (PdfDamage.ATTACHMENT, lambda looks: looks.digest(_names(looks, "/EmbeddedFiles"), looks.root.get("/AF"))),
    (PdfDamage.PAGE, lambda looks: looks.of_pages("/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")),
    (PdfDamage.RESOURCES, lambda looks: (looks.of_pages("/Resources"), looks.digest(looks.root.get("/OCProperties")))),
    (PdfDamage.ANNOTATION, lambda looks: looks.notes()),
)
_OF_SIGNING: _Parts = ((PdfDamage.FIELD, lambda looks: looks.fields_but(CONFIRMER_FIELD)),)
_OF_OTHERS: _Parts = (
    (PdfDamage.FIELD, lambda looks: (looks.digest(looks.root.get("/AcroForm")), looks.of_pages("/Annots"))),
    (
        PdfDamage.METADATA,
        lambda looks: looks.digest(
            looks.root.get("/Metadata"), looks.document.trailer_view.get("/Info"), looks.root.get("/Lang")
        ),
    ),
)
