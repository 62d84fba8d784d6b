"""The acts on a finding: who and when, what is done, whom somebody told; and those that somebody signs for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.finding_facts import CorrectiveActionRecorded, Grade, Leak, LeakTold, Severity
from desktop_app.domain.finding_rules import LeakGuide
from desktop_app.domain.findings import Finding
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.sentences.findings import grade_label, leak_label, severity_label
from desktop_app.text import _, language
from ui import theme
from ui.items.signed_act import SignedActDialog
from ui.parts.cards import Page
from ui.parts.dates import DateField
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice, LineField, TextField
from ui.parts.form import FormRow

_FEW, _TALL, _AROUND = 5, 560, 190
"""Rows that every window has room for; px the others take where there is room, and px of the dialog around them."""

Submit = Callable[..., Any]
"""Called with what was entered, then *then* and *failed* by name."""


class ActDialog(Dialog):
    """Asks for *rows* and records; what was typed stays until the act is done. *words*: where a refusal is said."""

    def __init__(self, window: QWidget, act: str, body: str, submit: Submit, rows: Sequence[FormRow]) -> None:
        super().__init__(window, act, body, way_out=_("Go back"), primary=_("Record"), on_primary=self._send)
        self._submit, self._words = submit, rows[0]
        holder = self.body if len(rows) <= _FEW else self._scrolling(window)
        for row in rows:
            holder.addWidget(row)
        self._words.focus_field()

    def _scrolling(self, window: QWidget) -> QVBoxLayout:
        """Return a column that scrolls where the window is too low for all rows."""
        page = Page(padding=6, spacing=8)
        page.setMinimumSize(theme.px(460), min(theme.px(_TALL), window.window().height() - theme.px(_AROUND)))
        self.body.addWidget(page)
        return page.body

    def entered(self) -> tuple[Any, ...] | None:
        """Return what *submit* is given; None when an error is shown instead."""
        raise NotImplementedError

    def _send(self) -> bool:
        self._words.show_error("")
        given = self.entered()
        if given is not None:
            self.primary.setEnabled(False)
            self._submit(*given, then=self._done, failed=self.show_refusal)
        return False

    def _done(self, _result: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why the act was not taken."""
        self.primary.setEnabled(True)
        self._words.show_error(sentence(error))
        self._words.focus_field()


class AssignDialog(ActDialog):
    """担当・期限を決める. *submit(in charge, due on, reason, then=, failed=)*."""

    def __init__(self, window: QWidget, finding: Finding, today: date, submit: Submit) -> None:
        self.in_charge = LineField(finding.in_charge, name=_("In charge"), limit=200)
        self.due = DateField(finding.due_on, near=today, name=_("By when"))
        self.reason = LineField(name=_("Reason"), limit=200)
        self.due_row = FormRow(_("By when"), self.due, mark="required")
        rows = (
            FormRow(_("In charge"), self.in_charge, mark="required"),
            self.due_row,
            FormRow(_("Reason"), self.reason, mark="optional", reserve=False),
        )
        super().__init__(window, _("Settle who and by when"), "", submit, rows)

    def entered(self) -> tuple[str, date, str] | None:
        """Return who, by when and why."""
        due = self.due.value() if self.due.readable() else None
        self.due_row.show_error("" if due else _("Write the day, like 10/5."))
        if due is None:
            self.due_row.focus_field()
            return None
        return self.in_charge.value(), due, self.reason.value()


class JudgeDialog(ActDialog):
    """判断を記録する: people judge, the application decides nothing. *submit(leak, reason, then=, failed=)*."""

    def __init__(self, window: QWidget, finding: Finding, submit: Submit) -> None:
        self.reason = TextField(name=_("Reason"), lines=2, limit=2000)
        self.leak = Choice([(one, leak_label(one)) for one in Leak], finding.leak, name=_("Leak"), width=220)
        rows = (FormRow(_("Reason"), self.reason), FormRow(_("Leak"), self.leak, reserve=False))
        body = _("Record what people judged. “None” needs its reason.")
        super().__init__(window, _("Judge the leak"), body, submit, rows)

    def entered(self) -> tuple[Leak, str]:
        """Return the judgement and its reason."""
        return Leak(self.leak.value()), self.reason.value()


class TellDialog(ActDialog):
    """連絡を記録する: whom, on which day and at what time. *submit(LeakTold, then=, failed=)*."""

    def __init__(self, window: QWidget, guide: LeakGuide, today: date, submit: Submit) -> None:
        contacts = [(one[language()], one[language()]) for one in guide.contacts]
        self.contact = Choice([*contacts, ("", _("Somebody else"))], contacts[0][0], name=_("Who was told"), width=380)
        self.other = LineField(name=_("Somebody else: who"), limit=200)
        self.on = DateField(today, near=today, name=_("Day"))
        self.at = LineField(name=_("Time"), width=88, hint="14:05", limit=5)
        self.note = LineField(name=_("Note"), limit=200)
        rows = (
            FormRow(_("Who was told"), self.contact),
            FormRow(_("Somebody else: who"), self.other, reserve=False),
            FormRow(_("Day"), self.on, reserve=False),
            FormRow(_("Time"), self.at, help_text=_("Left empty: now.")),
            FormRow(_("Note"), self.note, mark="optional", reserve=False),
        )
        super().__init__(window, _("Record whom you told"), "", submit, rows)
        rows[1].hide()
        self._other_row, self._today = rows[1], today
        self.contact.picked.connect(self._choose)

    def _choose(self, contact: str) -> None:
        self._other_row.setVisible(not contact)
        self.grow()

    def entered(self) -> tuple[LeakTold]:
        """Return whom, when and what."""
        contact = self.contact.value() or self.other.value()
        return (LeakTold("", contact, self.on.value() or self._today, self.at.value(), "", self.note.value()),)


class MeasuresDialog(ActDialog):
    """対応を記録する; only what was changed is recorded. *submit(CorrectiveActionRecorded, then=, failed=)*."""

    def __init__(self, window: QWidget, finding: Finding, submit: Submit) -> None:
        self._finding = finding
        self.action = TextField(finding.action, name=_("Corrective action"), lines=2, limit=2000)
        self.meanwhile = LineField(finding.meanwhile, name=_("For the time being"), limit=2000)
        self.why = TextField("\n".join(finding.why), name=_("Cause"), lines=3, limit=2000)
        self.prevention = TextField(finding.prevention, name=_("Keeping it from happening again"), lines=2, limit=2000)
        self.impact = LineField(finding.impact, name=_("Extent (number, range, period)"), limit=2000)
        self.material = LineField(finding.material, name=_("Further papers"), limit=2000)
        rows = (
            FormRow(_("Corrective action"), self.action, reserve=False),
            FormRow(_("For the time being"), self.meanwhile, reserve=False),
            FormRow(_("Cause"), self.why, help_text=_("Ask “why” up to three times, one line each.")),
            FormRow(_("Keeping it from happening again"), self.prevention, reserve=False),
            FormRow(_("Extent (number, range, period)"), self.impact, reserve=False),
            FormRow(_("Further papers"), self.material, reserve=False),
        )
        super().__init__(window, _("Record the measures"), "", submit, rows)

    def entered(self) -> tuple[CorrectiveActionRecorded] | None:
        """Return what was changed."""
        before = self._finding
        why = tuple(filter(None, (line.strip() for line in self.why.value().splitlines())))

        def changed(new: str, old: str) -> str | None:
            return None if new.strip() == old else new.strip()

        entered = CorrectiveActionRecorded(
            "",
            impact=changed(self.impact.value(), before.impact),
            meanwhile=changed(self.meanwhile.value(), before.meanwhile),
            why=None if why == before.why else why,
            action=changed(self.action.value(), before.action),
            prevention=changed(self.prevention.value(), before.prevention),
            material=changed(self.material.value(), before.material),
        )
        if entered == CorrectiveActionRecorded(""):
            self._words.show_error(_("Nothing was changed."))
            return None
        return (entered,)


class WeighDialog(ActDialog):
    """区分・重大度を改める. *submit(CorrectiveActionRecorded, then=, failed=)*."""

    def __init__(self, window: QWidget, finding: Finding, submit: Submit) -> None:
        severities = [(one, severity_label(one)) for one in Severity]
        self.severity = Choice(severities, finding.severity, name=_("How grave it is"), width=220)
        grades = [(one, grade_label(one)) for one in Grade]
        self.grade = Choice(grades, finding.grade, name=_("What it is"), width=220)
        rows = (FormRow(_("How grave it is"), self.severity), FormRow(_("What it is"), self.grade, reserve=False))
        super().__init__(window, _("Weigh it anew"), "", submit, rows)

    def entered(self) -> tuple[CorrectiveActionRecorded]:
        """Return both."""
        return (
            CorrectiveActionRecorded("", grade=Grade(self.grade.value()), severity=Severity(self.severity.value())),
        )


class CompleteDialog(SignedActDialog):
    """完了を報告する. *submit(note, done on, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, today: date, submit: Submit) -> None:
        self.note = TextField(name=_("What was done"), lines=2, limit=2000)
        self.on = DateField(today, near=today, name=_("Done on"))
        words = FormRow(_("What was done"), self.note)
        rows = (words, FormRow(_("Done on"), self.on, reserve=False))
        body = _("The correction is reported as completed, in your name. Somebody else then looks at its effect.")
        super().__init__(window, _("Report the correction"), body, submit, rows, words=words)

    def entered(self) -> tuple[str, date | None]:
        """Return what was done, and when."""
        return self.note.value(), self.on.value()


class VerifyDialog(SignedActDialog):
    """効果を確認する. *submit(effective, note, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, submit: Submit) -> None:
        self.note = TextField(name=_("How it was verified"), lines=2, limit=2000)
        options = [(True, _("It helped")), (False, _("Not enough yet: back in hand"))]
        self.effective = Choice(options, value=True, name=_("Effect"), width=260)
        words = FormRow(_("How it was verified"), self.note, mark="required")
        rows = (words, FormRow(_("Effect"), self.effective, reserve=False))
        super().__init__(window, _("Verify the effect"), "", submit, rows, words=words)

    def entered(self) -> tuple[bool, str]:
        """Return whether it helped, and how that was seen."""
        return bool(self.effective.value()), self.note.value()

    def missing(self) -> str:
        """Without words it is not said how."""
        return "" if self.note.value().strip() else _("This is needed.")


class CloseDialog(SignedActDialog):
    """終了にする. *submit(note, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, submit: Submit) -> None:
        self.note = TextField(name=_("Note"), lines=2, limit=2000)
        words = FormRow(_("Note"), self.note, mark="optional")
        body = _("The finding ends, in your name. It no longer keeps the case from being disposed of in time.")
        super().__init__(window, _("End the finding"), body, submit, (words,), words=words)

    def entered(self) -> tuple[str]:
        """Return the note."""
        return (self.note.value(),)
