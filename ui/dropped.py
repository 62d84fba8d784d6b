"""What happens to files dropped on the window: a ticket is opened, a declaration taken in, papers are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.parts import files

if TYPE_CHECKING:
    from desktop_app.app import App
    from ui.application import Desktop
    from ui.opening import Opening


def take_dropped(desktop: Desktop, opening: Opening, paths: tuple[Path, ...]) -> None:
    """Lead to where the files belong. PDFs alone are first checked for signatures; pictures can only be scans."""
    kinds = {path.suffix.lower() for path in paths}
    if kinds == {files.TICKET}:
        opening.open_ticket(paths[0])
    elif kinds == {files.DECLARATION} and desktop.desk is not None:
        desktop.desk.ask(_take_declaration, paths[0], then=desktop.show_ticket, failed=desktop.alarm)
    else:
        (desktop.show_paper_check if kinds == {files.PDF} else desktop.show_scans)(paths)


def _take_declaration(app: App, path: Path) -> str:
    from desktop_app.usecases.ticket_inbox import take_file

    return take_file(app, path).case_id
