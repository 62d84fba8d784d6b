"""The words of the page: why a report cannot be confirmed now, what was refused, and what became of it."""

from __future__ import annotations

from desktop_app.errors import PdfTampered, SekishoError
from desktop_app.labels import state_label
from desktop_app.sentences import sentence
from desktop_app.sentences.papers import damage_words
from desktop_app.text import _, ngettext
from ui import words
from ui.confirmation.presenter import ConfirmationPresenter
from ui.confirmation.state import ConfirmationState
from ui.parts.banners import Notice
from ui.parts.cards import EmptyState


def why_not(
    state: ConfirmationState | None, returned: int, unseen: int, left: int, *, pending: bool, broken: bool
) -> str:
    """Return why it cannot be confirmed now, empty when it can.

    *left* of the *unseen* items are 該当なし; *pending*: a reason for sending back is still to be given; *broken*: the
    paper does not hold or is not here.
    """
    if state is None:
        return _("The report is being read…")
    if state.own:
        return words.own_case_words()
    if not state.can_check:
        return _("This case is “{state}”.").format(state=state_label(state.case.state))
    if pending:
        return _("Choose or write the reason for sending back.")
    if returned:
        return ngettext(
            "{count} item is to be sent back, so it cannot be confirmed.",
            "{count} items are to be sent back, so it cannot be confirmed.",
            returned,
        ).format(count=returned)
    if unseen:
        told = ngettext("{count} item is not seen yet.", "{count} items are not seen yet.", unseen)
        of_these = _("{told} ({count} of them “not applicable”)") if left else "{told}"
        return of_these.format(told=told.format(count=unseen), count=left)
    if broken:
        return _("The signature does not hold, so it cannot be confirmed.")
    return ""


def done_page(
    presenter: ConfirmationPresenter, state: ConfirmationState | None, *, confirmed: bool, count: int, also: str
) -> EmptyState:
    """Return the page that says what became of the report (*count* items went back, *also* …), with the ways on."""
    name = state.case.transferee.name if state else ""
    if confirmed:
        told = _("{name}'s report is confirmed and entered in the ledger.").format(name=name)
    else:
        told = ngettext(
            "{count} item was sent back to {name}.", "{count} items were sent back to {name}.", count
        ).format(count=count, name=name)
    acts = [(_("To the case"), presenter.to_case)]
    why = _("There is no other report to confirm.")
    if state is not None and state.next_case is not None:
        why = _("The next report is {name}'s.").format(name=state.next_case[1])
        acts.append((_("On to the next report"), presenter.to_next))
    return EmptyState(told, "\n".join(filter(None, (also, why))), *acts)


def paper_notice(error: SekishoError) -> tuple[Notice, str]:
    """Return what to say of a paper that does not hold or is not here, and the word at the side."""
    if not isinstance(error, PdfTampered):
        return Notice("paper", "warn", *_parts(error)), _("Not checked yet")
    event = _("This report has changed after it was signed. It cannot be confirmed.")
    meaning = _("What is wrong: {damage}. Contact headquarters.").format(damage=damage_words(error.reason))
    return Notice("paper", "alarm", event, meaning), _("Not valid")


def refusal_notice(error: SekishoError) -> Notice:
    """Return what to say of an act that was refused."""
    return Notice("refused", "warn", *_parts(error))


def _parts(error: SekishoError) -> tuple[str, str]:
    event, _sep, meaning = sentence(error).partition("\n")
    return event, meaning
