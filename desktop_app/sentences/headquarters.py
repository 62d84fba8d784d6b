"""Headquarters and the workplaces it looks after."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.labels import role_label
from desktop_app.sentences.words import Sentences
from desktop_app.text import _

SENTENCES: Sentences = {
    errors.HeadquartersMissing: lambda e: _(
        "There is no headquarters in this folder ({path}). Make one first: sekishoctl hq init"
    ).format(path=e.path),
    errors.UnknownWorkplaceHome: lambda e: _(
        "This headquarters has no workplace “{key}”. The list shows which it has: sekishoctl hq list"
    ).format(key=e.key),
    errors.OrderUnknown: lambda e: _(
        "This case has no open order {order_no}. Nothing was recorded. See the case’s history."
    ).format(order_no=e.order_no),
    errors.NotSecondLine: lambda e: _(
        "This workplace’s record here ({key}) belongs to somebody else ({role}). It was not opened. "
        "Ask the workplace to let headquarters in."
    ).format(key=e.key, role=role_label(e.role)),
}
