"""The story of one announcement through the windows, case by case; every step is something a person does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QScrollBar

from desktop_app.domain.programme import Item, Party, Programme
from desktop_app.text import _
from ui.demo.fates import (
    CANCEL_REASON,
    COUNT,
    FATES,
    PIN,
    RETURN_REASON,
    RETURNED_ITEM,
    Fate,
    answered_by_hand,
    planned,
)
from ui.demo.office import OfficeStory
from ui.demo.player import Player
from ui.parts.answer import CheckControl, Segment
from ui.parts.fields import NumberField
from ui.shell import FullWindowFrame

if TYPE_CHECKING:
    from desktop_app.domain.summary import CaseSummary

_STROKES = (
    ((0.10, 0.30), (0.22, 0.28), (0.34, 0.27)),
    ((0.22, 0.20), (0.22, 0.45), (0.21, 0.72)),
    ((0.12, 0.52), (0.22, 0.50), (0.32, 0.51)),
    ((0.08, 0.74), (0.22, 0.72), (0.36, 0.72)),
    ((0.55, 0.20), (0.54, 0.50), (0.50, 0.75), (0.46, 0.70)),
    ((0.46, 0.40), (0.43, 0.55)),
    ((0.62, 0.38), (0.68, 0.56)),
    ((0.78, 0.25), (0.78, 0.65)),
    ((0.78, 0.25), (0.92, 0.24), (0.91, 0.68), (0.87, 0.66)),
)


class Story(OfficeStory):
    """One telling, on one window."""

    def play_case(self, summary: CaseSummary, programme: Programme, *, pictures: bool = False) -> None:
        """Play one person's case from the briefing to its end."""
        fate = FATES.get(summary.transferee.employee_no, Fate.PLAIN)
        if fate is Fate.CANCELLED:
            self.cancel(summary.case_id)
            return
        shown = self.player if pictures else Player(self.desktop.window)
        self.brief(summary, shown)
        self.answer_as_manager(summary, programme, fate, shown)
        self.sit_down(summary, shown)
        self.answer_as_transferee(programme, fate, shown)
        if fate is Fate.REFUSED:
            self.refuse(shown)
        else:
            self.sign(shown)
        self.give_back(shown)
        if fate is Fate.REFUSED:
            return
        if fate is Fate.RETURNED:
            self.send_back(summary, shown)
            self.sit_down(summary, shown)
            self.sign_again(programme, shown)
            self.give_back(shown)
        self.confirm(summary, shown)

    def brief(self, summary: CaseSummary, p: Player) -> None:
        """Record the briefing."""
        self.desktop.show_briefing(summary.case_id)
        self.tick(_("(Transferee) I was briefed"))
        p.picture("briefing")
        p.press(_("Record the briefing"))
        p.wait(lambda: self.desktop.window.current_key() != "briefing", "the briefing's record")

    def answer_as_manager(self, summary: CaseSummary, programme: Programme, fate: Fate, p: Player) -> None:
        """Answer the manager's own items on the case screen."""
        for step in programme.steps:
            items = answered_by_hand(programme, step.code, Party.WORKPLACE_INFORMATION_MANAGER)
            if items:
                self.desktop.show_case(summary.case_id, step.code)
                self._answer(items, fate, p)
        p.picture("case")

    def sit_down(self, summary: CaseSummary, p: Player) -> None:
        """Hand the seat over; the transferee says who they are."""
        self.desktop.show_case(summary.case_id)
        p.press(_("Hand over to the transferee"))
        p.wait(lambda: QApplication.activeModalWidget() is not None, "the question")
        p.picture("hand-over")
        p.press(_("Hand over the seat"))
        p.wait(lambda: isinstance(self.desktop.window.frame(), FullWindowFrame), "the transferee's window")
        p.write(_("Employee no."), summary.transferee.employee_no)
        p.picture("identify")
        p.press(_("Start"))
        p.wait(lambda: p.find_button(_("Previous step")) or p.find_button(_("If you do not sign")), "the steps")

    def answer_as_transferee(self, programme: Programme, fate: Fate, p: Player) -> None:
        """Answer every step by keyboard."""
        frame = self.desktop.window.frame()
        assert isinstance(frame, FullWindowFrame)
        for step in programme.steps:
            items = answered_by_hand(programme, step.code, Party.TRANSFEREE)
            if items:
                frame.step_asked.emit(step.code)
                self._answer(items, fate, p)
                p.picture(f"transferee-{step.code.lower()}")
        frame.step_asked.emit(programme.steps[-1].code)

    def _answer(self, items: tuple[Item, ...], fate: Fate, p: Player) -> None:
        for item in items:
            plan = planned(item, fate)
            p.answer(item.id, {1: Qt.Key.Key_1, 2: Qt.Key.Key_2, 3: Qt.Key.Key_3}[plan.key])
            if plan.key == 1 and item.needs_count:
                p.write_into(self._count_field(item, p), str(COUNT))
            if plan.reason:
                p.write(f"{item.id}　{_('Reason')}", plan.reason)
            if plan.key == 3:
                p.write(f"{item.id}　{_('To be done by')}", f"{self._in_a_week():%Y/%m/%d}")
            self._leave_field()

    def _count_field(self, item: Item, p: Player) -> NumberField:
        def found() -> NumberField | None:
            return p.find_field(f"{item.id}　", NumberField)

        p.wait(found, f"count of {item.id}")
        field = found()
        assert field is not None
        return field

    def _leave_field(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.clearFocus()
        self.player.breathe(1)

    def _in_a_week(self) -> date:
        from desktop_app.domain.clock import office_date

        return office_date(self.desktop.surroundings.clock()) + timedelta(days=7)

    def sign(self, p: Player) -> None:
        """Read the form to its end, draw the name, tick, sign and report."""
        self._read_to_end(p)
        p.draw(_STROKES)
        self.tick(_("I have read it and confirmed that it agrees with the facts."))
        p.picture("pledge")
        p.press(_("Sign and report"))
        p.wait(lambda: QApplication.activeModalWidget() is not None or p.find_button(_("Print your copy")), "signing")
        if QApplication.activeModalWidget() is not None:
            p.picture("signing")
            p.press(_("Sign and report"))
        p.wait(lambda: p.find_button(_("Print your copy")), "the report's receipt")
        p.picture("reported")

    def _read_to_end(self, p: Player) -> None:
        p.wait(lambda: p.find_button(_("If you do not sign")), "the form")
        for _page in range(20):
            p.breathe(10)
            bars = [bar for bar in p.visible(QScrollBar) if bar.maximum() > 0]
            for bar in bars:
                bar.setValue(bar.maximum())
            if all(bar.value() == bar.maximum() for bar in bars):
                break

    def refuse(self, p: Player) -> None:
        """Have the explanation recorded instead of signing."""
        p.press(_("If you do not sign"))
        p.wait(lambda: QApplication.activeModalWidget() is not None, "the question")
        p.press(_("Record that it was explained"))
        p.wait(lambda: p.find_button(_("Give the seat back")), "the record")

    def give_back(self, p: Player) -> None:
        """The manager takes the seat with their passphrase."""
        p.press(_("Give the seat back"))
        p.wait(lambda: QApplication.activeModalWidget() is not None, "the passphrase")
        p.write(_("Passphrase"), PIN)
        p.picture("hand-back")
        p.press(_("Take the seat"))
        p.wait(lambda: self.desktop.window.frame() is None, "the office")
        p.wait(lambda: self.desktop.window.current_key() == "case", "the case")

    def send_back(self, summary: CaseSummary, p: Player) -> None:
        """Return one item with a reason."""
        self.desktop.show_confirmation(summary.case_id)
        control = self._check(RETURNED_ITEM, p)
        p.click(_segment(control, 1))
        p.write(_("Words to the transferee"), RETURN_REASON)
        self._leave_field()
        p.picture("confirmation-return")
        p.wait(lambda: self._send_back_button(p), "sending back")
        button = self._send_back_button(p)
        assert button is not None
        p.click(button)
        p.press(_("To the case"))
        p.wait(lambda: self.desktop.window.current_key() == "case", "the case")

    def _send_back_button(self, p: Player) -> QAbstractButton | None:
        from ui.confirmation.view import ConfirmationScreen

        screen = self.desktop.window.current_screen()
        if isinstance(screen, ConfirmationScreen) and screen.send_back.isEnabled():
            return screen.send_back
        del p
        return None

    def sign_again(self, programme: Programme, p: Player) -> None:
        """Mend the returned item and report once more."""
        frame = self.desktop.window.frame()
        assert isinstance(frame, FullWindowFrame)
        item = programme.item(RETURNED_ITEM)
        frame.step_asked.emit(item.step)
        p.answer(item.id, Qt.Key.Key_1)
        self._leave_field()
        frame.step_asked.emit(programme.steps[-1].code)
        self.sign(p)

    def confirm(self, summary: CaseSummary, p: Player) -> None:
        """Look at every answered item, then confirm with the passphrase."""
        self.desktop.show_confirmation(summary.case_id)
        from ui.confirmation.view import ConfirmationScreen

        p.wait(lambda: any(True for _c in p.visible(CheckControl)), "the items")
        screen = self.desktop.window.current_screen()
        assert isinstance(screen, ConfirmationScreen)
        if screen.side.together.isVisible() and screen.side.together.isEnabled():
            p.click(screen.side.together)
        for control in list(p.visible(CheckControl)):
            if not control.value():
                p.click(_segment(control, 0))
        p.picture("confirmation")
        p.press(_("Confirm it"))
        p.wait(lambda: QApplication.activeModalWidget() is not None, "the passphrase")
        p.write(_("Passphrase"), PIN)
        p.picture("confirm")
        p.press(_("Confirm it"))
        p.wait(lambda: QApplication.activeModalWidget() is None, "the confirmation")
        p.breathe(30)

    def _check(self, item_id: str, p: Player) -> CheckControl:
        def found() -> CheckControl | None:
            return next((c for c in p.visible(CheckControl) if c.accessibleName().startswith(item_id)), None)

        p.wait(found, f"check of {item_id}")
        control = found()
        assert control is not None
        return control

    def cancel(self, case_id: str) -> None:
        """Record on the case screen that the transfer was called off."""
        p = self.player
        self.desktop.show_case(case_id)
        p.wait(lambda: self._menu_act(_("Mark the transfer as cancelled")), "the menu")
        act = self._menu_act(_("Mark the transfer as cancelled"))
        assert act is not None
        act.trigger()
        p.wait(lambda: QApplication.activeModalWidget() is not None, "the reason")
        p.write(_("Reason"), CANCEL_REASON)
        p.picture("cancel")
        p.press(_("Mark the transfer as cancelled"))
        p.wait(lambda: QApplication.activeModalWidget() is None, "the cancelling")
        p.breathe(30)

    def _menu_act(self, words: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 - QAction or None
        from PySide6.QtGui import QAction

        acts = self.desktop.window.findChildren(QAction)
        return next((a for a in acts if a.text().replace("&", "").startswith(words) and a.isEnabled()), None)


def _segment(control: CheckControl, place: int) -> Segment:
    return control.findChildren(Segment)[place]
