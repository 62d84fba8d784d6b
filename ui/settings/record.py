"""記録の照合: check now, what was found, and the result on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.text import _, ngettext
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.labels import label, paragraph, symbol
from ui.settings import acts
from ui.settings.section import Section, empty, line


class RecordSection(Section):
    """記録の照合: check now, and what was found."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Check of the record"), desk, navigator)
        self.body.addWidget(
            paragraph(
                _(
                    "Checks that nothing was changed, lost or forged: every entry and its signature, every paper and "
                    "evidence file, and the files on the share folder."
                )
            )
        )
        self.check_button = buttons.primary(_("Check now"), self.check, icon="shield")
        self.print_button = buttons.secondary(_("Print the result"), self._print, icon="print")
        self.print_button.hide()
        self.papers_button = buttons.secondary(_("Check a PDF"), self.check_papers, icon="document")
        self.audit_button = buttons.secondary(_("Check a share folder as an auditor"), self.audit_share, icon="shield")
        self.disposal_button = buttons.secondary(_("Disposal"), self.show_disposal, icon="trash")
        self.outcome = label("", bold=True)
        self._checked: acts.CheckedRecord | None = None
        self.mark = symbol("check-disc", "ok", 20)
        self.mark.hide()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.px(4))
        self.body.addWidget(line(self.check_button, self.papers_button, self.print_button))
        self.body.addWidget(line(self.mark, self.outcome))
        self.body.addLayout(self.lines)
        self.body.addWidget(line(self.audit_button, self.disposal_button))
        self.body.addStretch(1)

    def audit_share(self) -> None:
        """Go where a share folder is checked by itself."""
        self.navigator.show_audit()

    def show_disposal(self) -> None:
        """Go where a year's records are disposed of."""
        self.navigator.show_disposal()

    def check_papers(self) -> None:
        """Go where single papers are checked."""
        self.navigator.show_paper_check()

    def check(self) -> None:
        """Check the whole record."""
        self.check_button.setEnabled(False)
        self.check_button.relabel(_("Checking…"))
        self.navigator.record_checked(None)
        self.ask(acts.verify, then=self.show_outcome, failed=self._failed)

    def show_outcome(self, checked: acts.CheckedRecord) -> None:
        """Show what was checked and what does not hold."""
        self._checked, findings = checked, checked.findings
        fine = not findings
        self._rest()
        self.print_button.show()
        self.navigator.record_checked(findings)
        self.mark.show_symbol("check-disc" if fine else "octagon", "ok" if fine else "bad")
        self.mark.show()
        self.outcome.setText(
            _("Everything holds.")
            if fine
            else ngettext(
                "There is {count} place that does not hold. You can go on; contact headquarters.",
                "There are {count} places that do not hold. You can go on; contact headquarters.",
                len(findings),
            ).format(count=len(findings))
        )
        empty(self.lines)
        for words in findings:
            self.lines.addWidget(paragraph(words, "", "bad", leading=1.35))
        for words in checked.checks:
            self.lines.addWidget(paragraph(words, "caption", "ink2", leading=1.35))
        self.changed(_("Check done"))

    def _print(self) -> None:
        if self._checked is not None:
            render = partial(acts.result_on_paper, checked=self._checked)
            self.navigator.show_preview(_("Result of the check"), render, _("check-result.pdf"))

    def _failed(self, error: Any) -> None:
        self._rest()
        self.refused(error)

    def _rest(self) -> None:
        self.check_button.setEnabled(True)
        self.check_button.relabel(_("Check now"))
