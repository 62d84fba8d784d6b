"""One checked file: the verdict in a sentence, who signed, and how other programs check the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.clock import office_time
from desktop_app.errors import PdfDamage
from desktop_app.papers.signing.verify import SignatureFinding
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.verifying_papers import CheckedPaper, Standing
from desktop_app.usecases.verifying_words import (
    OtherProgram,
    advice_words,
    case_words,
    certificate_words,
    in_groups,
    other_programs,
    role_words,
    signer_words,
    stamp_words,
    verdict_words,
)
from ui import theme
from ui.days import day_long
from ui.paper_check.presenter import ROOT_NAME, Row
from ui.parts import buttons
from ui.parts.buttons import Link
from ui.parts.cards import Card
from ui.parts.labels import Paragraph, label, paragraph, symbol

_WAITING, _FINE, _MIND, _BAD = ("clock", "ink2"), ("check-disc", "ok"), ("triangle", "warn"), ("octagon", "bad")


_INDENT = 34
_NEVER_SIGNED = frozenset({PdfDamage.UNSIGNED, PdfDamage.UNREADABLE})


class PaperCard(Card):
    """A file and what came of it. ``case_asked(case_id)``, ``scan_asked(path)``; the commands unfold below."""

    case_asked = Signal(str)
    scan_asked = Signal(object)

    def __init__(self, row: Row) -> None:
        super().__init__(padding=20)
        self.row = row
        self.verdict = paragraph(_words(row), "section", leading=1.35)
        self.verdict.setAccessibleName(f"{row.path.name}　{self.verdict.text()}")
        self.commands: QWidget | None = None
        icon, tone = _look(row)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(symbol(icon, tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.verdict, 1)
        self.body.addWidget(paragraph(row.path.name, "caption", "ink2", leading=1.3))
        self.body.addLayout(head)
        if row.checked is not None:
            self._fill(row.checked)

    def _fill(self, checked: CheckedPaper) -> None:
        for said in filter(None, (case_words(checked), advice_words(checked))):
            line = QHBoxLayout()
            line.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
            line.addWidget(paragraph(said, leading=1.35))
            self.body.addLayout(line)
        for finding in checked.signatures:
            self.body.addWidget(_signature(finding))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(16))
        if checked.case_id:
            self.to_case = Link(
                _("Open case {case_no}").format(case_no=checked.case_no),
                lambda: self.case_asked.emit(checked.case_id),
            )
            foot.addWidget(self.to_case)
        if checked.damage in _NEVER_SIGNED:  # then it may hold scanned pages instead
            self.to_scans = Link(_("Take it in as scanned pages"), lambda: self.scan_asked.emit(checked.path))
            self.to_scans.setAccessibleName(f"{self.to_scans.text()}　{checked.path.name}")
            foot.addWidget(self.to_scans)
        self.unfold = buttons.quiet(_("Check with other programs"), lambda: self._toggle(checked), icon="chevron-down")
        foot.addWidget(self.unfold)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _toggle(self, checked: CheckedPaper) -> None:
        if self.commands is None:
            self.commands = _commands(other_programs(checked, ROOT_NAME))
            self.body.addWidget(self.commands)
        else:
            self.commands.setVisible(self.commands.isHidden())
        self.unfold.show_icon("chevron-down" if self.commands.isHidden() else "chevron-up")


def _look(row: Row) -> tuple[str, str]:
    if row.refused is not None:
        return _MIND
    if row.checked is None:
        return _WAITING
    if row.checked.damage is not None:
        return _BAD
    return _FINE if row.checked.standing is Standing.IN_FORCE else _MIND


def _words(row: Row) -> str:
    if row.refused is not None:
        return sentence(row.refused)
    return verdict_words(row.checked) if row.checked is not None else _("Waiting to be checked")


def _signature(finding: SignatureFinding) -> QWidget:
    at = office_time(finding.signed_at)
    moment = f"{day_long(at.date())} {at:%H:%M}"
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.px(_INDENT), theme.px(4), 0, 0)
    column.setSpacing(theme.px(2))
    column.addWidget(paragraph(f"{role_words(finding.role)}　{signer_words(finding)}　{moment}", leading=1.35))
    kind = _("Certificate {kind}").format(kind=certificate_words(finding))
    column.addWidget(paragraph(kind, "caption", "ink2", leading=1.35))
    column.addWidget(_selectable(in_groups(finding.certificate_sha256), _("Fingerprint of the certificate")))
    if finding.stamp is not None:
        stamped = office_time(finding.stamp.at)
        words = stamp_words(finding.stamp, f"{day_long(stamped.date())} {stamped:%H:%M}")
        column.addWidget(paragraph(words, "caption", "ink2", leading=1.35))
    return made


def _commands(programs: tuple[OtherProgram, ...]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.px(_INDENT), theme.px(4), 0, 0)
    column.setSpacing(theme.px(6))
    told = _(
        "On a PC with Linux, type these in the folder of the file, with the saved root certificate ({name}) beside it. "
        "None of them alone notices everything; together with this page they do."
    )
    column.addWidget(paragraph(told.format(name=ROOT_NAME), "", "ink2"))
    for program in programs:
        head = label(program.shows, bold=True)
        head.setContentsMargins(0, theme.px(8), 0, 0)
        column.addWidget(head)
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        line.addWidget(_selectable(program.command, program.shows), 1)
        line.addWidget(buttons.secondary(_("Copy"), _copier(program.command), small=True), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(paragraph(program.misses, "caption", "ink2", leading=1.35))
    return made


def _selectable(words: str, name: str) -> Paragraph:
    made = paragraph(words, "caption", leading=1.35)
    made.setAccessibleName(f"{name}　{words}")
    return made


def _copier(words: str) -> Callable[[], None]:
    return lambda: QGuiApplication.clipboard().setText(words)
