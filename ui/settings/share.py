"""共有フォルダ: where it is, how it stands, and which PCs ask to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.clock import office_time
from desktop_app.errors import PinLocked, SekishoError, ShareLoginRefused, ShareMissing, WrongPin
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.files import ask_folder
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph
from ui.parts.share_password import SharePassword
from ui.settings import acts
from ui.settings.people_forms import OwnPinRow
from ui.settings.section import Section, line

if TYPE_CHECKING:
    from desktop_app.usecases.enrolment import Approval, WaitingRequest
    from desktop_app.usecases.share_folder import ShareChoice


class ShareSection(Section):
    """The folder's path, its state, and cards for whoever asks to join."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Share folder"), desk, navigator)
        self.path = LineField(limit=500, name=_("Share folder"))
        self.path.setMaximumWidth(theme.px(420))
        self.choose = buttons.secondary(_("Choose…"), self._choose, icon="folder")
        self.use = buttons.secondary(_("Use this folder"), self.use_folder)
        self.path.setMinimumWidth(theme.px(320))
        place = line(self.path, self.choose, self.use)
        place.setFocusProxy(self.path)
        place.line = self.path  # type: ignore[attr-defined]
        self.row = FormRow(
            _("Place"),
            place,
            help_text=_(
                "A folder on a file server that every PC of this workplace reaches, or smb://name@server/share. "
                "Only sealed files go there."
            ),
        )
        self.password = SharePassword(self.path)
        self.state = paragraph("", leading=1.35)
        self.sync_button = buttons.secondary(_("Connect now"), self.navigator.sync_now, icon="refresh")
        self.waiting = QVBoxLayout()
        self.waiting.setSpacing(theme.px(12))
        self.none_waiting = paragraph(_("No PC is asking at the moment."), "", "ink2")
        self.body.addWidget(self.row)
        self.body.addWidget(self.password)
        self.body.addWidget(self.state)
        self.body.addWidget(self.sync_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(label(_("PCs that ask to join"), "section"))
        self.body.addWidget(self.none_waiting)
        self.body.addLayout(self.waiting)
        self.body.addStretch(1)
        self.cards: dict[str, _Request] = {}
        self._address = ""

    def load(self) -> None:
        """Read how sharing stands."""
        self.ask(acts.share_view, then=self.show_view)

    def show_view(self, view: acts.ShareView) -> None:
        """Show it; a path or number half typed stays."""
        status = view.status
        if self.path.text() == self._address:
            self.path.fill(status.address or "")
        self._address = status.address or ""
        self.state.setText(_state_words(view))
        self.sync_button.setVisible(status.address is not None)
        self._show_waiting({one.request_id: one for one in view.waiting})

    def use_folder(self) -> None:
        """Look at the folder, mark it if it is new, and use it."""
        address = self.path.value()
        self.row.show_error("" if address else _("This is needed."))
        if not address:
            return
        self.use.setEnabled(False)
        self.password.show_error("")
        self.ask(acts.prepare_share, address, self.password.text(), then=self._look, failed=self._wrong)

    def approved(self) -> None:
        """Send the answer on its way; the card stays with the digits to read out."""
        self.changed(_("Let in"))
        self.navigator.sync_now()

    def _show_waiting(self, waiting: dict[str, WaitingRequest]) -> None:
        for request_id, card in tuple(self.cards.items()):
            if request_id not in waiting and not card.answered:
                self.cards.pop(request_id)
                self.waiting.removeWidget(card)
                card.hide()
                card.deleteLater()
        for request_id, one in waiting.items():
            if request_id not in self.cards:
                self.cards[request_id] = _Request(one, self)
                self.waiting.addWidget(self.cards[request_id])
        self.none_waiting.setVisible(not self.cards)

    def _look(self, choice: ShareChoice) -> None:
        # On the desk's own lanes: the folder may be on a network that hangs.
        self.desk.share(acts.look_at_share, choice, then=self._keep, failed=self._wrong, owner=self)

    def _keep(self, choice: ShareChoice) -> None:
        self.ask(acts.keep_share, choice, then=lambda _nothing: self._kept())

    def _kept(self) -> None:
        self.use.setEnabled(True)
        self.password.clear()
        self._address = self.path.text()
        self.changed()
        self.navigator.sync_now()
        self.load()

    def _wrong(self, error: SekishoError) -> None:
        self.use.setEnabled(True)
        if isinstance(error, ShareLoginRefused) and not self.password.isHidden():
            self.password.show_error(_refused_words(error, entered=bool(self.password.text())))
            self.password.password.setFocus()
            return
        self.row.show_error(
            _("This folder cannot be found. Check the path, or make the folder first.")
            if isinstance(error, ShareMissing)
            else sentence(error)
        )

    def _choose(self) -> None:
        ask_folder(self, _("Share folder"), lambda chosen: self.path.fill(str(chosen)))


class _Request(Card):
    """Somebody who asks to join: their number is typed here, that is the check."""

    def __init__(self, request: WaitingRequest, section: ShareSection) -> None:
        super().__init__(padding=20)
        self._request, self._section = request, section
        self.answered = False
        person = request.person
        self.body.addWidget(label(person.name, bold=True))
        facts = (person.kana, person.employee_no, role_label(person.role), person.contact)
        self.body.addWidget(paragraph("　".join(filter(None, facts)), "caption", "ink2", leading=1.3))
        self.code = EmployeeNoField(width=300, limit=40)
        self.row = FormRow(
            _("Number on the new PC's screen (20 digits)"),
            self.code,
            mark="required",
            help_text=_("Have it read to you by the person themselves, by telephone or in person."),
        )
        self.own = OwnPinRow()
        self.let_in = buttons.primary(_("Let this PC in"), self._approve)
        self.drop = buttons.danger(_("Refuse"), self._refuse)
        self.answer = label("", "figure")
        self.answer_words = paragraph(
            _("This PC is let in. Read these six digits to them; they enter them on the new PC."), leading=1.35
        )
        self.body.addWidget(self.row)
        self.body.addWidget(self.own)
        self.body.addWidget(line(self.let_in, label("", "caption"), self.drop))
        self.body.addWidget(self.answer_words)
        self.body.addWidget(self.answer)
        self.answer.hide()
        self.answer_words.hide()
        self.code.textChanged.connect(lambda _text: self.row.show_error(""))

    def _approve(self) -> None:
        if not self.code.value():
            self.row.show_error(_("This is needed."))
            return
        if not self.own.check():
            return
        self._section.desk.ask(
            acts.approve,
            self._request.request_id,
            self.code.value(),
            self.own.pin.text(),
            then=self._approved,
            failed=self._wrong,
            owner=self,
        )

    def _approved(self, approval: Approval) -> None:
        for widget in (self.row, self.own, self.let_in, self.drop):
            widget.hide()
        self.answer.setText(approval.answer)
        self.answer.setAccessibleName(_("Number {code}").format(code=approval.answer))
        self.answer.show()
        self.answer_words.show()
        self.answered = True
        self._section.approved()

    def _refuse(self) -> None:
        self._section.desk.ask(
            acts.refuse, self._request.request_id, then=lambda _nothing: self._section.load(), owner=self
        )

    def _wrong(self, error: SekishoError) -> None:
        at_pin = isinstance(error, WrongPin | PinLocked)
        (self.own if at_pin else self.row).show_error(sentence(error))


def _refused_words(error: ShareLoginRefused, *, entered: bool) -> str:
    if entered:
        return _("The file server does not accept the name “{user}” with this password.").format(user=error.user)
    return _("Enter the password of “{user}” on the file server.").format(user=error.user)


def _state_words(view: acts.ShareView) -> str:
    status = view.status
    if status.address is None:
        return _("No share folder is in use.")
    unsent = _("{count} unsent").format(count=status.unsent)
    if status.last_at is None:
        return _("Not connected yet ({unsent}).").format(unsent=unsent)
    here = office_time(status.last_at)
    when = f"{here:%H:%M}" if here.date() == view.today else f"{here.month}/{here.day} {here:%H:%M}"
    if status.trouble:
        return _("Not connected since {time} ({unsent}).").format(time=when, unsent=unsent)
    return _("Last connected {time} ({unsent}).").format(time=when, unsent=unsent)
