"""The forms of the first four steps: widgets and what is entered in them, nothing about what happens with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop_app.text import _, language
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.form import FormRow, Message
from ui.parts.labels import hairline, label, paragraph
from ui.parts.person_form import PersonForm
from ui.parts.secret_form import SecretPair
from ui.parts.share_password import SharePassword

if TYPE_CHECKING:
    from desktop_app.exchange.programme_file import LoadedProgramme

PIN_MINIMUM = 6


class CompanyForm(QWidget):
    """Step 1, and the other ways to begin."""

    changed = Signal()
    second_pc_asked = Signal()
    restore_asked = Signal()
    audit_asked = Signal()
    headquarters_asked = Signal()
    ticket_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.company = LineField(width=420, limit=200)
        self.workplace = LineField(width=420, limit=200)
        self.org_code = EmployeeNoField(width=180, limit=40)
        self.company_row = FormRow(_("Company"), self.company, mark="required", help_text=_("As printed on papers."))
        self.workplace_row = FormRow(_("Workplace"), self.workplace, mark="required")
        self.code_row = FormRow(
            _("Org code"),
            self.org_code,
            mark="required",
            help_text=_("Case numbers begin with it, e.g. NSC01-26B-A001."),
        )
        column = _column(self, 16)
        for row in self.rows():
            column.addWidget(row)
        for row, field in self._fields():
            field.textChanged.connect(lambda _text, row=row, field=field: self._mended(row, field))
        column.addWidget(hairline())
        column.addSpacing(theme.px(8))
        column.addWidget(label(_("Is there a record already, or were you given a ticket?"), bold=True))
        self.second_pc = buttons.secondary(
            _("Register as the workplace's second PC"), self.second_pc_asked.emit, icon="plus"
        )
        self.restore = buttons.secondary(_("Restore from a backup"), self.restore_asked.emit, icon="backup")
        self.audit = buttons.quiet(_("Check a share folder as an auditor"), self.audit_asked.emit, icon="shield")
        self.headquarters = buttons.quiet(
            _("Use this PC at headquarters"), self.headquarters_asked.emit, icon="building"
        )
        self.ticket = buttons.secondary(_("Open a ticket"), self.ticket_asked.emit, icon="ticket")
        for ways in ((self.second_pc, self.restore), (self.ticket, self.headquarters), (self.audit,)):
            row_of_ways = QHBoxLayout()
            row_of_ways.setSpacing(theme.px(8))
            for way in ways:
                row_of_ways.addWidget(way)
            row_of_ways.addStretch(1)
            column.addLayout(row_of_ways)

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.company_row, self.workplace_row, self.code_row)

    def check(self) -> bool:
        """Mark what is missing; True when everything stands there."""
        for row, field in self._fields():
            row.show_error("" if field.value() else _("This is needed."))
        return not any(row.has_error() for row in self.rows())

    def _fields(self) -> tuple[tuple[FormRow, LineField], ...]:
        return (
            (self.company_row, self.company),
            (self.workplace_row, self.workplace),
            (self.code_row, self.org_code),
        )

    def _mended(self, row: FormRow, field: LineField) -> None:
        if row.has_error() and field.value():
            row.show_error("")
            self.changed.emit()


class ManagerForm(QWidget):
    """Step 2: the manager, and the deputy right after if wanted."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.person = PersonForm()
        self.with_deputy = buttons.Check(_("Register a deputy right after"))
        self.deputy = PersonForm()
        self.deputy_pin = SecretPair(
            _("Deputy's passphrase"),
            minimum=PIN_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=PIN_MINIMUM),
            help_text=_("The deputy chooses and enters it. At least {minimum} characters.").format(minimum=PIN_MINIMUM),
        )
        self._more = QWidget()
        more = _column(self._more, 8)
        more.addWidget(label(_("Deputy"), "section"))
        more.addWidget(self.deputy)
        more.addWidget(self.deputy_pin)
        column = _column(self, 8)
        column.addWidget(self.person)
        column.addWidget(hairline())
        column.addSpacing(theme.px(6))
        column.addWidget(self.with_deputy)
        column.addWidget(
            paragraph(
                _(
                    "When the workplace information manager is transferred, the deputy or the department head "
                    "confirms. You can register them later too."
                ),
                "caption",
                "ink2",
                leading=1.35,
            )
        )
        column.addWidget(self._more)
        self._more.hide()
        self.with_deputy.toggled.connect(self._more.setVisible)
        self.with_deputy.toggled.connect(lambda _on: self.changed.emit())
        for form in (self.person, self.deputy, self.deputy_pin):
            form.changed.connect(self.changed)

    def check(self) -> bool:
        """Mark what is missing or wrong; True when everything can be used."""
        sound = self.person.check()
        if self.with_deputy.isChecked():
            same = bool(self.person.employee_no.value()) and (
                self.person.employee_no.value() == self.deputy.employee_no.value()
            )
            sound = self.deputy.check() and sound
            if same:
                self.deputy.number_row.show_error(_("This is the manager's own number."))
            sound = self.deputy_pin.check() and not same and sound
        return sound

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (*self.person.rows(), *self.deputy.rows(), *self.deputy_pin.rows())


class ProgrammeForm(QWidget):
    """Step 3: one of the shipped programmes, or a file."""

    changed = Signal()
    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._offers: list[LoadedProgramme] = []
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(8))
        self.from_file = buttons.secondary(_("Read from a file"), self.file_asked.emit, icon="folder")
        self.message = Message()
        column = _column(self, 12)
        column.addLayout(self._cards)
        column.addWidget(self.from_file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.message)
        self._group.idToggled.connect(lambda _place, on: self.changed.emit() if on else None)

    def offer(self, programmes: tuple[LoadedProgramme, ...]) -> None:
        """Add *programmes* to what can be chosen; the first is chosen when nothing was."""
        for loaded in programmes:
            self._add(loaded)
        if self._group.checkedId() < 0 and self._offers:
            self._group.button(0).setChecked(True)

    def choose(self, loaded: LoadedProgramme) -> None:
        """Offer a programme from a file and choose it."""
        known = next((place for place, one in enumerate(self._offers) if one.sha256 == loaded.sha256), None)
        if known is None:
            known = self._add(loaded)
        self._group.button(known).setChecked(True)
        self.message.show_error("")

    def chosen(self) -> LoadedProgramme | None:
        """Return the chosen programme."""
        place = self._group.checkedId()
        return self._offers[place] if place >= 0 else None

    def _add(self, loaded: LoadedProgramme) -> int:
        programme, place = loaded.programme, len(self._offers)
        self._offers.append(loaded)
        choice = QRadioButton(
            _("{title}  version {version}").format(title=programme.title[language()], version=programme.version)
        )
        theme.bolder(choice)
        steps = "　".join(f"{step.number} {step.short_title[language()]}" for step in programme.steps)
        counted = _("{steps} steps, {items} items").format(steps=len(programme.steps), items=len(programme.items))
        choice.setAccessibleDescription(f"{counted}　{steps}")
        card = Card(padding=16)
        card.body.addWidget(choice)
        card.body.addWidget(paragraph(f"{counted}　{steps}", "caption", "ink2", leading=1.4))
        card.body.addWidget(
            paragraph(_("Source: {source}").format(source=programme.source), "caption", "ink2", leading=1.4)
        )
        choice.toggled.connect(card.set_open)
        self._group.addButton(choice, place)
        self._cards.addWidget(card)
        return place


class ShareForm(QWidget):
    """Step 4: the folder all PCs of the workplace reach."""

    changed = Signal()

    def __init__(self, on_choose: Callable[[], object], on_later: Callable[[], object]) -> None:
        super().__init__()
        self.path = LineField(width=480, limit=500, name=_("Share folder"))
        self.choose = buttons.secondary(_("Choose…"), on_choose, icon="folder")
        self.later = buttons.secondary(_("Decide later"), on_later)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.path)
        row.addWidget(self.choose)
        row.addStretch(1)
        line.line = self.path  # type: ignore[attr-defined]
        line.setFocusProxy(self.path)
        self.row = FormRow(
            _("Share folder"),
            line,
            mark="optional",
            help_text=_(
                "A folder on a file server that every PC of this workplace reaches, or smb://name@server/share. "
                "Only sealed files go there."
            ),
        )
        self.password = SharePassword(self.path)
        column = _column(self, 12)
        column.addWidget(self.row)
        column.addWidget(self.password)
        column.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            paragraph(
                _("With one PC you need no share folder. You can choose one in the settings at any time."),
                "caption",
                "ink2",
            )
        )
        self.path.textChanged.connect(lambda _text: self._mended())

    def _mended(self) -> None:
        if self.row.has_error():
            self.row.show_error("")
        self.changed.emit()


def _column(widget: QWidget, spacing: int) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(spacing))
    return column
