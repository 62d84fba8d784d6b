"""Disposing of a fiscal year: what stands against it, and what is to be done next."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.domain.disposals import DisposalStage
from desktop_app.sentences.words import Sentences, day, listed
from desktop_app.text import _


def _nothing(e: errors.DisposalNothing) -> str:
    said = _("No case of fiscal year {year} may be disposed of yet; nothing was recorded.").format(year=e.fiscal_year)
    if e.kept:
        return said + _(" What holds them: {numbers}. Close or answer these first.").format(numbers=listed(e.kept))
    if e.not_yet:
        return said + _(" {count} have to be kept longer.").format(count=e.not_yet)
    return said


def _stage(e: errors.DisposalStageWrong) -> str:
    """What does not fit, and where the order stands."""
    stands = {
        DisposalStage.ORDERED: _("it is not approved yet"),
        DisposalStage.APPROVED: _("it is approved, and not carried out yet"),
        DisposalStage.WITHDRAWN: _("it was taken back"),
        DisposalStage.CARRIED_OUT: _("it was carried out"),
    }.get(e.stage, _("the year was not disposed of"))
    return _("This does not fit the disposal {order_no}: {stands}. Nothing was recorded.").format(
        order_no=e.order_no, stands=stands
    )


SENTENCES: Sentences = {
    errors.DisposalTooEarly: lambda e: _(
        "The records of fiscal year {fiscal_year} are still being kept. Only a year that is over can be ordered away; "
        "nothing was recorded."
    ).format(fiscal_year=e.fiscal_year),
    errors.DisposalNothing: _nothing,
    errors.DisposalUnderWay: lambda e: _(
        "There is an order for fiscal year {year} already ({order_no}). Approve it or take it back; "
        "nothing was recorded."
    ).format(year=e.fiscal_year, order_no=e.order_no),
    errors.DisposalUnknown: lambda e: _(
        "There is no disposal order {order_no}. Nothing was recorded. The list of orders shows their numbers."
    ).format(order_no=e.order_no),
    errors.DisposalOwnOrder: lambda e: _(
        "Whoever ordered the disposal {order_no} cannot approve it. Ask somebody else of the office; "
        "nothing was recorded."
    ).format(order_no=e.order_no),
    errors.DisposalStageWrong: _stage,
    errors.DisposalWaits: lambda e: _(
        "The disposal {order_no} can go on from {day}; until then it can be taken back. Nothing was deleted."
    ).format(order_no=e.order_no, day=day(e.from_day)),
    errors.DisposalStopped: lambda e: _(
        "The disposal {order_no} was stopped. Nothing was recorded and nothing deleted; it can be carried out again."
    ).format(order_no=e.order_no),
    errors.DisposalDiffers: lambda e: _(
        "What another PC carried over for the disposal {order_no} is not what this PC holds{cases}. "
        "Nothing was deleted here. Tell headquarters before the other PCs’ copies are cleared away."
    ).format(order_no=e.order_no, cases=_(" ({numbers})").format(numbers=listed(e.cases)) if e.cases else ""),
}
