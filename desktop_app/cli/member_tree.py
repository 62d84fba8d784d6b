"""The commands about who belongs to the workplace, as the help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any

from desktop_app.text import _

Leaf = Callable[[Any, str, str, str], argparse.ArgumentParser]

DEVICE_REASONS = ("lost", "stolen", "retired", "cloned")
PERSON_REASONS = ("left", "role-ended")


def add_enrolment(enrol: Any, leaf: Leaf, add_person: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add what lets a PC in, through the share or by files."""
    invited = leaf(enrol, "invite", "members:invite", _("Write the file that a PC without the share starts from."))
    invited.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    asked = leaf(enrol, "request", "sharing:request", _("On the new PC: ask to join."))
    way = asked.add_mutually_exclusive_group(required=True)
    way.add_argument("--share", metavar="URL", help=_("Share folder of the workplace."))
    way.add_argument("--invitation", metavar=_("FILE"), help=_("The file a member wrote with invite."))
    add_person(asked)
    again = leaf(enrol, "show", "sharing:show_request", _("On the new PC: show the request that waits again."))
    for parser in (asked, again):
        parser.add_argument("--out", metavar=_("FILE"), help=_("Also write the request as a file here."))
        parser.add_argument("--qr", metavar=_("FILE"), help=_("Also write it as a QR code: a picture (.png) or .pdf."))
    leaf(enrol, "pending", "sharing:pending", _("On the first PC: list who asks."))
    taken = leaf(enrol, "take", "members:take", _("On the first PC: take a request file in."))
    taken.add_argument("file", metavar=_("FILE"), help=_("What the new PC wrote, or a picture or PDF of its QR code."))
    vouched = leaf(enrol, "vouch", "sharing:vouch", _("On a PC that may let others in: be the first of two."))
    vouched.add_argument("code", metavar=_("NUMBER"), help=_("The number that the new PC shows."))
    let_in = leaf(enrol, "approve", "sharing:approve", _("On the first PC: let the PC in."))
    add_second(let_in)
    let_in.add_argument(
        "--appoint", action="store_true", help=_("Headquarters' PC: let it register others by itself from now on.")
    )
    let_in.add_argument("--request", metavar=_("FILE"), help=_("Take this request in first, as take does."))
    let_in.add_argument("--reply", metavar=_("FILE"), help=_("Also write the reply here, for a PC without the share."))
    let_in.add_argument("code", metavar=_("NUMBER"), help=_("The number that the new PC shows."))
    finished = leaf(enrol, "finish", "sharing:finish", _("On the new PC: complete joining."))
    finished.add_argument("--reply", metavar=_("FILE"), help=_("The reply, if it came as a file."))
    finished.add_argument("--share", default="", metavar="URL", help=_("Share folder of the workplace."))
    finished.add_argument("answer", metavar=_("NUMBER"), help=_("The number that the first PC shows."))


def add_members(member: Any, leaf: Leaf) -> None:
    """Add the list of members and what ends a membership."""
    leaf(member, "list", "members:list_members", _("List PCs and people, since when and until when."))
    device = leaf(member, "remove-pc", "members:remove_pc", _("Take a PC out of the workplace."))
    device.add_argument("letter", metavar=_("LETTER"), help=_("The PC's letter, as in case numbers."))
    device.add_argument("--reason", required=True, choices=DEVICE_REASONS, help=_("Why."))
    person = leaf(member, "remove-person", "members:remove_person", _("End somebody's registration."))
    person.add_argument("number", metavar=_("NUMBER"), help=_("Employee number."))
    person.add_argument("--reason", required=True, choices=PERSON_REASONS, help=_("Why."))
    person.add_argument("--last-day", required=True, type=date.fromisoformat, metavar=_("DATE"), help=_("Last day."))
    person.add_argument("--pc", action="append", default=[], metavar=_("LETTER"), help=_("A PC that goes as well."))
    appointed = leaf(member, "appoint", "members:appoint", _("Let another PC register and remove members."))
    appointed.add_argument("letter", metavar=_("LETTER"), help=_("The PC's letter, as in case numbers."))


def add_workplace(workplace: Any, leaf: Leaf) -> None:
    """Add what changes the workplace as a whole."""
    renamed = leaf(workplace, "rename", "reorganising:rename", _("Call the workplace by another name from a day on."))
    renamed.add_argument("name", metavar=_("NAME"), help=_("The new name."))
    renamed.add_argument("--company", default="", metavar=_("TEXT"), help=_("The company's new name, if that changes."))
    merged = leaf(
        workplace, "take-in", "reorganising:take_in", _("Note that another workplace becomes part of this one.")
    )
    merged.add_argument("code", metavar=_("CODE"), help=_("Its org code."))
    merged.add_argument("name", metavar=_("NAME"), help=_("Its name until then."))
    for parser in (renamed, merged):
        parser.add_argument(
            "--from", dest="since", required=True, type=date.fromisoformat, metavar=_("DATE"), help=_("First day.")
        )
        parser.add_argument("--reason", default="", metavar=_("TEXT"), help=_("Why; it stays in the record."))
    joined = leaf(workplace, "join-headquarters", "reorganising:join", _("Let a headquarters read what follows."))
    joined.add_argument("file", metavar=_("FILE"), help=_("The invitation that headquarters sent."))
    joined.add_argument("code", metavar=_("NUMBER"), help=_("The number that headquarters reads out."))
    add_second(joined)


def add_second(parser: argparse.ArgumentParser) -> None:
    """Add who vouches as the second member."""
    second = parser.add_mutually_exclusive_group()
    second.add_argument(
        "--second", default="", metavar=_("NUMBER"), help=_("Employee no. of who vouches as the second member.")
    )
    second.add_argument("--with-kit", action="store_true", help=_("The recovery kit vouches as the second."))
