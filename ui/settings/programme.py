"""制度: a programme as its users will see it, the ones that could be followed, and making the next version."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.text import _, language, ngettext
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import Choice
from ui.parts.files import ask_table, ask_where, ask_which
from ui.parts.labels import label, paragraph
from ui.settings import programme_acts as acts
from ui.settings.next_version import NextVersion
from ui.settings.programme_parts import named, show_programme
from ui.settings.section import Section, empty, line

if TYPE_CHECKING:
    from desktop_app.domain.programme import Programme
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.programmes import ProgrammeEdits

_MOST_CHANGES = 60


class ProgrammeSection(Section):
    """制度の型: what new cases follow, looking at others, adopting one, and the next version."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Programme type"), desk, navigator)
        self.programme: Programme | None = None
        self.offered: acts.ProgrammeOffer | None = None
        self.head = label("", bold=True)
        self.looked_at = label("", "caption", "accent", bold=True)
        self.looked_at.hide()
        self.shown = QVBoxLayout()
        self.shown.setSpacing(theme.px(4))
        card = Card(padding=20)
        card.body.addWidget(self.head)
        card.body.addWidget(self.looked_at)
        card.body.addLayout(self.shown)
        self.former = paragraph("", "caption", "ink2", leading=1.35)
        self.shipped = Choice(name=_("Shipped types"), width=240)
        self.next_version = NextVersion(self._check, self._write)
        self.next_version.hide()
        self._build_offer()
        self.body.addWidget(
            paragraph(
                _("New cases follow the type in force. Cases under way stay on the version they began with."),
                "",
                "ink2",
            )
        )
        self.body.addWidget(
            line(
                self.shipped,
                buttons.secondary(_("Look at it"), self._look),
            )
        )
        self.body.addWidget(
            line(
                buttons.secondary(_("Read from a file"), self._choose, icon="folder"),
                buttons.secondary(_("Make the next version"), self._begin_next, icon="document"),
            )
        )
        self.history_button = buttons.secondary(_("Take over assignment history"), self._choose_history, icon="folder")
        self.history_button.hide()
        self.body.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.offer)
        self.body.addWidget(self.next_version)
        self.body.addWidget(card)
        self.body.addWidget(self.former)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read the programme in force."""
        self.ask(acts.programmes_here, then=self.show_in_force)

    def show_in_force(self, found: acts.ProgrammesHere) -> None:
        """Show the programme in force as its users see it."""
        programme = found.in_force
        self.programme = programme
        self.history_button.setVisible(programme.restricted_moves is not None)
        self.shipped.offer([(name, title[language()]) for name, title in found.shipped], programme.id)
        if self.shipped.currentIndex() < 0:
            self.shipped.setCurrentIndex(0)
        self.head.setText(_("In force: {name}").format(name=named(programme)))
        if self.offered is None:
            self._show(programme)
        former = [named(one) for one in found.known if one != programme]
        self.former.setText(_("Used before: {names}").format(names="　".join(former)) if former else "")
        self.former.setVisible(bool(former))

    def read(self, path: Path) -> None:
        """Read a programme file and offer it."""
        self.ask(acts.read_programme, path, then=self.show_offer)

    def show_offer(self, offer: acts.ProgrammeOffer) -> None:
        """Show a programme that could be followed: itself, and what would change."""
        self.offered = offer
        self.show_trouble("")
        programme = offer.loaded.programme
        counted = _("{steps} steps, {items} items").format(steps=len(programme.steps), items=len(programme.items))
        self.offer_words.setText(f"{named(programme)}　{counted}")
        empty(self.changes)
        told = offer.changes or (_("It says the same as the type in force."),)
        for words in told[:_MOST_CHANGES]:
            self.changes.addWidget(paragraph(words, "caption", leading=1.35))
        if len(told) > _MOST_CHANGES:
            more = _("… and {count} more").format(count=len(told) - _MOST_CHANGES)
            self.changes.addWidget(paragraph(more, "caption", "ink2"))
        self.looked_at.setText(_("Looking at: {name}").format(name=named(programme)))
        self.looked_at.show()
        self._show(programme)
        self.offer.show()
        self.adopt_button.setFocus()
        self.show_field(self.offer)

    def _build_offer(self) -> None:
        self.offer = Card(padding=20)
        self.offer_words = label("", bold=True)
        self.changes = QVBoxLayout()
        self.changes.setSpacing(theme.px(2))
        self.adopt_button = buttons.primary(_("Use from now on"), self._adopt)
        self.offer.body.addWidget(self.offer_words)
        self.offer.body.addWidget(label(_("What changes"), "caption", "ink2"))
        self.offer.body.addLayout(self.changes)
        self.offer.body.addWidget(line(self.adopt_button, buttons.quiet(_("Stop"), self._stop)))
        self.offer.hide()

    def _show(self, programme: Programme) -> None:
        empty(self.shown)
        show_programme(self.shown, programme)

    def _look(self) -> None:
        self.ask(acts.shipped_programme, self.shipped.value(), then=self.show_offer)

    def _choose(self) -> None:
        ask_which(self, _("Read from a file"), _("Programme files (*.yaml *.yml)"), self.read)

    def take_over(self, path: Path) -> None:
        """Take over assignment history from a file."""

        def taken(people: int) -> None:
            self.show_trouble("")
            words = ngettext("History of {count} person taken over.", "History of {count} people taken over.", people)
            self.changed(words.format(count=people))

        self.ask(acts.import_history, path, then=taken)

    def _choose_history(self) -> None:
        ask_table(self, _("Take over assignment history"), self.take_over)

    def _begin_next(self) -> None:
        if self.programme is not None:
            self.next_version.begin(self.programme)
            self.next_version.show()
            self.show_field(self.next_version)

    def _check(self, edits: ProgrammeEdits) -> None:
        def failed(error: SekishoError) -> None:
            if not self.next_version.show_fault(error):
                self.refused(error)

        self.ask(acts.edited_programme, edits, then=self.show_offer, failed=failed)

    def _write(self, edits: ProgrammeEdits) -> None:
        def checked(offer: acts.ProgrammeOffer) -> None:
            programme = offer.loaded.programme
            name = f"{programme.id}-{programme.version}.yaml"
            write = partial(self._written, programme)
            ask_where(self, _("Write a file to edit"), name, _("Programme files (*.yaml *.yml)"), write)

        self.ask(acts.edited_programme, edits, then=checked, failed=self.next_version.show_fault)

    def _written(self, programme: Programme, path: Path) -> None:
        done = _("File written ({name})").format(name=path.name)
        self.ask(acts.write_programme, programme, path, then=lambda _path: self.changed(done))

    def _stop(self) -> None:
        self.offer.hide()
        self.offered = None
        self.looked_at.hide()
        if self.programme is not None:
            self._show(self.programme)

    def _adopt(self) -> None:
        assert self.offered is not None

        def adopted(_programme: Any) -> None:
            self._stop()
            self.next_version.hide()
            self.changed(_("Type changed"))
            self.navigator.person_changed()
            self.load()

        self.ask(acts.adopt, self.offered.loaded, then=adopted)
