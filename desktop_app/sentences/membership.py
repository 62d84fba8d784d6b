"""Who belongs to the workplace: removed, not entitled, certificates and lists that do not hold."""

from __future__ import annotations

from datetime import datetime

from desktop_app import errors
from desktop_app.domain.clock import office_date
from desktop_app.sentences.words import Sentences, day
from desktop_app.text import _

SENTENCES: Sentences = {
    errors.RevocationListWrong: lambda e: _(
        "The list of removed members does not hold ({reason}). Nothing of it was taken over. Contact headquarters."
    ).format(reason=_list(e.reason)),
    errors.HeadquartersInvitationWrong: lambda e: _invitation(e.reason),
    errors.HeadquartersKnown: lambda e: _(
        "This workplace belongs to a headquarters already ({name}). Nothing was changed. Ask them how to go on."
    ).format(name=e.name),
    errors.WorkplaceKnown: lambda e: _(
        "The workplace {code} is this one, or was taken in before. Nothing was changed. Check the code."
    ).format(code=e.code),
    errors.EnrolmentFileUnreadable: lambda e: _(
        "The file cannot be read ({name}). Nothing was changed. Choose it again."
    ).format(name=e.name),
    errors.EnrolmentFileWrong: lambda e: _file_wrong(e.reason).format(name=e.name),
    errors.RequestTooLongForCode: lambda _e: _(
        "The request is too long for a QR code: name or contact are very long. Nothing was changed. "
        "Save it as a file instead."
    ),
    errors.HeadquartersCodeWrong: lambda _e: _(
        "The number does not belong to this invitation and this workplace. Nothing was changed. "
        "Have it read out once more; if it differs again, call a number you know yourself."
    ),
    errors.HeadquartersNotJoined: lambda e: _not_joined(e.name),
    errors.MembershipOver: lambda e: _over(e.who, e.name, e.since),
    errors.SecondMemberNeeded: lambda _e: _(
        "Two members let a new PC in. Nobody was let in yet. Have a second member enter their passphrase here, "
        "or confirm the number on their own PC first."
    ),
    errors.OwnMembership: lambda e: _own(e.who),
    errors.UnknownMember: lambda e: _unknown(e.who),
    errors.IssuingUnsuitable: lambda e: _unsuitable(e.reason),
    errors.HeadquartersAlone: lambda _e: _(
        "No workplace has let this headquarters in yet, so nobody's passphrase can be asked. Nothing was written. "
        "Have a workplace let it in first; until then the key opens nothing."
    ),
    errors.HeadquartersKeyHere: lambda e: _(
        "This headquarters ({name}) has its key on this PC already. Nothing was changed. "
        "To take in another one, make a headquarters in an empty folder."
    ).format(name=e.name),
    errors.HeadquartersKeyWrong: lambda e: _headquarters_key(e.reason),
}


def _list(reason: str) -> str:
    return {
        "format": _("it cannot be read"),
        "issuer": _("it does not come from a PC of this workplace that may issue it"),
        "signature": _("its signature does not hold"),
        "content": _("it is not in the form we issue"),
    }[reason]


def _invitation(reason: str) -> str:
    if reason == "signature":
        return _(
            "The invitation was changed on its way: its signature does not hold. Nothing was changed here. "
            "Have headquarters send it again."
        )
    return _("This is no invitation of a headquarters. Nothing was changed. Choose the file you were sent.")


def _file_wrong(reason: str) -> str:
    return {
        "kind": _(
            "“{name}” is neither a request to join nor a picture of one. Nothing was changed. "
            "Choose the file the new PC saved, or a picture or PDF of its QR code."
        ),
        "no_code": _(
            "No QR code of a request can be read in “{name}”. Nothing was changed. "
            "Photograph it again: straight from the front, the whole code in sight, without glare."
        ),
        "pages": _("“{name}” has too many pages. Nothing was changed. Choose a file with the request alone."),
        "foreign": _(
            "The request in “{name}” is not for this workplace, was changed on its way, or was answered before. "
            "Nobody was let in. Have it saved again on the new PC."
        ),
        "invitation": _(
            "“{name}” is no invitation of a workplace, or was changed on its way. Nothing was changed. "
            "Have the first PC write it again."
        ),
    }[reason]


def _not_joined(name: str) -> str:
    if name:
        return _(
            "The workplace joined another headquarters ({name}). Nothing was changed. Ask its manager what happened."
        ).format(name=name)
    return _(
        "Nothing has arrived yet of the workplace joining. Nothing was changed. "
        "Fetch its records once more when its PC has connected to the share folder."
    )


def _over(who: str, name: str, since: datetime) -> str:
    on = day(office_date(since))
    if who == "device":
        return _(
            "This PC ({name}) was removed from the workplace on {day}. What is recorded here is kept, but nothing more "
            "is taken in. To use it again, enrol it anew."
        ).format(name=name or "-", day=on)
    if who == "host":
        return _(
            "The membership of this PC does not count: the PC that let it in ({name}) had left the workplace before "
            "({day}). Nothing that was entered here is lost, but nothing more can be recorded for now. "
            "Ask to be let in again: Settings, Share folder."
        ).format(name=name or "-", day=on)
    return _(
        "{name} is no longer registered at this workplace (recorded on {day}). Nothing was recorded. "
        "Somebody who belongs to it has to take the seat."
    ).format(name=name, day=on)


def _own(who: str) -> str:
    if who == "device":
        return _("A PC cannot be removed from itself. Nothing was changed. Do it on another PC of the workplace.")
    return _("Nobody removes themselves. Nothing was changed. Ask another manager or the department head.")


def _unknown(who: str) -> str:
    if who == "device":
        return _("No such PC belongs to the workplace (any more). Nothing was changed. Look at the list again.")
    return _("No such person belongs to the workplace (any more). Nothing was changed. Look at the list again.")


def _headquarters_key(reason: str) -> str:
    return {
        "file": _(
            "This is no key file of a headquarters. Nothing was changed. "
            "Choose the file that was saved with “Headquarters' key”."
        ),
        "none": _(
            "No workplace here has joined the headquarters of this key. Nothing was changed. "
            "Have a workplace that joined it let this PC in first, or choose the invitation's file."
        ),
        "invitation": _(
            "This invitation belongs to another key. Nothing was changed. "
            "Choose the invitation that was written by the headquarters of this key."
        ),
    }[reason]


def _unsuitable(reason: str) -> str:
    return {
        "root": _(
            "This workplace was founded before other PCs could let members in. Nothing was changed. "
            "Only the first PC does it here."
        ),
        "keys": _(
            "That PC has not told its keys yet. Nothing was changed. "
            "Bring Sekisho up to date there, connect to the share folder, and try again."
        ),
        "removed": _("That PC was removed from the workplace. Nothing was changed."),
        "role": _(
            "Only a PC of this workplace or of headquarters can let others in. Nothing was changed. "
            "Whoever only audits lets nobody in."
        ),
    }[reason]
