"""One case's pages in a stack, and the pages that belong to none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.labels import paper_page_label
from desktop_app.sentences.scans import page_words
from desktop_app.text import _, ngettext
from desktop_app.usecases.paper_pages import FoundPage, PageStanding
from desktop_app.usecases.paper_scans import CaseScan, ScanReport
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import paragraph, symbol
from ui.parts.pictures import Picture

_INDENT = 34


class CaseCard(Card):
    """A case with its pages. ``entry_asked(case id)``, ``case_asked(case id)``."""

    entry_asked = Signal(str)
    case_asked = Signal(str)

    def __init__(self, scan: CaseScan, *, kept: bool) -> None:
        super().__init__(padding=20)
        self.scan, self.kept = scan, kept
        named = f"{scan.name}　{scan.case_no}"
        self.body.addLayout(_head("check-disc" if kept else "document", "ok" if kept else "ink2", named))
        there = _(", ").join(
            paper_page_label(p.code.form.name, p.code.page, p.code.pages) for p in scan.pages if p.code
        )
        self.pages = _line(_("Pages: {pages}").format(pages=there), "ink")
        self.body.addLayout(self.pages[0])
        if scan.missing:
            missing = _(", ").join(paper_page_label(one.form.name, one.page, one.pages) for one in scan.missing)
            self.missing = _line(_("Missing pages: {pages}").format(pages=missing), "warn")
            self.body.addLayout(self.missing[0])
        self.enter = buttons.secondary(
            _("Enter the answers"), lambda: self.entry_asked.emit(scan.case_id), icon="pencil", small=True
        )
        self.enter.setAccessibleName(f"{self.enter.text()}　{named}")
        self.to_case = buttons.Link(_("This case's paper"), lambda: self.case_asked.emit(scan.case_id))
        self.to_case.setAccessibleName(f"{self.to_case.text()}　{named}")
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        foot.setSpacing(theme.px(12))
        self.body.addLayout(foot)
        for widget in (paragraph(_("The pages are kept."), "", "ok", bold=True), self.enter, self.to_case):
            foot.addWidget(widget)
            widget.setHidden(not kept)
        foot.addStretch(1)


class OtherPages(Card):
    """The pages that belong to no case for certain, each with what is known of it and its picture where it has one."""

    def __init__(self, report: ScanReport) -> None:
        super().__init__(padding=20)
        self.pages = tuple(page for page in report.pages if page.standing is not PageStanding.MATCHED)
        count = len(self.pages)
        told = ngettext("{count} page was not put to a case.", "{count} pages were not put to a case.", count)
        self.body.addLayout(_head("triangle", "warn", told.format(count=count)))
        self.words = []
        for page in self.pages:
            name = report.files[page.file].path.name
            said = _("{file}, page {page}: {standing}").format(
                file=name, page=page.number, standing=page_words(page.standing.value)
            )
            layout, words = _line(said, "ink")
            self.words.append(words)
            self.body.addLayout(layout)
            if page.picture:
                self.body.addLayout(_picture(page, said))


def _picture(page: FoundPage, said: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
    picture = Picture(said)
    picture.show_picture(page.picture)
    picture.setMaximumWidth(theme.px(220))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row


def _head(icon: str, tone: str, words: str) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(theme.px(10))
    head.addWidget(symbol(icon, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(paragraph(words, "section", leading=1.35), 1)
    return head


def _line(words: str, tone: str) -> tuple[QVBoxLayout, QWidget]:
    line = QVBoxLayout()
    line.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
    said = paragraph(words, "", "" if tone == "ink" else tone, leading=1.35)
    line.addWidget(said)
    return line, said
