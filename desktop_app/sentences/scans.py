"""The paper way: files that were scanned, and what is missing of a report on paper."""

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
