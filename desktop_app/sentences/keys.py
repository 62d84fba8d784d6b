"""Keys, PINs, passphrases, keyring, certificates, sealing and backups."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.sentences.words import Sentences
from desktop_app.text import _, ngettext

SENTENCES: Sentences = {
    errors.CertificateUnreadable: lambda _e: _("This is no certificate. Get the file again and try again."),
    errors.CertificateNotOurs: lambda e: _(
        "The certificate does not hold ({reason}). Nothing of it was taken over. Contact headquarters."
    ).format(reason=_certificate(e.reason)),
    errors.RequestUnreadable: lambda e: _(
        "The enrolment request cannot be used ({reason}). Make it again on the new PC."
    ).format(reason=_request(e.reason)),
    errors.SignatureWrong: lambda _e: _("A signature does not fit what was signed. Contact headquarters."),
    errors.CardPinWrong: lambda _e: _(
        "The card's PIN is wrong. Nothing was recorded. Make sure of it: the card locks itself after a few wrong ones."
    ),
    errors.CardPinLocked: lambda _e: _(
        "The card has locked its PIN. Nothing was recorded. Whoever issued the card can unlock it; until then use "
        "your PIN of Sekisho."
    ),
    errors.CardUnusable: lambda e: _card(e.reason, e.where),
    errors.CardNotRegistered: lambda e: _(
        "No card is registered for {employee_no}. Register it first, or use the PIN of Sekisho."
    ).format(employee_no=e.employee_no),
    errors.PinTooShort: lambda e: _("A passphrase needs at least {minimum} characters.").format(minimum=e.minimum),
    errors.WrongPin: lambda e: _wrong_pin(e.remaining),
    errors.PinLocked: lambda e: ngettext(
        "The passphrase was wrong three times in a row. Enter it again after {seconds} second.",
        "The passphrase was wrong three times in a row. Enter it again after {seconds} seconds.",
        e.seconds,
    ).format(seconds=e.seconds),
    errors.PassphraseTooShort: lambda e: _("A passphrase needs at least {minimum} characters.").format(
        minimum=e.minimum
    ),
    errors.WrongPassphrase: lambda _e: _("The passphrase is wrong. Nothing was changed. Check it and enter it again."),
    errors.PassphraseNeeded: lambda _e: _("The passphrase is needed to open the record. Enter it and open again."),
    errors.KeyringMissing: lambda _e: _(
        "This PC cannot keep the key by itself. Choose a passphrase; it is entered at every start."
    ),
    errors.KeyringLocked: lambda _e: _(
        "The place where this PC keeps keys is locked. Sign in to the PC again and open Sekisho."
    ),
    errors.KeyringUnreachable: lambda _e: _(
        "The place where this PC keeps keys does not answer. Sign in to the PC again and open Sekisho. "
        "The record is kept."
    ),
    errors.KeyElsewhere: lambda _e: _(
        "The key of this record belongs to another user of this PC. "
        "Open it as that user, or set a passphrase there first."
    ),
    errors.KeyDamaged: lambda e: _(
        "A kept key ({where}) cannot be read. The record itself is kept. Restore it from a backup or the share."
    ).format(where=_place(e.where)),
    errors.WitnessDamaged: lambda e: _(
        "The note of the record's last entry ({where}) was changed. Check the record and contact headquarters."
    ).format(where=_place(e.where)),
    errors.CannotOpen: lambda e: _cannot_open(e.reason),
    errors.RecipientUnreadable: lambda _e: _(
        "This is no key that can be used for sealing. Check it and enter it again."
    ),
    errors.KitElsewhere: lambda e: _(
        "The key copy of fiscal year {year} is printed on the PC that founded the workplace: no other PC has it. "
        "Nothing was changed. If there is none yet, connect that PC to the share folder first."
    ).format(year=e.year),
    errors.RecoveryCodeUnreadable: lambda e: _(
        "The recovery key is incomplete or mistyped ({typed} of {expected} characters). Compare it with the paper."
    ).format(typed=e.typed, expected=e.expected),
    errors.BackupUnreadable: lambda e: _backup_unreadable(e.reason),
    errors.BackupDamaged: lambda e: _backup_damaged(e.name),
    errors.BackupNotWritten: lambda e: _not_written(e.reason),
    errors.TargetNotEmpty: lambda e: _(
        "There is something in {path} already. Choose a new or empty folder. Nothing was changed."
    ).format(path=e.path),
}


def _wrong_pin(remaining: int | None) -> str:
    if remaining is None:
        return _("The passphrase is wrong.")
    return ngettext(
        "The passphrase is wrong. You can try {count} more time.",
        "The passphrase is wrong. You can try {count} more times.",
        remaining,
    ).format(count=remaining)


def _card(reason: str, where: str) -> str:
    if reason == "absent" and not where:
        return _("There is no card in the reader. Nothing was recorded. Put it in and try again.")
    return {
        "module": _(
            "The card reader's driver ({where}) is not there or does not load. Nothing was recorded. "
            "Choose the right file, or ask whoever looks after this PC."
        ),
        "absent": _("The card {where} is not in the reader. Nothing was recorded. Put it in and try again."),
        "several": _("There are several cards: {where}. Nothing was recorded. Say by its name which one it is."),
        "no key": _("The key to sign with is not on the card ({where}). Nothing was recorded. Check the card."),
        "other kind": _(
            "The key on the card ({where}) is of another kind than P-256, which is needed. Nothing was recorded."
        ),
        "other key": _(
            "The card {where} holds another key than the one registered. Nothing was recorded. "
            "Put in your card, or register this one."
        ),
        "failed": _("The card ({where}) did not sign. Nothing was recorded. Leave it in the reader and try again."),
    }[reason].format(where=where)


def _certificate(reason: str) -> str:
    return {
        "issuer": _("it does not come from our organisation"),
        "purpose": _("it was issued for something else"),
        "not yet valid": _("it does not hold yet; check this PC's clock"),
        "expired": _("it has run out"),
        "malformed": _("it is not in the form we issue"),
    }[reason]


def _request(reason: str) -> str:
    return {
        "format": _("it is no request"),
        "key": _("its key is of another kind"),
        "signature": _("its signature does not hold"),
        "name": _("its name cannot be used"),
    }[reason]


def _place(where: str) -> str:
    return {
        "keyring": _("in the PC's key store"),
        "file": _("in the record's folder"),
        "pin": _("under the PIN"),
        "backup": _("in the backup"),
    }[where]


def _cannot_open(reason: str) -> str:
    if reason == "no key":
        return _("This PC has no key for this file. Nothing was changed. Use the recovery kit of that fiscal year.")
    return _("A kept file is damaged and does not open. Fetch it again from the share or a backup.")


def _backup_unreadable(reason: str) -> str:
    return {
        "missing": _("The backup file is not there. Choose it again."),
        "not a backup": _("This file is no backup of Sekisho. Choose another file."),
        "newer version": _("This backup was made by a newer version. Update Sekisho on this PC."),
        "other key": _("This backup opens in another way. Use the recovery kit or the passphrase it was made with."),
    }[reason]


def _backup_damaged(name: str) -> str:
    if not name:
        return _("The backup is damaged. Nothing was restored. Use another backup.")
    return _("The backup is damaged at “{name}”. Nothing was restored. Use another backup.").format(name=name)


def _not_written(reason: str) -> str:
    return {
        "full": _("The file could not be written: there is no space left. Choose another place."),
        "denied": _("The file could not be written: writing is not allowed there. Choose another place."),
        "unreachable": _("The file could not be written: the place does not answer. Choose another place."),
    }[reason]
