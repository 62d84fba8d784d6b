"""Papers: what cannot be printed, and signed papers that no longer hold."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app import errors
from desktop_app.domain.facts import Timestamp, TimestampServiceChosen
from desktop_app.errors import PdfDamage, Unprintable
from desktop_app.sentences.words import Sentences, field_name
from desktop_app.text import _, ngettext

_PLACES_TOLD = 5


def _glyph(error: errors.SekishoError) -> str:
    rows = error.facts.get("rows") or (Unprintable(error.where, error.text, tuple(error.characters)),)
    words = _(
        "This character cannot be printed on paper: {characters}  {place}. "
        "Choose a substitute, or print a blank to be filled in by hand."
    )
    # A person's name and kana lack the same characters: one place a row is enough.
    places = {row.where or row.text: _place(row) for row in reversed(rows)}
    told = list(reversed(places.values()))
    more = len(told) - _PLACES_TOLD
    place = _(", ").join(told[:_PLACES_TOLD])
    if more > 0:
        place += ngettext(" and {count} more", " and {count} more", more).format(count=more)
    return words.format(characters=_characters(error.characters), place=place)


def _place(row: Unprintable) -> str:
    return _("{text} ({where})").format(text=row.text, where=row.where) if row.where else row.text


def _characters(characters: Iterable[str]) -> str:
    return _(", ").join(_("{character} (U+{code})").format(character=c, code=f"{ord(c):04X}") for c in characters)


SENTENCES: Sentences = {
    errors.GlyphMissing: _glyph,
    errors.SubstituteNotNeeded: lambda e: _(
        "{character} can be printed as it is, so it needs no substitute. Nothing was changed."
    ).format(character=_characters(e.character[:1])),
    errors.BadSubstitute: lambda e: _(
        "“{character}”: give one character, and at most {limit} characters to print for it. Nothing was changed."
    ).format(character=e.character, limit=e.limit),
    errors.MergeFieldUnset: lambda e: _(
        "The wording has a part that is not settled: [{field}]. Tell the workplace information manager."
    ).format(field=field_name(e.field)),
    errors.RowTooTall: lambda e: _("“{field}” is too long for a row of the paper ({where}). Shorten it.").format(
        field=field_name(e.field), where=e.where
    ),
    errors.DoesNotFit: lambda e: _(
        "The wording of {form} leaves no room for the signature. Shorten the wording in the programme file."
    ).format(form=e.form),
    errors.FormUnknown: lambda e: _("There is no blank form “{name}”. Choose one of: {known}.").format(
        name=e.name, known=_(", ").join(e.known)
    ),
    errors.PrintingStopped: lambda _e: _("The printing was stopped. Nothing was kept."),
    errors.TimestampAddressUnknown: lambda e: _(
        "“{address}” is no address of a time-stamp service. It begins with https:// or http://."
    ).format(address=e.address),
    errors.TimestampServiceUseless: lambda e: _("{why} The setting was not changed.").format(why=_no_stamp(e.why)),
    errors.ForeignFileUnreadable: lambda _e: _(
        "This file cannot be read: it is damaged, locked, or not the kind of file it should be. Nothing was taken in. "
        "Ask for it again, or choose another file."
    ),
    errors.ForeignFileTooHeavy: lambda e: {
        "time": _("Reading this file takes too long, so it was stopped. Nothing was taken in. Choose another file."),
        "memory": _("This file needs too much memory, so it was not read. Nothing was taken in. Choose another file."),
        "answer": _("This file holds too much, so it was not read. Nothing was taken in. Choose another file."),
    }[e.what],
    errors.ParsingNotStarted: lambda _e: _(
        "This PC does not start the part that reads files from elsewhere. Nothing was taken in. "
        "Close other programs and try again."
    ),
    errors.PdfTampered: lambda e: _(
        "This paper cannot be relied on: {damage}. Nothing was recorded. "
        "Keep the file as it is and contact headquarters."
    ).format(damage=damage_words(e.reason)),
}


def service_words(chosen: TimestampServiceChosen | None) -> tuple[str, ...]:
    """Return by whom signatures are stamped, and whether it is checked whose stamps they are."""
    if chosen is None:
        return (_("Signatures are not stamped with the time."),)
    vouched = _("Its stamps have to lead to the certificates that are set.")
    named = _("No certificate is set for it: nobody vouches here for whose stamps they are.")
    words = _("Signatures are stamped with the time by {url}.").format(url=chosen.url)
    return (words, vouched if chosen.certificates else named)


def timestamp_words(outcome: Timestamp) -> str:
    """Return what a person is told of a signature's time stamp; nothing when it has one, or none was asked for."""
    if outcome in (Timestamp.NOT_SET, Timestamp.STAMPED):
        return ""
    return _("{why} The paper is signed and holds without a time stamp.").format(why=_no_stamp(outcome))


def _no_stamp(why: Timestamp) -> str:
    return {
        Timestamp.UNREACHABLE: _("The time-stamp service did not answer."),
        Timestamp.REFUSED: _("The time-stamp service refused."),
        Timestamp.UNUSABLE: _("What the time-stamp service answered is no time stamp of this signature."),
        Timestamp.NOT_TRUSTED: _(
            "The time stamp comes from another service than the one that is set, or its certificate has run out."
        ),
    }[why]


def damage_words(damage: PdfDamage) -> str:
    """Return as a clause what is wrong with a signed paper; a sentence is made around it."""
    return {
        PdfDamage.HASH: _("it is not the file that the record knows, though the same person signed it"),
        PdfDamage.UNREADABLE: _("it cannot be read as a signed PDF, so it is damaged or cut off"),
        PdfDamage.LOCKED: _("it is a copy locked with a password"),
        PdfDamage.PREPENDED: _("something stands before its beginning that nobody signed"),
        PdfDamage.APPENDED: _("something stands after its end that nobody signed, or its end is missing"),
        PdfDamage.UNSIGNED: _("it carries no signature"),
        PdfDamage.CUT: _(
            "it lacks the confirmation’s signature, which the record has; it was taken back to an earlier state"
        ),
        PdfDamage.COUNT: _("it carries a signature that does not belong there"),
        PdfDamage.REWRITTEN: _("another program saved it anew, so the signatures no longer fit"),
        PdfDamage.COVERAGE: _("a signature leaves out part of what it should cover"),
        PdfDamage.CHANGED: _("what was signed was changed afterwards"),
        PdfDamage.CONTAINER: _("a signature’s own data were rewritten, or something was slipped into them"),
        PdfDamage.ALGORITHM: _("it was signed by another method than ours"),
        PdfDamage.CERTIFICATION: _("the first signature does not forbid later changes as ours do"),
        PdfDamage.TIMESTAMP: _("the time stamp does not belong to the signature"),
        PdfDamage.PAGES: _("pages were added, taken out, or put into another order after signing"),
        PdfDamage.PAGE: _("a page was painted over, replaced or cropped after signing"),
        PdfDamage.RESOURCES: _("fonts, pictures or layers of a page were exchanged after signing"),
        PdfDamage.FIELD: _("a field, or how a signature looks, was changed after signing"),
        PdfDamage.ANNOTATION: _("a note, stamp or link was laid over a page after signing"),
        PdfDamage.ATTACHMENT: _("a file was packed into it after signing"),
        PdfDamage.SCRIPT: _("a program that runs by itself was put in after signing"),
        PdfDamage.METADATA: _("its title or properties were changed after signing"),
        PdfDamage.OVERLAID: _("something was added after signing"),
        PdfDamage.SIGNER: _("the first signature is not by the transferee’s own certificate"),
        PdfDamage.REFERENCE: _("the confirmation names another first signature than the one there"),
        PdfDamage.NAME: _("a signature gives another name than its certificate"),
        PdfDamage.ROOT: _("the confirmer’s certificate was not issued by this organisation"),
        PdfDamage.PURPOSE: _("it was signed with a certificate that may not sign papers, such as a PC’s"),
        PdfDamage.EXPIRED: _("a certificate was used outside the time it holds"),
        PdfDamage.REVOKED: _("a certificate was used after it had been withdrawn"),
        PdfDamage.CERTIFICATES: _("it carries certificates that do not belong to the signatures"),
        PdfDamage.TIME: _("the times of signing cannot be: in the future, or confirmed before signed"),
    }[damage]
