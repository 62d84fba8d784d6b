"""The commands about who works on a PC: persons, their PINs and cards."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop_app.cli.office_tree import add_substitute
from desktop_app.text import _

if TYPE_CHECKING:
    from desktop_app.cli.command_tree import Group, Leaf

ROLES = ("manager", "deputy", "head", "second-line", "auditor")


def add_people(commands: Any, leaf: Leaf, group: Group) -> None:
    """Add ``person`` and ``pin``."""
    person = group(commands, "person", _("Who works on this PC."))
    added = leaf(person, "add", "people:add", _("Let a second person work here under their own PIN."))
    add_person_fields(added)
    add_substitute(person, leaf)
    handed = leaf(person, "handover", "handing_over:handover", _("What the next manager takes over."))
    handed.add_argument("--out", metavar=_("FILE"), help=_("Also write it as a PDF."))
    leaf(person, "list", "people:list_people", _("List who works here."))
    reset = leaf(person, "reset-pin", "people:reset_pin", _("Give a person who forgot their PIN a new one."))
    reset.add_argument("number", metavar=_("EMPLOYEE_NO"), help=_("Whose PIN."))
    reset.add_argument("--with-kit", action="store_true", help=_("Vouch with the printed recovery kit."))
    card = leaf(person, "card", "cards:card", _("Let a person confirm with a signing card."))
    card.add_argument("number", metavar=_("EMPLOYEE_NO"), help=_("Whose card."))
    card.add_argument("--module", default="", metavar=_("FILE"), help=_("Driver of the card reader (PKCS#11 module)."))
    card.add_argument("--token", default="", metavar=_("TEXT"), help=_("Label of the card (the only one)."))
    card.add_argument("--key", default="", metavar=_("TEXT"), help=_("Label of the key on it (the only one)."))
    card.add_argument("--remove", action="store_true", help=_("Nothing more is confirmed with the card."))
    pin = group(commands, "pin", _("The PIN of the person at the desk."))
    leaf(pin, "change", "people:change_pin", _("Choose another PIN."))


def add_person_fields(parser: argparse.ArgumentParser) -> None:
    """Add what is asked of a person who joins."""
    parser.add_argument("--name", required=True, metavar=_("TEXT"), help=_("Name."))
    parser.add_argument("--employee-no", required=True, metavar=_("TEXT"), help=_("Employee number."))
    parser.add_argument("--kana", default="", metavar=_("TEXT"), help=_("Kana of the name."))
    parser.add_argument("--contact", default="", metavar=_("TEXT"), help=_("Extension or address for questions."))
    parser.add_argument("--role", choices=ROLES, default="deputy", help=_("Manager, deputy or department head."))
