"""What an audit of a share says beside its findings: what is no damage, and what it could not look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import dotted
from desktop_app.domain.names import clean_text
from desktop_app.text import _
from desktop_app.usecases.verifying_spots import Verification


def remarks(outcome: Verification, _: Callable[[str], str] = _) -> Iterator[str]:
    """Yield what is worth knowing and no damage, in the language that ``_`` speaks."""
    if outcome.quarantined:
        words = _("Entries that are kept and do not count (after the end of a PC, or let in after it): {count}")
        yield words.format(count=outcome.quarantined)
    for told in outcome.orders:
        words = _(
            "Order {order_no}: ordered on {ordered}, approved by somebody else on {approved}, carried out on {done}; "
            "transfers that went: {count}, that were kept back: {kept}"
        )
        yield words.format(
            order_no=told.order_no,
            ordered=dotted(told.ordered_on),
            approved=dotted(told.approved_on),
            done=dotted(told.done_on),
            count=len(told.cases),
            kept=len(told.kept),
        )
    if outcome.uncleared:
        yield _("Files of disposed years that still lie there, to be cleared away: {count}").format(
            count=outcome.uncleared
        )
    found = outcome.share
    if found is None:
        return
    if found.after_end:
        words = _("Segments that do not count (after the end of a PC, or let in after it): {count}")
        yield words.format(count=found.after_end)
    if found.torn:
        yield _("Broken attempts beside which a whole one lies: {count}").format(count=found.torn)
    if found.unnamed:
        yield _("Sealed files that no record names (yet): {count}").format(count=found.unnamed)
    if found.unanswered:
        words = _("Declarations of transferees without a receipt (not taken in yet, or withheld): {count}")
        yield words.format(count=found.unanswered)
    if found.strangers:
        yield _("Files that are none of Sekisho's and were not read: {count}").format(count=found.strangers)


def unchecked(outcome: Verification, _: Callable[[str], str] = _) -> Iterator[str]:
    """Yield what was not looked at and why, in the language that ``_`` speaks."""
    for part in outcome.disposed:
        words = _(
            "Records that went with fiscal year {year}, disposed of by order {order_no} (signed by PC {device}, "
            "{moment}): {count} segments"
        )
        yield words.format(
            year=part.notice.fiscal_year,
            order_no=clean_text(part.notice.order_no).text,
            device=part.device_id[:8],
            moment=f"{office_time(part.notice.at):%Y-%m-%d %H:%M}",
            count=part.segments,
        )
    found = outcome.share
    if found is None:
        return
    if not outcome.granted:
        yield _("What records and papers say: no key was granted, so they were checked sealed.")
    elif found.opened < found.segments:
        words = _("What is sealed to other keys than those at hand: {count} segments")
        yield words.format(count=found.segments - found.opened)
    if outcome.unknown_facts:
        words = _("Records of a kind that this version does not know: {count}")
        yield words.format(count=outcome.unknown_facts)
    if not found.compared:
        yield _("Whether the root certificate is the organisation's own: nobody told its fingerprint.")
    if found.newest_checkpoint is None:
        yield _(
            "Whether the end of every PC's record is there: without a checkpoint, a share that was set back as a whole "
            "cannot be told from one that never went further."
        )
    else:
        words = _("Whether records after the newest checkpoint ({moment}) are all there.")
        yield words.format(moment=f"{office_time(found.newest_checkpoint):%Y-%m-%d %H:%M}")
    if found.letters:
        yield _("Sealed letters that only their reader can open: {count}").format(count=found.letters)
