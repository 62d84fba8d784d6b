"""Reading many cases at once: 今日やること, 異動案件 and the ledger, page by page.

Text is searched as a part of a folded key: trigram indexes never find two-character names (measured).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import msgspec
import sqlalchemy as sa

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import ENDED_STATES, OPEN_STATES, CaseState
from desktop_app.domain.names import search_key
from desktop_app.domain.summary import CaseSummary, KnownCase
from desktop_app.errors import DatabaseDamaged
from desktop_app.store import judging
from desktop_app.store.database import Database
from desktop_app.store.tables import case_summary, fact

_AT_ONCE = 500
_decoder, _known_decoder = msgspec.json.Decoder(CaseSummary), msgspec.json.Decoder(KnownCase)
Line = TypeVar("Line", CaseSummary, KnownCase)
_LEDGER_ORDER = (
    case_summary.c.effective_date,
    case_summary.c.case_order,
    case_summary.c.case_no,
    case_summary.c.case_id,
)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases: all conditions together; empty ones do not restrict.

    *workplaces*: org codes of the posts people leave, as registered; *effective_until*: the last effective date.
    """

    text: str = ""
    half: HalfYear | None = None
    fiscal_year: int | None = None
    workplaces: frozenset[str] = frozenset()
    states: frozenset[CaseState] = frozenset()
    in_scope_only: bool = True
    remarkable_only: bool = False
    judged: judging.Judged | None = None
    effective_until: date | None = None


class Cases:
    """The cases of this home, one line each."""

    def __init__(
        self,
        database: Database,
        workplaces_named: Callable[[str], frozenset[str]] = lambda _text: frozenset(),
        laid_aside: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """*workplaces_named* tells which org codes a searched text means, also where the cases name another (T12).

        *laid_aside* are the ids of cases that are in no list while their disposal can be withdrawn.
        """
        self._database, self._named, self._laid_aside = database, workplaces_named, laid_aside

    def count(self, wanted: CaseFilter) -> int:
        """Return how many cases there are."""
        query = sa.select(sa.func.count()).select_from(case_summary).where(*self._conditions(wanted))
        with self._database.transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def page(self, wanted: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[CaseSummary, ...]:
        """Return cases in ledger order (effective date, case number as people count); limit -1 means all."""
        query = (
            sa.select(case_summary.c.summary)
            .where(*self._conditions(wanted))
            .order_by(*_LEDGER_ORDER)
            .offset(offset)
            .limit(limit)
        )
        with self._database.transaction() as connection:
            return tuple(_line(row[0]) for row in connection.execute(query))

    def walk(self, wanted: CaseFilter, at_once: int = 500) -> Iterator[CaseSummary]:
        """Yield cases in ledger order, *at_once* a reading, so that no number of them is ever held."""
        order = sa.tuple_(*_LEDGER_ORDER)
        line = sa.select(case_summary.c.summary, *_LEDGER_ORDER)
        query = line.where(*self._conditions(wanted)).order_by(*_LEDGER_ORDER)
        after: tuple[str, ...] = ()
        while True:
            part = query.where(order > sa.tuple_(*map(sa.literal, after))) if after else query
            with self._database.transaction() as connection:
                rows = connection.execute(part.limit(at_once)).all()
            yield from (_line(row[0]) for row in rows)
            if len(rows) < at_once:
                return
            after = tuple(rows[-1][1:])

    def workplaces(self, wanted: CaseFilter) -> tuple[tuple[str, str, int], ...]:
        """Return (org code, department, cases) of the posts people leave, each by the department of its latest case."""
        code = case_summary.c.org_code
        query = sa.select(code, sa.func.count()).where(*self._conditions(wanted)).group_by(code).order_by(code)
        with self._database.transaction() as connection:
            counted = [(str(row[0]), int(row[1])) for row in connection.execute(query)]
        latest = (self._latest(replace(wanted, workplaces=frozenset({code}))) for code, _rows in counted)
        return tuple((code, post.origin.department, rows) for (code, rows), post in zip(counted, latest, strict=True))

    def states(self, wanted: CaseFilter, today: date) -> dict[str, dict[tuple[CaseState, bool], int]]:
        """Return for every org code how many cases are in which state, apart whether their day has passed."""
        code, state = case_summary.c.org_code, case_summary.c.state
        past = case_summary.c.effective_date < today.isoformat()
        query = (
            sa.select(code, state, past, sa.func.count()).where(*self._conditions(wanted)).group_by(code, state, past)
        )
        found: dict[str, dict[tuple[CaseState, bool], int]] = defaultdict(dict)
        with self._database.transaction() as connection:
            for org_code, value, is_past, count in connection.execute(query):
                found[org_code][CaseState(value), bool(is_past)] = int(count)
        return found

    def _latest(self, wanted: CaseFilter) -> CaseSummary:
        latest_first = [column.desc() for column in _LEDGER_ORDER]
        query = sa.select(case_summary.c.summary).where(*self._conditions(wanted)).order_by(*latest_first).limit(1)
        with self._database.transaction() as connection:
            return _line(connection.execute(query).scalar_one())

    def figures(self, wanted: CaseFilter, today: date) -> tuple[int, ...]:
        """Return the ledger's counts: all, settled, late, overdue, with items open, cancelled (see judging)."""
        query = sa.select(*judging.figures(today)).where(*self._conditions(wanted))
        with self._database.transaction() as connection:
            return tuple(int(figure) for figure in connection.execute(query).one())

    def unfinished(self) -> tuple[CaseSummary, ...]:
        """Return the cases that may still ask for something before the effective date."""
        ended = [state.value for state in ENDED_STATES]
        query = sa.select(case_summary.c.summary).where(case_summary.c.state.not_in(ended))
        with self._database.transaction() as connection:
            return tuple(_line(row[0]) for row in connection.execute(query))

    def told(self, tag: str) -> frozenset[str]:
        """Return the ids of what holds a fact with the journal's *tag*."""
        query = sa.select(fact.c.case_id).distinct().where(sa.func.instr(fact.c.data, tag.encode()) > 0)
        with self._database.transaction() as connection:
            return frozenset(connection.execute(query).scalars())

    def open_with(self, tag: str) -> tuple[CaseSummary, ...]:
        """Return the cases that wait for answers and hold a fact with the journal's *tag*."""
        waiting = case_summary.c.state.in_([state.value for state in OPEN_STATES])
        told = sa.exists().where(fact.c.case_id == case_summary.c.case_id, sa.func.instr(fact.c.data, tag.encode()) > 0)
        with self._database.transaction() as connection:
            rows = connection.execute(sa.select(case_summary.c.summary).where(waiting, told)).all()
        return tuple(_line(row[0]) for row in rows)

    def awaiting_post_check(self) -> tuple[CaseSummary, ...]:
        """Return the ended cases whose check after the effective date is not done."""
        ended = [CaseState.CONFIRMED.value, CaseState.CLOSED_EXCEPTION.value]
        query = sa.select(case_summary.c.summary).where(
            case_summary.c.state.in_(ended), sa.not_(case_summary.c.post_checked)
        )
        with self._database.transaction() as connection:
            return tuple(_line(row[0]) for row in connection.execute(query))

    def awaiting_restoring(self) -> tuple[CaseSummary, ...]:
        """Return the cancelled cases whose rights are still to be given back."""
        query = sa.select(case_summary.c.summary).where(
            case_summary.c.state == CaseState.CANCELLED.value, case_summary.c.restoring
        )
        with self._database.transaction() as connection:
            return tuple(_line(row[0]) for row in connection.execute(query))

    def waiting(self, today: date) -> int:
        """Return how many cases ask for something as of *today*; ``domain.today.next_task`` says the same of each."""
        before = [state.value for state in (*OPEN_STATES, CaseState.REPORTED)]
        after = [CaseState.CONFIRMED.value, CaseState.CLOSED_EXCEPTION.value]
        wanted = sa.or_(
            case_summary.c.state.in_(before),
            sa.and_(case_summary.c.state == CaseState.CANCELLED.value, case_summary.c.restoring),
            sa.and_(
                case_summary.c.state.in_(after),
                sa.not_(case_summary.c.post_checked),
                case_summary.c.effective_date <= today.isoformat(),
            ),
        )
        query = sa.select(sa.func.count()).select_from(case_summary).where(case_summary.c.in_scope, wanted)
        with self._database.transaction() as connection:
            return int(connection.execute(query).scalar_one())

    def summary(self, case_id: str) -> CaseSummary | None:
        """Return one case's line, or None."""
        query = sa.select(case_summary.c.summary).where(case_summary.c.case_id == case_id)
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
        return _line(row[0]) if row else None

    def numbered(self, case_nos: Iterable[str]) -> dict[str, CaseSummary]:
        """Return the cases with these numbers, by number."""
        wanted, found = sorted(set(case_nos)), {}
        with self._database.transaction() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                part = case_summary.c.case_no.in_(wanted[start : start + _AT_ONCE])
                for row in connection.execute(sa.select(case_summary.c.summary).where(part)):
                    summary = _line(row[0])
                    found[summary.case_no] = summary
        return found

    def people(self) -> dict[str, list[KnownCase]]:
        """Return all cases by employee number; cancelled ones are left out, since they may be registered anew."""
        return self._people()

    def people_like(self, employee_no: str, name: str) -> dict[str, list[KnownCase]]:
        """Return the cases of a number and of people who may share a name, as ``people`` does for all."""
        key = search_key(name)
        alike = sa.func.instr(case_summary.c.search_key, key) > 0 if key else sa.false()
        return self._people(sa.or_(case_summary.c.employee_no == employee_no, alike))

    def _people(self, *conditions: sa.ColumnElement[bool]) -> dict[str, list[KnownCase]]:
        not_cancelled = case_summary.c.state != CaseState.CANCELLED.value
        query = sa.select(case_summary.c.summary).where(not_cancelled, *conditions, *self._shown())
        found: dict[str, list[KnownCase]] = defaultdict(list)
        with self._database.transaction() as connection:
            for (data,) in connection.execute(query):
                known = _decoded(_known_decoder, data)
                found[known.transferee.employee_no].append(known)
        return found

    def halves(self) -> tuple[HalfYear, ...]:
        """Return the half-years that have cases, newest first."""
        query = sa.select(case_summary.c.half).distinct().where(*self._shown())
        with self._database.transaction() as connection:
            found = [HalfYear.parse(row[0]) for row in connection.execute(query)]
        return tuple(sorted(found, reverse=True))

    def state_counts(self, first: HalfYear, last: HalfYear) -> dict[CaseState, int]:
        """Return how many cases in scope are in each state, for the half-years from *first* to *last*."""
        query = (
            sa.select(case_summary.c.state, sa.func.count())
            .where(case_summary.c.half.between(str(first), str(last)), case_summary.c.in_scope, *self._shown())
            .group_by(case_summary.c.state)
        )
        with self._database.transaction() as connection:
            return {CaseState(state): int(n) for state, n in connection.execute(query)}

    def numbers_like(self, prefix: str) -> tuple[str, ...]:
        """Return the case numbers beginning with *prefix* (to give the next one)."""
        query = sa.select(case_summary.c.case_no).where(case_summary.c.case_no.startswith(prefix, autoescape=True))
        with self._database.transaction() as connection:
            return tuple(row[0] for row in connection.execute(query))

    def _conditions(self, wanted: CaseFilter) -> tuple[sa.ColumnElement[bool], ...]:
        named = self._named(wanted.text) if wanted.text else frozenset[str]()
        return (*_conditions(wanted, named), *self._shown())

    def _shown(self) -> tuple[sa.ColumnElement[bool], ...]:
        aside = self._laid_aside()
        if not aside:
            return ()
        ids = sa.select(sa.text("value")).select_from(sa.func.json_each(json.dumps(sorted(aside))))
        return (case_summary.c.case_id.not_in(ids),)


def _line(data: bytes) -> CaseSummary:
    return _decoded(_decoder, data)


def _decoded(decoder: msgspec.json.Decoder[Line], data: bytes) -> Line:
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DatabaseDamaged(path="", where="page") from error


def _conditions(wanted: CaseFilter, named: frozenset[str]) -> tuple[sa.ColumnElement[bool], ...]:
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.half is not None:
        conditions.append(case_summary.c.half == str(wanted.half))
    if wanted.fiscal_year is not None:
        halves = [str(HalfYear(wanted.fiscal_year, half)) for half in (1, 2)]
        conditions.append(case_summary.c.half.in_(halves))
    if wanted.workplaces:
        conditions.append(case_summary.c.org_code.in_(sorted(wanted.workplaces)))
    if wanted.states:
        conditions.append(case_summary.c.state.in_([state.value for state in wanted.states]))
    if wanted.in_scope_only:
        conditions.append(case_summary.c.in_scope)
    if wanted.remarkable_only:
        conditions.append(case_summary.c.remarkable)
    if wanted.judged is not None:
        conditions.append(judging.condition(wanted.judged))
    if wanted.effective_until is not None:
        conditions.append(case_summary.c.effective_date <= wanted.effective_until.isoformat())
    key = search_key(wanted.text)
    if key:
        told = sa.func.instr(case_summary.c.search_key, key) > 0
        conditions.append(sa.or_(told, case_summary.c.org_code.in_(sorted(named))) if named else told)
    return tuple(conditions)
