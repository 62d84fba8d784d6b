"""Scans that are none, or of the wrong page: each refused with its own sentence, and nothing recorded."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
import segno
from PIL import Image

from desktop_app.errors import SekishoError
from desktop_app.keys.signing import fixed_signature, new_key, sign
from desktop_app.papers.forms.pen_data import REVISION
from desktop_app.papers.page.page_code import PREFIX, PageCode, PenForm, sealed_code
from desktop_app.sentences import sentence
from desktop_app.sentences.scans import page_words
from desktop_app.usecases import answering, paper_printing
from desktop_app.usecases.paper_scans import take_in_scan
from tests.homes import found, register
from tests.scans import as_file, coded, pictures

DPI = 100
CANNOT = "このファイルは読み取れません。壊れているか、パスワードがかかっているか、別の種類のファイルです。"
NO_CODE = "コードを読み取れません。まっすぐに、濃いめに読み取り直してください。"
FOREIGN = "この職場のPCで印刷した用紙ではないため、取り込みません。もとの職場に返してください。"
TOO_LARGE = "画像が大きすぎます。200〜400 dpiで読み取り直してください。"
OTHER_VERSION = "ほかの版の用紙のため、取り込みません。いまの版を印刷し直してください。"


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """A home with a case, the first page of its pack, and how codes for it are made."""
    folder = tmp_path_factory.mktemp("bench")
    app = found(folder)
    yield Bench(app, folder)
    app.close()


class Bench:
    def __init__(self, app, folder):
        self.app, self.folder = app, folder
        self.case_id, self.cancelled = (self._briefed(number) for number in ("0012346", "0012347"))
        self.page = pictures(paper_printing.print_pack(app, self.case_id).pdf, DPI)[0]
        cancelled = pictures(paper_printing.print_pack(app, self.cancelled).pdf, DPI)[0]
        answering.cancel_case(app, self.cancelled, "発令取消の連絡を受けた")
        self.of_cancelled = cancelled
        other = found(folder, "other", org_code="NSC02")
        stranger = register(other, "0012346", "佐藤　太郎")
        answering.record_briefing(other, stranger, answering.Briefing(other.today(), "対面"))
        self.of_other_workplace = pictures(paper_printing.print_pack(other, stranger).pdf, DPI)[0]
        other.close()
        wording = paper_printing.wording_in_force(app.workplace.programme, PenForm.CHECKLIST)
        self.code = PageCode(self.case_id, PenForm.CHECKLIST, REVISION, 1, 3, wording)

    def _briefed(self, number):
        case_id = register(self.app, number, "佐藤　太郎")
        answering.record_briefing(self.app, case_id, answering.Briefing(self.app.today(), "対面"))
        return case_id

    def with_code(self, key=None, **changed):
        key = key or self.app.device.sign
        return self.carrying(sealed_code(replace(self.code, **changed), lambda data: fixed_signature(key(data))))

    def carrying(self, held):
        return coded(self.page, held, DPI)


def png_of(width, height):
    """A picture that says it is that large and is a few bytes long."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 4096))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def pdf(*boxes, content=b"", password=""):
    """A PDF of empty pages; *boxes* are their sizes in points."""
    out = BytesIO()
    with pikepdf.new() as made:
        for box in boxes:
            made.add_blank_page(page_size=box)
        if content:
            made.pages[0].Contents = made.make_stream(content)
        how = {"encryption": pikepdf.Encryption(owner=password, user=password)} if password else {}
        made.save(out, **how)
    return out.getvalue()


def two_codes(bench):
    both = Image.new("L", (bench.page.width * 2, bench.page.height), 255)
    both.paste(bench.page, (0, 0))
    both.paste(bench.with_code(page=2), (bench.page.width, 0))
    return both


def on_a_card(text):
    """A foreign code as it stands on parcels and posters."""
    out = BytesIO()
    segno.make_qr(text).save(out, kind="png", scale=8)
    return out.getvalue()


STRANGER = new_key()
A4 = (595, 842)
FILES = {
    "nothing": (lambda _b: b"", CANNOT),
    "a letter": (lambda _b: b"Dear sirs, enclosed please find the scan.", CANNOT),
    "zeroes": (lambda _b: bytes(4096), CANNOT),
    "a program": (lambda _b: b"\x7fELF" + bytes(200), CANNOT),
    "a page of the web": (lambda _b: b"<html><body>scan</body></html>", CANNOT),
    "a table called a scan": (lambda _b: b"PK\x03\x04" + bytes(100), CANNOT),
    "a GIF": (lambda b: as_file([b.page], "gif"), CANNOT),
    "only the head of a PDF": (lambda _b: b"%PDF-1.7\n", CANNOT),
    "a PDF without pages": (lambda _b: pdf(), CANNOT),
    "a PDF with a password": (lambda _b: pdf(A4, password="himitsu"), CANNOT),
    "a PDF cut in half": (lambda b: as_file([b.page], "pdf")[:2000], CANNOT),
    "only the head of a JPEG": (lambda _b: b"\xff\xd8\xff\xe0\0\x10JFIF\0", CANNOT),
    "only the head of a TIFF": (lambda _b: b"II*\0\x08\0\0\0", CANNOT),
    "a TIFF that leads to itself": (lambda _b: b"II*\0\x08\0\0\0\0\0\x08\0\0\0", CANNOT),
    "too many pages": (lambda _b: pdf(*[A4] * 201), "「scan.bin」は 201ページあります。"),
}
PAGES = {
    "a PNG bomb": (lambda _b: png_of(100_000, 100_000), TOO_LARGE),
    "a picture of 50 megapixels": (lambda b: b.page.resize((6000, 8400)), TOO_LARGE),
    "a page as large as a wall": (lambda _b: pdf((14_000, 14_000)), TOO_LARGE),
    "a picture cut in half": (lambda b: as_file([b.page], "jpeg")[:9000], "画像を読めません。読み取り直してください。"),
    "an empty sheet": (lambda b: Image.new("L", b.page.size, 255), NO_CODE),
    "a black sheet": (lambda b: Image.new("L", b.page.size, 0), NO_CODE),
    "noise": (lambda b: Image.effect_noise(b.page.size, 120), NO_CODE),
    "a page without its corner": (lambda b: b.page.crop((0, 160, *b.page.size)), NO_CODE),
    "a PDF that runs a script": (lambda _b: pdf(A4, content=b"/JS (app.alert(1)) Tj"), NO_CODE),
    "somebody's parcel": (lambda _b: on_a_card("https://example.jp/parcel/1"), NO_CODE),
    "two pages on one picture": (two_codes, "1枚に2つ以上のコードがあります。1ページずつ読み取ってください。"),
    "our prefix before nonsense": (lambda b: b.carrying(PREFIX + bytes(92)), FOREIGN),
    "our prefix alone": (lambda b: b.carrying(PREFIX + b"x"), FOREIGN),
    "signed by a stranger": (lambda b: b.with_code(lambda data: sign(STRANGER, data)), FOREIGN),
    "of another workplace": (lambda b: b.of_other_workplace, FOREIGN),
    "of a case nobody knows": (lambda b: b.with_code(case="0" * 32), "このPCにまだない案件のページです。"),
    "of a cancelled transfer": (lambda b: b.of_cancelled, "発令取消の案件のページのため、取り込みません。"),
    "of an older wording": (lambda b: b.with_code(wording="8e440b9c61f7"), OTHER_VERSION),
    "of a later drawing": (lambda b: b.with_code(revision=REVISION + 1), OTHER_VERSION),
    "page four of three": (lambda b: b.with_code(page=4), FOREIGN),
    "page zero": (lambda b: b.with_code(page=0), FOREIGN),
}


def written(bench, made):
    path = bench.folder / "scan.bin"
    path.write_bytes(made if isinstance(made, bytes) else as_file([made], "png"))
    return path


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_scan_is_refused_with_its_sentence(bench, what):
    make, expected = FILES[what]
    with pytest.raises(SekishoError) as refused:
        take_in_scan(bench.app, [written(bench, make(bench))])
    assert sentence(refused.value).startswith(expected)


@pytest.mark.parametrize("what", PAGES)
def test_a_page_that_belongs_to_no_case_is_named_with_its_sentence(bench, what):
    make, expected = PAGES[what]
    report = take_in_scan(bench.app, [written(bench, make(bench))])
    assert [page_words(page.standing).startswith(expected) for page in report.pages] == [True]
    assert report.cases == ()


def test_the_same_page_twice_counts_once_and_a_good_one_among_bad_ones_is_found(bench):
    stack = [Image.new("L", bench.page.size, 255), bench.page, bench.page, bench.of_cancelled]
    path = bench.folder / "stack.tiff"
    path.write_bytes(as_file(stack, "tiff"))
    report = take_in_scan(bench.app, [path])
    assert [page.standing for page in report.pages] == ["NO_CODE", "MATCHED", "DUPLICATE", "CANCELLED_CASE"]
    assert [scan.case_id for scan in report.cases] == [bench.case_id]
