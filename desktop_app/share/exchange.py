"""One errand to the share: check whose it is, collect, publish, heal. No database, so the network may hang."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.errors import SekishoError
from desktop_app.share.checkpoint_watch import watch_checkpoints
from desktop_app.share.collect import collect_blobs, collect_requests, collect_submissions
from desktop_app.share.errand import Carried, Errand, Visit
from desktop_app.share.following import collect_segments
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.share.notices import collect_notices, publish_notices
from desktop_app.share.publish import deliver_letters, publish_blobs, publish_segments
from desktop_app.share.store import Store
from desktop_app.share.trust import collect_trust, publish_trust

Progress = Callable[[int], None]
"""Told how many files were handled so far."""


class _StoppedError(Exception):
    """Somebody asked to stop."""


def run_errand(
    store: Store,
    errand: Errand,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Carried:
    """Run an errand; never raises for what the share does or holds: ``trouble`` says what stopped it.

    What was carried until then counts, in both directions.
    """
    carried = Carried()
    done = 0

    def step() -> None:
        nonlocal done
        if stop is not None and stop():
            raise _StoppedError
        done += 1
        if progress is not None:
            progress(done)

    try:
        _run(Visit(store, errand, carried, step))
    except _StoppedError:
        carried.stopped = True
    except SekishoError as error:
        carried.trouble = error
    return carried


def _run(visit: Visit) -> None:
    errand, carried = visit.errand, visit.carried
    require_ours(read_marker(visit.store), errand.root, errand.workplace_id)
    trusted = collect_trust(visit)
    carried.ended = trusted.ends.get(errand.device_id)
    collect_notices(visit, trusted)
    collect_requests(visit)
    collect_submissions(visit)
    collect_segments(visit, trusted.members, trusted.ends)
    watch_checkpoints(visit, trusted.members, trusted.ends)
    there = collect_blobs(visit)
    if carried.cloned or carried.ended is not None:
        return
    publish_trust(visit, trusted.met)
    publish_blobs(visit, there)
    publish_segments(visit, trusted.members)
    if not carried.cloned:
        publish_notices(visit)  # after the facts it speaks of, so that nobody meets it before those
        deliver_letters(visit)
