"""What the case screen says of circumstances and of what follows from them."""

from __future__ import annotations

from datetime import timedelta

from desktop_app.domain.case import CaseState, still_open, unanswered
from desktop_app.domain.circumstances import URGENT, first_items
from desktop_app.domain.clock import office_date
from desktop_app.domain.finding_facts import Leak, Severity
from desktop_app.domain.findings import days_overdue
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.circumstances import kinds_of, rules
from ui.case.remarks import Remark
from ui.items import Answering, CaseInHand

_SHORT = timedelta(days=1)
LATE, SHORT_NOTICE = "discovered_late", URGENT


def extraordinary(answering: Answering, hand: CaseInHand) -> list[Remark]:
    """Return the remarks: what holds, what seems to hold and is not recorded, and what waits because of it."""
    case, programme = hand.opened.case, hand.opened.programme
    held = {kind.id: kind for kind in kinds_of(case)}
    found: list[Remark] = []
    if case.state not in {CaseState.DRAFT, CaseState.IN_PROGRESS, CaseState.RETURNED, CaseState.CANCELLED} and (
        waiting := still_open(case, programme)
    ):
        event = ngettext(
            "{count} item is still open since the report.",
            "{count} items are still open since the report.",
            len(waiting),
        ).format(count=len(waiting))
        found.append(Remark("open", "info", event, act="circumstances"))
    found += _finding_remarks(hand)
    if answering.editable and hand.can_choose_lines and not case.lines:
        event = _("What the transferee used has not been chosen yet.")
        found.append(Remark("lines", "info", event, _("Chosen systems become lines of their items."), "lines"))
    if answering.editable:
        registered = office_date(case.registered_at)
        told = case.notice_date or registered
        if registered > case.effective_date and LATE not in held:
            event = _("The case was registered after its effective date.")
            found.append(Remark("late", "warn", event, _("Record when and how it came to light."), "circumstances"))
        elif told >= case.effective_date - _SHORT and registered <= case.effective_date and SHORT_NOTICE not in held:
            event = _("The notice is very short.")
            found.append(Remark("short", "warn", event, _("Six items can come first."), "circumstances"))
    if first := first_items(case, programme, rules()):
        waiting_ids = {item.id for item in unanswered(case, programme)}
        left_ids = [item.id for item in first if item.id in waiting_ids]
        if answering.editable and left_ids:
            event = _("First these: {items}").format(items=_(", ").join(left_ids))
            found.append(Remark("first", "warn", event, act="circumstances"))
    if held:
        names = _(", ").join(kind.title[language()] for kind in held.values())
        found.append(Remark("held", "info", _("Recorded: {what}").format(what=names), act="circumstances"))
    return found


def _finding_remarks(hand: CaseInHand) -> list[Remark]:
    """Say which findings there are about the case, and that an open one keeps it."""
    waiting = [one for one in hand.findings if one.is_open]
    if not hand.findings:
        return []
    numbers = _(", ").join(one.finding_no for one in (waiting or hand.findings)[:3])
    if not waiting:
        event = _("The findings about this case have ended ({numbers}).").format(numbers=numbers)
        return [Remark("findings", "info", event, act="findings")]
    event = ngettext(
        "{count} finding about this case is open ({numbers}).",
        "{count} findings about this case are open ({numbers}).",
        len(waiting),
    ).format(count=len(waiting), numbers=numbers)
    late = any(days_overdue(one, hand.today) for one in waiting)
    grave = any(one.leak is Leak.YES or one.severity is Severity.SERIOUS for one in waiting)
    meaning = _("What is settled stays as it is. The case is kept until they end.")
    return [Remark("findings", "warn" if late or grave else "info", event, meaning, "findings")]
