"""印刷できない文字: what a case's papers show instead of characters no font has, or a blank for the pen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.parts import buttons, ime
from ui.parts.cards import Card
from ui.parts.fields import LineField
from ui.parts.form import FormRow, Message
from ui.parts.labels import label, paragraph

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.errors import SekishoError, Unprintable

_LONGEST, _FIELD = 10, 160


class SubstitutesPanel(Card):
    """Offers the two ways out for all *rows* at once. *ask* is ``Desk.ask``; ``done`` once the choice is recorded."""

    done = Signal()

    def __init__(self, ask: Callable[..., Any], rows: Sequence[Unprintable]) -> None:
        super().__init__()
        self._ask = ask
        self.rows: dict[tuple[str, str], FormRow] = {}
        self.body.addWidget(label(_("Characters that cannot be printed"), "section"))
        self.body.addWidget(
            paragraph(
                _(
                    "Choose what is printed instead. The recorded name does not change, "
                    "and the paper says what was printed otherwise."
                )
            )
        )
        self._fields = QWidget()
        self._fill(rows)
        self._trouble = Message()
        self.body.addWidget(self._trouble)
        self.choose = buttons.secondary(_("Choose substitutes"), self._open)
        self.blanks = buttons.secondary(_("Print blanks for the pen"), self._send_blanks)
        self.send = buttons.primary(_("Print these characters"), self._send)
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
        texts: dict[str, str] = {}
        for row in rows:
            if row.where not in texts:
                texts[row.where] = row.text
                self.body.addWidget(label(_("{text} ({where})").format(text=row.text, where=row.where), bold=True))
            for character in row.characters:
                if (row.where, character) in self.rows:
                    continue
                name = _("{character} (U+{code})").format(character=character, code=f"{ord(character):04X}")
                field = LineField(width=_FIELD, name=f"{name}　{row.text}")
                field.setMaxLength(_LONGEST)
                help_text = _("Left empty, a blank to be filled in by hand is printed.")
                made = FormRow(name, field, mark="optional", help_text=help_text)
                made.hide()
                self.rows[row.where, character] = made
                self.body.addWidget(made)

    def _open(self) -> None:
        for row in self.rows.values():
            row.show()
        self.choose.hide()
        self.send.show()
        next(iter(self.rows.values())).focus_field()

    def _send_blanks(self) -> None:
        self._record(dict.fromkeys(self.rows, ""))

    def _send(self) -> None:
        ime.commit_input()
        self._record({place: row.field.text() for place, row in self.rows.items()})  # type: ignore[attr-defined]

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

    def __init__(self, ask: Callable[..., Any]) -> None:
        super().__init__()
        self._ask = ask
        self._rows: tuple[Unprintable, ...] = ()
        self.panel: SubstitutesPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

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
            self.panel = SubstitutesPanel(self._ask, rows)
            self.panel.done.connect(self._finish)
            self._column.addWidget(self.panel)
        self.setVisible(bool(rows))

    def _finish(self) -> None:
        self.offer(())
        self.done.emit()


def _choose(app: App, chosen: dict[str, dict[str, str]]) -> None:
    from desktop_app.usecases.substitutes import choose_substitutes_in

    choose_substitutes_in(app, chosen)
