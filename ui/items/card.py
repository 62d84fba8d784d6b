"""One item: its words, its answer, and below what the answer needs; folded to a line once nothing is missing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.facts import Answer, StoredFile
from desktop_app.domain.programme import NotApplicable
from desktop_app.labels import answer_label
from desktop_app.text import _, language
from ui import theme
from ui.items import words
from ui.items.details import Details, without
from ui.items.help_box import HelpBox
from ui.items.model import ItemState
from ui.items.rivals import RivalsBox
from ui.parts import buttons
from ui.parts.answer import AnswerControl
from ui.parts.badges import Badge, BadgeLook
from ui.parts.cards import Card
from ui.parts.form import Message
from ui.parts.labels import Paragraph, dress, label, paragraph, symbol

_DONE, _NA, _NOT_DONE = Answer.DONE.value, Answer.NOT_APPLICABLE.value, Answer.NOT_DONE.value


class ItemCard(Card):
    """One item of the list.

    ``changed(Draft)``: answered, or a field settled; ``taken_back``: Backspace; ``file_asked``: 証跡を追加;
    ``act_asked(act)``: the act that answers it elsewhere; ``chosen(place)``: one of two PCs' answers. *big*: the
    transferee's size.
    """

    changed = Signal(object)
    taken_back = Signal()
    file_asked = Signal()
    act_asked = Signal(str)
    chosen = Signal(str)

    def __init__(self, state: ItemState, *, big: bool) -> None:
        super().__init__(padding=20 if big else 14)
        self.state, self._big = state, big
        self._opened = self._unfolded = self._lenient = False
        self._indent = theme.px(62 if big else 46)
        self.control: AnswerControl | None = None
        self._badge: Badge | None = None
        self._act: buttons.PushButton | None = None
        self._details: Details | None = None
        self._help: HelpBox | None = None
        self.rivals: RivalsBox | None = None
        self.body.setSpacing(theme.px(12 if big else 10))
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.px(16))
        self._build_head()
        self._returned = self._returned_line()
        self.body.addLayout(self._head)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(self._indent, 0, 0, 0)
        self._below.setSpacing(theme.px(8))
        self._below.addWidget(self._returned)
        self._caption = Paragraph()
        dress(self._caption, "caption" if not big else "body", "ink2")
        self.mend = buttons.Link(_("Mend"), self.unfold, role="caption")
        self.mend.setAccessibleName(f"{state.item.id}　{_('Mend')}")
        self._folded = self._caption_line()
        self._below.addWidget(self._folded)
        self._trouble = Message()
        self._below.addWidget(self._trouble)
        self.body.addLayout(self._below)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_state(state)

    # --- showing ------------------------------------------------------------------------------------------

    def show_state(self, state: ItemState, trouble: str = "") -> None:
        """Show the item as it stands; what is being typed just now stays as it is."""
        self.state = state
        if self.control is not None:
            self.control.set_value(state.draft.answer)
            # Not inside the f-string: there the catalogue's reader does not see it.
            answer = _("Answer")
            self.control.name_it(
                f"{state.item.id}　{state.item.text[language()]}　{answer}",
                state.problem.sentence if state.problem else state.item.help[language()],
            )
            self.control.setAccessibleDescription(
                answer_label(Answer(state.draft.answer) if state.draft.answer else None)
            )
        if self._badge is not None:
            self._badge.show_look(_look(state))
        self._returned.setVisible(bool(state.returned))
        self._reason.setText(_("Sent back: {reason}").format(reason=state.returned))
        self._trouble.show_error(trouble)
        self._trouble.setVisible(bool(trouble))
        self._show_rivals()
        self._lay_out()

    def set_open(self, opened: bool) -> None:
        """Be the item in hand, or no longer; a finished one folds when it is left."""
        self._opened = opened
        self._lenient = self._lenient and opened
        self._unfolded = opened and (self._big or not self.state.finished)
        super().set_open(opened)
        self._lay_out()

    def unfold(self) -> None:
        """Show the fields of a finished item again (直す)."""
        self._unfolded = True
        self._lay_out()
        field = self._field_to_mend()
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_here(self) -> None:
        """Put the focus where something is missing, else on the answer."""
        wrong = self._details.first_wrong() if self._details is not None and self.state.problem else None
        target = wrong or self.control or self._act
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def can_focus(self) -> bool:
        """Say whether the card has anything to put the focus on."""
        return self.control is not None or self._act is not None

    # --- inside -------------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        state = self.state
        number = label(words.item_number(state.item), "body" if self._big else "caption", "ink2", bold=True)
        number.setFixedWidth(self._indent - theme.px(8))
        self._words = Paragraph(words.item_words(state.item), leading=1.4)
        told = QHBoxLayout()
        told.setSpacing(theme.px(8))
        told.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(told, 1)
        self._number = number
        if state.editable:
            allowed = state.item.not_applicable is not NotApplicable.NEVER
            self.control = AnswerControl(big=self._big, not_applicable=allowed)
            self.control.chosen.connect(self._choose)
            self.control.taken_back.connect(self._take_back)
            self._head.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        elif state.act:
            act = state.act
            self._act = buttons.secondary(state.act_word, lambda: self.act_asked.emit(act), big=self._big)
            self._head.addWidget(self._act, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self._badge = Badge(_look(state))
            self._head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def _returned_line(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(symbol("return", "bad", 16), 0, Qt.AlignmentFlag.AlignTop)
        self._reason = paragraph("", "error", "bad", bold=True, leading=1.3)
        row.addWidget(self._reason, 1)
        return holder

    def _caption_line(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return holder

    def _lay_out(self) -> None:
        state = self.state
        rows = self._rows()
        if rows and self._details is None:
            self._details = Details(state, big=self._big)
            self._details.settled.connect(self._settled)
            self._details.file_dropped.connect(self._drop)
            self._below.insertWidget(self._below.indexOf(self._folded) + 1, self._details)
            self._details.set_narrow(narrow=self._is_narrow())
        if self._details is not None:
            self._details.setVisible(bool(rows))
            self._details.show_state(replace(state, problem=None) if self._lenient else state, rows)
        folded = bool(state.caption) and not rows - {"count"}
        if self._big and "count" in rows and not state.draft.reference and not state.draft.note:
            folded = False  # the count stands there already
        self._caption.setText(state.caption)
        self.mend.setVisible(state.editable and state.finished and not self._big)
        self._folded.setVisible(folded)
        self._show_help(
            wanted=self._opened and (state.editable or bool(state.act)) and (not state.finished or self._unfolded)
        )

    def _rows(self) -> frozenset[str]:
        state, rows = self.state, set[str]()
        if not state.editable:
            return frozenset()
        match state.draft.answer:
            case Answer.NOT_DONE.value:
                rows |= {"note", "due", "files"}
            case Answer.DONE.value:
                counted = state.item.needs_count
                if self._unfolded or state.problem:
                    rows |= {"done", "note", "files"} | ({"reference"} if state.takes_reference else set())
                if counted and (rows or self._big):
                    rows.add("count")
            case Answer.NOT_APPLICABLE.value:
                if self._unfolded or state.problem:
                    rows |= {"note", "files"}
            case _ if state.draft.evidence:
                rows.add("files")
            case _:
                pass
        return frozenset(rows)

    def _show_rivals(self) -> None:
        if self.rivals is not None and self.rivals.rivals != self.state.rivals:
            self._below.removeWidget(self.rivals)
            self.rivals.hide()
            self.rivals.deleteLater()
            self.rivals = None
        if self.state.rivals and self.rivals is None:
            self.rivals = RivalsBox(self.state.item.id, self.state.rivals, self.chosen.emit, big=self._big)
            self._below.insertWidget(0, self.rivals)
            if self.control is not None:
                self.rivals.follow(self.control.segments[-1])

    def _show_help(self, *, wanted: bool) -> None:
        if wanted and self._help is None:
            self._help = HelpBox(self.state, self.file_asked.emit, big=self._big)
            self._below.addWidget(self._help)
        if self._help is not None:
            self._help.setVisible(wanted)

    def _field_to_mend(self) -> QWidget | None:
        if self._details is None:
            return self.control
        answer = self.state.draft.answer
        if answer == _DONE:
            return self._details.count if self.state.item.needs_count else self._details.done.line
        return self._details.note

    def _choose(self, answer: str) -> None:
        self._unfolded = True
        # Somebody who has just chosen is still about to write; what is missing is said when they leave the item.
        self._lenient = True
        draft = self._details.read(answer) if self._details is not None else self.state.draft
        self.changed.emit(replace(draft, answer=answer))

    def _settled(self) -> None:
        if self._details is not None:
            self.changed.emit(self._details.read(self.state.draft.answer))

    def _take_back(self) -> None:
        if self.control is not None:
            self.control.set_value("")
        self.taken_back.emit()

    def _drop(self, file: StoredFile) -> None:
        self.changed.emit(without(self.state.draft, file))

    def _is_narrow(self) -> bool:
        room = theme.px(330 if self._big else 250)
        return self.control is not None and self.width() < self.control.sizeHint().width() + room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answer below the words where both do not fit side by side."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if self._is_narrow() else direction.LeftToRight
        if self._head.direction() != wanted:
            self._head.setDirection(wanted)
            if self.control is not None:
                # Below the words it stays at the right, so the columns still line up down the page.
                side = Qt.AlignmentFlag.AlignRight if self._is_narrow() else Qt.AlignmentFlag.AlignVCenter
                self._head.setAlignment(self.control, side)
            if self._details is not None:
                self._details.set_narrow(narrow=self._is_narrow())


def _look(state: ItemState) -> BadgeLook:
    match state.draft.answer:
        case Answer.DONE.value:
            return BadgeLook(_("Done"), "check-disc", "ok")
        case Answer.NOT_APPLICABLE.value:
            return BadgeLook(_("Not applicable"), "ring-dash", "neutral")
        case Answer.NOT_DONE.value:
            return BadgeLook(_("Not done"), "triangle", "warn")
        case _ if state.finished:
            return BadgeLook(_("Done"), "check-disc", "ok")
        case _:
            return BadgeLook(_("Unanswered"), "ring-dashed", "neutral")
