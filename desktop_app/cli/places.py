"""Where the files of a command lie."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.home import Home, default_home


def home_of(options: argparse.Namespace) -> Home:
    """Return the home a command is about."""
    return Home(file_of(options.home)) if options.home else default_home()


def file_of(text: str) -> Path:
    """Return a path as given on the command line, from the root."""
    return Path(text).expanduser().absolute()
