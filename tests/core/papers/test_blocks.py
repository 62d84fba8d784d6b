"""Wording, page breaks and the key copy: the small parts papers are built from."""

import datetime as dt
from io import BytesIO

import pypdfium2
import pytest
import segno

from desktop_app import text
from desktop_app.domain.form import merge, merge_fields
from desktop_app.errors import MergeFieldUnset
from desktop_app.papers.forms.recovery_kit import RecoveryKit, render_recovery_kit
from desktop_app.papers.page.flow import rows_per_page
from desktop_app.papers.page.strokes import outlines
from desktop_app.papers.places import POINTS_PER_MM
from tests.core.papers.paper_tools import assert_clean, extracted, pages_of

SECRET = "AGE-SECRET-KEY-1" + "GFPYYSJZ" * 7 + "Q4"


def test_merge_fills_every_field_and_reads_no_value_as_a_template():
    assert merge("{{effective_date}}付で{{ company }}へ", {"effective_date": "4月1日", "company": "{{x}}"}) == (
        "4月1日付で{{x}}へ"
    )
    assert merge_fields("{{a}}{{b}}{{a}}") == ("a", "b")


@pytest.mark.parametrize("fields", [{}, {"contact": ""}])
def test_wording_with_an_unset_field_is_refused_by_the_field_s_name(fields):
    with pytest.raises(MergeFieldUnset) as refused:
        merge("{{contact}}へ連絡します。", fields)
    assert refused.value.field == "contact"


def test_rows_fill_each_page_and_none_is_lost():
    assert rows_per_page([13.0] * 30, 146, 162.5) == [range(11), range(11, 23), range(23, 30)]
    assert rows_per_page([], 146, 162.5) == [range(0)]
    assert rows_per_page([200.0, 13.0], 146, 162.5) == [range(1), range(1, 2)]


def test_strokes_keep_their_shape_stay_in_their_slot_and_are_never_enlarged():
    square = ((0, 0, 1, 0), (20, 0, 1, 1), (20, 20, 1, 2), (0, 20, 1, 3))
    (shape,) = outlines((square,), 100, 80, 50, 8.8)
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    assert max(xs) - min(xs) == pytest.approx(8.8, abs=0.6)
    assert max(ys) <= 80 + 1
    (small,) = outlines((((0, 0, 0.5, 0), (2, 0, 0.5, 1)),), 100, 80, 50, 8.8)
    assert max(x for x, _ in small) - min(x for x, _ in small) < 3
    assert outlines((), 0, 0, 1, 1) == []
    assert len(outlines((((1, 1, 0.5, 0),),), 0, 0, 1, 1)) == 1, "a dot is drawn"


def test_pressing_harder_draws_a_thicker_line():
    def thickness(pressure):
        (shape,) = outlines((((0, 0, pressure, 0), (9, 0, pressure, 1)),), 0, 0, 50, 8.8)
        return max(y for _, y in shape) - min(y for _, y in shape)

    assert thickness(0) == pytest.approx(0.25, abs=0.01)
    assert thickness(1) == pytest.approx(0.5, abs=0.01)


@pytest.fixture
def _english():
    text.use_language("en")


@pytest.fixture
def kit(_english):
    return RecoveryKit(
        employer_name="北辰送配電株式会社",
        workplace_name="ネットワークサービスセンター",
        org_code="NSC01",
        fiscal_year=2026,
        secret_key=SECRET,
        root_fingerprint="3f9a21c708be5d11" * 4,
        printed_by="\u9ad9橋　健一",
        created_at=dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC),
    )


def test_the_key_copy_holds_the_key_in_letters_and_the_fingerprint(tmp_path, kit):
    path = tmp_path / "kit.pdf"
    path.write_bytes(render_recovery_kit(kit))
    flat = "".join(extracted(path).split())
    assert SECRET in flat
    assert kit.root_fingerprint.upper() in flat
    assert "NSC01" in flat
    assert pages_of(path) == 1
    assert_clean(path)


def test_the_square_code_is_the_key(kit):
    """Module by module, the printed code is the one that encodes the key (which segno's own tests decode)."""
    wanted = [bytes(row) for row in segno.make_qr(SECRET, error="m").matrix]
    side = 46.0 / (len(wanted) + 8)
    document = pypdfium2.PdfDocument(BytesIO(render_recovery_kit(kit)))
    picture = document[0].render(scale=10 / POINTS_PER_MM, grayscale=True)  # ten pixels a millimetre
    data, stride = bytes(picture.buffer), picture.stride
    document.close()
    for row, modules in enumerate(wanted):
        for column, dark in enumerate(modules):
            x = int((22 + (4.5 + column) * side) * 10)
            y = int((83 + (4.5 + row) * side) * 10)
            assert (data[y * stride + x] < 128) == bool(dark), (row, column)
