"""Masters, lines of items, circumstances and the lists taken in: what is refused there."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app import errors
from desktop_app.sentences.words import Sentences, day, listed
from desktop_app.text import _

SENTENCES: Sentences = {
    errors.MasterKindUnknown: lambda e: _("There is no master “{kind}”. There are: {known}.").format(
        kind=e.kind, known=_every(e.known)
    ),
    errors.MasterEntryUnknown: lambda e: _(
        "“{code}” is not in the master, or not on that day. Look at the list, or register it first."
    ).format(code=e.code),
    errors.PeriodImpossible: lambda e: _(
        "It ends ({last}) before it begins ({first}). Correct one of the days."
    ).format(first=day(e.first), last=day(e.last)),
    errors.LinesAnswered: lambda e: _(
        "{item_id} is answered line by line, one for each system or thing. Answer its lines."
    ).format(item_id=e.item_id),
    errors.CircumstanceUnknown: lambda e: _("There is no circumstance “{kind}” here. There are: {known}.").format(
        kind=e.kind, known=_every(e.known)
    ),
    errors.NotBySomebodyElse: lambda e: _(
        "{item_id} can only be declared by the transferee. Choose “Not done” with the reason; "
        "the transferee confirms it when they are back."
    ).format(item_id=e.item_id),
    errors.NothingToRestore: lambda e: _(
        "At {item_id} nothing was taken away that is to be given back ({case_no})."
    ).format(item_id=e.item_id, case_no=e.case_no),
    errors.NotStillOpen: lambda e: _("{item_id} is not among the items that are still open ({case_no}).").format(
        item_id=e.item_id, case_no=e.case_no
    ),
    errors.LinkedToItself: lambda e: _(
        "{case_no} cannot be linked. Choose another case of the same person that is not linked yet."
    ).format(case_no=e.case_no),
    errors.RollUnknown: lambda e: _("There is no list {number}. There are {count}.").format(
        number=e.number, count=e.count
    ),
    errors.NoHolidaysThere: lambda e: _("Fiscal year {year} has no company holidays. Nothing was changed.").format(
        year=e.year
    ),
    errors.RowNotThere: lambda e: _("The announcement has no row {row}, so it cannot be left out.").format(row=e.row),
}


def _every(values: Iterable[object]) -> str:
    return listed(values) if isinstance(values, str) else _(", ").join(str(value) for value in values)
