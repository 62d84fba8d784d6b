"""The paper way: files that were scanned, their pages, and what is missing of a report on paper."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.labels import paper_page_label
from desktop_app.sentences.words import Sentences, listed, megabytes
from desktop_app.text import _

SENTENCES: Sentences = {
    errors.StackUnreadable: lambda e: _(
        "The scanned file “{name}” cannot be opened. Check that it is still there and not open elsewhere, "
        "then choose it again."
    ).format(name=e.name),
    errors.StackTooLarge: lambda e: (
        _("“{name}” has {pages} pages; {limit} can be taken in at once. Scan it in several files.").format(
            name=e.name, pages=e.size, limit=e.limit
        )
        if e.what == "pages"
        else _("“{name}” is larger than {limit}. Scan it in several files, or with 200 to 300 dpi.").format(
            name=e.name, limit=megabytes(e.limit)
        )
    ),
    errors.StackChanged: lambda e: _(
        "“{name}” is no longer the file that was looked through. Nothing was recorded. Take the file in again."
    ).format(name=e.name),
    errors.NoPagesOfCase: lambda e: _(
        "None of these pages belongs to {case_no}. Nothing was recorded. Check which pages were scanned."
    ).format(case_no=e.case_no),
    errors.ItemNotOnScan: lambda e: _(
        "No scanned page shows item {item}, so its answer cannot be entered from paper. Scan the missing page."
    ).format(item=e.item_id),
    errors.PaperPagesMissing: lambda e: _(
        "Pages of the report on paper are still missing: {pages}. What was entered is kept. Scan them, then report."
    ).format(pages=listed(paper_page_label(*page) for page in e.pages)),
}


def page_words(standing: str) -> str:
    """Return what is known of a scanned page (a PageStanding) and what can be done."""
    return {
        "MATCHED": _("It belongs to a case."),
        "DUPLICATE": _("The same page comes twice; the first one counts."),
        "NO_CODE": _("No code can be read on it. Scan it again, upright and darker."),
        "SEVERAL_CODES": _("It shows more than one code. Scan page by page."),
        "FOREIGN": _("It was not printed by a PC of this workplace, so it is not taken in. Give it back."),
        "UNKNOWN_CASE": _(
            "This PC does not know its case yet. Fetch the records from the share folder, then take it in again."
        ),
        "CANCELLED_CASE": _("Its transfer was cancelled, so it is not taken in."),
        "OTHER_WORDING": _("It is another version of the form, so it is not taken in. Print the form anew."),
        "TOO_LARGE": _("The picture is too large. Scan it again with 200 to 400 dpi."),
        "UNREADABLE": _("The picture cannot be read. Scan it again."),
    }[standing]
