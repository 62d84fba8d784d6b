"""One row of the checklist: its picture, the three answers (none chosen), and what the answer needs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.domain.programme import NotApplicable
from desktop_app.labels import answer_label
from desktop_app.text import _, language
from desktop_app.usecases.drafts import Draft
from ui import theme
from ui.items.details import Details
from ui.items.model import ItemState, Problem, Viewer, check
from ui.paper_entry.pane import PicturePane, side_by_side
from ui.paper_entry.state import EntryState, item_words
from ui.parts import buttons, ime
from ui.parts.answer import AnswerControl
from ui.parts.cards import Card
from ui.parts.form import Message
from ui.parts.labels import label, paragraph

_DONE, _NA, _NOT_DONE = Answer.DONE.value, Answer.NOT_APPLICABLE.value, Answer.NOT_DONE.value
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PaperAnswer(AnswerControl):
    """The three answers; Enter goes on with what is chosen and never chooses. ``went_on`` when it is pressed."""

    went_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter."""
        if event.key() in _ENTER:
            self.went_on.emit()
        else:
            super().keyPressEvent(event)


class AnswerPage(QWidget):
    """``entered(item id, AnswerInput)``: the answer as the person reads it is complete."""

    entered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._state: EntryState | None = None
        self._item: ItemState | None = None
        self.pane = PicturePane()
        self._head = label("", "section")
        self._words = paragraph("", leading=1.4)
        self._standing = paragraph("", "caption", "ink2", leading=1.35)
        self.same = buttons.Link(_("The paper says the same"), self._same)
        self._said = Message()
        self._said.hide()
        self.control: PaperAnswer | None = None
        self.details: Details | None = None
        card = Card(padding=18)
        card.body.addWidget(self._head)
        card.body.addWidget(self._words)
        card.body.addWidget(self._standing)
        card.body.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.px(10))
        card.body.addLayout(self._place)
        card.body.addWidget(self._said)
        hint = paragraph(_("1, 2 and 3 choose; Enter records and goes on."), "caption", "ink2")
        card.body.addWidget(hint)
        self.row = side_by_side(self.pane, card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.row)

    def show_item(self, state: EntryState, item_id: str) -> None:
        """Show a row; nothing is chosen, whatever stands in the record."""
        self._state = state
        item = state.item(item_id)
        assert item is not None
        draft = state.hand.drafts.get(item_id, Draft())
        self._item = replace(state.item_state(item), draft=draft, problem=None, editable=True)
        self.pane.show_row(state.shown.get(item_id), item_words(item))
        self._head.setText(item.id)
        self._words.setText(item.text[language()])
        self._show_standing(state.hand.opened.case.answer(item_id), item_id in state.left)
        self._said.show_error("")
        self._said.hide()
        self._make_fields(self._item)
        self._choose(draft.answer)

    def focus_here(self) -> None:
        """Put the focus on the three answers."""
        if self.control is not None:
            self.control.setFocus(Qt.FocusReason.TabFocusReason)

    def draft(self) -> Draft:
        """Return what was chosen and typed, empty when nothing was."""
        if self.control is None or self.details is None or not self.control.value():
            return Draft()
        return self.details.read(self.control.value())

    def item_id(self) -> str:
        """Return the item in hand."""
        return self._item.item.id if self._item is not None else ""

    def enter(self) -> None:
        """Go on: tell the answer if it is complete, else say what it lacks."""
        ime.commit_input()
        if self.control is None or self._item is None or self._state is None:
            return
        if not self.control.value():
            self._refuse(_("Choose what is ticked in the picture: 1, 2 or 3."))
            self.focus_here()
            return
        draft = self.draft()
        found: AnswerInput | Problem
        if draft.answer == _DONE and not draft.done:
            found = Problem("done", _("Enter the day as it is written. If none is written, ask the transferee."))
        else:
            found = check(self._state.hand, self._item.item, draft, Viewer.MANAGER)
        if isinstance(found, Problem):
            self.show_problem(found)
        else:
            self.entered.emit(self._item.item.id, found)

    def show_problem(self, problem: Problem) -> None:
        """Say what is missing, at its field."""
        assert self.details is not None
        assert self._item is not None
        self._item = replace(self._item, draft=self.draft(), problem=problem)
        self.details.show_state(self._item, self._rows(self._item.draft.answer))
        wrong = self.details.first_wrong()
        if wrong is None:
            self._refuse(problem.sentence)
        else:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter from any field that has no other use for it."""
        if event.key() in _ENTER and not ime.composing():
            self.enter()
        else:
            super().keyPressEvent(event)

    # --- inside -------------------------------------------------------------------------------------------

    def _make_fields(self, state: ItemState) -> None:
        for old in (self.control, self.details):
            if old is not None:
                self._place.removeWidget(old)
                old.hide()
                old.deleteLater()
        allowed = state.item.not_applicable is not NotApplicable.NEVER
        self.control = PaperAnswer(item_words(state.item), not_applicable=allowed)
        self.control.chosen.connect(self._chosen)
        self.control.taken_back.connect(lambda: self._choose(""))
        self.control.went_on.connect(self.enter)
        self.details = Details(state, big=False)
        self.details.set_narrow(narrow=True)
        self._place.addWidget(self.control)
        self._place.addWidget(self.details)

    def _choose(self, answer: str) -> None:
        assert self.control is not None
        assert self.details is not None
        assert self._item is not None
        draft = replace(self.details.read(answer), answer=answer) if self.control.value() else self._item.draft
        self.control.set_value(answer)
        self._item = replace(self._item, draft=replace(draft, answer=answer), problem=None)
        self.details.show_state(self._item, self._rows(answer))
        shown = self._state.shown.get(self.item_id()) if self._state is not None else None
        self.pane.show_more(shown.opened if shown is not None and answer == _NOT_DONE else b"")

    def _chosen(self, answer: str) -> None:
        self._said.hide()
        self._choose(answer)
        assert self.details is not None
        assert self._item is not None
        if answer == _DONE:
            field: QWidget = self.details.count if self._item.item.needs_count else self.details.done.line
        elif answer == _NOT_DONE:
            field = self.details.reason
        elif self._item.item.not_applicable is NotApplicable.WITH_REASON:
            field = self.details.note
        else:
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self, answer: str) -> frozenset[str]:
        assert self._item is not None
        match answer:
            case Answer.DONE.value:
                rows = {"done", "note"} | ({"count"} if self._item.item.needs_count else set())
                return frozenset(rows | ({"reference"} if self._item.takes_reference else set()))
            case Answer.NOT_APPLICABLE.value:
                return frozenset({"note"})
            case Answer.NOT_DONE.value:
                return frozenset({"note", "due"})
            case _:
                return frozenset()

    def _show_standing(self, answer: ItemAnswered | None, left: bool) -> None:
        assert self._item is not None
        self.same.setVisible(answer is not None and left)
        if answer is None:
            self._standing.setText(_("Not answered yet."))
            return
        caption = "　".join(filter(None, (answer_label(answer.answer), self._item.caption)))
        words = _("In the record so far: {answer}") if left else _("Entered: {answer}")
        self._standing.setText(words.format(answer=caption))

    def _same(self) -> None:
        """Record the answer that stands as read on paper."""
        assert self._state is not None
        answer = self._state.hand.opened.case.answer(self.item_id())
        assert answer is not None
        entry = AnswerInput(
            answer=answer.answer,
            done_on=answer.done_on,
            count=answer.count,
            reason_code=answer.reason_code,
            note=answer.note,
            due_on=answer.due_on,
            reference=answer.reference,
            evidence=answer.evidence,
        )
        self.entered.emit(self.item_id(), entry)

    def _refuse(self, words: str) -> None:
        self._said.show_error(words)
        self._said.show()
