"""``person add|list|reset-pin`` and ``pin change``."""

from __future__ import annotations

import argparse

from desktop_app.app import App
from desktop_app.cli.said import Said
from desktop_app.cli.session import PIN, at_desk, new_pin, pin, recovery_key
from desktop_app.domain.facts import Role
from desktop_app.domain.workplace import Person
from desktop_app.errors import UnknownPerson
from desktop_app.labels import role_label
from desktop_app.text import _
from desktop_app.usecases import people
from desktop_app.usecases.first_start import PersonInput

_ROLES = {
    "manager": Role.WORKPLACE_INFORMATION_MANAGER,
    "deputy": Role.DEPUTY_MANAGER,
    "head": Role.DEPARTMENT_HEAD,
    "second-line": Role.SECOND_LINE,
    "auditor": Role.AUDITOR,
}


def add(options: argparse.Namespace) -> Said:
    """Let a second person work here: the person of --as vouches with SEKISHO_PIN, or is asked for their PIN.

    The new person's PIN is SEKISHO_NEW_PIN, else asked for; with nobody to ask, SEKISHO_PIN until they change it.
    """
    entry = person_of(options)
    with at_desk(options) as app:
        own_pin = pin()
        person = people.enrol_person(app, entry, new_pin(otherwise=PIN), own_pin=own_pin)
    words = _("{name} ({employee_no}) may work here now: {role}").format(
        name=person.name, employee_no=person.employee_no, role=role_label(person.role)
    )
    return Said({"person": _data(person, here=True)}, (words,))


def person_of(options: argparse.Namespace) -> PersonInput:
    """Return a person as given on the command line."""
    return PersonInput(options.name, options.kana, options.employee_no, options.contact, _ROLES[options.role])


def list_people(options: argparse.Namespace) -> Said:
    """List who works here, and whose key is on this PC."""
    with at_desk(options) as app:
        here = {person.person_id for person in people.people_here(app)}
        everybody, current = tuple(app.workplace.people.values()), app.person_id
    lines = tuple(
        _("{name} ({employee_no})  {role}").format(
            name=person.name, employee_no=person.employee_no, role=role_label(person.role)
        )
        for person in everybody
    )
    data = [_data(p, here=p.person_id in here) | {"at_desk": p.person_id == current} for p in everybody]
    return Said({"people": data}, lines)


def reset_pin(options: argparse.Namespace) -> Said:
    """Give a person a new PIN: the person of --as vouches with their own, or the recovery kit does."""
    with at_desk(options) as app:
        person = _person(app, options.number)
        if options.with_kit:
            people.reset_pin_with_kit(app, person.person_id, new_pin(), recovery_key())
        else:
            people.reset_pin_with_member(app, person.person_id, new_pin(), member_id=app.person_id, member_pin=pin())
    words = _("{name} ({employee_no}) has a new PIN and a new certificate.")
    return Said({"person": _data(person, here=True)}, (words.format(name=person.name, employee_no=person.employee_no),))


def change_pin(options: argparse.Namespace) -> Said:
    """Choose another PIN for the person at the desk."""
    with at_desk(options) as app:
        people.change_own_pin(app, pin(), new_pin())
        person = app.person
    return Said({"person": _data(person, here=True)}, (_("The PIN is changed."),))


def _person(app: App, employee_no: str) -> Person:
    person = app.workplace.person_with_number(employee_no)
    if person is None:
        raise UnknownPerson(employee_no=employee_no)
    return person


def _data(person: Person, *, here: bool) -> dict[str, object]:
    return {
        "person_id": person.person_id,
        "employee_no": person.employee_no,
        "name": person.name,
        "kana": person.kana,
        "role": person.role,
        "here": here,
    }
