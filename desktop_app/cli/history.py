"""A case's history, one line an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from desktop_app.cli.said import moment
from desktop_app.domain.facts import (
    AnswerWithdrawn,
    BriefingRecorded,
    CancellationWithdrawn,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    CaseRegistered,
    CaseReturned,
    ClosedAsException,
    ExplanationRecorded,
    FormFieldEntered,
    ItemAnswered,
    ItemChecked,
    PaperReported,
    PaperTakenIn,
    PostCheckRecorded,
    PrintSubstitutesChosen,
    Recorded,
    ReportSigned,
    SeatHandedOver,
    SeatTakenBack,
    SigningRefused,
)
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.domain.ticket_facts import SubmissionAnnounced, SubmissionTakenIn, TicketIssued, TicketWithdrawn
from desktop_app.text import _, ngettext


def history_data(history: Iterable[Recorded], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every fact of a history."""
    return [
        {
            "what": type(recorded.fact).__name__,
            "at": recorded.at,
            "by": names.get(recorded.by, recorded.by),
            "device": recorded.position.device_id,
            "entry": recorded.position.seq,
        }
        for recorded in history
    ]


def history_lines(history: Iterable[Recorded], names: Mapping[str, str]) -> list[str]:
    """Return the acts of a history; many answers at once are one line."""

    def act(recorded: Recorded) -> tuple[Any, ...]:
        place = recorded.position
        return recorded.at, recorded.by, place.device_id, type(recorded.fact)

    lines = []
    for (at, by, _device, kind), facts in groupby(history, key=act):
        line = _("{moment}  {act}  {name}").format(
            moment=moment(at), act=_act(kind, sum(1 for _fact in facts)), name=names.get(by, "")
        )
        lines.append(line.rstrip())
    return lines


def _act(kind: type, count: int) -> str:
    if kind is ItemAnswered:
        return ngettext("{count} item answered", "{count} items answered", count).format(count=count)
    if kind is ItemChecked:
        return ngettext("{count} item checked", "{count} items checked", count).format(count=count)
    return {
        CaseRegistered: _("Registered"),
        CaseCorrected: _("Corrected"),
        BriefingRecorded: _("Briefed"),
        SeatHandedOver: _("Seat handed over"),
        SeatTakenBack: _("Seat taken back"),
        AnswerWithdrawn: _("Answer taken back"),
        ReportSigned: _("Signed and reported"),
        PaperTakenIn: _("Scanned pages taken in"),
        PaperReported: _("Reported on paper"),
        SigningRefused: _("Signature refused"),
        ExplanationRecorded: _("Explanation recorded"),
        FormFieldEntered: _("Value for the form entered"),
        CaseReturned: _("Returned"),
        CaseConfirmed: _("Confirmed"),
        ClosedAsException: _("Closed as exception"),
        CaseCancelled: _("Transfer cancelled"),
        CancellationWithdrawn: _("Cancellation withdrawn"),
        PostCheckRecorded: _("Checked after the date"),
        TicketIssued: _("Ticket issued"),
        TicketWithdrawn: _("Ticket called back"),
        SubmissionAnnounced: _("Declaration announced"),
        SubmissionTakenIn: _("Declaration taken in"),
        PrintSubstitutesChosen: _("Substitutes for printing chosen"),
        CorrectionOrdered: _("Correction ordered by headquarters"),
        OrderAnswered: _("Order of headquarters answered"),
    }.get(kind, _("An act of a newer version"))
