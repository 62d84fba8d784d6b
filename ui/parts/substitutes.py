"""印刷できない文字: what a case's papers show instead of characters no font has, or a blank for the pen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.parts import buttons, ime
from ui.parts.cards import Card, Page
from ui.parts.fields import LineField
from ui.parts.form import Message
from ui.parts.labels import label, paragraph

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.errors import SekishoError, Unprintable

_LONGEST, _FIELD = 10, 160


class SubstitutesPanel(Card):
    """Offers the two ways out for all *rows* at once. *ask* is ``Desk.ask``; *big*: for fingers.

    ``done`` once the choice is recorded.
    """

    done = Signal()

    def __init__(self, ask: Callable[..., Any], rows: Sequence[Unprintable], *, big: bool = False) -> None:
        super().__init__()
        self._ask = ask
        self._hidden: list[QWidget] = []
        self.fields: dict[tuple[str, str], LineField] = {}
        self.body.addWidget(label(_("Characters that cannot be printed"), "section"))
        self.body.addWidget(
            paragraph(
                _(
                    "Choose what is printed instead. The recorded name does not change, "
                    "and the paper says what was printed otherwise."
                )
            )
        )
        self._fill(rows)
        self._help = label(_("Left empty, a blank to be filled in by hand is printed."), "caption", "ink2")
        self._help.hide()
        self.body.addWidget(self._help)
        self._trouble = Message()
        self.body.addWidget(self._trouble)
        self.choose = buttons.secondary(_("Choose substitutes"), self._open, big=big)
        self.blanks = buttons.secondary(_("Print blanks for the pen"), self._send_blanks, big=big)
        self.send = buttons.primary(_("Print these characters"), self._send, big=big)
        self.send.hide()
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(10))
        bar.addStretch(1)
        for button in (self.blanks, self.choose, self.send):
            bar.addWidget(button)
        self.body.addLayout(bar)
        self.setMaximumWidth(theme.px(760))
        self.setAccessibleName(_("Characters that cannot be printed"))

    def _fill(self, rows: Sequence[Unprintable]) -> None:
        """Make a field for each character of each case, under the text it stands in."""
        grids: dict[str, QGridLayout] = {}
        for row in rows:
            if row.where not in grids:
                heading = _("{text} ({where})").format(text=row.text, where=row.where)
                self.body.addWidget(paragraph(heading, bold=True))
                grids[row.where] = QGridLayout()
                grids[row.where].setColumnStretch(2, 1)
                grids[row.where].setVerticalSpacing(theme.px(8))
                self.body.addLayout(grids[row.where])
            for character in row.characters:
                if (row.where, character) not in self.fields:
                    self._add_field(grids[row.where], row, character)

    def _add_field(self, grid: QGridLayout, row: Unprintable, character: str) -> None:
        name = _("{character} (U+{code})").format(character=character, code=f"{ord(character):04X}")
        field = LineField(width=_FIELD, name=f"{name}　{row.text}")
        field.setMaxLength(_LONGEST)
        words = label(name)
        words.setBuddy(field)
        for column, widget in enumerate((words, field)):
            widget.hide()
            grid.addWidget(widget, len(self.fields), column)
            self._hidden.append(widget)
        self.fields[row.where, character] = field

    def _open(self) -> None:
        for widget in (*self._hidden, self._help, self.send):
            widget.show()
        self.choose.hide()
        next(iter(self.fields.values())).setFocus()

    def _send_blanks(self) -> None:
        self._record(dict.fromkeys(self.fields, ""))

    def _send(self) -> None:
        ime.commit_input()
        self._record({place: field.text() for place, field in self.fields.items()})

    def _record(self, given: dict[tuple[str, str], str]) -> None:
        chosen: dict[str, dict[str, str]] = {}
        for (case_no, character), text in given.items():
            chosen.setdefault(case_no, {})[character] = text
        self._wait(waiting=True)
        self._ask(_choose, chosen, then=self._recorded, failed=self._refused, owner=self)

    def _recorded(self, _nothing: None) -> None:
        self.done.emit()

    def _refused(self, error: SekishoError) -> None:
        self._wait(waiting=False)
        self._trouble.show_error(sentence(error))

    def _wait(self, *, waiting: bool) -> None:
        for button in (self.blanks, self.choose, self.send):
            button.setEnabled(not waiting)


class SubstitutesArea(QWidget):
    """A place on a page that is empty until a paper lacks characters, and again once substitutes are chosen."""

    done = Signal()

    def __init__(self, ask: Callable[..., Any], *, big: bool = False) -> None:
        super().__init__()
        self._ask, self._big = ask, big
        self._rows: tuple[Unprintable, ...] = ()
        self.panel: SubstitutesPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._stack: QStackedWidget | None = None
        self.hide()

    def instead_of(self, page: QWidget) -> QStackedWidget:
        """Return a place that shows *page*, and this instead of it while there is something to choose."""
        self._stack, scrolled = QStackedWidget(), Page(padding=0)
        scrolled.body.addWidget(self)
        scrolled.body.addStretch(1)
        self._stack.addWidget(page)
        self._stack.addWidget(scrolled)
        return self._stack

    def offer(self, rows: tuple[Unprintable, ...]) -> None:
        """Offer substitutes for *rows*, or nothing; the same rows keep the panel and what was typed into it."""
        if rows == self._rows:
            return
        self._rows = rows
        if self.panel is not None:
            self._column.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        if rows:
            self.panel = SubstitutesPanel(self._ask, rows, big=self._big)
            self.panel.done.connect(self._finish)
            self._column.addWidget(self.panel)
        self.setVisible(bool(rows))
        if self._stack is not None:
            self._stack.setCurrentIndex(1 if rows else 0)

    def _finish(self) -> None:
        self.offer(())
        self.done.emit()


def _choose(app: App, chosen: dict[str, dict[str, str]]) -> None:
    from desktop_app.usecases.substitutes import choose_substitutes_in

    choose_substitutes_in(app, chosen)
