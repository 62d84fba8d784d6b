"""The words around every page of はじめの設定: heading, lead, the button that leads on."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.text import _


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's place among the steps, its words and whether one can go back."""

    place: int
    title: str
    lead: str
    next_word: str
    back: bool = True


def page_text(key: str) -> PageText:
    """Return the words of page *key* in the language in use."""
    to = _("Next: {name}")
    return {
        "company": lambda: PageText(
            0,
            _("Register company and workplace"),
            _("They stand on every paper and on the ledger."),
            to.format(name=_("Information manager")),
            back=False,
        ),
        "manager": lambda: PageText(
            1,
            _("Register the workplace information manager"),
            _(
                "Who briefs transferees in this workplace and confirms their reports. "
                "The first one registered uses this PC."
            ),
            to.format(name=_("Programme type")),
        ),
        "programme": lambda: PageText(
            2,
            _("Choose the programme type"),
            _(
                "It decides steps, items, deadlines and wording. "
                "You can change it later; cases under way stay as they are."
            ),
            to.format(name=_("Share folder")),
        ),
        "share": lambda: PageText(
            3,
            _("Choose the share folder"),
            _("Through it several PCs of the workplace keep one ledger."),
            to.format(name=_("This PC's key and its copy")),
        ),
        "secrets": lambda: PageText(
            4,
            _("Make this PC's key"),
            _("The record on this PC is encrypted with a key that only this workplace holds."),
            _("Make the key"),
        ),
        "kit": lambda: PageText(
            4, _("Make this PC's key"), _("Print the key copy and lock it away."), _("Begin"), back=False
        ),
        "join": lambda: PageText(
            0,
            _("Register as the workplace's second PC"),
            _("The first PC checks the request before this PC is let in."),
            _("Ask to join"),
        ),
        "code": lambda: PageText(
            0,
            _("Have the number checked"),
            _("Read the number out on the first PC."),
            _("Complete joining"),
            back=False,
        ),
        "restore": lambda: PageText(
            0,
            _("Bring the record back"),
            _("From a backup, as it was when that was made; or from the share folder, with the printed key copy."),
            _("Restore"),
        ),
        "restored": lambda: PageText(
            0,
            _("The record is back"),
            _("Compare the fingerprint with the one on the key copy. If they differ, do not go on."),
            _("Begin"),
            back=False,
        ),
    }[key]()
