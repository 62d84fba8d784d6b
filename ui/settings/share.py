"""共有フォルダ: where it is, how it stands, and which PCs ask to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.clock import office_time
from desktop_app.errors import MembershipOver, SekishoError, ShareLoginRefused, ShareMissing
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.fields import LineField
from ui.parts.files import ask_folder, ask_where, ask_which
from ui.parts.form import FormRow, Message
from ui.parts.labels import label, paragraph
from ui.parts.share_password import SharePassword
from ui.settings import acts, request_acts
from ui.settings.requests import RequestCard
from ui.settings.section import Section, line
from ui.settings.share_alarms import AlarmCards

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.usecases.enrolment import WaitingRequest
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
        self.alarms = AlarmCards(self, self.navigator.sync_now, self.load, self.show_request)
        self.body.addWidget(self.alarms)
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(label(_("PCs that ask to join"), "section"))
        self.open_request = buttons.secondary(_("Open a request"), self._choose_request, icon="import")
        self.invite = buttons.secondary(_("Write an invitation"), self._choose_invitation, icon="export")
        self.by_file = paragraph(
            _(
                "A PC that does not reach the share folder starts from an invitation's file, and asks by a file or a "
                "QR code. Open its file here, or a photograph, scan or PDF of the code. No camera on a PC is needed."
            ),
            "caption",
            "ink2",
            leading=1.3,
        )
        self.file_message = Message()
        self.body.addWidget(line(self.open_request, self.invite))
        self.body.addWidget(self.by_file)
        self.body.addWidget(self.file_message)
        self.body.addWidget(self.none_waiting)
        self.body.addLayout(self.waiting)
        self.body.addStretch(1)
        self.cards: dict[str, RequestCard] = {}
        self._address = self._wanted = ""

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
        self.alarms.show_alarms(view.alarms)
        for widget in (self.open_request, self.invite, self.by_file):
            widget.setVisible(view.may_invite)
        self._show_waiting({one.request_id: one for one in view.waiting}, view.second)

    def use_folder(self) -> None:
        """Look at the folder, mark it if it is new, and use it."""
        address = self.path.value()
        self.row.show_error("" if address else _("This is needed."))
        if not address:
            return
        self.use.setEnabled(False)
        self.password.show_error("")
        self.ask(acts.prepare_share, address, self.password.text(), then=self._look, failed=self._wrong)

    def take_request(self, path: Path) -> None:
        """Take a request in from a file or a picture; its card gets the cursor."""
        self.file_message.show_help(_("Reading {name}…").format(name=path.name))
        self.open_request.setEnabled(False)
        self.ask(request_acts.take_request, path, then=self._taken, failed=self._not_taken)

    def write_invitation(self, path: Path) -> None:
        """Write the file a new PC starts from."""
        self.ask(
            request_acts.write_invitation,
            path,
            then=lambda made: self.changed(_("Written: {name}").format(name=made.name)),
        )

    def show_request(self, request_id: str) -> None:
        """Go to the card of a PC that asks."""
        self._wanted = request_id
        self.load()

    def approved(self, words: str = "") -> None:
        """Send the answer on its way; the card stays with what to do next."""
        self.changed(words or _("Let in"))
        self.navigator.sync_now()

    def _show_waiting(self, waiting: dict[str, WaitingRequest], second: acts.SecondView) -> None:
        for request_id, card in tuple(self.cards.items()):
            if request_id not in waiting and not card.answered:
                self.cards.pop(request_id)
                self.waiting.removeWidget(card)
                card.hide()
                card.deleteLater()
        for request_id, one in waiting.items():
            if request_id not in self.cards:
                self.cards[request_id] = RequestCard(one, second, self)
                self.waiting.addWidget(self.cards[request_id])
        self.none_waiting.setVisible(not self.cards)
        if self._wanted in self.cards:
            card = self.cards[self._wanted]
            card.code.setFocus()
            self.show_field(card)
        self._wanted = ""

    def _taken(self, request_id: str) -> None:
        self.file_message.show_help("")
        self.open_request.setEnabled(True)
        self.show_request(request_id)

    def _not_taken(self, error: SekishoError) -> None:
        self.open_request.setEnabled(True)
        self.file_message.show_error(sentence(error))

    def _choose_request(self) -> None:
        kinds = _("Requests, pictures and PDF (*.enr *.png *.jpg *.jpeg *.tif *.tiff *.pdf);;All files (*)")
        ask_which(self, _("Open a request"), kinds, self.take_request)

    def _choose_invitation(self) -> None:
        kinds = _("Invitation (*.json)")
        ask_where(self, _("Write an invitation"), "sekisho-invitation.json", kinds, self.write_invitation)

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
    if status.trouble == MembershipOver.__name__:
        return _("Connected, but this PC is no member at present ({unsent}).").format(unsent=unsent)
    if status.trouble:
        if status.away_since is not None:
            away = office_time(status.away_since)
            when = f"{away:%H:%M}" if away.date() == view.today else f"{away.month}/{away.day} {away:%H:%M}"
        return _("Not connected since {time} ({unsent}).").format(time=when, unsent=unsent)
    return _("Last connected {time} ({unsent}).").format(time=when, unsent=unsent)
