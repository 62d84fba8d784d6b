"""廃棄 in words: what is refused, how an order stands, and what it asks for (domain notes §4.4)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop_app import errors
from desktop_app.domain.disposal_line import DisposalLine, LeftTheLists
from desktop_app.domain.disposal_tasks import DisposalTaskKind
from desktop_app.domain.disposals import DisposalStage
from desktop_app.labels import fiscal_year_label
from desktop_app.sentences.words import Sentences, day, listed
from desktop_app.text import _, ngettext


def upto_label(year: int) -> str:
    """Return which records an order takes: 2022年度まで."""
    return _("up to {year}").format(year=fiscal_year_label(year))


def stage_label(stage: DisposalStage) -> str:
    """Return how an order stands, in two or three words."""
    return {
        DisposalStage.ORDERED: _("Waits for approval"),
        DisposalStage.APPROVED: _("Approved"),
        DisposalStage.WITHDRAWN: _("Withdrawn"),
        DisposalStage.CARRIED_OUT: _("Disposed of"),
    }[stage]


def next_words(line: DisposalLine) -> str:
    """Return what an order waits for, as a sentence."""
    stage = line.disposal.stage
    if stage is DisposalStage.ORDERED:
        if line.own:
            return _("Somebody else has to approve it. Until then nothing changes.")
        return _("It waits to be approved. Until then nothing changes.")
    if stage is DisposalStage.APPROVED and line.disposal.from_day is not None:
        if line.ready:
            return _("The time to withdraw is over. It can be carried out; that cannot be undone.")
        return ngettext(
            "Its cases are laid aside. It can be carried out from {day} on, in {count} day; until then it can be "
            "withdrawn.",
            "Its cases are laid aside. It can be carried out from {day} on, in {count} days; until then it can be "
            "withdrawn.",
            line.days_left,
        ).format(day=day(line.disposal.from_day), count=line.days_left)
    if stage is DisposalStage.WITHDRAWN:
        return _("Its cases are shown again.")
    if line.missing:
        return ngettext(
            "{count} PC has not said yet that it is done there. Start Sekisho on it, with the share folder in reach.",
            "{count} PCs have not said yet that it is done there. Start Sekisho on them, with the share folder in "
            "reach.",
            len(line.missing),
        ).format(count=len(line.missing))
    return _("Every PC has said that it is done there.")


def left_words(left: LeftTheLists) -> str:
    """Return why no list shows a case any more."""
    told = (
        _("{case_no} was disposed of (order {order_no}).")
        if left.gone
        else _("{case_no} is being disposed of (order {order_no}).")
    )
    return told.format(case_no=left.case_no, order_no=left.order_no)


def takes_words(count: int, kept_until: date | None) -> str:
    """Return how many cases would go, and until when they had to be kept."""
    if not count or kept_until is None:
        return _("No case of this year can be disposed of yet.")
    return ngettext(
        "{count} case can be disposed of. It had to be kept until {day}.",
        "{count} cases can be disposed of. They had to be kept until {day}.",
        count,
    ).format(count=f"{count:,}", day=day(kept_until))


def stays_words(kept: Iterable[tuple[str, Iterable[str]]], not_yet: int) -> tuple[str, ...]:
    """Return what stays and why: a line each for cases (with what holds them), and one for *not_yet* kept longer."""
    held = tuple(
        _("{case_no} stays, because of {reasons}.").format(case_no=case_no, reasons=listed(because_of))
        for case_no, because_of in kept
    )
    waits = ngettext(
        "{count} case has to be kept longer and stays.",
        "{count} cases have to be kept longer and stay.",
        not_yet,
    ).format(count=f"{not_yet:,}")
    return (*held, *((waits,) if not_yet else ()))


def task_words(kind: DisposalTaskKind, *, own: bool = False) -> str:
    """Return what is to be done, as a sentence; *own*: the reader ordered it."""
    if kind is DisposalTaskKind.APPROVE and own:
        return _("Somebody else approves your order to dispose of it")
    return {
        DisposalTaskKind.FORETOLD: _("The period of keeping ends soon"),
        DisposalTaskKind.OVER: _("The period of keeping is over: have it disposed of, or say why it stays"),
        DisposalTaskKind.APPROVE: _("Look at the order to dispose of it, and approve it"),
        DisposalTaskKind.CARRY_OUT: _("The time to withdraw is over: carry the disposal out"),
        DisposalTaskKind.ELSEWHERE: _("Some PC has not said yet that the disposal is done there"),
    }[kind]


def _nothing(error: errors.DisposalNothing) -> str:
    told = _("No case of fiscal year {fiscal_year} can be disposed of yet. Nothing was recorded.")
    kept = _("Cases stay because of {reasons}. Close or answer these first.")
    waits = ngettext("{count} case has to be kept longer.", "{count} cases have to be kept longer.", error.not_yet)
    parts = (
        told.format(fiscal_year=error.fiscal_year),
        kept.format(reasons=listed(error.kept)) if error.kept else "",
        waits.format(count=error.not_yet) if error.not_yet else "",
    )
    return "\n".join(filter(None, parts))


def _stage_wrong(error: errors.DisposalStageWrong) -> str:
    if not error.order_no:
        return _("The year was not disposed of, so there is nothing to record about its kit.")
    return _("The disposal {order_no} stands at “{stage}”, where this does not fit. Nothing was recorded.").format(
        order_no=error.order_no, stage=stage_label(DisposalStage(error.stage))
    )


def _differs(error: errors.DisposalDiffers) -> str:
    told = _(
        "What another PC keeps of {order_no} is not what this PC holds, so nothing was removed here. "
        "Tell headquarters before anything of that year is cleared from the share folder."
    ).format(order_no=error.order_no)
    cases = _("Cases: {cases}").format(cases=listed(error.cases)) if error.cases else ""
    return "\n".join(filter(None, (told, cases)))


SENTENCES: Sentences = {
    errors.CaseDisposed: lambda e: _("{case_no} was disposed of (order {order_no}).").format(
        case_no=e.case_no, order_no=e.order_no
    ),
    errors.DisposalTooEarly: lambda e: _(
        "The records of fiscal year {fiscal_year} are still being kept. Only a year that is over can be ordered away; "
        "nothing was recorded."
    ).format(fiscal_year=e.fiscal_year),
    errors.DisposalNothing: _nothing,
    errors.DisposalUnderWay: lambda e: _(
        "For fiscal year {fiscal_year} there is an order already ({order_no}). Approve it, or withdraw it first."
    ).format(fiscal_year=e.fiscal_year, order_no=e.order_no),
    errors.DisposalUnknown: lambda e: _("There is no disposal {order_no}. Check the number.").format(
        order_no=e.order_no
    ),
    errors.DisposalOwnOrder: lambda e: _(
        "You ordered {order_no} yourself, so somebody else approves it. Nothing was recorded."
    ).format(order_no=e.order_no),
    errors.DisposalStageWrong: _stage_wrong,
    errors.DisposalWaits: lambda e: _(
        "{order_no} can be carried out from {day} on. Until then it can be withdrawn. Nothing was removed."
    ).format(order_no=e.order_no, day=day(e.from_day)),
    errors.DisposalStopped: lambda e: _(
        "The disposal {order_no} was stopped. Nothing was removed; it can be carried out later."
    ).format(order_no=e.order_no),
    errors.DisposalDiffers: _differs,
}
