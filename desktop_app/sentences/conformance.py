"""What ``storecheck`` says about a share folder: each promise in plain words, and what a broken one means."""

from __future__ import annotations

from desktop_app.share.promises import ADVISED, Conformance, Outcome, Promise, Tried
from desktop_app.text import _, ngettext


def promise_words(promise: Promise) -> str:
    """Return what is promised."""
    return {
        Promise.CREATES: _("Files and folders can be created."),
        Promise.READS_BACK: _("What was written is read back the same."),
        Promise.WRITTEN_ONCE: _("What is there is never overwritten by a second file of its name."),
        Promise.ONE_WINNER: _("When two PCs create the same name at the same moment, exactly one succeeds."),
        Promise.SEEN_AT_ONCE: _("What one PC wrote, another can read at once."),
        Promise.LISTED_AT_ONCE: _("What one PC wrote, another finds in the list at once."),
        Promise.LISTED_WHOLE: _("A folder with many files is listed whole."),
        Promise.LONG_NAMES: _("The longest names that Sekisho uses work."),
        Promise.LARGE_ENTRY: _("A file of 25 MB works."),
        Promise.BOUNDED: _("A file larger than expected is not read."),
        Promise.OTHER_ACCOUNT: _("A second account sees what the first wrote, and the two never overwrite each other."),
        Promise.KEPT_FROM_DELETION: _("This account cannot delete what it wrote."),
        Promise.SURVIVES_POWER_CUT: _("What was written survives a power cut of the server."),
    }[promise]


def meaning_words(promise: Promise) -> str:
    """Return what it means that a promise is not kept, and what to do."""
    needed = _("Do not use this folder for Sekisho. Tell whoever looks after it.")
    return {
        Promise.SEEN_AT_ONCE: _("Nothing is lost, but records arrive late. Switch off offline files for this folder."),
        Promise.LISTED_AT_ONCE: _(
            "Nothing is lost, but records arrive late. Switch off offline files and list caching for this folder."
        ),
        Promise.OTHER_ACCOUNT: _("Check the access rights of the two accounts."),
        Promise.KEPT_FROM_DELETION: _(
            "Nothing is lost for good: any PC puts back what is deleted. Set the access rights as described for "
            "administrators, so that nobody deletes by mistake."
        ),
    }.get(promise, needed)


def tried_words(tried: Tried) -> str:
    """Return one line on one promise: how it was found, what it says, and what a broken one means."""
    promise = promise_words(tried.promise)
    if tried.outcome is Outcome.NOT_TESTABLE:
        reason = (
            _("give a second account's address with --other")
            if tried.promise is Promise.OTHER_ACCOUNT
            else _("only whoever runs the server can tell")
        )
        return _("[not testable here] {promise} ({reason})").format(promise=promise, reason=reason)
    if tried.outcome is Outcome.KEPT:
        return _("[kept] {promise}").format(promise=promise) + _took(tried)
    mark = _("[advice]") if tried.promise in ADVISED else _("[not kept]")
    return " ".join(filter(None, (mark, promise, _figures(tried), meaning_words(tried.promise))))


def conformance_words(found: Conformance) -> tuple[str, ...]:
    """Return all lines, the conclusion and its limits last."""
    lines = [tried_words(one) for one in found.tried]
    if found.stopped:
        lines.append(_("The check was stopped; what follows in the list was not tried."))
    if found.left:
        words = ngettext(
            "{count} file of this check stays in the folder “probe”: this account may not delete it.",
            "{count} files of this check stay in the folder “probe”: this account may not delete them.",
            len(found.left),
        )
        lines.append(words.format(count=len(found.left)))
    lines.append(
        _("The folder can be used for Sekisho.") if found.ok else _("The folder does not keep what Sekisho needs.")
    )
    lines.append(
        _(
            "This holds for this server, this account and this moment. A good result with one kind of server, such as "
            "Samba, proves nothing about another, such as Windows."
        )
    )
    return tuple(lines)


def _figures(tried: Tried) -> str:
    if tried.trouble is not None:
        from desktop_app.sentences import sentence

        return sentence(tried.trouble)
    if tried.of:
        return _("({count} of {of} tries went wrong.)").format(count=tried.count, of=tried.of)
    return _took(tried).strip()


def _took(tried: Tried) -> str:
    if tried.seconds < 0.1:  # noqa: PLR2004 - what is shown with one decimal
        return ""
    return " " + _("({seconds} s)").format(seconds=f"{tried.seconds:.1f}")
