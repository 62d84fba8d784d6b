"""A reportlab document that writes each page as it is finished, so that a ledger of any length takes the same memory.

reportlab keeps every page until the end. Here a page and what is drawn on it go to the file at once, only their places
are remembered; fonts, metadata and the page tree follow when the document is saved, because only then it is known
what they hold. Nothing is written before the first page is finished.
"""

from __future__ import annotations

from array import array
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas


def streaming_canvas(out: BinaryIO, **how: Any) -> Canvas:
    """Return a canvas like ``Canvas(out, **how)`` whose pages are written to *out* as they are finished."""
    canvas = Canvas(out, **how)
    document = canvas._doc  # noqa: SLF001 - a canvas makes its document itself and takes no other
    document.__class__ = _StreamedDocument
    document.begin(out)
    return canvas


class _PageTree(pdfdoc.PDFPages):  # type: ignore[misc] # reportlab ships no types
    """The pages by their object numbers alone."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = array("L")

    def check_format(self, _document: Any) -> None:
        self.Kids = _Ready(b"[" + b" ".join(b"%d 0 R" % number for number in self.numbers) + b"]")
        self.Count = len(self.numbers)


class _Ready(pdfdoc.PDFObject):  # type: ignore[misc]
    """Something that is PDF already."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, _document: Any) -> bytes:
        return self._content


class _StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """The document; *begin* stands for a constructor, since the canvas has run reportlab's."""

    def begin(self, out: BinaryIO) -> None:
        """Write to *out* from the first page on."""
        self._out, self._at = out, 0
        self._offsets = array("Q", [0])
        """By object number; 0 is not written yet."""
        self._tree = self.Pages = self.Catalog.Pages = _PageTree()

    def addPage(self, page: Any) -> None:  # noqa: N802 - reportlab's name
        """Write a finished page and what is drawn on it, and forget both."""
        name = f"Page{self.pageCounter}"
        self.Reference(page, name)
        page.check_format(self)
        self.Reference(page.Contents)
        self._tree.numbers.append(self.idToObjectNumberAndVersion[name][0])
        for drawn in (name, page.Contents.__InternalName__):
            self._write_object(drawn)
            number, _version = self.idToObjectNumberAndVersion.pop(drawn)
            del self.idToObject[drawn], self.numberToId[number]
        self.pageCounter += 1
        self.inObject = None

    def SaveToFile(self, _out: Any, canvas: Any) -> None:  # noqa: N802
        """Write everything that is not a page, then the table of places."""
        self.GetPDFData(canvas)

    def format(self) -> bytes:
        """Write what is registered; formatting one object may register the next."""
        self.encrypt.prepare(self)
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 0
        while number < self.objectcounter:
            number += 1
            if number in self.numberToId:
                self._write_object(self.numberToId[number])
        start = self._at
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets))
        for offset in self._offsets[1:]:
            self._write(b"%010d 00000 n \n" % offset)
        trailer = pdfdoc.PDFTrailer(startxref=start, Size=len(self._offsets), Root=root, Info=info, ID=self.ID())
        self._write(trailer.format(self))
        return b""

    def _write_object(self, name: str) -> None:
        number, _version = self.idToObjectNumberAndVersion[name]
        written = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        if not self._at:
            self._write(pdfdoc.PDFFile(self._pdfVersion).strings[0])
        if number >= len(self._offsets):
            self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._at
        self._write(written)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)
