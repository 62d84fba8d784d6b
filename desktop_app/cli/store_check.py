"""``storecheck``: what a share folder promises, before a workplace relies on it. Needs no home."""

from __future__ import annotations

import argparse
import sys

from desktop_app.app import Surroundings, usable
from desktop_app.cli.said import DONE, FOUND, Said
from desktop_app.sentences import sentence
from desktop_app.sentences.conformance import conformance_words, promise_words
from desktop_app.text import _
from desktop_app.usecases.store_check import check_store


def check(options: argparse.Namespace) -> Said:
    """Try every promise and say how it was found."""
    found = check_store(usable(Surroundings()), options.address, options.other, progress=_shown)
    data = {
        "address": found.address,
        "ok": found.ok,
        "promises": [
            {
                "promise": one.promise,
                "words": promise_words(one.promise),
                "outcome": one.outcome,
                "wrong": one.count,
                "tries": one.of,
                "seconds": one.seconds,
                "trouble": sentence(one.trouble) if one.trouble else "",
            }
            for one in found.tried
        ],
        "left": found.left,
    }
    return Said(data, conformance_words(found), DONE if found.ok else FOUND)


def _shown(done: int, of: int) -> None:
    """Tell a person at a terminal how far it is."""
    if sys.stderr is not None and sys.stderr.isatty():
        end = "" if done < of else "\n"
        print("\r" + _("Trying {done} of {of}").format(done=done, of=of), end=end, file=sys.stderr)
