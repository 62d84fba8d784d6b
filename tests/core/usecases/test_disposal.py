"""廃棄 on one PC: two people, thirty days, and then rows, files and keys of the year are really gone (T25, §4.4)."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app import errors, text
from desktop_app.domain.disposals import DisposalStage
from desktop_app.usecases import answering
from desktop_app.usecases.disposal import disposals
from desktop_app.usecases.verifying import verify_home
from tests.disposal_stories import ORDERED, OVER, approved, bytes_of, closed_case, disposed, go_to, shown, sits
from tests.homes import DEPUTY, PIN, found, register, reopened

GONE, KEPT = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\u6797\u3000\u4e00\u90ce"


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    yield opened
    opened.close()


def test_a_year_goes_and_what_has_to_stay_stays(app):
    gone = closed_case(app, "0077777", GONE)
    kept = register(app, "0077778", KEPT)
    number = app.record.case(gone).case_no
    done = disposed(app)
    assert shown(app) == (app.record.case(kept).case_no,)
    assert [case.case_no for case in disposals(app)[0].cases] == [number]
    assert done.kept == ()
    assert verify_home(app).findings == []
    assert GONE.encode() not in bytes_of(app)
    assert KEPT.encode() in bytes_of(app)
    again = reopened(app)
    assert shown(again) == (app.record.case(kept).case_no,)
    assert verify_home(again).findings == []
