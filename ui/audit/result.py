"""The result of an audit: the verdict, the figures, every spot, and what was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.verifying_spots import Verification, check_name, finding_words
from desktop_app.usecases.verifying_words import in_groups
from ui import theme
from ui.parts.cards import Card
from ui.parts.labels import hairline, label, paragraph, symbol

_MOST_SHOWN = 100
"""Spots that stand on the screen; all of them are in the command's output."""


class ResultCard(Card):
    """What one audit found."""

    def __init__(self, outcome: Verification) -> None:
        super().__init__(padding=20)
        fine = outcome.ok
        self.verdict = paragraph(_verdict(outcome), "section", leading=1.35)
        self.verdict.setAccessibleName(self.verdict.text())
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        mark = symbol("check-disc" if fine else "octagon", "ok" if fine else "bad", 24)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.verdict, 1)
        self.body.addLayout(head)
        if outcome.about is not None:
            about = outcome.about
            whose = "　".join(filter(None, (about.company, about.workplace, about.org_code)))
            self.body.addWidget(paragraph(whose, "", "ink2", leading=1.35))
            if about.root_fingerprint:
                words = _("Root certificate  {fingerprint}").format(fingerprint=in_groups(about.root_fingerprint))
                self.body.addWidget(paragraph(words, "caption", "ink2", leading=1.35))
        self.body.addWidget(_figures(outcome))
        spots = [finding_words(finding) for finding in outcome.findings]
        if more := len(spots) - _MOST_SHOWN:
            hidden = _("{count} more spots; the command sekishoctl lists them all.").format(count=f"{more:,}")
            spots = [*spots[:_MOST_SHOWN], *([hidden] if more > 0 else [])]
        self._list(_("What does not hold"), spots, "bad")
        self._list(_("What was not checked"), unchecked(outcome), "")
        self._list(_("Worth knowing"), remarks(outcome), "")

    def _list(self, title: str, lines: Iterable[str], tone: str) -> None:
        told = list(lines)
        if not told:
            return
        self.body.addWidget(hairline())
        self.body.addWidget(label(title, bold=True))
        for words in told:
            self.body.addWidget(paragraph(f"・{words}", "", tone, leading=1.35))


def _verdict(outcome: Verification) -> str:
    if outcome.ok:
        return _("Nothing was changed, lost or forged, as far as it was checked.")
    count = len(outcome.findings)
    return ngettext("{count} spot does not hold.", "{count} spots do not hold.", count).format(count=f"{count:,}")


def _figures(outcome: Verification) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, theme.px(6), 0, theme.px(6))
    grid.setHorizontalSpacing(theme.px(24))
    grid.setVerticalSpacing(theme.px(4))
    found = Counter(finding.check for finding in outcome.findings)
    counts = {checked.check: checked.count for checked in outcome.checks}
    for row, check in enumerate(outcome.scope):
        name = check_name(check)
        count = label(f"{counts[check]:,}" if check in counts else "―")
        wrong = found[check]
        said, tone = (
            (_("{count} do not hold").format(count=f"{wrong:,}"), "bad")
            if wrong
            else (_("not checked"), "ink2")
            if not counts.get(check)
            else (_("holds"), "ok")
        )
        words = label(said, "", tone, bold=bool(wrong))
        for widget in (count, words):
            widget.setAccessibleName(f"{name}　{widget.text()}")
        grid.addWidget(label(name), row, 0)
        grid.addWidget(count, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(words, row, 2)
    grid.setColumnStretch(3, 1)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(made)
    return holder
