"""Papers: what cannot be printed, and signed papers that no longer hold."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app import errors
from desktop_app.domain.facts import Timestamp, TimestampServiceChosen
from desktop_app.errors import PdfDamage
from desktop_app.sentences.words import Sentences, field_name
from desktop_app.text import _

SENTENCES: Sentences = {
    errors.GlyphMissing: lambda e: _glyph(e.characters, e.text, e.where),
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
    errors.PdfTampered: lambda e: _(
        "This report has changed after it was signed ({damage}). It cannot be confirmed."
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
    """Return in a few words what is wrong with a signed paper."""
    return {
        PdfDamage.HASH: _("not the file the record knows"),
        PdfDamage.UNREADABLE: _("it cannot be read as our paper"),
        PdfDamage.COUNT: _("the number of signatures is another one"),
        PdfDamage.COVERAGE: _("there is more than what was signed"),
        PdfDamage.CHANGED: _("what was signed is not what is there"),
        PdfDamage.OVERLAID: _("something was added afterwards"),
        PdfDamage.ALGORITHM: _("signed in another way"),
        PdfDamage.SIGNER: _("not the transferee's certificate"),
        PdfDamage.REFERENCE: _("the confirmation belongs to another signature"),
        PdfDamage.TIMESTAMP: _("the time stamp belongs to something else"),
        PdfDamage.CHAIN: _("the confirmer's certificate is not ours"),
    }[damage]


def _glyph(characters: Iterable[str], text: str, where: str) -> str:
    words = _(
        "This character cannot be printed on paper: {characters}  {place}. "
        "Choose a substitute, or print a blank to be filled in by hand."
    )
    place = _("{text} ({where})").format(text=text, where=where) if where else text
    return words.format(characters=_characters(characters), place=place)


def _characters(characters: Iterable[str]) -> str:
    return _(", ").join(_("{character} (U+{code})").format(character=c, code=f"{ord(c):04X}") for c in characters)
