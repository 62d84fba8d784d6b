"""報告の確認・差戻し: the list at the left, report, signature and progress at the right, one of two acts below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, StoredFile, Verdict
from desktop_app.errors import GlyphMissing, PdfTampered, SekishoError
from desktop_app.text import _, ngettext
from ui import theme, words
from ui.confirmation.asking import ConfirmDialog
from ui.confirmation.outcome import done_page, paper_notice, refusal_notice, why_not
from ui.confirmation.presenter import ConfirmationPresenter
from ui.confirmation.rows import ItemList, ItemRow, StepBox
from ui.confirmation.side import SideColumn
from ui.confirmation.state import ConfirmationState, SignatureView
from ui.parts import buttons, files
from ui.parts.badges import Badge, BadgeLook, state_look
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Page
from ui.parts.labels import aside, label
from ui.parts.substitutes import SubstitutesArea
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator

_SIDE = 292


class ConfirmationScreen(Screen):
    """One reported case before the person who confirms it."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self.presenter = ConfirmationPresenter(self, desk, navigator, case_id, owner=self)
        self._state: ConfirmationState | None = None
        self._shown_na = self._broken = self._done = False
        self.dialog: ConfirmDialog | None = None
        self.banners, self.items, self.side = BannerArea(), ItemList(), SideColumn()
        self.substitutes = SubstitutesArea(desk.ask)
        self.substitutes.done.connect(lambda: self.banners.drop("unprintable"))
        self._kana, self._why = label("", "body", "ink2"), aside()
        self._state_badge, self._badge = (Badge(BadgeLook("", "", "neutral")) for _number in range(2))
        self._next = buttons.secondary(_("Next not seen  F8"), lambda: self.next_open(1))
        self.confirm = buttons.primary(_("Confirm it"), self._ask, icon="double-check")
        self.send_back = buttons.primary("", self._send_back, icon="return")
        self._bars, self._pages = QStackedWidget(), QStackedWidget()
        for bar in (action_row((self._next,), (self._why, self.confirm, self.send_back)), QWidget()):
            self._bars.addWidget(bar)
        self._build()
        self.side.report_asked.connect(self.presenter.see_report)
        self.side.toggled.connect(self._toggle)
        self.side.together_asked.connect(self.presenter.accept_not_applicable)
        desk.changed.connect(self.presenter.heard)
        self._weigh()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: ConfirmationState) -> None:
        """Show the case; rows stay the widgets they are, so place and typing stay too."""
        before, self._state = self._state, state
        self.side.show_state(state)
        rows = {row.item.item_id: row for row in self.rows()}
        if before is not None and before.has_rows_of(state):
            for item in state.items:
                rows[item.item_id].show_item(item)
        else:
            self._make_rows(state)
        for row in self.rows():
            row.allow(allowed=state.can_check)
        self.side.allow(allowed=state.can_check)
        self._headline(state)
        self._weigh()

    def show_signature(self, signature: SignatureView) -> None:
        """Show that the signature holds."""
        self._broken = False
        self.banners.drop("paper")
        self.side.show_signature(signature)
        self._weigh()

    def show_broken(self, error: SekishoError) -> None:
        """Show that the paper does not hold, or is not here."""
        self._broken = True
        notice, word = paper_notice(error)
        self.banners.show_notice(notice)
        self.side.show_signature(None, word)
        self._weigh()

    def show_trouble(self, error: SekishoError) -> None:
        """Say what was refused."""
        self.banners.show_notice(refusal_notice(error))
        self.presenter.read()

    def refuse_pin(self, error: SekishoError) -> None:
        """Say in the dialog why it was not confirmed."""
        if self.dialog is not None and isinstance(error, PdfTampered | GlyphMissing):
            self.dialog.reject()
        if isinstance(error, PdfTampered):
            self.show_broken(error)
        elif isinstance(error, GlyphMissing):  # the confirmer's own surname, in the mark
            self.banners.show_notice(replace(refusal_notice(error), key="unprintable"))
            self.substitutes.offer(error.rows)
        elif self.dialog is not None:
            self.dialog.show_refusal(error)

    def show_done(self, *, confirmed: bool, count: int, also: str = "") -> None:
        """Show what became of the report, and the ways on."""
        if self.dialog is not None:
            self.dialog.accept()
        self._done = True
        page = done_page(self.presenter, self._state, confirmed=confirmed, count=count, also=also)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._bars.setCurrentIndex(1)

    def show_copied(self, path: Path) -> None:
        """Say where the copy is."""
        event = _("A copy was saved ({name}).").format(name=path.name)
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("copied", "info", event, act=_("Open the folder"), on_act=show))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.case.transferee.name if self._state else _("Confirming the report")

    def facts(self) -> str:
        """Return number, way and date."""
        if self._state is None:
            return ""
        case = self._state.case
        effective = _("effective {date}").format(date=words.day_short(case.effective_date))
        way = f"{case.origin.department} → {words.post_words(case.destination)}"
        kana = "" if words.reads_short(case.transferee.kana) else f"{case.transferee.kana}　"
        return f"{kana}{case.case_no}　{way}　{effective}"

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Transfer cases")

    def title_extras(self) -> Sequence[QWidget]:
        """Return kana and number, state and deadline."""
        return (self._kana, self._state_badge, self._badge)

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self._bars

    def primary(self) -> QAbstractButton:
        """Return whichever of the two acts can be done."""
        return self.send_back if self.send_back.isVisible() else self.confirm

    def next_open(self, step: int) -> None:
        """Go to the next item nobody looked at; hidden ones come into sight when they are all that is left."""
        rows = self.rows()
        waiting = [row for row in rows if row.verdict() is None or row.is_pending()]
        if not waiting:
            return
        if all(row.isHidden() for row in waiting) and not self._shown_na:
            self._toggle()
        waiting = [row for row in waiting if not row.isHidden()]
        focused = QApplication.focusWidget()
        here = next((n for n, row in enumerate(rows) if focused is not None and row.isAncestorOf(focused)), -1)
        order = waiting if step > 0 else waiting[::-1]
        ahead = [row for row in order if (rows.index(row) - here) * step > 0]
        target = (ahead or order)[0]
        target.go_to()
        self._page.ensureWidgetVisible(target, 0, theme.px(24))

    def entered(self) -> None:
        """Read the case."""
        self.presenter.read()

    reload = entered  # F5 reads the case again

    def print_preview(self) -> None:
        """Open the report."""
        self.presenter.see_report()

    def leave(self) -> None:
        """Record what is being typed."""
        super().leave()
        if not self._done and self._state is not None and self._state.can_check:
            for row in self.rows():
                row.settle()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Put the right column under the list on a narrow window."""
        del low
        across = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._panes.setDirection(across)
        self.side.setMaximumWidth(16777215 if narrow else theme.px(_SIDE))
        self.side.setMinimumWidth(0 if narrow else theme.px(_SIDE))

    # --- inside -------------------------------------------------------------------------------------------

    def rows(self) -> list[ItemRow]:
        """Return every row in order."""
        return [row for box in self.items.boxes for row in box.rows]

    def _build(self) -> None:
        self._page = Page()
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(theme.px(20))
        self._panes.addWidget(self.items, 1, Qt.AlignmentFlag.AlignTop)
        self._panes.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self._page.body.addWidget(self.banners)
        self._page.body.addWidget(self.substitutes)
        self._page.body.addLayout(self._panes)
        self._page.body.addStretch(1)
        self._pages.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _make_rows(self, state: ConfirmationState) -> None:
        boxes = []
        for step in state.steps:
            rows = tuple(ItemRow(item, state.reasons) for item in step.items)
            for row in rows:
                row.said.connect(self.presenter.check)
                row.weighed.connect(self._weigh)
                row.file_asked.connect(self._ask_where)
            boxes.append(StepBox(step, rows))
        self.items.show_boxes(boxes)
        for box in boxes:
            box.show_not_applicable(shown=self._shown_na)

    def _headline(self, state: ConfirmationState) -> None:
        person = state.case.transferee
        self._kana.setText(
            "　".join(filter(None, (person.kana if words.reads_short(person.kana) else "", person.employee_no)))
        )
        self._state_badge.show_look(state_look(state.case.state.value))
        look = words.standing_look(state.line.standing)
        if state.case.state is CaseState.REPORTED:
            prefix = _("Confirmation due")
            look = replace(look, word=f"{prefix}　{look.word}", spoken=f"{prefix}　{look.spoken or look.word}")
        self._badge.show_look(look)
        self.headline_changed.emit()

    def _weigh(self) -> None:
        rows = self.rows()
        accepted = sum(row.verdict() is Verdict.ACCEPTED for row in rows)
        returned = sum(row.verdict() is Verdict.TO_RETURN for row in rows)
        unseen = len(rows) - accepted - returned
        away = [row for row in rows if row.item.answer is Answer.NOT_APPLICABLE]
        left = sum(row.verdict() is None for row in away)
        self.side.show_own(accepted, returned, unseen, (len(away), left), shown=self._shown_na)
        pending = any(row.is_pending() for row in rows)
        can_check = self._state is not None and self._state.can_check
        send_back = ngettext("Send {count} item back", "Send {count} items back", returned)
        self.send_back.relabel(send_back.format(count=returned))
        self.send_back.setVisible(returned > 0)
        self.send_back.setEnabled(can_check and not pending)
        reason = why_not(self._state, returned, unseen, left, pending=pending, broken=self._broken)
        self._why.setText(reason)
        self.confirm.setEnabled(not reason)
        self.confirm.setAccessibleDescription(reason)
        self._next.setEnabled(can_check and (unseen > 0 or pending))

    def _toggle(self) -> None:
        self._shown_na = not self._shown_na
        for box in self.items.boxes:
            box.show_not_applicable(shown=self._shown_na)
        self._weigh()

    def _send_back(self) -> None:
        count = sum(row.verdict() is Verdict.TO_RETURN for row in self.rows())
        self.leave()
        self.presenter.send_back(count)

    def _ask(self) -> None:
        if (state := self._state) is not None:
            self.dialog = ConfirmDialog(self, state, self.presenter.confirm)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def _ask_where(self, kept: StoredFile) -> None:
        suffix, title = Path(kept.name).suffix, _("Save a copy of {name}").format(name=kept.name)
        kind = f"{suffix.lstrip('.').upper()} (*{suffix})" if suffix else "*"
        files.ask_where(self, title, kept.name, kind, partial(self.presenter.copy_out, kept))
