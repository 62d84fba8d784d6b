"""The cards of 廃棄: the year that is looked at, and one card an order with its people, days and PCs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.case_no import number_runs
from desktop_app.domain.disposal_line import DisposalLine, PcOfDisposal
from desktop_app.domain.disposals import DisposalStage
from desktop_app.sentences.disposal import next_words, stage_label, stays_words, takes_words, upto_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.disposal import OPEN_STAGES, DisposalPreview
from ui import theme
from ui.days import day_long
from ui.disposal.presenter import DisposalState
from ui.parts import buttons
from ui.parts.badges import Badge, BadgeLook
from ui.parts.buttons import PushButton
from ui.parts.cards import Card, fields_grid
from ui.parts.fields import Choice
from ui.parts.labels import label, paragraph, symbol

Act = Callable[[DisposalLine], Any]


class YearCard(Card):
    """Which year, what would go and what stays, and the order. *on_choose(year)*, *on_order()*."""

    def __init__(self, on_choose: Callable[[int], Any], on_order: Callable[[], Any]) -> None:
        super().__init__(_("Years whose period of keeping is over"))
        self.year = Choice((), name=_("Fiscal year"), width=150)
        self.year.picked.connect(on_choose)
        self.order = buttons.primary(_("Order the disposal"), on_order, icon="trash")
        self.takes, self.stays = paragraph("", bold=True), paragraph("", "", "ink2")
        self.why_not = paragraph("", "", "ink2", leading=1.2)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(label(_("Fiscal year"), "body", "ink2"))
        row.addWidget(self.year)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.takes)
        self.body.addWidget(self.stays)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        foot.addWidget(self.why_not, 1)
        foot.addWidget(self.order)
        self.body.addLayout(foot)

    def show_state(self, state: DisposalState) -> None:
        """Show the year in sight."""
        self.year.offer([(year, upto_label(year)) for year in state.years], state.year)
        self.year.setEnabled(bool(state.years))
        preview = state.preview
        if preview is not None:
            self.takes.setText(takes_words(len(preview.cases), preview.kept_until))
        else:
            self.takes.setText(state.trouble or _("No year’s period of keeping is over yet."))
        told = "\n".join(_stays(preview)) if preview else ""
        self.stays.setText(told)
        self.stays.setVisible(bool(told))
        why = why_not(state)
        self.why_not.setText(why)
        self.order.setVisible(state.may_order)
        self.order.setEnabled(not why)
        self.order.setAccessibleDescription(why)

    def set_primary(self, *, primary: bool) -> None:
        """Be the screen's one filled button, or leave that to an order that waits."""
        self.order.become("primary" if primary else "secondary")


class OrderCard(Card):
    """One order; *acts* are what its buttons do: approve, withdraw, carry_out, note_kit, print."""

    def __init__(self, line: DisposalLine, state: DisposalState, acts: dict[str, Act], *, busy: bool) -> None:
        super().__init__()
        self.line, self._state = line, state
        self.buttons: dict[str, PushButton] = {}
        order = line.disposal.order
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        title = _("{number}  {year}").format(number=order.order_no, year=upto_label(order.fiscal_year))
        head.addWidget(label(title, "section"))
        self.badge = Badge(stage_look(line))
        head.addWidget(self.badge)
        head.addStretch(1)
        self.body.addLayout(head)
        self.next = paragraph(next_words(line), bold=line.ready or bool(line.missing))
        self.body.addWidget(self.next)
        self.body.addLayout(fields_grid(_fields(line), names=130))
        if line.disposal.stage is DisposalStage.CARRIED_OUT:
            self._show_pcs()
            self._show_rest(acts)
        self._show_acts(acts, busy=busy)

    def _show_pcs(self) -> None:
        self.body.addWidget(label(_("On each PC"), "caption", "ink2", bold=True))
        for pc in self.line.pcs:
            mark = ("check-disc", "ok") if pc.done else ("clock", "warn")
            self.body.addWidget(marked(mark, pc_words(pc)))

    def _show_rest(self, acts: dict[str, Act]) -> None:
        self.body.addWidget(label(_("What remains outside Sekisho"), "caption", "ink2", bold=True))
        kit = self.line.kit
        if kit is not None:
            said = _("The printed recovery kit was destroyed on {day}, seen by {name}.")
            words = said.format(day=day_long(kit.destroyed_on), name=self.line.kit_seen_by)
            self.body.addWidget(marked(("check-disc", "ok"), words))
        else:
            row = marked(("ring", "ink2"), _("The printed recovery kit of the year: destroy every copy."))
            if self._state.may_decide:
                self._button(acts, "note_kit", buttons.secondary(_("The kit was destroyed"), icon="key", small=True))
                row.layout().addWidget(self.buttons["note_kit"])  # type: ignore[union-attr] # it was made with one
            self.body.addWidget(row)
        for words in rest_words():
            self.body.addWidget(marked(("ring", "ink2"), words))

    def _show_acts(self, acts: dict[str, Act], *, busy: bool) -> None:
        line, stage, left, right = self.line, self.line.disposal.stage, [], []
        if stage is DisposalStage.CARRIED_OUT:
            left.append(self._button(acts, "print", buttons.secondary(_("Print the disposal record"), icon="print")))
        if self._state.may_withdraw and stage in OPEN_STAGES:
            left.append(self._button(acts, "withdraw", buttons.secondary(_("Withdraw"), icon="undo")))
        if self._state.may_decide and stage is DisposalStage.ORDERED and not line.own:
            right.append(self._button(acts, "approve", buttons.secondary(_("Approve"), icon="check")))
        if self._state.may_decide and line.ready:
            right.append(self._button(acts, "carry_out", buttons.danger(_("Carry out"), icon="trash")))
        for button in self.buttons.values():
            button.setEnabled(not busy)
        if left or right:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            for button in left:
                row.addWidget(button)
            row.addStretch(1)
            for button in right:
                row.addWidget(button)
            self.body.addLayout(row)

    def _button(self, acts: dict[str, Act], name: str, button: PushButton) -> PushButton:
        button.clicked.connect(lambda _on=False: acts[name](self.line))
        number = self.line.disposal.order.order_no
        button.setAccessibleName(_("{act}: {name}").format(act=button.words, name=number))
        self.buttons[name] = button
        return button


def why_not(state: DisposalState) -> str:
    """Return why nothing can be ordered here now; empty when it can."""
    if not state.may_order:
        return _("Headquarters orders disposals of this workplace.") if state.may_withdraw else ""
    if state.preview is None or not state.preview.cases:
        return _("There is nothing to order.")
    for line in state.lines:
        if line.disposal.stage in OPEN_STAGES and line.disposal.order.fiscal_year == state.year:
            return _("{order_no} is under way for this year.").format(order_no=line.disposal.order.order_no)
    return ""


def stage_look(line: DisposalLine) -> BadgeLook:
    """Return the badge of an order."""
    stage = line.disposal.stage
    if stage is DisposalStage.APPROVED:
        if line.ready:
            return BadgeLook(_("Can be carried out"), "triangle", "warn")
        left = ngettext("{count} day left to withdraw", "{count} days left to withdraw", line.days_left)
        return BadgeLook(left.format(count=line.days_left), "clock", "accent")
    if stage is DisposalStage.CARRIED_OUT and line.missing:
        missing = ngettext("{count} PC not done yet", "{count} PCs not done yet", len(line.missing))
        return BadgeLook(missing.format(count=len(line.missing)), "clock", "warn")
    looks = {
        DisposalStage.ORDERED: ("tray", "report"),
        DisposalStage.WITHDRAWN: ("ring-x", "neutral"),
        DisposalStage.CARRIED_OUT: ("check-disc", "ok"),
    }
    return BadgeLook(stage_label(stage), *looks[stage])


def pc_words(pc: PcOfDisposal) -> str:
    """Return what a PC said, or that it has not."""
    name = "　".join(filter(None, (pc.letter, _(", ").join(pc.people), _("(this PC)") if pc.here else "")))
    if pc.done is None:
        return _("{pc}: not done yet").format(pc=name)
    return _("{pc}: done on {day}, {entries} entries and {files} files removed").format(
        pc=name, day=day_long(pc.done.done_on), entries=f"{pc.done.entries:,}", files=f"{pc.done.files:,}"
    )


def rest_words() -> tuple[str, ...]:
    """Return what people do outside the application, one line each."""
    return (
        _("Backups: delete those from before the disposal, or keep them under lock until they are overwritten."),
        _("Share folder: the administrator removes the year's folders."),
        _("Paper: shred or dissolve originals and copies, and keep the certificate's number."),
    )


def marked(mark: tuple[str, str], words: str) -> QWidget:
    """Return a line with a symbol before it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(symbol(*mark, 18), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(paragraph(words, leading=1.3), 1)
    return made


def _fields(line: DisposalLine) -> tuple[tuple[str, str], ...]:
    disposal = line.disposal
    withdrawn, approved = disposal.withdrawn, disposal.approved
    back = (day_long(withdrawn.withdrawn_on), line.withdrawn_by, withdrawn.words) if withdrawn else ()
    done = (day_long(line.done_on), _(", ").join(line.done_by)) if line.done_on else ()
    return (
        (_("Ordered by"), _said(day_long(disposal.order.ordered_on), line.ordered_by, disposal.order.words)),
        (_("Approved by"), _said(day_long(approved.approved_on), line.approved_by) if approved else ""),
        (_("Withdrawn by"), _said(*back)),
        (_("Carried out by"), _said(*done)),
        (_("Cases"), _numbers(line.case_nos)),
        (_("Kept back"), _numbers(line.kept)),
    )


def _stays(preview: DisposalPreview) -> tuple[str, ...]:
    return stays_words(((one.case_no, one.because_of) for one in preview.kept), preview.not_yet)


def _said(*parts: str) -> str:
    return "　".join(filter(None, parts))


def _numbers(case_nos: tuple[str, ...]) -> str:
    if not case_nos:
        return ""
    count = ngettext("{count} case", "{count} cases", len(case_nos)).format(count=f"{len(case_nos):,}")
    runs = (
        first if first == last else _("{first} to {last}").format(first=first, last=last)
        for first, last in number_runs(case_nos)
    )
    return f"{count}　{_(', ').join(runs)}"
