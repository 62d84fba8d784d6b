"""The share folder: away, full, read-only, somebody else's; what was entered here is safe in every case."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.sentences.words import Sentences, megabytes
from desktop_app.text import _


def _reply(reason: str) -> str:
    return {
        "format": _("it cannot be read"),
        "root": _("it comes from another organisation"),
        "signature": _("its signature does not hold"),
        "device": _("it is for another PC"),
    }[reason]


def _login_refused(user: str) -> str:
    kept = _("What was entered is kept on this PC.")
    if user:
        words = _(
            "The file server does not accept the name “{user}” with this password. "
            "Enter the password again in the settings under “Share folder”."
        )
        return f"{words.format(user=user)} {kept}"
    words = _(
        "The file server does not let in whoever is logged on to this PC. "
        "Ask whoever looks after it for access, or write a user name into the address (smb://name@server/…)."
    )
    return f"{words} {kept}"


SENTENCES: Sentences = {
    errors.ShareAddressUnknown: lambda e: _(
        "“{address}” is no address of a share folder. Write a path, file:// or smb://."
    ).format(address=e.address),
    errors.SharePasswordInAddress: lambda _e: _(
        "Do not write the password into the address: it would be seen and kept. Enter it in its own field."
    ),
    errors.ShareLoginRefused: lambda e: _login_refused(e.user),
    errors.ShareMissing: lambda e: _(
        "The share folder cannot be reached ({address}). What was entered is kept on this PC. "
        "It is sent by itself once the folder is there again."
    ).format(address=e.address),
    errors.ShareFull: lambda _e: _(
        "Nothing can be written to the share folder (there is no space left). You can go on on this PC. "
        "Tell whoever looks after it."
    ),
    errors.ShareReadOnly: lambda _e: _(
        "Nothing can be written to this folder. Ask whoever looks after it. What was entered is kept on this PC."
    ),
    errors.ShareUnreachable: lambda e: _(
        "The share folder does not answer as it should ({problem}). What was entered is kept on this PC. "
        "It is sent by itself later."
    ).format(problem=e.problem),
    errors.ShareWriteTorn: lambda _e: _(
        "What was written to the share folder reads back differently. What was entered is kept on this PC. "
        "Tell whoever looks after the folder."
    ),
    errors.ShareEntryExists: lambda e: _("The share folder has this already ({path}). Nothing was changed.").format(
        path=e.path
    ),
    errors.ShareEntryTooLarge: lambda e: _(
        "A file on the share folder is larger than anything Sekisho writes ({path}; {limit} is the most). "
        "It was not taken over. Contact headquarters."
    ).format(path=e.path, limit=megabytes(e.limit)),
    errors.NoShare: lambda _e: _("No share folder has been chosen yet. Choose one in the settings first."),
    errors.ForeignShare: lambda e: _(
        "This folder holds another workplace's record ({workplace}). Choose another folder."
    ).format(workplace=e.workplace),
    errors.ShareUnmarked: lambda e: _(
        "This folder is not, or no longer, a share folder of Sekisho ({address}). Nothing was read or written. "
        "Check that the right folder is connected."
    ).format(address=e.address),
    errors.ShareMarkerDamaged: lambda e: _(
        "The marker of the share folder was changed ({address}). Nothing was read or written. Contact headquarters."
    ).format(address=e.address),
    errors.CloneDetected: lambda _e: _(
        "Another PC is writing in this PC's name: one is a copy of the other. "
        "What was entered is kept. Enrol this PC again."
    ),
    errors.EnrolmentUnknown: lambda _e: _("No such enrolment request is waiting. Make it again on the new PC."),
    errors.EnrolmentCodeWrong: lambda _e: _(
        "The number does not belong to this request. Nobody was let in. Compare it with the new PC's screen."
    ),
    errors.EnrolmentNotAnswered: lambda _e: _(
        "The enrolment has not been answered yet. Ask for it on the first PC, then try again."
    ),
    errors.EnrolmentReplyWrong: lambda e: _(
        "The answer to the enrolment does not hold ({reason}). Nothing of it was taken over. Contact headquarters."
    ).format(reason=_reply(e.reason)),
    errors.EnrolmentIncomplete: lambda _e: _(
        "This PC is let in, but not all records have arrived. Stay connected to the share folder and try again. "
        "If it stays so, the PC that let it in may have left the workplace: begin anew and ask another member."
    ),
}
