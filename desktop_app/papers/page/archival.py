"""PDF/A-1b (ISO 19005-1): what makes a paper readable in ten years, by programs that are not ours.

Written by reportlab itself as the document's last objects, so that nothing reads the file back. The colour profile
is resources/colour/sRGB.icc: "sRGB-v2-magic" of Compact ICC Profiles, public domain (CC0), version 2 as PDF 1.4 knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from desktop_app.resources import resource_path

PDF_VERSION = (1, 4)
_CREATOR, _PRODUCER = "Sekisho", "ReportLab PDF Library"
_CONDITION = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself; *created_at* knows its time zone, *language* is that of its words."""

    title: str
    author: str
    created_at: dt.datetime
    language: str


def make_archival(document: Any, properties: Properties) -> None:
    """Give reportlab's *document* the properties, metadata and output intent that PDF/A-1b asks for."""
    catalog = _Catalog()
    catalog.__dict__.update(document.Catalog.__dict__)
    catalog.Metadata = pdfdoc.PDFStream(_METADATA, _packet(properties))
    catalog.OutputIntents = pdfdoc.PDFArray([_output_intent(document)])
    document.Catalog = document._catalog = catalog  # noqa: SLF001 - reportlab holds it twice
    document.info = _Info(properties)


def _on_a_line_of_its_own(format_stream: Callable[[Any, Any], bytes]) -> Callable[[Any, Any], bytes]:
    """Return reportlab's writing of a stream, mended: PDF/A wants the word that ends it to begin a line."""

    def mended(stream: Any, document: Any) -> bytes:
        return format_stream(stream, document).removesuffix(_END) + b"\n" + _END

    return mended


_END = b"endstream\n"
pdfdoc.PDFStream.format = _on_a_line_of_its_own(pdfdoc.PDFStream.format)


class _Catalog(pdfdoc.PDFCatalog):  # type: ignore[misc] # reportlab ships no types
    """The catalogue with the one entry reportlab does not know."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The document information, equal to the metadata word by word; what nobody filled in is left out."""

    def __init__(self, properties: Properties) -> None:
        super().__init__()
        self.title, self.author, self.subject = properties.title, properties.author, ""
        self._created = _pdf_date(properties.created_at)

    def format(self, document: Any) -> Any:
        said = {
            "Title": self.title,
            "Author": self.author,
            "Creator": _CREATOR,
            "Producer": _PRODUCER,
            "CreationDate": self._created,
            "ModDate": self._created,
        }
        return pdfdoc.PDFDictionary({key: pdfdoc.PDFString(text) for key, text in said.items()}).format(document)


_METADATA = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")})


def _output_intent(document: Any) -> Any:
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _profile())
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": pdfdoc.PDFString(_CONDITION),
            "Info": pdfdoc.PDFString(_CONDITION),
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def _profile() -> bytes:
    return resource_path("colour/sRGB.icc").read_bytes()


def _packet(properties: Properties) -> bytes:
    title, author = escape(properties.title), escape(properties.author)
    created = properties.created_at.isoformat(timespec="seconds")
    language = properties.language
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{_CREATOR}</xmp:CreatorTool>
<xmp:CreateDate>{created}</xmp:CreateDate><xmp:ModifyDate>{created}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{_PRODUCER}</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _pdf_date(moment: dt.datetime) -> str:
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}'{offset[3:5]}'" if offset else ""
    return f"D:{moment:%Y%m%d%H%M%S}{zone}"
