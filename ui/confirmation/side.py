"""The right column: the report, its signature, and how far the confirming person is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.facts import Answer
from desktop_app.text import _, ngettext
from ui import theme, words
from ui.confirmation.state import ConfirmationState, SignatureView
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import aside, label, paragraph, symbol


class SideColumn(QWidget):
    """``report_asked`` (完了報告書を見る), ``toggled`` (該当なしを見る), ``together_asked`` (まとめて確認する)."""

    report_asked = Signal()
    toggled = Signal()
    together_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for card in (self._report_card(), self._signature_card(), self._own_card()):
            column.addWidget(card)
        column.addStretch(1)

    def show_state(self, state: ConfirmationState) -> None:
        """Show the report's figures."""
        report = state.case.report
        day = words.day_short(report.reported_on) if report else ""
        late = state.report_late_days
        when = (
            ngettext("{count} day late", "{count} days late", late).format(count=late)
            if late
            else _("by the effective date")
        )
        self._report[0].setText(f"{day}　{when}" if report else "")
        for figure, answer in zip(self._report[1:], (Answer.DONE, Answer.NOT_APPLICABLE, Answer.NOT_DONE), strict=True):
            figure.setText(_items(state.count(answer)))
        self.link.setEnabled(report is not None)

    def show_signature(self, signature: SignatureView | None, trouble: str = "") -> None:
        """Show the signature that holds, that it is being looked at, or what is wrong."""
        held = signature is not None
        self._pen[0].show_symbol("check-disc" if held else "ring-dashed", "ok" if held else "ink2")
        self._shield[0].show_symbol(
            "shield" if not trouble else "octagon", "bad" if trouble else "ok" if held else "ink2"
        )
        self._pen[1].setText(signature.by_hand if signature else "―")
        self._shield[1].setText(_("Valid") if held else trouble or _("Checking…"))
        self._signed.setText(f"{signature.name}　{signature.signed_at}" if signature else "")
        self._signed.setVisible(held)
        self._unchanged.setVisible(held)

    def show_own(self, accepted: int, returned: int, unseen: int, hidden: tuple[int, int], *, shown: bool) -> None:
        """Show how far the person is; *hidden*: how many 該当なし there are, and how many not looked at."""
        for figure, count in zip(self._own, (accepted, returned, unseen), strict=True):
            figure.setText(_items(count))
        count, left = hidden
        told = ngettext(
            "The {count} “not applicable” can be accepted together.",
            "The {count} “not applicable” can be accepted together.",
            count,
        )
        self._told.setText(told.format(count=count))
        self._told.setVisible(left > 0)
        self.see.setText(_("Hide “not applicable”") if shown else _("See “not applicable”"))
        self.see.updateGeometry()
        self.see.setVisible(count > 0)
        together = ngettext("Accept {count} together", "Accept {count} together", left).format(count=left)
        self.together.relabel(together)
        self.together.setVisible(left > 0)

    def allow(self, *, allowed: bool) -> None:
        """Let the person accept together, or only read."""
        self.together.setEnabled(allowed)

    def _report_card(self) -> Card:
        card = Card(_("Report"), padding=18)
        names = (_("Reported on"), _("Done"), _("Not applicable"), _("Not done"))
        self._report = [_line(card, name) for name in names]
        return card

    def _signature_card(self) -> Card:
        card = Card(_("Signature"), padding=18)
        self._pen = (symbol("ring-dashed", "ink2", 18), aside(tone="", bold=True))
        self._shield = (symbol("shield", "ink2", 18), aside(tone="", bold=True))
        for (mark, value), name in ((self._pen, _("By hand")), (self._shield, _("Electronic"))):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(mark)
            row.addWidget(label(name, "", "ink2"))
            row.addWidget(value, 1)
            card.body.addLayout(row)
        self._signed = paragraph("", "caption", "ink2", leading=1.3)
        self._unchanged = paragraph(_("Nothing has changed since it was signed."), "caption", "ink2", leading=1.3)
        self.link = buttons.Link(_("See the completion report"), self.report_asked.emit)
        card.body.addWidget(self._signed)
        card.body.addWidget(self._unchanged)
        card.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_signature(None)
        return card

    def _own_card(self) -> Card:
        card = Card(_("Your check"), padding=18)
        self._own = [_line(card, name) for name in (_("Accepted"), _("Send back"), _("Not seen yet"))]
        self._told = paragraph("", "caption", "ink2", leading=1.3)
        self.see = buttons.Link("", self.toggled.emit)
        self.together = buttons.secondary("", self.together_asked.emit, icon="check")
        card.body.addWidget(self._told)
        card.body.addWidget(self.see, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.together)
        return card


def _line(card: Card, name: str) -> QLabel:
    row = QHBoxLayout()
    row.addWidget(label(name, "", "ink2"), 0, Qt.AlignmentFlag.AlignTop)
    value = paragraph("", "", "", bold=True, leading=1.1)
    value.setAlignment(Qt.AlignmentFlag.AlignRight)
    row.addWidget(value, 1)
    card.body.addLayout(row)
    card.body.setSpacing(theme.px(4))
    return value


def _items(count: int) -> str:
    return ngettext("{count} item", "{count} items", count).format(count=count)
