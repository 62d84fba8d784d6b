"""Scans read back: any format, direction, skew and resolution of an office's scanner, and what is none."""

from __future__ import annotations

import random
import subprocess
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from desktop_app.errors import ForeignFileUnreadable
from desktop_app.journal.packed import encode_packed
from desktop_app.papers.apart import Limits, run_apart
from desktop_app.papers.page.page_code import read_code
from desktop_app.papers.scanning.pictures import MOST_PIXELS
from desktop_app.papers.scanning.stack import MOST_PAGES, READ_TASK, StackPart
from tests.core.papers.pen_samples import code, printed_pack, regions
from tests.scans import as_file, cut, pictures, scanned, seen


def only(image, kind="png", **options):
    (page,) = seen(as_file([image], kind, **options)).seen
    return page


def strips(image, number=1):
    data = as_file([image], "png")
    (page,) = seen(data).seen
    return {s.what: Image.open(BytesIO(s.picture)) for s in cut(data, page, regions(number)).strips}


def page_of(page):
    return read_code(page.code).code.page if page.code else 0


@pytest.mark.parametrize(("dpi", "turns"), [(150, (0, 2)), (200, (0, 1, 2, 3)), (300, (1, 3)), (400, (2,))])
def test_a_page_is_read_in_every_direction_and_skewed(dpi, turns):
    image = pictures(printed_pack(), dpi)[1]
    for turned in turns:
        angle = (-6, -2, 3, 6)[turned]
        page = only(scanned(image, angle=angle, turned=turned), "jpeg", quality=70)
        assert (page_of(page), page.placing.quarter_turns) == (2, -turned % 4), (turned, angle)
        assert page.placing.marks >= 1  # at six degrees some lie beyond the edge of the glass


@pytest.mark.parametrize("kind", ["pdf", "tiff", "jpeg", "png"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_every_kind_of_file_and_of_colour_is_read(kind, mode):
    if (kind, mode) == ("jpeg", "1"):
        mode = "CMYK"
    images = [image.convert(mode) for image in pictures(printed_pack())]
    found = seen(as_file(images, kind))
    expected = [1, 2, 3] if kind in {"pdf", "tiff"} else [1]
    assert [page_of(page) for page in found.seen] == expected
    assert found.pages == len(expected)


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_faint_blurred_and_noisy_pages_are_all_read(dpi):
    dice = random.Random(dpi)
    images = pictures(printed_pack(), dpi)
    for number in range(4):
        poor = scanned(
            images[number % 3],
            angle=dice.uniform(-6, 6),
            turned=2 if number == 0 else 0,
            blur=dice.uniform(0.2, 0.5) * dpi / 150,
            ink=(0.35, 0.5, 0.75, 1.0)[number],
            noise=40,
            seed=number,
        )
        page = only(poor, "jpeg", quality=60)
        assert page_of(page) == number % 3 + 1, (dpi, number)


def test_a_row_cut_from_a_skewed_scan_shows_that_row_and_nothing_else():
    image = pictures(printed_pack(), 200)[0]
    ImageDraw.Draw(image).line((1000, 2000, 1300, 2060), fill=0, width=5)
    straight = strips(image)
    for turned, angle in ((0, 5.0), (1, -4.0), (2, 2.5), (3, -5.5)):
        for what, strip in strips(scanned(image, angle=angle, turned=turned)).items():
            assert abs(strip.width - straight[what].width) <= 6
            difference = ImageChops.difference(strip.resize((330, 24)), straight[what].resize((330, 24)))
            assert ImageStat.Stat(difference).mean[0] < 7, (what, angle)


def test_without_locating_marks_the_code_alone_places_the_rows_and_this_is_told():
    image = pictures(printed_pack())[0]
    pen = ImageDraw.Draw(image)
    for x, y in ((12, 12), (12, 283), (195.5, 283)):
        pen.rectangle([v / 25.4 * 200 for v in (x - 1, y - 1, x + 4, y + 4)], fill=255)
    page = only(image)
    assert (page_of(page), page.placing.marks) == (1, 0)
    assert len(strips(image)) == 15


def test_pages_without_a_code_are_shown_and_named_nothing():
    image = pictures(printed_pack())[0]
    ImageDraw.Draw(image).rectangle((1300, 50, 1654, 260), fill=255)
    blank = Image.new("L", (1654, 2339), 255)
    found = seen(as_file([image, blank, Image.effect_noise((1654, 2339), 90)], "tiff"))
    assert [(page.code, page.placing, page.problem) for page in found.seen] == [(b"", None, "")] * 3
    assert all(page.picture for page in found.seen)


def test_a_second_code_on_a_page_is_told():
    first, second, _third = pictures(printed_pack())
    first.paste(second.crop((1300, 50, 1654, 250)), (1300, 260))
    page = only(first)
    assert {page_of(page)} | {read_code(text).code.page for text in page.others} == {1, 2}


def test_a_stack_is_read_in_parts():
    data = as_file(pictures(printed_pack(), 100), "tiff")
    assert [page.number for page in seen(data, first=1, count=1).seen] == [1]
    assert seen(data, first=3, count=5).seen == ()


def bomb(width, height):
    def chunk(kind, data):
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_pictures_with_too_many_pixels_are_not_unpacked():
    assert [page.problem for page in seen(bomb(60_000, 60_000)).seen] == ["pixels"]
    side = int(MOST_PIXELS**0.5) + 1
    huge = as_file([Image.new("1", (200, 200)), Image.new("1", (side, side))], "tiff", compression="group4")
    assert [page.problem for page in seen(huge).seen] == ["", "pixels"]


def test_too_many_pages_are_counted_and_not_read():
    tiny = Image.new("1", (8, 8))
    found = seen(as_file([tiny] * (MOST_PAGES + 1), "tiff"))
    assert (found.pages, found.seen) == (MOST_PAGES + 1, ())


def test_a_damaged_page_does_not_take_the_others_along():
    data = bytearray(as_file(pictures(printed_pack(), 100), "tiff", compression="jpeg"))
    at = data.index(b"\xff\xda", len(data) // 2)
    data[at : at + 40] = bytes(40)
    problems = [page.problem for page in seen(bytes(data)).seen]
    assert len(problems) == 3
    assert problems.count("") >= 2


def encrypted(tmp_path):
    plain, locked = tmp_path / "plain.pdf", tmp_path / "locked.pdf"
    plain.write_bytes(printed_pack())
    subprocess.run(["qpdf", "--encrypt", "x", "y", "256", "--", plain, locked], check=True)
    return locked.read_bytes()


def test_what_is_no_scan_ends_in_its_own_process(tmp_path):
    good = as_file(pictures(printed_pack(), 100)[:1], "png")
    dice = random.Random(7)
    strangers = [
        b"",
        b"\xff\xd8\xff" + dice.randbytes(500),
        good[:33],
        b"II*\0" + dice.randbytes(300),
        bomb(60_000, 60_000),
        encrypted(tmp_path),
    ]
    for data in strangers:
        with pytest.raises(ForeignFileUnreadable):
            run_apart(READ_TASK, encode_packed(StackPart(data, 0, 5)), limits=Limits())


def test_cut_and_garbled_scans_are_read_in_part_or_refused_but_end(tmp_path):
    dice = random.Random(11)
    images = pictures(printed_pack(), 100)
    for kind in ("pdf", "tiff", "jpeg", "png"):
        whole = as_file(images, kind)
        for number in range(8):
            data = bytearray(whole if number % 2 else whole[: dice.randrange(20, len(whole))])
            for _ in range(20):
                data[dice.randrange(len(data))] = dice.randrange(256)
            try:
                found = seen(bytes(data))
            except Exception:  # noqa: BLE001 - what the child would die of
                continue
            assert all(page.problem in {"", "pixels", "unreadable"} for page in found.seen)
            assert all(read_code(page.code).code == code(page_of(page)) for page in found.seen if page.code)
