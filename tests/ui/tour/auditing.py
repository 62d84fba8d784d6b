"""The way through 監査として共有を検証する, from the first page of an empty home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.app import App
from desktop_app.usecases.share_folder import create_share
from desktop_app.usecases.sharing import sync
from tests.homes import register
from tests.shares import answer_with_evidence
from tests.ui.tour.way import Wait
from ui.application import Desktop


def audit_stops(desktop: Desktop, app: App, folder: Path, wait: Wait) -> Iterator[str]:
    """Yield the audit's page empty, marked, with a result that holds and one that does not."""
    create_share(app, str(folder / "audited"))
    answer_with_evidence(app, register(app, "0012346"), b"evidence")
    sync(app)
    frame: Any = desktop.window.frame()
    frame.company.audit.click()
    screen: Any = desktop.window.current_screen()
    yield "audit"
    screen.check_button.click()
    screen.root_row.show_error("This is no fingerprint of a root certificate. It stands on the key copy.")
    yield "audit-marked"
    screen.address.fill(str(folder / "audited"))
    screen.check_button.click()
    wait(lambda: screen.result is not None)
    screen.show_saved(folder / "照合結果.pdf")
    yield "audit-holds"
    for path in (folder / "audited").rglob("*.bin"):
        path.unlink()
    (folder / "audited" / "thumbs.db").write_bytes(b"x")
    screen.check_button.click()
    wait(lambda: screen.result is not None and not screen.result.verdict.text().startswith(("Nothing", "照合した範囲")))
    yield "audit-damage"
    screen.back_requested.emit()
    wait(lambda: desktop.window.frame() is not None)
