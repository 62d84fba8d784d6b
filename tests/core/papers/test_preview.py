"""Pages as pixels."""

from __future__ import annotations

import pytest

from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.papers.preview import page_sizes, render_page
from tests.core.papers.signed_papers import confirmed_paper, paper, signed_paper


def test_every_page_has_its_size_in_millimetres():
    (size,) = page_sizes(confirmed_paper())

    assert (size.width, size.height) == pytest.approx((210, 297), abs=0.05)


@pytest.mark.parametrize("dpi", [48, 96, 192])
def test_a_page_is_drawn_at_the_wished_resolution_on_opaque_white(dpi):
    page = render_page(signed_paper(), 0, dpi=dpi)

    assert page.width == pytest.approx(210 / 25.4 * dpi, abs=2)
    assert page.height == pytest.approx(297 / 25.4 * dpi, abs=2)
    assert page.stride >= page.width * 4
    assert len(page.pixels) == page.stride * page.height
    assert page.pixels[:4] == b"\xff\xff\xff\xff"
    assert set(page.pixels[3::4]) == {255}


def test_the_mark_in_the_signature_field_is_drawn_too():
    assert render_page(confirmed_paper(), 0, dpi=72) != render_page(paper(), 0, dpi=72)


def test_a_page_that_is_not_there_is_a_mistake_of_the_caller():
    for page in (-1, 1):
        with pytest.raises(IndexError):
            render_page(paper(), page, dpi=96)


@pytest.mark.parametrize("pdf", [b"", b"no PDF"])
def test_what_cannot_be_read_is_said_so(pdf):
    with pytest.raises(PdfTampered) as refused:
        render_page(pdf, 0, dpi=96)
    assert refused.value.reason is PdfDamage.UNREADABLE
