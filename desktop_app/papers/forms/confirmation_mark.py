"""The round display of a confirmation as a page of its own, for a countersignature to show (paper notes §6)."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from desktop_app.papers.page.marks import confirmation_mark
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.typesetting.fonts import Face

__all__ = ["ConfirmationMark", "render_confirmation_mark"]

_SEAL_FIELD = (20.0, 20.0)


def render_confirmation_mark(mark: ConfirmationMark, created_at: dt.datetime) -> bytes:
    """Return a one-page PDF of the size of a seal field with the round mark. Raises GlyphMissing."""
    check_all(texts_in(mark), where=mark.word)
    out = BytesIO()
    sheet = Sheet(
        out,
        title=mark.word,
        author=mark.surname,
        created_at=created_at,
        face=Face.GOTHIC_BOLD,
        size_mm=_SEAL_FIELD,
    )
    confirmation_mark(sheet, _SEAL_FIELD[0] / 2, _SEAL_FIELD[1] / 2, mark)
    sheet.save()
    return out.getvalue()
