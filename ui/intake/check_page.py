"""Step 3: the rows, what to look at, and how the file was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, language, ngettext
from desktop_app.usecases.intake import AT_ONCE
from ui import theme, words
from ui.intake.leaving_out import LeaveOutDialog
from ui.intake.panel import ConcernPanel
from ui.intake.preview_table import PreviewTable
from ui.intake.reading import DELIMITERS, ENCODINGS, Reading, delimiter_word, encoding_word, facts_of
from ui.parts import buttons
from ui.parts.fields import Choice
from ui.parts.labels import label, paragraph, symbol

if TYPE_CHECKING:
    from ui.intake.presenter import IntakePresenter


class FileStrip(QFrame):
    """The file, how it was read, and 読み取り方を変える. ``changed(name, value)`` when a person says otherwise."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._name, self._facts = paragraph("", "body", bold=True, leading=1.25), paragraph("", "caption", "ink2")
        self.change = buttons.quiet(_("Read it another way"), self._toggle)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(symbol("document", "accent", 18))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._name)
        told.addWidget(self._facts)
        line.addLayout(told, 1)
        line.addWidget(self.change)
        self.encoding = Choice(name=_("Character encoding"), width=150)
        self.delimiter = Choice(name=_("Delimiter"), width=170)
        self.sheet = Choice(name=_("Sheet"), width=200)
        for name in ("encoding", "delimiter", "sheet"):
            getattr(self, name).picked.connect(lambda value, said=name: self.changed.emit(said, value))
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(theme.px(30), 0, 0, theme.px(8))
        ways.setSpacing(theme.px(8))
        self._titles = {}
        for box in (self.encoding, self.delimiter, self.sheet):
            self._titles[box] = label(box.accessibleName(), "body", "ink2")
            ways.addWidget(self._titles[box])
            ways.addWidget(box)
        ways.addStretch(1)
        self._ways.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(4), theme.px(6), theme.px(4))
        column.setSpacing(theme.px(4))
        column.addLayout(line)
        column.addWidget(self._ways)

    def show_reading(self, reading: Reading) -> None:
        """Show the file and how it was read."""
        table = reading.preview.table
        self._name.setText(reading.preview.path.name)
        rows = len(reading.preview.rows) + reading.preview.left_out
        self._facts.setText(facts_of(table, rows))
        is_text = table.encoding is not None
        known = ENCODINGS if table.encoding in ENCODINGS else (table.encoding, *ENCODINGS)
        self.encoding.offer([(name, encoding_word(str(name))) for name in known], table.encoding)
        self.delimiter.offer([(sign, delimiter_word(sign)) for sign in DELIMITERS], table.delimiter)
        self.sheet.offer([(sheet, sheet) for sheet in table.sheets], table.sheet)
        for box, shown in ((self.encoding, is_text), (self.delimiter, is_text), (self.sheet, not is_text)):
            box.setVisible(shown)
            self._titles[box].setVisible(shown)

    def _toggle(self) -> None:
        self._ways.setVisible(not self._ways.isVisible())
        self.change.relabel(_("Close") if self._ways.isVisible() else _("Read it another way"))


class CheckPage(QWidget):
    """The table at the left, 確認すること at the right."""

    def __init__(self, presenter: IntakePresenter) -> None:
        super().__init__()
        self.strip, self.table = FileStrip(), PreviewTable()
        self.panel = ConcernPanel(presenter.agree)
        self.others = buttons.Check("")
        self._foot = paragraph("", "caption", "ink2", leading=1.3)
        self.leave_out = buttons.quiet(_("Leave this row out"), self._ask_reason)
        self._presenter = presenter
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self.strip)
        left.addWidget(self.others)
        left.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.leave_out)
        left.addLayout(foot)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(theme.px(16))
        self._row.addLayout(left, 1)
        self._row.addWidget(self.panel)
        self.set_room(narrow=False, low=False)
        self.panel.went.connect(self.table.go_to)
        self.strip.changed.connect(lambda name, value: presenter.change_reading(**{name: value}))
        self.others.clicked.connect(lambda ticked: presenter.change_reading(all_workplaces=ticked))

    def show_reading(self, reading: Reading) -> None:
        """Show rows and what to look at."""
        preview, choices = reading.preview, reading.choices
        self.strip.show_reading(reading)
        self.table.show_reading(reading)
        self.panel.show_concerns(reading.concerns)
        self.panel.setVisible(bool(reading.concerns))
        others = preview.left_out or sum(not row.transfer.own_workplace for row in preview.rows)
        offer = ngettext(
            "Take in {count} row of other workplaces too",
            "Take in {count} rows of other workplaces too",
            others,
        ).format(count=f"{others:,}")
        self.others.setText(offer)
        self.others.setChecked(choices.all_workplaces)
        self.others.setVisible(bool(others))
        self.others.updateGeometry()
        self.leave_out.setEnabled(bool(preview.rows))
        registered = sum(row.already_registered for row in preview.rows)
        told = [_foot_words(len(preview.taken))]
        if registered:
            told.append(
                ngettext(
                    "{count} row is registered already and left out.",
                    "{count} rows are registered already and left out.",
                    registered,
                ).format(count=f"{registered:,}")
            )
        if preview.decided:
            told.append(
                ngettext(
                    "{count} row is left out, with a reason.",
                    "{count} rows are left out, with a reason.",
                    len(preview.decided),
                ).format(count=f"{len(preview.decided):,}")
            )
        self._foot.setText(words.run_on(*told))

    def _ask_reason(self) -> None:
        row = self.table.selected()
        if row is not None:
            LeaveOutDialog(self, row, self._presenter.leave_out).open()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Make the panel and the air around smaller."""
        # English answers are longer words.
        broad, small = (250, 228) if language() == "ja" else (300, 272)
        self.panel.setFixedWidth(theme.px(small if narrow else broad))
        self.panel.set_compact(compact=narrow or language() != "ja")
        side = theme.px(16 if narrow else theme.PAGE)
        self._row.setContentsMargins(side, theme.px(8 if low else 16), side, theme.px(8 if low else 12))


def _foot_words(count: int) -> str:
    if count > AT_ONCE:
        return _(
            "{count} rows are registered, {part} at a time. If you stop it, the same file goes on with the others."
        ).format(count=f"{count:,}", part=f"{AT_ONCE:,}")
    return ngettext(
        "Either {count} row is taken in, or nothing at all. It never stops half-way.",
        "Either all {count} rows are taken in, or nothing at all. It never stops half-way.",
        count,
    ).format(count=f"{count:,}")
