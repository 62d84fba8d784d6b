"""What the manager does about a restricted move, and about what a cancelled transfer had taken away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from desktop_app.domain.programme import Item
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restricted_moves import NO_RESTRICTED_DUTIES, MoveVerdict, RestrictedFunction, SecondLineAnswer
from desktop_app.errors import FieldMissing, FieldTooLong, ReasonMissing, SekishoError
from desktop_app.sentences import sentence
from desktop_app.sentences.moves import move_reason, verdict_word
from desktop_app.text import _, language
from desktop_app.usecases.restricted_moves import MoveStanding
from ui.case.dialogs import Submit
from ui.items import CaseInHand
from ui.parts import buttons
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice, LineField, TextField
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph


class DutiesDialog(Dialog):
    """制限対象業務を示す: which duties are left and taken up. *submit(origin, destination, then=, failed=)*."""

    def __init__(self, window: QWidget, standing: MoveStanding, submit: Submit) -> None:
        told = f"{verdict_word(standing.verdict)}　{move_reason(standing.judged)}"
        title = _("State the restricted duties")
        super().__init__(window, title, told, way_out=_("Go back"), primary=_("Keep"), on_primary=self._send)
        self._submit = submit
        stated, rules = standing.stated, standing.rules
        self.left = Choice(_functions(rules.origins), stated.origin_function if stated else "", name=_("Duties left"))
        chosen = stated.destination_function if stated else ""
        self.taken_up = Choice(_functions(rules.destinations), chosen, name=_("Duties taken up"))
        self.left_row = FormRow(_("Duties left"), self.left)
        self.body.addWidget(self.left_row)
        self.body.addWidget(FormRow(_("Duties taken up"), self.taken_up))
        if standing.history:
            self.body.addWidget(label(_("Assignment history"), "caption", "ink2"))
        for one in standing.history[-_SHOWN:]:
            until = one.last.isoformat() if one.last else ""
            self.body.addWidget(paragraph(f"{one.first.isoformat()} – {until}　{one.department}", "caption"))

    def _send(self) -> bool:
        self.primary.setEnabled(False)
        self._submit(self.left.value(), self.taken_up.value(), then=lambda _r: self.accept(), failed=self.show_refusal)
        return False

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it was not recorded."""
        self.primary.setEnabled(True)
        self.left_row.show_error(sentence(error))


class ConsultDialog(Dialog):
    """協議を記録する: what the second line was asked. *submit(question, then=, failed=)*."""

    def __init__(self, window: QWidget, standing: MoveStanding, submit: Submit) -> None:
        body = f"{verdict_word(standing.verdict)}　{move_reason(standing.judged)}"
        title = _("Record the consultation")
        super().__init__(window, title, body, way_out=_("Go back"), primary=_("Keep"), on_primary=self._send)
        self._submit = submit
        self.question = TextField(name=_("Question"), lines=3, limit=2000)
        self.row = FormRow(_("Question"), self.question, mark="required")
        self.body.addWidget(self.row)
        self.question.setFocus()

    def _send(self) -> bool:
        self.row.show_error("")
        self.primary.setEnabled(False)
        self._submit(self.question.value(), then=lambda _r: self.accept(), failed=self.show_refusal)
        return False

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it was not recorded; what was typed stays."""
        self.primary.setEnabled(True)
        self.row.show_error(sentence(error))
        self.row.focus_field()


class AnswerDialog(Dialog):
    """第2線の回答を記録する. *submit(answer, then=, failed=)*; *today* is the day it is recorded under."""

    def __init__(self, window: QWidget, standing: MoveStanding, today: date, submit: Submit) -> None:
        body = f"{verdict_word(standing.verdict)}　{move_reason(standing.judged)}"
        title = _("Record the answer of the second line")
        super().__init__(window, title, body, way_out=_("Go back"), primary=_("Keep"), on_primary=self._send)
        self._submit, self._today = submit, today
        kinds = (MoveVerdict.EXCEPTION_APPROVED, MoveVerdict.ALLOWED, MoveVerdict.PROHIBITED)
        self.verdict = Choice([(kind, verdict_word(kind)) for kind in kinds], name=_("Answer"))
        self.fields: dict[str, LineField | TextField] = {
            "number": LineField(name=_("Number of the answer")),
            "answered_by": LineField(name=_("Answered by")),
            "reason": TextField(name=_("Reason"), lines=2, limit=2000),
        }
        self.rows = {name: FormRow(f.accessibleName(), f, mark="required") for name, f in self.fields.items()}
        self.body.addWidget(FormRow(_("Answer"), self.verdict, reserve=False))
        for row in self.rows.values():
            self.body.addWidget(row)
        self.fields["number"].setFocus()

    def _send(self) -> bool:
        for row in self.rows.values():
            row.show_error("")
        self.primary.setEnabled(False)
        told = {name: field.value() for name, field in self.fields.items()}
        answer = SecondLineAnswer(
            MoveVerdict(self.verdict.value()), told["number"], self._today, told["answered_by"], told["reason"]
        )
        self._submit(answer, then=lambda _r: self.accept(), failed=self.show_refusal)
        return False

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the field what is missing; what was typed stays."""
        self.primary.setEnabled(True)
        named = str(error.field) if isinstance(error, FieldMissing | FieldTooLong) else "number"
        row = self.rows.get(named, self.rows["number"])
        row.show_error(sentence(error))
        row.focus_field()


class RestoreDialog(Dialog):
    """権限を戻す: one item after the other. *submit(item_id, needed, reference, note, then=, failed=)*."""

    def __init__(self, window: QWidget, items: tuple[Item, ...], submit: Submit) -> None:
        body = _("The transfer was cancelled. What had been revoked or handed in may have to be applied for anew.")
        title = _("Record what was given back")
        super().__init__(window, title, body, way_out=_("Go back"), primary=_("Keep"), on_primary=self._send)
        self._submit = submit
        said = language()
        self.item = Choice([(item.id, f"{item.id}　{item.text[said]}") for item in items], name=_("Item"), width=420)
        self.not_needed = buttons.Check(_("It need not come back"))
        self.reference = LineField(name=_("Reference number"))
        self.note = TextField(name=_("Note"), lines=2, limit=2000)
        self.note_row = FormRow(_("Note"), self.note)
        self.body.addWidget(FormRow(_("Item"), self.item, reserve=False))
        self.body.addWidget(self.not_needed)
        self.body.addWidget(FormRow(_("Reference number"), self.reference, mark="optional"))
        self.body.addWidget(self.note_row)
        self.item.setFocus()

    def _send(self) -> bool:
        self.note_row.show_error("")
        self.primary.setEnabled(False)
        self._submit(
            self.item.value(),
            not self.not_needed.isChecked(),
            self.reference.value(),
            self.note.value(),
            then=lambda _r: self.accept(),
            failed=self.show_refusal,
        )
        return False

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it was not recorded; what was typed stays."""
        self.primary.setEnabled(True)
        self.note_row.show_error(sentence(error))
        if isinstance(error, ReasonMissing):
            self.note_row.focus_field()


_SHOWN = 5


class Presenter(Protocol):
    """Who records what the dialogs ask."""

    @property
    def state_duties(self) -> Submit:
        """Say which duties are left and taken up."""

    @property
    def consult(self) -> Submit:
        """Record that the second line was asked."""

    @property
    def record_answer(self) -> Submit:
        """Record what it answered."""

    @property
    def restore(self) -> Submit:
        """Record that something was given back."""


def move_acts(window: QWidget, hand: CaseInHand, presenter: Presenter) -> dict[str, tuple[str, Callable[[], Any]]]:
    """Return the acts on a restricted or cancelled transfer by name: the word on the button, and what it opens."""
    acts: dict[str, tuple[str, Callable[[], Any]]] = {}
    if standing := hand.move:
        acts |= {
            "duties": (
                _("State the duties"),
                lambda: DutiesDialog(window, standing, presenter.state_duties).open(),
            ),
            "consult": (
                _("Record the consultation"),
                lambda: ConsultDialog(window, standing, presenter.consult).open(),
            ),
            "answer": (
                _("Record the answer"),
                lambda: AnswerDialog(window, standing, hand.today, presenter.record_answer).open(),
            ),
        }
    left = to_restore(hand.opened.case, hand.opened.programme)
    if left:
        words = _("Record what was given back")
        acts["restore"] = (words, lambda: RestoreDialog(window, left, presenter.restore).open())
    return acts


def _functions(functions: tuple[RestrictedFunction, ...]) -> list[tuple[str, str]]:
    said = language()
    return [
        ("", _("As the department's name tells")),
        (NO_RESTRICTED_DUTIES, _("None of the restricted duties")),
        *((one.code, one.label[said]) for one in functions),
    ]
