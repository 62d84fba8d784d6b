"""What comes after signing or not signing: what is said, the own copy, giving the seat back; and papers to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.banners import BannerArea, Notice
from ui.parts.document import Document
from ui.parts.labels import label, paragraph, symbol


class Outcome(QWidget):
    """「完了報告を受け付けました。」 with ［控えを印刷する］［席を返す］ in its bar."""

    def __init__(self, on_copy: Callable[[], Any], on_return: Callable[[], Any]) -> None:
        super().__init__()
        self._mark = symbol("check-disc", "ok", 56)
        self._told, self._why = paragraph("", "title", leading=1.3), paragraph("", "touch", "ink2")
        for words in (self._told, self._why):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.copy = buttons.secondary(_("Print your copy"), on_copy, icon="print", big=True)
        self.give_back = buttons.primary(_("Give the seat back"), on_return, icon="seat", big=True)
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.give_back)
        column = QVBoxLayout(self)
        edge = theme.px(40)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(16))
        column.addStretch(1)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._told)
        column.addWidget(self._why)
        column.addStretch(2)

    def show_reported(self, *, confirmed: bool, also: str = "") -> None:
        """Say that the report is in, and what *also* has to be known."""
        on = _("It is confirmed already.") if confirmed else _("The workplace information manager checks it next.")
        self._say(
            _("The completion report was accepted. Print your copy and take it with you."),
            "\n".join(filter(None, (on, also))),
        )
        self.copy.show()

    def show_refused(self) -> None:
        """Say that the explanation alone was recorded."""
        self._say(
            _("It was recorded that you were given the explanation."),
            _("A superior closes the case. You can still sign until then."),
        )
        self.copy.hide()

    def told(self) -> str:
        """Return the sentence."""
        return self._told.text()

    def _say(self, told: str, why: str) -> None:
        self._told.setText(told)
        self._why.setText(why)
        self.setAccessibleName(f"{told}　{why}")


@dataclass(frozen=True, slots=True)
class Way:
    """How a report goes in: the use cases that sign and refuse, and what makes the page that comes after."""

    sign: Callable[..., Any]
    refuse: Callable[..., Any]
    outcome: Callable[[Callable[[], Any], Callable[[], Any]], Outcome]


class PaperPage(QWidget):
    """One paper of the transferee's own, to be printed."""

    def __init__(self, ask: Callable[..., Any], title: str, told: str) -> None:
        super().__init__()
        self.bar = QWidget()
        self.print = buttons.primary(_("Print now"), icon="print", big=True)
        self.print.setEnabled(False)
        self.banners = BannerArea()
        self.document = Document(ask, title, "")
        self.print.clicked.connect(lambda _on: self.document.print_out())
        self.document.shown.connect(lambda _pages: self.print.setEnabled(True))
        self.document.refused.connect(self._refuse)
        head = QVBoxLayout()
        edge = theme.px(40)
        head.setContentsMargins(edge, theme.px(14), edge, theme.px(10))
        head.setSpacing(theme.px(4))
        head.addWidget(label(title, "section"))
        head.addWidget(paragraph(told, "touch", "ink2"))
        head.addWidget(self.banners)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.document, 1)

    def _refuse(self, error: SekishoError) -> None:
        event, _sep, meaning = sentence(error).partition("\n")
        self.banners.show_notice(Notice("trouble", "alarm", event, meaning))
