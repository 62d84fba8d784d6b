"""The fields that belong to an answer: count, number, day, reason or note, planned day, evidence files."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.dates import read_date
from desktop_app.domain.facts import Answer, StoredFile
from desktop_app.domain.programme import NotApplicable
from desktop_app.text import _, language
from desktop_app.usecases.drafts import Draft
from ui import theme
from ui.items import words
from ui.items.model import ItemState
from ui.parts import buttons
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField, NumberField
from ui.parts.form import Message
from ui.parts.labels import label

_LONGEST = 2000
_LONG_REASON = 220


class DetailRow(QWidget):
    """A label at the left, its field, and an error below only when there is one."""

    def __init__(self, text: str, field: QWidget, *after: QWidget, big: bool) -> None:
        super().__init__()
        self.label = label(text, "", "ink2")
        self.label.setFixedHeight(theme.px(theme.TOUCH if big else theme.CONTROL))
        # The rows of one item line up; a long label (削除した件数) pushes its own field only.
        self.label.setMinimumWidth(max(theme.px(104 if big else 76), self.label.sizeHint().width()))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(field, 1 if field.maximumWidth() >= 16777215 else 0)
        for widget in after:
            line.addWidget(widget)
        if field.maximumWidth() < 16777215:
            line.addStretch(1)
        self.message = Message()
        self.message.hide()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(line)
        column.addWidget(self.message)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._input: QWidget = getattr(field, "line", field)

    def show_error(self, sentence: str) -> None:
        """Mark the field and say why, or take both away."""
        if bool(self._input.property("wrong")) != bool(sentence):
            theme.restyle(self._input, wrong=bool(sentence))
        self.message.show_error(sentence)
        self.message.setVisible(bool(sentence))
        self._input.setAccessibleDescription(sentence)


class Details(QWidget):
    """An item's fields. ``settled`` when one was left with something new; ``file_dropped(StoredFile)``: 外す."""

    settled = Signal()
    file_dropped = Signal(object)

    def __init__(self, state: ItemState, *, big: bool) -> None:
        super().__init__()
        self._state, self._big = state, big
        item = state.item
        named = item.id
        count_label = item.count_label[language()] if item.count_label else _("Number")
        self.count = NumberField(name=f"{named}　{count_label}", big=big)
        unit = label(item.count_unit or "" if language() == "ja" else "")
        zero = label(_("If there was none, write “0”."), "caption", "ink2")
        self.reference = LineField(name=f"{named}　{_('Reference no.')}", big=big, limit=_LONGEST, width=280)
        self.done = self._date(f"{named}　{_('Done on')}")
        self.reason = Choice((("", _("Choose")), *state.reasons), "", name=f"{named}　{_('Reason')}", big=big)
        self.note = LineField(name=f"{named}　{_('Reason')}", big=big, limit=_LONGEST)
        self.due = self._date(
            f"{named}　{_('To be done by')}", explain=lambda day: words.due_words(day, state.effective_date)
        )
        self.rows = {
            "count": DetailRow(count_label, self.count, unit, zero, big=big),
            "reference": DetailRow(_("Reference no."), self.reference, big=big),
            "done": DetailRow(_("Done on"), self.done, big=big),
            "note": DetailRow(_("Reason"), self._note_line(), big=big),
            "due": DetailRow(_("To be done by"), self.due, big=big),
        }
        self.files = _Files()
        self.files.dropped.connect(self.file_dropped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for row in self.rows.values():
            column.addWidget(row)
        column.addWidget(self.files)
        self.set_narrow(narrow=False)
        self._connect()

    def _note_line(self) -> QWidget:
        holder = QWidget()
        self._note_box = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self._note_box.setContentsMargins(0, 0, 0, 0)
        self._note_box.setSpacing(theme.px(8))
        self._note_box.addWidget(self.reason)
        self._note_box.addWidget(self.note, 1)
        holder.line = self.note  # type: ignore[attr-defined]  # the field an error marks
        return holder

    def _date(self, name: str, **how: object) -> DateField:
        return DateField(
            near=self._state.today,
            name=name,
            width=160 if self._big else 132,
            big=self._big,
            beside=True,
            **how,  # type: ignore[arg-type]
        )

    def _connect(self) -> None:
        for field in (self.count, self.reference, self.note, self.done.line, self.due.line):
            field.settled.connect(lambda _text: self.settled.emit())
        for date_field in (self.done, self.due):
            date_field.changed.connect(lambda _day: self.settled.emit())
        self.reason.picked.connect(lambda _value: self.settled.emit())

    def show_state(self, state: ItemState, visible: frozenset[str]) -> None:
        """Show an item's fields; what is being typed just now stays as it is."""
        self._state = state
        draft, answer = state.draft, state.draft.answer
        _fill(self.count, draft.count)
        _fill(self.reference, draft.reference)
        _fill(self.note, draft.note)
        _fill_date(self.done, draft.done, state)
        _fill_date(self.due, draft.due, state)
        self.reason.set_value(draft.reason_code)
        self.reason.setVisible(answer == Answer.NOT_DONE.value)
        note_word = _("Remarks") if answer == Answer.DONE.value else _("Reason")
        self.rows["note"].label.setText(note_word)
        self.note.setAccessibleName(f"{state.item.id}　{note_word}")
        needs_reason = state.item.not_applicable is NotApplicable.WITH_REASON
        self.note.setPlaceholderText(
            _("For example: we do not use it") if answer == Answer.NOT_APPLICABLE.value and needs_reason else ""
        )
        for name, row in self.rows.items():
            row.setVisible(name in visible)
            problem = state.problem
            row.show_error(problem.sentence if problem and problem.field == name else "")
        self.files.show_files(draft.evidence if "files" in visible else (), editable=state.editable)

    def read(self, answer: str) -> Draft:
        """Return the fields as they stand, for *answer*."""
        return Draft(
            answer=answer,
            count=self.count.value(),
            done=self.done.text().strip(),
            reason_code=self.reason.value() or "",
            note=self.note.value(),
            due=self.due.text().strip(),
            reference=self.reference.value(),
            evidence=self._state.draft.evidence,
        )

    def first_wrong(self) -> QWidget | None:
        """Return the field that has the error, if one does."""
        problem = self._state.problem
        fields: dict[str, QWidget] = {
            "count": self.count,
            "note": self.note,
            "due": self.due.line,
            "done": self.done.line,
            "reference": self.reference,
        }
        return fields.get(problem.field) if problem else None

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the reason's choice above its words, and a date above its reading, where they do not fit in a line."""
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        # English reasons are long: beside one, hardly anything could be written.
        long = self.reason.sizeHint().width() > theme.px(_LONG_REASON)
        self._note_box.setDirection(below if narrow or long else beside)
        direction = below if narrow else beside
        for field in (self.done, self.due):
            box = field.layout()
            if isinstance(box, QBoxLayout):
                box.setDirection(direction)


class _Files(QWidget):
    """The evidence kept with an item, each with 外す."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[StoredFile, ...] | None = None
        self._editable = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_files(self, files: tuple[StoredFile, ...], *, editable: bool) -> None:
        if (files, editable) == (self._shown, self._editable):
            return
        self._shown, self._editable = files, editable
        while (entry := self._column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for file in files:
            self._column.addWidget(self._line(file))
        self.setVisible(bool(files))

    def _line(self, file: StoredFile) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        name = _("Evidence  {name} ({size})").format(name=file.name, size=words.size_words(file.size))
        row.addWidget(label(name, "caption", "ink2"))
        if self._editable:
            drop = buttons.Link(_("Remove"), lambda: self.dropped.emit(file), role="caption")
            drop.setAccessibleName(f"{_('Remove')}　{file.name}")
            row.addWidget(drop)
        row.addStretch(1)
        return line


def without(draft: Draft, file: StoredFile) -> Draft:
    """Return *draft* without one evidence file."""
    return replace(draft, evidence=tuple(kept for kept in draft.evidence if kept != file))


def _fill(field: LineField, text: str) -> None:
    if not field.hasFocus() and field.text() != text:
        field.fill(text)


def _fill_date(field: DateField, text: str, state: ItemState) -> None:
    line: QLineEdit = field.line
    if line.hasFocus() or line.text().strip() == text:
        return
    value = read_date(text, near=state.today).value if text else None
    field.set_value(value)
    if value is None or text != line.text():
        line.setText(text)
