"""The way through joining: a PC that waits with its QR code, the workplace's changes, and a headquarters to join."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from desktop_app.app import App
from desktop_app.domain.membership_facts import WorkplaceMerged, WorkplaceRenamed
from desktop_app.domain.roles import Role
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentFileWrong,
    HeadquartersCodeWrong,
    HeadquartersKeyWrong,
    ShareLoginRefused,
    WrongPin,
)
from desktop_app.papers.page.qr_picture import qr_picture
from desktop_app.sentences import sentence
from desktop_app.usecases.enrolment import Approval, WaitingRequest
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters_checking import Newcomers
from desktop_app.usecases.headquarters_own import ConfirmedJoining, OwnInvitation
from tests.ui.tour.home import LONG, YOSHIDA
from tests.ui.tour.tickets import PLACE
from ui.headquarters.invitation import InvitationDialog
from ui.headquarters.key import KeyDialog
from ui.headquarters.newcomer import NewcomerDialog
from ui.settings.workplace_acts import InvitationRead

LONG_PLACE = "首都圏第二エネルギーソリューション部　中央ネットワークサービスセンター　第三保全グループ"
OFFICE = "本社　送配電カンパニー　業務部　行為規制・情報管理グループ"


def waiting_stops(frame: Any) -> Iterator[str]:
    """Yield the first start's page of a PC that waits, with its other ways."""
    frame.show_page("join")
    frame.join.way.set_value("files")
    yield "wizard-join-by-file"
    frame.check()
    yield "wizard-join-by-file-marked"
    frame.join.way.set_value("share")
    code = frame.code
    code.show_request(LONG_PLACE, "1234 5678 9012 3456 7890", by_file=True)
    frame.show_page("code")
    yield "wizard-code-by-file"
    code.with_file.setChecked(True)
    code.share.path.fill(PLACE)
    frame.check()
    yield "wizard-code-by-file-marked"
    code.share_password.show_error(sentence(ShareLoginRefused(address=PLACE, user="hasegawa")))
    code.ways.show_picture(qr_picture(b"age-encryption.org/v1\n" + os.urandom(1850)))
    yield "wizard-code-picture"
    code.show_request(LONG_PLACE, "1234 5678 9012 3456 7890")
    code.with_file.setChecked(False)


def reorganise(app: App) -> None:
    """Let a workplace have been renamed and have taken another in."""
    today = app.today()
    app.commit(
        (
            WorkplaceRenamed(LONG_PLACE, today.replace(year=today.year + 1), "", "組織改正（2027年度）第12号通達"),
            WorkplaceMerged("DST07", LONG_PLACE, today.replace(year=today.year + 1), "事業所の統合"),
        )
    )


def workplace_stops(section: Any, still: Callable[..., None]) -> Iterator[str]:
    """Yield the workplace's page and its forms, each with what is missing marked."""
    yield "settings-workplace"
    for name, open_form in (
        ("rename", section.open_rename),
        ("take-in", section.open_take_in),
        ("join", section.open_join),
    ):
        open_form()
        if name == "join":
            section.form.show_invitation(InvitationRead(OFFICE, b""))
        section.form.press()
        still(30)
        yield f"settings-workplace-{name}"
    section.form.refused(HeadquartersCodeWrong())
    still(30)
    yield "settings-workplace-join-refused"
    section.close_form()


def key_stops(screen: Any) -> Iterator[str]:
    """Yield headquarters' key: going out by paper and file, coming in, and back with its fingerprint."""
    own = OwnInvitation(OFFICE, "1234 5678 9012 3456 7890", b"", "ab" * 32)
    dialog = KeyDialog(screen)
    dialog.open()
    dialog.show_key(own)
    dialog.press_primary()
    yield "headquarters-key-paper"
    dialog.way.set_value("file")
    dialog.way.picked.emit("file")
    dialog.pin_row.show_error("")
    dialog.press_primary()
    yield "headquarters-key-file"
    dialog.pin.setText("my-own")
    dialog.press_primary()
    dialog.show_trouble("pin", sentence(WrongPin(remaining=2)).replace("\n", " "))
    yield "headquarters-key-wrong"
    dialog.show_key(None)
    dialog.press_primary()
    yield "headquarters-key-take-file"
    dialog.way.set_value("paper")
    dialog.way.picked.emit("paper")
    dialog.show_trouble("act", sentence(HeadquartersKeyWrong(reason="none")))
    yield "headquarters-key-take-letters"
    dialog.show_back(own)
    yield "headquarters-key-back"
    dialog.reject()


def newcomer_stops(screen: Any) -> Iterator[str]:
    """Yield headquarters' check of whoever asks: nobody, somebody, refused, let in, and left to a member."""
    person = PersonInput(LONG, "ハセガワ　エイコ", "1204417", "内線 2210", Role.DEPUTY_MANAGER)
    waiting = WaitingRequest("a" * 64, person, (YOSHIDA,))
    for name, found, approval in (
        ("nobody", Newcomers(LONG_PLACE, (), lets_in=False, opens=True), None),
        ("not-yet", Newcomers(LONG_PLACE, (), lets_in=False, opens=False), None),
        ("second", Newcomers(LONG_PLACE, (waiting,), lets_in=False, opens=True), None),
        ("alone", Newcomers(LONG_PLACE, (waiting,), lets_in=True, opens=True), Approval(person, "C", "123456", b"")),
    ):
        dialog = NewcomerDialog(screen, LONG_PLACE)
        dialog.open()
        dialog.show_newcomers(found, "")
        dialog.press_primary()
        yield f"headquarters-newcomer-{name}"
        if found.waiting:
            dialog.show_trouble("code", sentence(EnrolmentCodeWrong()).replace("\n", " "))
            dialog.show_trouble("file", sentence(EnrolmentFileWrong(name="sekisho-request.enr", reason="foreign")))
            yield f"headquarters-newcomer-{name}-wrong"
            dialog.show_checked(approval)
            yield f"headquarters-newcomer-{name}-checked"
        dialog.reject()


def invitation_stops(screen: Any) -> Iterator[str]:
    """Yield headquarters' dialog before and after its invitation was made."""
    dialog = InvitationDialog(screen, (("a", LONG_PLACE), ("b", "用地センター")))
    dialog.open()
    dialog.show_invitation(None)
    dialog.press_primary()
    yield "headquarters-invitation-name"
    dialog.show_invitation(OwnInvitation(OFFICE, "1234 5678 9012 3456 7890", b""))
    yield "headquarters-invitation"
    dialog.show_trouble("answer", sentence(HeadquartersCodeWrong()))
    yield "headquarters-invitation-wrong"
    dialog.show_trouble("answer", "")
    dialog.show_confirmed(ConfirmedJoining(LONG_PLACE, 3, None))
    yield "headquarters-invitation-confirmed"
    dialog.reject()
