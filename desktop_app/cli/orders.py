"""Headquarters' orders: ``hq correction|disposal`` give them, ``orders`` lists them, ``case answer-order`` answers."""

from __future__ import annotations

import argparse

from desktop_app.app import App, Surroundings
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import home_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_free_desk, passphrase_asker, pin
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _
from desktop_app.usecases import disposal, orders
from desktop_app.usecases import headquarters as hq
from desktop_app.usecases.sharing import sync


def order_correction(options: argparse.Namespace) -> Said:
    """Ask for a correction, and send it at once if the share answers."""
    with hq.opened(_headquarters(options), options.key) as app:
        due = day_of(app, options.due) if options.due else None
        case_id = app.record.case_id_of(options.case)
        number = orders.order_correction(app, case_id, options.text, due, own_pin=pin())
        trouble = _sent(app)
    return _given(number, trouble)


def order_disposal(options: argparse.Namespace) -> Said:
    """Record a disposal order, and send it at once if the share answers."""
    with hq.opened(_headquarters(options), options.key) as app:
        number = disposal.order_disposal(app, options.year, options.text, own_pin=pin())
        trouble = _sent(app)
    return _given(number, trouble)


def answer_order(options: argparse.Namespace) -> Said:
    """Answer an order."""
    with at_free_desk(options) as app:
        orders.answer_order(app, app.record.case_id_of(options.case), options.order, options.text)
    return Said({"order": options.order}, (_("The answer is recorded and goes to headquarters."),))


def show(options: argparse.Namespace) -> Said:
    """List open orders about cases, and disposal orders."""
    with at_free_desk(options) as app:
        cases = [app.record.case(one.case_id) for one in app.cases.walk(CaseFilter(in_scope_only=False))]
        away = [one.order for one in disposal.disposals(app) if one.stage in disposal.OPEN_STAGES]
    open_orders = [(case.case_no, order) for case in cases for order in case.open_orders]
    lines = [
        _("{number}  {case_no}  {words}  {due}").format(
            number=order.order_no, case_no=case_no, words=order.words, due=day(order.due_on)
        )
        for case_no, order in open_orders
    ]
    lines += [
        _("{number}  disposal of fiscal year {year}  {words}").format(
            number=order.order_no, year=order.fiscal_year, words=order.words
        )
        for order in away
    ]
    data = {
        "corrections": [
            {"number": o.order_no, "case_no": case_no, "words": o.words, "due_on": o.due_on}
            for case_no, o in open_orders
        ],
        "disposals": [
            {"number": o.order_no, "fiscal_year": o.fiscal_year, "words": o.words, "ordered_on": o.ordered_on}
            for o in away
        ],
    }
    return Said(data, tuple(lines) or (_("There is no open order."),))


def _given(number: str, trouble: tuple[str, ...]) -> Said:
    return Said({"order": number}, (_("The order {number} is recorded.").format(number=number), *trouble))


def _sent(app: App) -> tuple[str, ...]:
    try:
        sync(app)
    except SekishoError as error:
        return (sentence(error),)
    return ()


def _headquarters(options: argparse.Namespace) -> hq.Headquarters:
    return hq.open_headquarters(home_of(options).folder, Surroundings(), passphrase_asker())
