"""Auditing a share, and checkpoints."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.sentences.words import Sentences
from desktop_app.text import _


def _checkpoint(reason: str) -> str:
    return {
        "format": _("it is torn or changed"),
        "signature": _("no PC of this organisation signed it"),
        "workplace": _("it is another workplace's"),
        "day": _("it is not that of the day in its name"),
        "stamp": _("its time stamp does not hold"),
    }[reason]


def _notice(reason: str) -> str:
    return {
        "format": _("it is torn or changed"),
        "newer": _("a newer version wrote it"),
        "signature": _("no PC of this organisation signed it"),
        "workplace": _("it is another workplace's"),
        "name": _("it does not lie under its own name"),
        "member": _("the PC that signed it is no member of this workplace"),
        "segment": _("a record that is there is another than it names"),
        "checkpoint": _("a checkpoint names another record than it does"),
        "notice": _("another notice says otherwise"),
        "order": _("the record holds no order, approval and carrying out for it"),
    }[reason]


def _unsafe(reason: str) -> str:
    return {
        "segment": _("this record is another than the notice of the disposed year names"),
        "chain": _("this record does not follow what the notice of the disposed year names"),
        "notice": _("two notices of disposed years say different things"),
        "unread": _("this record cannot be read, and it could name papers that have to stay"),
    }[reason]


SENTENCES: Sentences = {
    errors.ClearingUnsafe: lambda e: _(
        "Nothing was removed from the share folder: {reason} ({path}). Tell the workplace to connect, and to check the "
        "share folder; then run this again."
    ).format(reason=_unsafe(e.reason), path=e.path),
    errors.DisposalNoticeDamaged: lambda e: _(
        "The notice of a disposed year does not hold: {reason}. Nothing is removed because of it."
    ).format(reason=_notice(e.reason)),
    errors.CheckpointDamaged: lambda e: _("The checkpoint does not hold: {reason}.").format(
        reason=_checkpoint(e.reason)
    ),
    errors.CheckpointNone: lambda _e: _(
        "This PC has left no checkpoint yet. The next exchange with the workplace's share folder leaves one."
    ),
    errors.ShareRootDiffers: lambda e: _(
        "The share folder ({workplace}) stands under another root certificate than the one named (it has {found}). "
        "Nothing on it can be relied on. Compare the fingerprint with the workplace's key copy."
    ).format(workplace=e.workplace, found=e.found),
    errors.AuditStopped: lambda _e: _("The check was stopped. Nothing was changed, and there is no result."),
    errors.RootFingerprintUnreadable: lambda e: _(
        "“{text}” is no fingerprint of a root certificate (64 digits and letters a to f), nor a certificate file. "
        "It stands on the workplace's key copy."
    ).format(text=e.text),
    errors.IdentityFileUnreadable: lambda e: _(
        "This file cannot be used: {path}. Choose a key file of the age program, or a checkpoint file."
    ).format(path=e.path),
}
