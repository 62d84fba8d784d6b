"""A programme (制度プロファイル): one utility's rules, steps, items and wording, as data.

Programmes ship as versioned files in ``resources/programmes`` and may be written by users; nothing here knows
a company. A case stays on the programme version it began with. Every text is bilingual but the forms, which are in
the language they are signed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from desktop_app.domain.bilingual import Text
from desktop_app.domain.deadlines import Deadlines
from desktop_app.domain.form import Form
from desktop_app.domain.inspection import Question
from desktop_app.domain.restricted_moves import RestrictedMoves
from desktop_app.domain.retention import RetentionMode
from desktop_app.domain.scope import Direction, Scope, TransferType
from desktop_app.errors import UnknownItem

_ERASED = "DATA_DISPOSAL"
"""The step that was not given back in programmes which could not say so."""


class Phase(StrEnum):
    """When an item is due: up to the effective date, or afterwards (the second gate)."""

    BEFORE_EFFECTIVE = "BEFORE_EFFECTIVE"
    AFTER_EFFECTIVE = "AFTER_EFFECTIVE"


class NotApplicable(StrEnum):
    """Whether 該当なし may be answered: ○ allowed, △ only with a reason, × never."""

    ALLOWED = "ALLOWED"
    WITH_REASON = "WITH_REASON"
    NEVER = "NEVER"


class Party(StrEnum):
    """Who answers or confirms an item (domain notes §2: T, W, A, H, 2)."""

    TRANSFEREE = "TRANSFEREE"
    WORKPLACE_INFORMATION_MANAGER = "WORKPLACE_INFORMATION_MANAGER"
    SYSTEM_ADMINISTRATOR = "SYSTEM_ADMINISTRATOR"
    DEPARTMENT_HEAD = "DEPARTMENT_HEAD"
    SECOND_LINE = "SECOND_LINE"


class EvidenceKind(StrEnum):
    """What an item asks as evidence: counts, numbers and settings screens rather than content."""

    SELF_DECLARATION = "SELF_DECLARATION"
    COUNT = "COUNT"
    IMAGE = "IMAGE"
    DISPOSAL_CERTIFICATE = "DISPOSAL_CERTIFICATE"
    CSV_RECONCILIATION = "CSV_RECONCILIATION"
    TICKET_REF = "TICKET_REF"
    WITNESS = "WITNESS"
    RECEIPT = "RECEIPT"
    BRIEFING_RECORD = "BRIEFING_RECORD"
    DECISION_RECORD = "DECISION_RECORD"
    SIGNED_PDF = "SIGNED_PDF"
    CONFIRMATION_RECORD = "CONFIRMATION_RECORD"
    LEDGER = "LEDGER"


class AnsweredThrough(StrEnum):
    """How an item gets its answer: by hand, or by the act that makes it true."""

    ANSWER = "ANSWER"
    BRIEFING = "BRIEFING"
    REPORT = "REPORT"
    CONFIRMATION = "CONFIRMATION"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ⓪ preparation, ①–④, ⑤ report.

    ``ledger_column`` steps have a column of dates in the ledger; ``ledger_title`` is what stands over it where the
    short title is too long for 11 mm.
    """

    code: str
    number: str
    title: Text
    short_title: Text
    lead: Text
    ledger_column: bool
    ledger_title: Text | None = None
    given_back: bool | None = None
    """Whether what the step took away is given back when the transfer is called off: rights and things are, data is
    not. None: programmes adopted before it could be said."""
    directions: tuple[Direction, ...] = ()
    """The transfers that have this step, by direction; all when empty."""

    @property
    def is_given_back(self) -> bool:
        """Whether a cancelled transfer asks for this step to be undone; earlier programmes had one code that is not."""
        return self.ledger_column and self.code != _ERASED if self.given_back is None else self.given_back

    @property
    def column_title(self) -> Text:
        """What stands over the step's column in the ledger."""
        return self.ledger_title or self.short_title


@dataclass(frozen=True, slots=True)
class Item:
    """One checklist item (点検項目). ``measures`` names the measures it answers, e.g. ``("H2",)``."""

    id: str
    step: str
    text: Text
    help: Text
    not_applicable: NotApplicable
    evidence: tuple[EvidenceKind, ...]
    answered_by: Party
    confirmed_by: tuple[Party, ...]
    answered_through: AnsweredThrough
    phase: Phase
    count_label: Text | None
    count_unit: str | None
    measures: tuple[str, ...]
    directions: tuple[Direction, ...] = ()
    """The transfers that have this item, by direction; those of its step when empty."""

    @property
    def needs_count(self) -> bool:
        """A count, 0 included, is asked with 完了 (domain notes §2: an empty count is not zero)."""
        return EvidenceKind.COUNT in self.evidence


@dataclass(frozen=True, slots=True)
class BriefingSheet:
    """What the manager says at the briefing (説明): headed paragraphs and a line on tone."""

    paragraphs: tuple[tuple[Text, Text], ...]
    tone: Text
    methods: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a closed case is kept, and from when (measures H7)."""

    mode: RetentionMode
    years: int


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A ready-made reason a person can choose instead of writing one."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Register:
    """A register (台帳) the workplace keeps for this programme, and the measures it answers."""

    code: str
    label: Text
    about: Text
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What transfers in one direction sign and are told instead of the programme's own (measures K1: both ways)."""

    direction: Direction
    report_form: Form
    briefing: BriefingSheet


@dataclass(frozen=True)
class Programme:
    """One version of one utility's rules, add-ons included.

    ``explanation_form`` is the 説明記録 for a refused signature; None in programmes adopted before there was one.
    Programmes adopted before the fields after it existed simply have none of them.
    """

    id: str
    version: str
    title: Text
    source: str
    roles: tuple[tuple[Party, Text], ...]
    steps: tuple[Step, ...]
    items: tuple[Item, ...]
    report_form: Form
    briefing: BriefingSheet
    deadlines: Deadlines
    retention: Retention
    scope: Scope
    transfer_types: tuple[TransferType, ...]
    not_done_reasons: tuple[ReasonChoice, ...]
    return_reasons: tuple[ReasonChoice, ...]
    evidence_max_bytes: int
    ledger_title: Text
    ledger_number: str
    ledger_version: str
    explanation_form: Form | None = None
    restricted_moves: RestrictedMoves | None = None
    registers: tuple[Register, ...] = ()
    inspection: tuple[Question, ...] = ()
    further_forms: tuple[Form, ...] = ()
    courses: tuple[Course, ...] = ()

    @cached_property
    def _by_direction(self) -> dict[Direction, Programme]:
        return {direction: _on_course(self, direction) for direction in Direction}

    def on_course(self, transfer_type: str) -> Programme:
        """Return the programme as transfers of a type follow it: its steps, items, form and briefing."""
        return self._by_direction[self.directions.get(transfer_type, Direction.OUTBOUND)]

    @cached_property
    def _items_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    def item(self, item_id: str) -> Item:
        """Return the item; raises UnknownItem."""
        try:
            return self._items_by_id[item_id]
        except KeyError:
            raise UnknownItem(item_id=item_id) from None

    def step(self, code: str) -> Step:
        """Return the step with *code* (programme files are checked, so it exists)."""
        return next(step for step in self.steps if step.code == code)

    def items_of(self, step_code: str, phase: Phase = Phase.BEFORE_EFFECTIVE) -> tuple[Item, ...]:
        """Return the items of a step that are due in *phase*, in order."""
        return tuple(item for item in self.items if item.step == step_code and item.phase is phase)

    @cached_property
    def after_items(self) -> tuple[Item, ...]:
        """The items checked after the effective date."""
        return tuple(item for item in self.items if item.phase is Phase.AFTER_EFFECTIVE)

    @cached_property
    def ledger_steps(self) -> tuple[Step, ...]:
        """The steps that have a column in the ledger."""
        return tuple(step for step in self.steps if step.ledger_column)

    @cached_property
    def directions(self) -> dict[str, Direction]:
        """The direction of each transfer type, by its code."""
        return {kind.code: kind.direction for kind in self.transfer_types}

    def role_title(self, party: Party) -> Text:
        """Return what this programme calls *party*."""
        return dict(self.roles).get(party, Text(ja=party.value, en=party.value))


def _on_course(programme: Programme, direction: Direction) -> Programme:
    steps = {step.code: step for step in programme.steps}
    items = tuple(
        item for item in programme.items if direction in (item.directions or steps[item.step].directions or Direction)
    )
    course = next((one for one in programme.courses if one.direction is direction), None)
    if len(items) == len(programme.items) and course is None:
        return programme
    left = {item.step for item in items}
    return replace(
        programme,
        steps=tuple(step for step in programme.steps if step.code in left),
        items=items,
        report_form=course.report_form if course else programme.report_form,
        briefing=course.briefing if course else programme.briefing,
    )
