"""The line under the form that says what registering would mean, and whom the person could be mistaken for."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.domain.scope import ScopeVerdict
from desktop_app.sentences.moves import move_reason, verdict_word
from desktop_app.text import _
from desktop_app.usecases.intake import Outlook
from ui import theme, words
from ui.parts.labels import Paragraph, symbol

_SHOWN = 3


class OutlookLine(QFrame):
    """Sentences, each with its symbol; the least useful comes last."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(theme.px(side) for side in (14, 10, 12, 10)))
        self._column.setSpacing(theme.px(4))
        self._lines: list[QWidget] = []
        self.show_outlook(None, None)

    def sentences(self) -> str:
        """Return what is said."""
        return self.accessibleName()

    def show_outlook(self, told: Outlook | None, today: date | None) -> None:
        """Say it."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        lines = _lines(told, today)
        self._lines = [_line(*said) for said in lines]
        for line in self._lines:
            self._column.addWidget(line)
            # Shown at once: a layout that is asked for its height before its lines are seen counts none of them.
            line.show()
        self.setAccessibleName(words.run_on(*(words_ for _icon, _tone, words_ in lines)))


def _line(icon: str, tone: str, said: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    row.addWidget(symbol(icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Paragraph(said, leading=1.35), 1)
    return made


def _lines(told: Outlook | None, today: date | None) -> list[tuple[str, str, str]]:
    if told is None:
        text = _("With the effective date and the company moved to, you see here whether the transfer is in scope.")
        return [("info", "accent", text)]
    target, deadline = words.day_short(told.target), words.day_short(told.deadline)
    if told.in_scope:
        said = _("In scope. Target date {target}, deadline {deadline}.").format(target=target, deadline=deadline)
        lines = [("check-disc", "ok", said)]
    else:
        optional = told.scope is ScopeVerdict.OPTIONAL
        said = _("Not in scope. It is registered, but does not stand in the ledger.")
        if optional:
            said = _("Optional in this programme. It is registered, but does not stand in the ledger.")
        lines = [("ring-dash", "ink2", said)]
    if told.move.verdict is not MoveVerdict.ALLOWED:
        said = _("Restricted move: {verdict}. {why} It is registered all the same.").format(
            verdict=verdict_word(told.move.verdict), why=move_reason(told.move)
        )
        lines.append(("triangle", "warn", said))
    for other in told.same_name[:_SHOWN]:
        said = _("Somebody has the same name ({name} {employee_no}). Check the employee number.").format(
            name=other.transferee.name, employee_no=other.transferee.employee_no
        )
        lines.append(("triangle", "warn", said))
    if told.affiliate_assumed and told.specified_affiliate:
        said = _("The company is on no list. It is taken for a specified affiliate; untick it above if it is none.")
        lines.append(("info", "accent", said))
    if today is not None and told.deadline < today:
        lines.append(("info", "accent", _("The effective date has passed. It is registered as entered afterwards.")))
    return lines
