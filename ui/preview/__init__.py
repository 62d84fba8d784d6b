"""印刷プレビュー: a paper page by page, to be saved and printed as it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.document import Render
from ui.preview.view import PreviewScreen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


def make(desk: Desk, navigator: Navigator, title: str, render: Render, file_name: str) -> PreviewScreen:
    """Return the screen for the PDF that ``render(app)`` makes on the desk lane.

    A *render* that takes ``progress`` as well shows counts and can be stopped. *title* is where 戻る leads back to.
    """
    return PreviewScreen(desk, navigator, title, render, file_name)
