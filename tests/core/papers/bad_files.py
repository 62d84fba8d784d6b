"""Files that are not what they say, or meant to hurt whoever opens them: over a hundred fixed cases by name.

Made here byte by byte, because no program would write them. Each is given to the readers of foreign files.
"""

from __future__ import annotations

import base64
import gzip
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO

from tests.core.papers.doctored import finished
from tests.core.papers.doctored_bytes import (
    a_copy_that_opens_without_password_but_may_not_be_printed,
    an_encrypted_copy,
)

MIB = 1024 * 1024
CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"

FILES: dict[str, Callable[[], bytes]] = {}


def case(name: str, make: bytes | Callable[[], bytes]) -> None:
    assert name not in FILES, name
    FILES[name] = make if callable(make) else lambda: make


def pdf(*objects: bytes, trailer: bytes = b"", size: int | None = None, tail: bytes = b"") -> bytes:
    """A PDF whose bodies are *objects*, numbered from 1, with a right table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1 if size is None else size
    ending = b"trailer\n<</Size %d/Root 1 0 R%s>>%s\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + ending % (count, trailer, tail, start)


def page_with(content: bytes = b"", **more: bytes) -> bytes:
    extra = b"".join(b"/%s %s" % (key.encode(), value) for key, value in more.items())
    return pdf(CATALOG, PAGES, PAGE[:-2] + b"/Contents 4 0 R" + extra + b">>", content)


def stream(data: bytes, entries: bytes = b"", length: bytes | None = None) -> bytes:
    stated = b"%d" % len(data) if length is None else length
    return b"<</Length %s%s>>\nstream\n%s\nendstream" % (stated, entries, data)


def bomb(size: int, depth: int = 1) -> bytes:
    """Zeros, packed (*depth* times): whole MiB from one packed MiB repeated, which costs nothing to make."""
    packer = zlib.compressobj(9)
    block = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    count = max(1, size // MIB)
    # The checksum of zeros alone: 1, and how many there are.
    check = struct.pack(">HH", count * MIB % 65521, 1)
    data = block[:2] + block[2:] * count + zlib.compress(b"")[2:-4] + check
    for _layer in range(depth - 1):
        data = zlib.compress(data, 9)
    return data


def form(fields: bytes, *more: bytes) -> bytes:
    """A PDF with an interactive form; *fields* is its array, further objects begin at 4."""
    return pdf(CATALOG[:-2] + b"/AcroForm<</SigFlags 3/Fields %s>>>>" % fields, PAGES, PAGE, *more)


def signature(**entries: bytes) -> bytes:
    """A form with one signature field whose dictionary has these entries."""
    told = {"Filter": b"/Adobe.PPKLite", "SubFilter": b"/ETSI.CAdES.detached", "ByteRange": b"[0 10 20 10]"} | entries
    body = b"".join(b"/%s %s" % (key.encode(), value) for key, value in told.items() if value)
    field = b"<</FT/Sig/T(transferee)/Subtype/Widget/Rect[0 0 9 9]/V 5 0 R>>"
    return form(b"[4 0 R]", field, b"<</Type/Sig%s>>" % body)


def archive(*names: str, size: int = 100) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, bytes(size))
    return out.getvalue()


def nested(opens: bytes, closes: bytes, depth: int) -> bytes:
    return opens * depth + closes * depth


def altered(old: bytes, new: bytes, count: int = -1) -> Callable[[], bytes]:
    return lambda: finished().replace(old, new, count)


chance = random.Random(20261127)
NOISE = chance.randbytes(4096)

# --- no PDF at all ----------------------------------------------------------------------------------------------

for name, data in {
    "nothing": b"",
    "one byte": b"%",
    "a letter": "異動者一覧\r\n佐藤　太郎".encode("cp932"),
    "a letter in UTF-16": "異動者一覧".encode("utf-16"),
    "a web page": b"<!DOCTYPE html><html><body>%PDF</body></html>",
    "a table": b"a,b,c\r\n1,2,3\r\n",
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a program for Windows": b"MZ" + NOISE,
    "a program for Linux": b"\x7fELF" + NOISE,
    "noise": NOISE,
    "a megabyte of zeros": bytes(MIB),
    "a megabyte of ones": b"\xff" * MIB,
    "an empty archive": archive(),
    "a workbook": archive("[Content_Types].xml", "xl/workbook.xml"),
    "a packed bomb": archive("zeros", size=30 * MIB),
    "something gzipped": gzip.compress(b"%PDF-1.7"),
    "a base64 text": base64.b64encode(b"%PDF-1.7 something"),
}.items():
    case(name, data)

# --- pictures -----------------------------------------------------------------------------------------------------


def png(width: int, height: int, data: bytes, colour: int = 2, depth: int = 8) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def tiff(width: int, height: int, *, next_page: int = 0) -> bytes:
    entries = ((256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1))
    entries += ((273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, width * height & 0xFFFFFFFF))
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", next_page)


def jpeg(width: int, height: int) -> bytes:
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
        + frame
        + b"\xff\xda\x00\x0c\x03\x01\x00"
        + NOISE[:64]
    )


for name, data in {
    "a PNG's head alone": b"\x89PNG\r\n\x1a\n",
    "a PNG of a letter": b"\x89PNG\r\n\x1a\n" + b"Dear sirs",
    "a PNG as large as a town": png(100_000, 100_000, bomb(MIB)),
    "a PNG with the largest numbers": png(2**31 - 1, 2**31 - 1, b""),
    "a PNG without any width": png(0, 10, bomb(10)),
    "a PNG that unpacks to too much": png(3000, 3000, bomb(120 * MIB)),
    "a PNG of an unknown kind": png(10, 10, bomb(400), colour=7, depth=3),
    "a PNG cut off": png(10, 10, bomb(400))[:50],
    "a JPEG's head alone": b"\xff\xd8\xff",
    "a JPEG as large as a town": jpeg(65_500, 65_500),
    "a JPEG of noise": b"\xff\xd8\xff\xe0" + NOISE,
    "a JPEG without any height": jpeg(100, 0),
    "a TIFF as large as a town": tiff(200_000, 200_000),
    "a TIFF whose pages never end": tiff(10, 10, next_page=8),
    "a TIFF that points behind its end": b"II*\0\xf0\xff\xff\xff",
    "a TIFF for which nothing is left": b"MM\0*",
    "a GIF's head alone": b"GIF89a\xff\xff\xff\xff\xf7\0\0",
    "a bitmap with negative size": b"BM"
    + struct.pack("<IHHIIiiHHIIiiII", 60, 0, 0, 54, 40, -9, -9, 1, 24, 0, 6, 0, 0, 0, 0),
    "a picture that is a web page": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}.items():
    case(name, data)

# --- broken PDFs --------------------------------------------------------------------------------------------------

for name, data in {
    "a head alone": b"%PDF-1.7\n",
    "a head and an end": b"%PDF-1.7\n%%EOF\n",
    "a head and noise": b"%PDF-1.7\n" + NOISE,
    "a head, zeros and an end": b"%PDF-1.7\n" + bytes(MIB) + b"\nstartxref\n9\n%%EOF\n",
    "no table of places": b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    "a start behind the end": b"%PDF-1.7\nstartxref\n99999999999\n%%EOF\n",
    "a negative start": b"%PDF-1.7\nstartxref\n-7\n%%EOF\n",
    "a start that is no number": b"%PDF-1.7\nstartxref\nhere\n%%EOF\n",
    "five megabytes of remarks": b"%PDF-1.7\n" + b"% remark\n" * 550_000 + b"startxref\n9\n%%EOF\n",
    "no root": pdf(CATALOG).replace(b"/Root 1 0 R", b""),
    "a root that is a number": pdf(b"42"),
    "a root that is itself": pdf(b"1 0 R"),
    "a size of two thousand million": pdf(CATALOG, PAGES, PAGE, size=2**31),
    "a negative size": pdf(CATALOG, PAGES, PAGE, size=-1),
    "a table that claims ten million entries": pdf(CATALOG).replace(b"xref\n0 2", b"xref\n0 9999999"),
    "a table that claims a negative number": pdf(CATALOG).replace(b"xref\n0 2", b"xref\n0 -2"),
    "numbers with a thousand digits": pdf(b"<</Type/Catalog/Pages %s 0 R>>" % (b"9" * 1000)),
    "a string that does not end": pdf(b"<</Type/Catalog/Pages (" + b"x" * 1000),
    "digits that are none": pdf(b"<</Type/Catalog/Pages <xyz>>>"),
    "a page of no size": page_with(stream(b""), MediaBox=b"[0 0 0 0]"),
    "a page of endless size": page_with(stream(b""), MediaBox=b"[-1e99 -1e99 1e99 1e99]"),
}.items():
    case(name, data)

# --- loops, depths, counts ----------------------------------------------------------------------------------------

for name, data in {
    "ten thousand arrays in each other": pdf(nested(b"[", b"]", 10_000)),
    "ten thousand dictionaries in each other": pdf(nested(b"<</A ", b">>", 10_000)),
    "a hundred thousand arrays that never end": pdf(b"[" * 100_000),
    "two objects that are each other": pdf(b"2 0 R", b"1 0 R"),
    "pages that hold themselves": pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "pages that hold themselves a million times": pdf(
        CATALOG, b"<</Type/Pages/Kids[%s]/Count 9>>" % (b"2 0 R " * 200_000)
    ),
    "a page that is its own parent": pdf(CATALOG, PAGES, PAGE.replace(b"2 0 R", b"3 0 R")),
    "a table that follows itself": pdf(CATALOG, PAGES, PAGE, trailer=b"/Prev 9"),
    "a table before itself": pdf(CATALOG, PAGES, PAGE, trailer=b"/Prev %d" % pdf(CATALOG, PAGES, PAGE).index(b"xref")),
    "a second table that is the first": pdf(CATALOG, PAGES, PAGE, trailer=b"/XRefStm 9"),
    "a table at a negative place": pdf(CATALOG, PAGES, PAGE, trailer=b"/Prev -1"),
    "two hundred thousand objects": pdf(CATALOG, PAGES, PAGE, *([b"null"] * 200_000)),
    "fifty thousand pages": pdf(
        CATALOG,
        b"<</Type/Pages/Count 50000/Kids[%s]>>" % b" ".join(b"%d 0 R" % n for n in range(3, 50_003)),
        *([PAGE] * 50_000),
    ),
    "a name as long as a book": pdf(CATALOG[:-2] + b"/" + b"N" * MIB + b" 1>>", PAGES, PAGE),
    "a tree of fields that holds itself": form(b"[4 0 R]", b"<</T(a)/Kids[4 0 R]>>"),
    "a field that is its own parent": form(b"[4 0 R]", b"<</FT/Sig/T(a)/Parent 4 0 R/V 4 0 R>>"),
    "twenty thousand fields": form(b"[%s]" % (b"4 0 R " * 20_000), b"<</FT/Sig/T(a)>>"),
    "five thousand fields in each other": form(
        b"[4 0 R]", *(b"<</T(a)/Kids[%d 0 R]>>" % (n + 1) for n in range(4, 5004)), b"<</FT/Sig/T(b)>>"
    ),
}.items():
    case(name, data)
case("a thousand revisions of nothing", lambda: _revisions(1000))


def _revisions(count: int) -> bytes:
    out = pdf(CATALOG, PAGES, PAGE)
    before = out.index(b"xref")
    for _one in range(count):
        start = len(out)
        out += b"xref\n0 0\ntrailer\n<</Size 4/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before, start)
        before = start
    return out


# --- streams ------------------------------------------------------------------------------------------------------

FLATE = b"/Filter/FlateDecode"


def _table_stream(data: bytes, entries: bytes = b"") -> bytes:
    told = b"/Type/XRef/Size 4/W[1 4 2]/Root 1 0 R" + entries
    body = pdf(CATALOG, PAGES, PAGE).split(b"xref")[0]
    return body + b"4 0 obj\n" + stream(data, told) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _packed_objects(data: bytes, entries: bytes) -> bytes:
    """Object 1 lies inside the packed object 2."""
    body = b"%PDF-1.7\n2 0 obj\n" + stream(data, b"/Type/ObjStm" + entries) + b"\nendobj\n"
    rows = struct.pack(">BIH", 0, 0, 0) + struct.pack(">BIH", 2, 2, 0) + struct.pack(">BIH", 1, 9, 0)
    told = b"/Type/XRef/Size 3/W[1 4 2]/Root 1 0 R"
    return body + b"3 0 obj\n" + stream(rows, told) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


for name, made in {
    "a table packed as a bomb": lambda: _table_stream(bomb(200 * MIB), FLATE),
    "a table packed as a bomb of bombs": lambda: _table_stream(
        bomb(300 * MIB, 2), b"/Filter[/FlateDecode/FlateDecode]"
    ),
    "a table of the widest columns": lambda: _table_stream(b"abc", b"/W[99999999 99999999 99999999]"),
    "a table of no columns": lambda: _table_stream(b"abc", b"/W[0 0 0]"),
    "a table of negative columns": lambda: _table_stream(b"abc", b"/W[-1 4 2]"),
    "a table for far too many objects": lambda: _table_stream(bytes(28), b"/Index[0 2147483647]"),
    "a table with a filter a thousand times": lambda: _table_stream(
        b"abc", b"/Filter[" + b"/FlateDecode" * 1000 + b"]"
    ),
    "a table with an unknown filter": lambda: _table_stream(b"abc", b"/Filter/Unknown"),
    "a table with a predictor of endless columns": lambda: _table_stream(
        bomb(100), FLATE + b"/DecodeParms<</Predictor 12/Columns 2147483647>>"
    ),
    "objects packed as a bomb": lambda: _packed_objects(bomb(200 * MIB), FLATE + b"/N 1/First 4"),
    "objects packed into themselves": lambda: _packed_objects(b"2 0 <<>>", b"/N 1/First 4/Extends 2 0 R"),
    "more packed objects than there are": lambda: _packed_objects(b"1 0 <<>>", b"/N 999999999/First 4"),
    "packed objects before the beginning": lambda: _packed_objects(b"1 0 <<>>", b"/N 1/First -400"),
    "a page packed as a bomb": lambda: page_with(stream(bomb(200 * MIB), FLATE)),
    "a page of a bomb in hexadecimal": lambda: page_with(stream(b"0" * 20 * MIB, b"/Filter/ASCIIHexDecode")),
    "a page of runs": lambda: page_with(stream(b"\x81\0" * MIB + b"\x80", b"/Filter/RunLengthDecode")),
    "a page of LZW noise": lambda: page_with(stream(NOISE, b"/Filter/LZWDecode")),
    "a page of JPEG 2000 noise": lambda: page_with(stream(NOISE, b"/Filter/JPXDecode")),
    "a negative length": lambda: page_with(stream(b"BT ET", length=b"-5")),
    "a length without end": lambda: page_with(stream(b"BT ET", length=b"99999999999999")),
    "a length that is its own stream": lambda: page_with(stream(b"BT ET", length=b"4 0 R")),
    "a length that is a word": lambda: page_with(stream(b"BT ET", length=b"/Long")),
    "a page of endless brackets": lambda: page_with(stream(b"q " * 500_000)),
    "a page of endless text": lambda: page_with(stream(b"BT /F1 9 Tf (x) Tj ET " * 100_000)),
}.items():
    case(name, made)

# --- programs and passwords ------------------------------------------------------------------------------------------

JS = b"<</S/JavaScript/JS(while\\(1\\){app.alert\\('hello'\\)})>>"
for name, data in {
    "a script on opening": pdf(CATALOG[:-2] + b"/OpenAction" + JS + b">>", PAGES, PAGE),
    "a script in the table of names": pdf(
        CATALOG[:-2] + b"/Names<</JavaScript<</Names[(a)" + JS + b"]>>>>>>", PAGES, PAGE
    ),
    "a program to be started": pdf(CATALOG[:-2] + b"/OpenAction<</S/Launch/F(cmd.exe)>>>>", PAGES, PAGE),
    "an XFA form": pdf(CATALOG[:-2] + b"/AcroForm<</XFA(<xdp:xdp/>)/Fields[]>>>>", PAGES, PAGE),
    "a lock nobody knows": pdf(CATALOG, PAGES, PAGE, trailer=b"/Encrypt<</Filter/Secret/V 99/R 99>>"),
    "a lock that is missing": pdf(CATALOG, PAGES, PAGE, trailer=b"/Encrypt 99 0 R"),
    "a lock with endless keys": pdf(
        CATALOG, PAGES, PAGE, trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/Length 2147483647>>"
    ),
    "a signature without anything": signature(ByteRange=b"", Filter=b"", SubFilter=b""),
    "a signature without contents": signature(),
    "a signature of nothing": signature(Contents=b"<>"),
    "a signature of noise": signature(Contents=b"<" + NOISE.hex().encode() + b">"),
    "a signature that is a word": signature(Contents=b"/Word"),
    "a signature of depths": signature(Contents=b"<" + b"30800000" * 5000 + b">"),
    "a signature a hundred gigabytes long": signature(Contents=b"<30847fffffff>"),
    "a range of words": signature(Contents=b"<3000>", ByteRange=b"[/a /b /c /d]"),
    "a range of one": signature(Contents=b"<3000>", ByteRange=b"[0]"),
    "a range of a million": signature(Contents=b"<3000>", ByteRange=b"[" + b"0 1 " * 250_000 + b"]"),
    "a range beyond everything": signature(Contents=b"<3000>", ByteRange=b"[0 99999999999 99999999999 1]"),
}.items():
    case(name, data)
case("a locked copy", an_encrypted_copy)
case("a copy that may not be printed", a_copy_that_opens_without_password_but_may_not_be_printed)

# --- a signed paper, mishandled ------------------------------------------------------------------------------------

for share in (1, 10, 50, 90, 99):
    case(f"a signed paper cut off at {share} %", lambda share=share: finished()[: len(finished()) * share // 100])
for name, made in {
    "a signed paper without its beginning": lambda: finished()[500:],
    "a signed paper twice": lambda: finished() + finished(),
    "a signed paper as mail makes it": altered(b"\n", b"\r\n"),
    "a signed paper in capitals": lambda: finished().upper(),
    "a signed paper with zeros in it": lambda: finished()[:2000] + bytes(2000) + finished()[4000:],
    "a signed paper without ends": altered(b"endobj", b""),
    "a signed paper whose root is a page": altered(b"/Type /Catalog", b"/Type /Page   "),
    "a signed paper with another table": altered(b"\nxref\n", b"\nXREF\n"),
    "a signed paper in an archive": lambda: archive("a") + finished(),
    "a web page that is a signed paper, too": lambda: b"<html>" + finished() + b"</html>",
    "a picture that is a signed paper, too": lambda: b"GIF89a" + finished(),
}.items():
    case(name, made)


def names() -> Sequence[str]:
    return tuple(FILES)
