"""Papers: what cannot be printed, and signed papers that no longer hold."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app import errors
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
    errors.PrintingStopped: lambda _e: _("The printing was stopped. Nothing was kept."),
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
        "This report has changed after it was signed ({damage}). It cannot be confirmed."
    ).format(damage=damage_words(e.reason)),
}


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
