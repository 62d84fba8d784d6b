"""What a person has typed into 異動を登録 so far, kept in this home until it is registered or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.app import App

_KEY = "draft/registration"


def load_draft(app: App) -> dict[str, str]:
    """Return the kept texts by field; empty when there are none."""
    kept = app.record.desk.get(_KEY)
    return {str(field): str(text) for field, text in json.loads(kept).items()} if kept else {}


def keep_draft(app: App, texts: Mapping[str, str]) -> None:
    """Keep the texts by field; without any the draft is forgotten."""
    told = {field: text for field, text in texts.items() if text}
    app.record.desk.put({_KEY: json.dumps(told, ensure_ascii=False).encode() if told else None})
