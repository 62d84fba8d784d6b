"""Opening a home as somebody starts the application: what a disposal had begun when the PC was switched off goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from desktop_app.app import App, Surroundings, open_app
from desktop_app.errors import Unavailable
from desktop_app.home import Home
from desktop_app.usecases.disposing import finish_disposal


def open_home(
    home: Home,
    surroundings: Surroundings,
    *,
    ask_passphrase: Callable[[], str] | None = None,
    employee_no: str | None = None,
) -> App:
    """Open a home as ``open_app`` does, and raise what it raises."""
    app = open_app(home, surroundings, ask_passphrase=ask_passphrase, employee_no=employee_no)
    try:
        with suppress(Unavailable):  # a disk that is full now; the next start tries again
            finish_disposal(app)
    except BaseException:
        app.close()
        raise
    return app
