"""A request to join as a file, a picture and a page: what a telephone, a scanner and a mistake hand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageFilter

from desktop_app.app import App
from desktop_app.errors import (
    EnrolmentFileUnreadable,
    EnrolmentFileWrong,
    RequestTooLongForCode,
    SekishoError,
)
from desktop_app.home import Home
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.papers.page.qr_picture import MOST_BYTES
from desktop_app.sentences import sentence
from desktop_app.text import use_language
from desktop_app.usecases.enrolment import (
    approve_enrolment,
    finish_enrolment,
    pending_enrolments,
    request_by_file,
    waiting_enrolment,
)
from desktop_app.usecases.enrolment_files import invitation, read_invitation_file, read_letter, take_request_file
from desktop_app.usecases.enrolment_pictures import request_page, request_picture
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import sync
from tests.core.papers.paper_tools import extracted_bytes
from tests.homes import DEPUTY, PIN, found, surroundings

LONG = replace(
    DEPUTY, name="長谷川渡邉　ヌルハヤーティ・ビンティ・アブドゥッラー・イスカンダル", contact="内線　2210　本館3階東側"
)


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A workplace on its share, a PC that asks it by file, and another workplace's request."""
    place = tmp_path_factory.mktemp("world")
    first = found(place, "first", share=place / "share")
    sync(first)
    asked, _data = request_by_file(
        Home(place / "new"), invitation(first), LONG, around := surroundings(first.surroundings.clock), pin=PIN
    )
    elsewhere = found(place, "elsewhere", share=place / "their-share", org_code="XYZ99")
    _other, foreign = request_by_file(
        Home(place / "other"), invitation(elsewhere), LONG, surroundings(first.surroundings.clock), pin=PIN
    )
    elsewhere.close()
    yield first, asked, foreign, Home(place / "new"), around
    first.close()


def photographed(png: bytes) -> bytes:
    """The picture on a screen as a telephone takes it: at an angle, a little out of focus, on a grey desk."""
    image = Image.open(BytesIO(png)).convert("L")
    matrix = (0.62, 0.06, -300, 0.03, 0.66, -90, 0.00003, 0.00005)
    taken = image.transform((2400, 1800), Image.Transform.PERSPECTIVE, matrix, Image.Resampling.BICUBIC, fillcolor=90)
    out = BytesIO()
    taken.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=70)
    return out.getvalue()


def small(png: bytes) -> bytes:
    """A screen shot that a messenger made smaller."""
    image = Image.open(BytesIO(png)).convert("L").resize((480, 480), Image.Resampling.BICUBIC)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


WAYS: dict[str, Callable[..., bytes]] = {
    "request.enr": lambda asked, _at: asked.sealed,
    "code.png": lambda asked, _at: request_picture(asked),
    "photograph.jpg": lambda asked, _at: photographed(request_picture(asked)),
    "made smaller.png": lambda asked, _at: small(request_picture(asked)),
    "page.pdf": request_page,
}


@pytest.mark.parametrize("name", WAYS)
def test_every_way_brings_the_same_request(world, tmp_path, name):
    first, asked, _foreign, _home, _around = world
    path = tmp_path / name
    path.write_bytes(WAYS[name](asked, first.now()))
    take_request_file(first, path)
    (waiting,) = pending_enrolments(first)
    assert waiting.person == LONG


def coded(held: bytes) -> bytes:
    out = BytesIO()
    segno.make_qr(held, error="l").save(out, kind="png", scale=4, border=4)
    return out.getvalue()


def blank(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("L", (width, height), 255).save(out, "PNG")
    return out.getvalue()


def many_pages(count: int) -> bytes:
    out, page = BytesIO(), Image.new("L", (20, 20), 255)
    page.save(out, "TIFF", save_all=True, append_images=[page] * (count - 1))
    return out.getvalue()


NO_REQUEST, NO_CODE = "is neither a request to join nor a picture of one", "No QR code of a request can be read"
NOT_OURS, TOO_MANY = "is not for this workplace, was changed on its way", "has too many pages"
BAD_REQUESTS: dict[str, tuple[Callable[[bytes, bytes], bytes], str]] = {
    "empty": (lambda good, foreign: b"", NO_REQUEST),
    "words": (lambda good, foreign: "登録をお願いします".encode(), NO_REQUEST),
    "a program": (lambda good, foreign: b"MZ\x90\0" + bytes(500), NO_REQUEST),
    "another workplace's": (lambda good, foreign: foreign, NOT_OURS),
    "cut short": (lambda good, foreign: good[:-9], NOT_OURS),
    "one bit turned": (lambda good, foreign: good[:-9] + bytes([good[-9] ^ 1]) + good[-8:], NOT_OURS),
    "sealed to somebody": (lambda good, foreign: seal(b"{}", (new_age_identity()[1],)), NOT_OURS),
    "a thousand times": (lambda good, foreign: good * 1000, NOT_OURS),
    "code of an address": (lambda good, foreign: coded(b"https://example.com/"), NO_CODE),
    "code of a page": (lambda good, foreign: coded(b"SKS1" + bytes(60)), NO_CODE),
    "code of another workplace": (lambda good, foreign: coded(foreign), NOT_OURS),
    "code of a cut request": (lambda good, foreign: coded(good[:700]), NOT_OURS),
    "white picture": (lambda good, foreign: blank(600, 600), NO_CODE),
    "one pixel": (lambda good, foreign: blank(1, 1), NO_CODE),
    "picture of too many pixels": (lambda good, foreign: blank(9000, 9000), NO_REQUEST),
    "half a picture": (lambda good, foreign: coded(good)[:900], NO_REQUEST),
    "eleven pages": (lambda good, foreign: many_pages(11), TOO_MANY),
    "half a PDF": (lambda good, foreign: b"%PDF-1.7\n1 0 obj\n<<", NO_REQUEST),
}


@pytest.mark.parametrize("name", BAD_REQUESTS)
def test_a_bad_request_file_is_refused_in_words_and_lets_nobody_ask(world, tmp_path, name):
    first, asked, foreign, _home, _around = world
    before = first.record.desk.get("enrolment/waiting")
    make, said = BAD_REQUESTS[name]
    path = tmp_path / "brought.bin"
    path.write_bytes(make(asked.sealed, foreign))
    with pytest.raises(EnrolmentFileWrong) as refused:
        take_request_file(first, path)
    assert said in sentence(refused.value)
    assert "brought.bin" in sentence(refused.value)
    assert first.record.desk.get("enrolment/waiting") == before


@pytest.mark.parametrize("read", [take_request_file, lambda _app, path: read_letter(path)])
def test_what_is_no_file_is_told(world, tmp_path, read):
    for path in (tmp_path / "gone.enr", tmp_path):
        with pytest.raises(EnrolmentFileUnreadable):
            read(world[0], path)


@pytest.mark.parametrize("data", [b"", b"junk", b"{}", bytes(300_000)])
def test_an_invitation_that_is_none_is_told_by_its_name(tmp_path, data):
    path = tmp_path / "招待.json"
    path.write_bytes(data)
    with pytest.raises(EnrolmentFileWrong) as refused:
        read_invitation_file(path)
    assert sentence(refused.value).startswith("“招待.json” is no invitation of a workplace")


def test_a_request_that_is_too_long_for_a_code_says_so(world):
    long = replace(world[1], sealed=bytes(MOST_BYTES + 1))
    for make in (request_picture, lambda one: request_page(one, world[0].now())):
        with pytest.raises(RequestTooLongForCode) as refused:
            make(long)
        assert "Save it as a file instead" in sentence(refused.value)


def test_the_printed_page_names_the_workplace_and_neither_the_person_nor_the_number(world, tmp_path):
    first, asked, _foreign, _home, _around = world
    page = request_page(asked, first.now())
    words = extracted_bytes(page)
    assert "西部配電事業所" in words
    assert LONG.name[:5] not in words
    assert asked.code.replace(" ", "")[:8] not in words.replace(" ", "")


def test_asked_by_picture_let_in_and_answered_by_file(world, tmp_path):
    first, asked, _foreign, home, around = world
    picture, answer = tmp_path / "code.png", tmp_path / "answer.ret"
    picture.write_bytes(request_picture(waiting_enrolment(home, around)))
    request_id = take_request_file(first, picture)
    approval = approve_enrolment(first, request_id, asked.code, own_pin=PIN)
    answer.write_bytes(approval.reply)
    assert len(approval.reply) > MOST_BYTES, "no QR code holds an answer"
    sync(first)
    mine: App = finish_enrolment(
        home, approval.answer, around, reply=read_letter(answer), share=share_address(first) or ""
    )
    assert mine.person.name == LONG.name
    mine.close()
    with pytest.raises(SekishoError):
        take_request_file(first, Path(picture))
