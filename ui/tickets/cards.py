"""The cards of the ticket's screen: issuing with the code, how it stands, what arrived, what was kept aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.clock import office_date, utc_now
from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.form import FormRow
from ui.parts.labels import hairline, label, paragraph
from ui.tickets.state import AsideLine, TicketView


class IssueCard(Card):
    """Until when it is good; once made, the code in large figures. ``print_asked``, ``folder_asked``."""

    print_asked = Signal()
    folder_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20)
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(label(_("Ticket"), "section"))
        self._lead = paragraph(
            _(
                "The transferee answers and signs on their own PC, without the share folder if need be. Send the "
                "ticket by mail or USB, and tell its code another way: by telephone or face to face."
            ),
            "",
            "ink2",
        )
        self.body.addWidget(self._lead)
        self.expiry = DateField(near=office_date(utc_now()))
        self.expiry_row = FormRow(_("Good until"), self.expiry, mark="required")
        self.body.addWidget(self.expiry_row)
        self.address = LineField(limit=500, name=_("Share folder"))
        self.address_row = FormRow(
            _("Share folder, as the transferee's PC calls it"),
            self.address,
            mark="optional",
            help_text=_(
                "Change it if that PC reaches the folder under another name; empty it, and the ticket goes by files "
                "alone. It stands in the ticket and nowhere else."
            ),
        )
        self.body.addWidget(self.address_row)
        self._made = QWidget()
        column = QVBoxLayout(self._made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(hairline())
        self._written = paragraph("", bold=True)
        self.code = label("", "figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._written)
        column.addWidget(label(_("Code"), "caption", "ink2"))
        column.addWidget(self.code)
        column.addWidget(
            paragraph(
                _("It is shown only now and kept nowhere. Do not put it into the mail that brings the file."),
                "",
                "warn",
            )
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.print = buttons.secondary(_("Print a slip with the code"), self.print_asked.emit, icon="print")
        self.folder = buttons.secondary(_("Open the folder"), self.folder_asked.emit, icon="folder")
        row.addWidget(self.print)
        row.addWidget(self.folder)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addWidget(self._made)
        self._made.hide()

    def show_issued(self, code: str, file_name: str) -> None:
        """Show the code of the ticket just made."""
        self._written.setText(_("The ticket is written ({name}).").format(name=file_name))
        self.code.setText(code)
        self.code.setAccessibleName(_("Code {code}").format(code=code))
        self._made.show()


class ArrivalCard(Card):
    """How the ticket stands, and the ways of a file. ``file_asked``, ``reply_asked``, ``announced(number)``."""

    file_asked = Signal()
    reply_asked = Signal()
    announced = Signal(str)
    withdraw_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20)
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(label(_("Declaration"), "section"))
        self.standing = paragraph("", leading=1.5)
        self.missing = paragraph("", tone="bad", bold=True)
        self.body.addWidget(self.standing)
        self.body.addWidget(self.missing)
        self.file = buttons.secondary(_("Take in from a file"), self.file_asked.emit, icon="import")
        self.reply = buttons.secondary(_("Receipt or return as a file"), self.reply_asked.emit, icon="export")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.file)
        row.addWidget(self.reply)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(hairline())
        self.number = EmployeeNoField(width=160, limit=20)
        self.note = buttons.secondary(_("Note it down"), lambda: self.announced.emit(self.number.value()))
        line = QWidget()
        within = QHBoxLayout(line)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(theme.px(8))
        within.addWidget(self.number)
        within.addWidget(self.note)
        within.addStretch(1)
        line.setFocusProxy(self.number)
        line.line = self.number  # type: ignore[attr-defined]
        self.number_row = FormRow(
            _("Number the transferee read out"),
            line,
            help_text=_("Where they say it was sent and nothing arrives, it is noted and stays in sight."),
        )
        self.body.addWidget(self.number_row)
        self.withdraw = buttons.danger(_("Call the ticket back"), self.withdraw_asked.emit)
        last = QHBoxLayout()
        last.addWidget(self.withdraw)
        last.addStretch(1)
        self.body.addLayout(last)

    def show_state(self, view: TicketView) -> None:
        """Show how it stands."""
        self.standing.setText("\n".join(view.standing) or _("No ticket has been issued."))
        self.missing.setText("\n".join(view.missing))
        self.missing.setVisible(bool(view.missing))
        self.reply.setVisible(view.can_reply)
        self.number_row.setVisible(view.has_ticket)
        self.withdraw.setVisible(view.has_ticket)


class AsideCard(Card):
    """What was not taken in, each with why. ``take_asked(sha256)``, ``away_asked(sha256)``."""

    take_asked = Signal(str)
    away_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(padding=20)
        self.body.setSpacing(theme.px(8))
        self.body.addWidget(label(_("Kept aside"), "section"))
        self._lines: list[QWidget] = []
        self._shown: tuple[AsideLine, ...] = ()
        self.hide()

    def show_lines(self, lines: tuple[AsideLine, ...]) -> None:
        """Show the list; without anything there is no card."""
        if lines != self._shown:
            self._shown = lines
            for old in self._lines:
                self.body.removeWidget(old)
                old.deleteLater()
            self._lines = [self._line(one) for one in lines]
            for line in self._lines:
                self.body.addWidget(line)
        self.setVisible(bool(lines))

    def _line(self, one: AsideLine) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, theme.px(8))
        column.setSpacing(theme.px(4))
        column.addWidget(label(one.heading, "", "ink2"))
        column.addWidget(paragraph(one.why))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        if one.can_be_taken_in:
            row.addWidget(
                buttons.secondary(_("Take it in all the same"), lambda: self.take_asked.emit(one.sha256), icon="tray")
            )
        row.addWidget(buttons.quiet(_("Put away"), lambda: self.away_asked.emit(one.sha256)))
        row.addStretch(1)
        column.addLayout(row)
        return line
