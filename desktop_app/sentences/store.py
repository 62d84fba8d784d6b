"""The record on this PC: journal, database, kept files, and who may open them."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.sentences.words import Sentences, megabytes
from desktop_app.text import _


def _too_much_evidence(error: errors.TooMuchEvidence) -> str:
    if error.item_id is None:
        return _(
            "At most {limit} evidence files can be recorded at once ({count} were given). Nothing was changed. "
            "Record the answers in several goes."
        ).format(limit=error.limit, count=error.count)
    return _(
        "{item_id}: an answer takes at most {limit} evidence files ({count} were given). Nothing was changed. "
        "Put them together into fewer files."
    ).format(item_id=error.item_id, limit=error.limit, count=error.count)


SENTENCES: Sentences = {
    errors.JournalBroken: lambda e: _(
        "In checking the record, something was found that does not fit ({device}, entry {seq}: {reason}). "
        "You can go on entering. Contact headquarters."
    ).format(device=e.device, seq=e.seq, reason=_journal(e.reason)),
    errors.UnreadableFact: lambda e: _(
        "An entry of the record cannot be read ({where}). You can go on entering. Contact headquarters."
    ).format(where=e.where),
    errors.SegmentDamaged: lambda e: _(
        "A file of the record is damaged ({reason}): {path}. It was not taken over. What this PC holds is kept."
    ).format(reason=_segment(e.reason), path=e.facts.get("path", "")),
    errors.HomeMissing: lambda e: _(
        "There is no record in {path} yet. Choose the right folder, or start a new one."
    ).format(path=e.path),
    errors.HomeDamaged: lambda e: _(
        "The file that marks the record's folder cannot be read ({path}). Restore it from a backup."
    ).format(path=e.path),
    errors.NotEnrolled: lambda _e: _(
        "This PC has asked to join the workplace but is not let in yet. Ask for it on the first PC."
    ),
    errors.UnknownPerson: lambda e: _("Nobody with employee number {employee_no} works on this PC.").format(
        employee_no=e.employee_no
    ),
    errors.PersonExists: lambda e: _("Somebody with employee number {employee_no} works here already.").format(
        employee_no=e.employee_no
    ),
    errors.HomeExists: lambda e: _("There is a record in {path} already. It was not changed.").format(path=e.path),
    errors.HomeInUse: lambda _e: _("Sekisho is already open."),
    errors.HomeNotWritable: lambda e: _(
        "The record's folder cannot be written ({path}). The record is as it was. "
        "Check that the folder is there and may be written to, then try again."
    ).format(path=e.path),
    errors.WrongDatabaseKey: lambda _e: _(
        "The record does not open with this key: it is another record's key, or its first page is damaged. "
        "Nothing was changed. Check the folder, or use “repair”."
    ),
    errors.DatabaseNewer: lambda e: _(
        "This record was made by a newer version of Sekisho ({version}). Update Sekisho on this PC. "
        "The record was not changed."
    ).format(version=e.version),
    errors.DatabaseDamaged: lambda e: _(
        "The record on this PC is damaged ({where}). Use “repair”: it is rebuilt from what can be read and the share."
    ).format(where=_damage(e.where)),
    errors.NothingToRepairFrom: lambda e: _nothing_to_repair(e.what),
    errors.DiskFull: lambda _e: _("Nothing can be saved. (There is no space left.) Do not close as it is."),
    errors.FileNotHere: lambda _e: _(
        "A paper or evidence file has not arrived from the share yet. Connect to the share and open it again."
    ),
    errors.FileDamaged: lambda e: _(
        "A kept file has changed ({name}). Fetch it again from the share or a backup."
    ).format(name=e.name),
    errors.EvidenceTooLarge: lambda e: _(
        "This file is too large ({size}). {limit} is the most. Copy only the part that is needed."
    ).format(size=megabytes(e.size), limit=megabytes(e.limit)),
    errors.TooMuchEvidence: _too_much_evidence,
    errors.EvidenceUnreadable: lambda e: _("The file cannot be read: {name}. Choose it again.").format(name=e.name),
    errors.WitnessAhead: lambda e: _(
        "The last entries of the record are missing (entry {have} is there, {seq} was noted). "
        "Use “repair” or a backup, and contact headquarters."
    ).format(have=e.have, seq=e.seq),
}


def _nothing_to_repair(what: str) -> str:
    if what == "keys":
        return _("The damage took the keys with it, so the record cannot be rebuilt here. Restore a backup and sync.")
    return _("Too much of the record is lost to rebuild it here. Restore a backup and sync. Nothing was changed.")


def _journal(reason: str) -> str:
    return {
        "chain": _("it does not follow the entry before"),
        "signature": _("its signature does not hold"),
        "device": _("its PC is not known"),
        "gap": _("entries are missing before it"),
    }.get(reason, reason)


def _segment(reason: str) -> str:
    return {
        "format": _("not in its form"),
        "hash": _("changed"),
        "too_large": _("too large"),
        "entries": _("its entries cannot be read"),
        "signature": _("its signature does not hold"),
        "newer": _("written by a newer version"),
    }.get(reason, reason)


def _damage(where: str) -> str:
    return {
        "page": _("a page"),
        "user_version": _("its version"),
        "sqlite_version": _("the database program is too old"),
    }.get(where, where)
