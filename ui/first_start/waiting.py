"""The page of a PC that waits to be let in: its number, its request as a file or QR code, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.first_start.join_acts import Finishing
from ui.first_start.joining import PathRow
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import EmployeeNoField
from ui.parts.files import ask_folder, ask_where, ask_which
from ui.parts.form import FormRow, Message
from ui.parts.labels import hairline, label, paragraph
from ui.parts.pictures import Picture
from ui.parts.reflow import Reflow
from ui.parts.share_password import SharePassword

REQUEST_NAME, PICTURE_NAME = "sekisho-request.enr", "sekisho-request.png"
_CODE_SIDE = 560
"""Nearly four pixels a module: a telephone half a metre away reads it."""


class RequestWays(Card):
    """The request as a file or as a QR code. ``code_asked``, ``print_asked``, ``save_asked(path)``."""

    code_asked = Signal()
    print_asked = Signal()
    save_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Hand the request over"), padding=20)
        self.body.setSpacing(theme.px(8))
        self.lead = paragraph("", leading=1.35)
        self.file = buttons.secondary(_("Save as a file"), self._choose_file, icon="export")
        self.show_code = buttons.secondary(_("Show the QR code"), self.code_asked.emit)
        self.picture_file = buttons.secondary(_("Save the QR code"), self._choose_picture, icon="export")
        self.print = buttons.secondary(_("Print the QR code"), self.print_asked.emit, icon="print")
        self.message = Message()
        self.picture = Picture(_("QR code of the request"))
        self.picture.setFixedSize(theme.px(_CODE_SIDE), theme.px(_CODE_SIDE))
        self.picture.hide()
        ways = (self.file, self.show_code, self.picture_file, self.print)
        self.body.addWidget(self.lead)
        self.body.addWidget(Reflow(ways, columns=4, least=160, gap=(8, 8)))
        self.body.addWidget(self.message)
        self.body.addWidget(self.picture)

    def show_way(self, *, by_file: bool) -> None:
        """Say whether the request still has to be handed over; a picture of an earlier request is taken away."""
        self.lead.setText(
            _(
                "Bring the file to the first PC by USB or mail, or show the QR code: it is photographed with any "
                "telephone, or scanned, and the picture is opened on the first PC. No camera on a PC is needed."
            )
            if by_file
            else _(
                "The request lies in the share folder. If it does not arrive, it can also go as a file, or as a "
                "QR code that is photographed or scanned. No camera on a PC is needed."
            )
        )
        self.message.show_help("")
        self.show_picture(b"")

    def show_picture(self, png: bytes) -> None:
        """Show the QR code, or none."""
        self.picture.show_picture(png)
        self.show_code.setEnabled(not png)

    def _choose_file(self) -> None:
        ask_where(self, _("Save as a file"), REQUEST_NAME, _("Request (*.enr)"), self.save_asked.emit)

    def _choose_picture(self) -> None:
        ask_where(self, _("Save the QR code"), PICTURE_NAME, "PNG (*.png)", self.save_asked.emit)


class CodeForm(QWidget):
    """The number to compare, the request's other ways, and the short number the first PC answers with."""

    changed = Signal()

    def __init__(self, on_give_up: Callable[[], Any]) -> None:
        super().__init__()
        self.where = paragraph("", bold=True, leading=1.35)
        self.code = label("", "figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ways = RequestWays()
        self.answer = EmployeeNoField(width=180, limit=20, big=True)
        self.answer_row = FormRow(
            _("Number from the first PC (6 digits)"),
            self.answer,
            mark="required",
            help_text=_("It appears there once you were let in. Have it read to you."),
        )
        self.with_file = buttons.Check(_("The answer came as a file"))
        self.reply = PathRow(_("File with the answer"), self._choose_reply)
        self.share = PathRow(
            _("Share folder"),
            lambda: ask_folder(self, _("Share folder"), lambda chosen: self.share.path.fill(str(chosen))),
            _("The workplace's records are fetched from it. This PC has to reach it now."),
        )
        self.share_password = SharePassword(self.share.path)
        self.give_up = buttons.danger(_("Withdraw the request"), on_give_up)
        self._by_file = False
        self._lay_out()
        self.with_file.toggled.connect(lambda _on: self._switch())
        for field in (self.answer, self.reply.path, self.share.path):
            field.textChanged.connect(lambda _text: self._mended())
        self._switch()

    def show_request(self, workplace: str, code: str, *, by_file: bool = False) -> None:
        """Show the number."""
        self.where.setText(
            _("Check this number on the PC of the workplace information manager of {workplace}.").format(
                workplace=workplace
            )
        )
        self.code.setText(code)
        self.code.setAccessibleName(_("Number {code}").format(code=code))
        self._by_file = by_file
        self.ways.show_way(by_file=by_file)
        self._switch()

    def finishing(self) -> Finishing:
        """Return what was entered."""
        reply = Path(self.reply.path.value()) if self.with_file.isChecked() else None
        share = self.share.path.value() if self._by_file else ""
        return Finishing(self.answer.value(), reply, share, self.share_password.text() if share else "")

    def check(self) -> bool:
        """Mark what is missing."""
        self.answer_row.show_error("" if self.answer.value() else _("This is needed."))
        places = [one.check() for one in self._places()]
        return all([bool(self.answer.value()), *places])

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.answer_row, *(one.row for one in self._places()))

    def _places(self) -> list[PathRow]:
        return [
            *([self.reply] if self.with_file.isChecked() else []),
            *([self.share] if self._by_file else []),
        ]

    def _lay_out(self) -> None:
        card = Card(padding=24)
        card.body.addWidget(self.where)
        card.body.addWidget(self.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(card)
        words = _(
            "On the first PC: Settings, Share folder, “PCs that ask to join”. You can close Sekisho meanwhile; "
            "it comes back to this page."
        )
        column.addWidget(paragraph(words, "", "ink2"))
        for widget in (
            self.ways,
            self.answer_row,
            self.with_file,
            self.reply,
            self.share,
            self.share_password,
            hairline(),
        ):
            column.addWidget(widget)
        column.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignLeft)

    def _switch(self) -> None:
        self.reply.setVisible(self.with_file.isChecked())
        self.share.setVisible(self._by_file)
        self.share_password.follow(self.share.path.text() if self._by_file else "")
        self._mended()

    def _mended(self) -> None:
        for row in (self.answer_row, self.reply.row, self.share.row):
            row.show_error("")
        self.changed.emit()

    def _choose_reply(self) -> None:
        kinds = _("Answer (*.ret);;All files (*)")
        ask_which(self, _("File with the answer"), kinds, lambda chosen: self.reply.path.fill(str(chosen)))
