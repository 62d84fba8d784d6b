"""代理者と任期 within 設定: who stands in while manager and deputy are both away, from when to when, and why (T14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.text import _
from ui import theme, words
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.badges import Badge, BadgeLook
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.settings import standing_in_acts
from ui.settings.section import Section, empty, line
from ui.settings.standing_in_form import SubstituteForm

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.domain.master_facts import SubstituteNamed
    from ui.settings.standing_in_acts import StandingIn


class StandingInSection(Section):
    """A card each, those who stand in today first; the form opens above them."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Who stands in"), desk, navigator)
        self.form: SubstituteForm | None = None
        self._state: StandingIn | None = None
        self.body.addWidget(
            paragraph(
                _(
                    "While manager and deputy are both away, a manager of the office above stands in for some days. "
                    "To confirm cases, they are registered under “People and PCs” like anybody else."
                )
            )
        )
        self.add_button = buttons.primary(_("Name who stands in"), self.open_form, icon="plus")
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._form_place, self.cards = QVBoxLayout(), QVBoxLayout()
        self.cards.setSpacing(theme.px(12))
        self.body.addLayout(self._form_place)
        self.body.addLayout(self.cards)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read who was named."""
        self.ask(standing_in_acts.look, then=self.show_state)

    def show_state(self, state: StandingIn) -> None:
        """Show who was named, the latest first."""
        self._state = state
        empty(self.cards)
        if not state.named:
            self.cards.addWidget(paragraph(_("Nobody stood in yet."), "", "ink2"))
        for one in state.named:
            self.cards.addWidget(_card(one, state))
        self.add_button.setEnabled(state.may_name)

    def open_form(self) -> None:
        """Open the form."""
        if self._state is None:
            return
        if self.form is None:
            self.form = SubstituteForm(self._state.today, self.close_form, self._name)
            self._form_place.addWidget(self.form)
            self.form.show()
            self.add_button.hide()
        self.form.first().setFocus()
        self.show_field(self.form)

    def close_form(self) -> None:
        """Give the form up."""
        empty(self._form_place)
        self.add_button.show()
        self.form = None

    def _name(self, form: SubstituteForm) -> None:
        self.ask(standing_in_acts.name, form.entry(), then=lambda _fact: self._named(), failed=form.refused)

    def _named(self) -> None:
        self.close_form()
        self.changed(_("Recorded"))
        self.load()


def _card(one: SubstituteNamed, state: StandingIn) -> Card:
    card = Card(padding=16)
    head: list[QWidget] = [label(one.name, bold=True), label(one.employee_no, "caption", "ink2")]
    if one.valid_from <= state.today <= one.valid_to:
        head.append(Badge(BadgeLook(_("Stands in today"), "seat", "accent")))
    card.body.addWidget(line(*head))
    first, last = words.day_with_year(one.valid_from), words.day_with_year(one.valid_to)
    period = _("{first} to {last}").format(first=first, last=last)
    card.body.addWidget(paragraph("　".join(filter(None, (one.title, period))), leading=1.35))
    told = _("Reason: {reason}").format(reason=one.reason)
    by = _("Named by {name}").format(name=one.named_by)
    card.body.addWidget(paragraph(f"{told}　{by}", "caption", "ink2", leading=1.35))
    return card
