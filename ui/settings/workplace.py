"""職場: how it is called from when, which workplaces it took in, and which headquarters it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.clock import office_date
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.days import day_long
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.parts.reflow import Reflow
from ui.settings import workplace_acts
from ui.settings.people_forms import PersonCard
from ui.settings.section import Section, empty
from ui.settings.workplace_acts import InvitationRead, WorkplaceView
from ui.settings.workplace_forms import HeadquartersForm, RenameForm, TakeInForm
from ui.words import run_on

if TYPE_CHECKING:
    from desktop_app.usecases.headquarters_joining import JoinedHeadquarters


class WorkplaceSection(Section):
    """The workplace's card, what changed or will, and one form at a time below."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Workplace"), desk, navigator)
        self.name = paragraph("", bold=True, leading=1.35)
        self.facts = paragraph("", "caption", "ink2", leading=1.3)
        self.belongs = paragraph("", leading=1.35)
        card = Card(padding=20)
        for widget in (self.name, self.facts, self.belongs):
            card.body.addWidget(widget)
        self.rename_button = buttons.secondary(_("Rename the workplace"), self.open_rename, icon="pencil")
        self.take_in_button = buttons.secondary(_("Take another workplace in"), self.open_take_in, icon="plus")
        self.join_button = buttons.secondary(_("Join a headquarters"), self.open_join)
        self.ways = Reflow(
            (self.rename_button, self.take_in_button, self.join_button), columns=3, least=220, gap=(8, 8)
        )
        self.answer_words = paragraph("", leading=1.35)
        self.answer = label("", "figure")
        self.changes = QVBoxLayout()
        self.changes.setSpacing(theme.px(4))
        self.changes_head = label(_("What has changed or will"), "section")
        self.body.addWidget(card)
        self.body.addWidget(self.answer_words)
        self.body.addWidget(self.answer)
        self.body.addWidget(self.ways)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.body.addWidget(self.changes_head)
        self.body.addLayout(self.changes)
        self.body.addStretch(1)
        self.answer_words.hide()
        self.answer.hide()
        self.form: PersonCard | None = None
        self.view: WorkplaceView | None = None

    def load(self) -> None:
        """Read how the workplace stands; an open form keeps what was typed."""
        self.ask(workplace_acts.workplace_here, then=self.show_view)

    def show_view(self, view: WorkplaceView) -> None:
        """Show it."""
        self.view = view
        self.name.setText(view.name)
        self.facts.setText("　".join((view.company, _("Org code {code}").format(code=view.org_code))))
        if view.headquarters is None:
            self.belongs.setText(_("It stands alone: it belongs to no headquarters."))
        else:
            name, since = view.headquarters
            words = _("It belongs to the headquarters {name} (since {day}).")
            told = [words.format(name=name, day=day_long(since)), _("Headquarters has not confirmed it yet.")]
            if view.confirmed is not None:
                day = day_long(office_date(view.confirmed.at))
                told[1] = _("Headquarters confirmed it on {day} ({name}).").format(day=day, name=view.confirmed.name)
            self.belongs.setText(run_on(*told))
        self.ways.setVisible(view.may_change)
        self.join_button.setVisible(view.headquarters is None)
        self._show_changes(view)

    def open_rename(self) -> None:
        """Open the form for another name."""
        self._open(lambda view: RenameForm(view, self.close_form, self._rename))

    def open_take_in(self) -> None:
        """Open the form for a workplace that is taken in."""
        self._open(lambda view: TakeInForm(view, self.close_form, self._take_in))

    def open_join(self) -> None:
        """Open the form for a headquarters to join."""
        self._open(lambda view: HeadquartersForm(view, self.close_form, self._join, self.read_invitation))

    def read_invitation(self, path: Path) -> None:
        """Read a headquarters' invitation and show whose it is."""
        form = self.form
        if not isinstance(form, HeadquartersForm):
            return

        def read(invitation: InvitationRead) -> None:
            form.show_invitation(invitation)
            self.show_field(form)

        def failed(error: SekishoError) -> None:
            form.file_row.show_error(sentence(error).replace("\n", " "))

        self.desk.ask(workplace_acts.read_headquarters, path, then=read, failed=failed, owner=form)

    def close_form(self) -> None:
        """Give the form up."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _open(self, make: Callable[[WorkplaceView], PersonCard]) -> None:
        if self.view is None:
            return
        self.close_form()
        self.form = make(self.view)
        self._place.addWidget(self.form)
        self.form.show()
        self.form.first().setFocus()
        self.show_field(self.form)

    def _rename(self, form: RenameForm) -> None:
        given = (form.change(), form.own.pin.text())
        self.ask(workplace_acts.rename, *given, then=lambda _none: self._done(_("Renamed")), failed=form.refused)

    def _take_in(self, form: TakeInForm) -> None:
        given = (form.change(), form.own.pin.text())
        self.ask(workplace_acts.take_in, *given, then=lambda _none: self._done(_("Taken in")), failed=form.refused)

    def _join(self, form: HeadquartersForm) -> None:
        assert form.invitation is not None, "check comes first"
        given = (form.invitation.data, form.code.value(), form.own.pin.text(), form.second.member())
        self.ask(workplace_acts.join, *given, then=self._joined, failed=form.refused)

    def _joined(self, joined: JoinedHeadquarters) -> None:
        self.answer_words.setText(
            _("The workplace belongs to {name} now. Read these six digits back to them.").format(name=joined.name)
        )
        self.answer.setText(joined.answer)
        self.answer.setAccessibleName(_("Number {code}").format(code=joined.answer))
        self.answer_words.show()
        self.answer.show()
        self._done(_("Joined"))

    def _done(self, words: str) -> None:
        self.close_form()
        self.changed(words)
        self.load()
        self.navigator.sync_now()

    def _show_changes(self, view: WorkplaceView) -> None:
        empty(self.changes)
        told = sorted([*_named(view), *_taken(view)], reverse=True)
        for _day, words in told:
            self.changes.addWidget(paragraph(words, leading=1.35))
        self.changes_head.setVisible(bool(told))


def _named(view: WorkplaceView) -> list[tuple[date, str]]:
    words = _("From {day}: called {name}.")
    return [
        (one.effective_on, _told(words.format(day=day_long(one.effective_on), name=one.name), one.reason, one.company))
        for one in view.names
    ]


def _taken(view: WorkplaceView) -> list[tuple[date, str]]:
    words = _("From {day}: {name} ({code}) belongs to this workplace.")
    return [
        (
            one.effective_on,
            _told(words.format(day=day_long(one.effective_on), name=one.name, code=one.org_code), one.reason),
        )
        for one in view.merged
    ]


def _told(words: str, reason: str, company: str = "") -> str:
    more = [_("Company: {name}").format(name=company)] if company else []
    more += [_("Reason: {reason}").format(reason=reason)] if reason else []
    return "　".join((words, *more))
