"""A list of holidays that was read: what it says, what it replaces, and what a person has to look at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractButton

from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.text import _, ngettext
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.form import Message
from ui.parts.labels import label, paragraph
from ui.settings.section import line

if TYPE_CHECKING:
    from desktop_app.usecases.company_holidays import HolidayPreview

_SHOWN = 20


class HolidayPreviewCard(Card):
    """取り込む is there once nothing is wrong and the doubtful places were agreed to."""

    def __init__(self, preview: HolidayPreview, take: Callable[[], Any], leave: Callable[[], Any]) -> None:
        super().__init__(padding=16)
        self._preview, self._trouble = preview, _reason(preview)
        self.body.addWidget(label(preview.path.name, bold=True))
        self.body.addWidget(paragraph(_what(preview), leading=1.35))
        for finding in preview.read.findings[:_SHOWN]:
            words = f"{finding_place(finding)}　{finding_sentence(finding)}"
            tone = "bad" if finding in preview.wrong else "warn"
            self.body.addWidget(paragraph(words, "caption", tone, leading=1.35))
        self.agree = buttons.Check(_("I looked at the doubtful places; they are right"))
        self.agree.setVisible(bool(preview.doubtful) and not self._trouble)
        self.agree.toggled.connect(lambda _on: self._judge())
        self.reason = Message()
        self.reason.show_error(self._trouble)
        self.reason.setVisible(bool(self._trouble))
        count = len(preview.read.holidays)
        words = ngettext("Take in {count} day", "Take in {count} days", count).format(count=count)
        self.take = buttons.secondary(words, take)
        self.leave = buttons.quiet(_("Stop the import"), leave)
        for widget in (self.agree, self.reason, line(self.leave, self.take)):
            self.body.addWidget(widget)
        self._judge()

    def first(self) -> QAbstractButton:
        """Return where the keyboard begins."""
        if self.take.isEnabled():
            return self.take
        return self.leave if self._trouble else self.agree

    def _judge(self) -> None:
        agreed = not self._preview.doubtful or self.agree.isChecked()
        self.take.setEnabled(agreed and not self._trouble)


def _reason(preview: HolidayPreview) -> str:
    if preview.wrong:
        return ngettext(
            "There is {count} place to mend, so nothing can be taken in.",
            "There are {count} places to mend, so nothing can be taken in.",
            len(preview.wrong),
        ).format(count=len(preview.wrong))
    return _("These holidays hold already.") if preview.is_known else ""


def _what(preview: HolidayPreview) -> str:
    years = _(", ").join(_("Fiscal year {year}").format(year=year) for year in preview.read.fiscal_years)
    count, before = len(preview.read.holidays), len(preview.before)
    told = ngettext("{years}: {count} day.", "{years}: {count} days.", count).format(years=years, count=count)
    if not before or preview.is_known:
        return told
    replaced = ngettext("{count} day stated before is replaced.", "{count} days stated before are replaced.", before)
    return _("{told} {replaced}").format(told=told, replaced=replaced.format(count=before))
