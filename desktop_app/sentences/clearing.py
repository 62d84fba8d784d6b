"""What ``share clear`` says: what may go, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.clock import office_time
from desktop_app.domain.names import clean_text
from desktop_app.sentences import sentence
from desktop_app.share.clearing import Cleared, Clearing
from desktop_app.text import _, ngettext

_MOST_NAMED = 10
_UNIT = 1024


def clearing_lines(found: Clearing, cleared: Cleared | None) -> Iterator[str]:
    """Yield the lines of one run; *cleared* is None when nothing was to be removed yet."""
    for path, error in found.damaged:
        yield f"{sentence(error)} ({path})"
    if not found.notices:
        yield _("No year of {workplace} was disposed of: nothing may go.").format(workplace=found.workplace)
        return
    for one in sorted(found.notices, key=lambda one: (one.notice.fiscal_year, one.notice.at)):
        words = _("Fiscal year {year}: order {order_no}, carried out on {moment} by PC {device}")
        said = one.notice
        yield words.format(
            year=said.fiscal_year,
            order_no=clean_text(said.order_no).text,
            moment=f"{office_time(said.at):%Y-%m-%d %H:%M}",
            device=one.device_id[:8],
        )
    kinds = (
        (_("Records that may go"), found.segments),
        (_("Papers and evidence that may go"), found.sealed),
        (_("Declarations and requests left in those years"), found.letters),
    )
    for words, files in kinds:
        yield _("{what}: {count} ({size})").format(what=words, count=len(files), size=_size(sum(files.values())))
    if cleared is None:
        yield from _advice(found)
        return
    words = ngettext("{count} file was removed.", "{count} files were removed.", cleared.removed)
    yield words.format(count=cleared.removed)
    if cleared.left:
        words = ngettext(
            "{count} file could not be removed; run this again later.",
            "{count} files could not be removed; run this again later.",
            len(cleared.left),
        )
        yield words.format(count=len(cleared.left))
        for path in list(cleared.left)[:_MOST_NAMED]:
            yield f"  {path}"
        yield sentence(next(iter(cleared.left.values())))


def _advice(found: Clearing) -> Iterator[str]:
    if not found.files:
        yield _("Nothing of it lies here any more.")
        return
    yield _(
        "Nothing was removed. Before you remove it with --delete, ask the workplace whether every PC has said that it "
        "is done: that stands in its record (in the window, or “sekishoctl disposal list”), not on the share. A PC "
        "that is not done puts back what it holds."
    )


def _size(count: int) -> str:
    size, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB"):
        if size < _UNIT:
            break
        size, unit = size / _UNIT, larger
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
