"""表示: how the windows look and answer for this OS user; kept beside the window's size, not in the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.text import DEFAULT_LANGUAGE, LANGUAGES
from ui import theme

_PREFIX = "appearance"


@dataclass(frozen=True, slots=True)
class Appearance:
    """Text size (1.0, 1.5, 2.0), language (ja, en), and whether Enter goes to the next field."""

    text_scale: float = 1.0
    language: str = DEFAULT_LANGUAGE
    enter_moves: bool = True


def remembered(read: Callable[[str, object], object]) -> Appearance:
    """Return what this user chose (*read*: a ``QSettings.value``); whatever the file says, something that exists."""
    scale = str(read(f"{_PREFIX}/text_scale", "1.0"))
    language = str(read(f"{_PREFIX}/language", DEFAULT_LANGUAGE))
    enter = str(read(f"{_PREFIX}/enter_moves", "true")).lower()
    return Appearance(
        text_scale=next((known for known in theme.TEXT_SCALES if str(known) == scale), 1.0),
        language=language if language in LANGUAGES else DEFAULT_LANGUAGE,
        enter_moves=enter != "false",
    )


def remember(write: Callable[[str, object], None], chosen: Appearance) -> None:
    """Keep what this user chose."""
    write(f"{_PREFIX}/text_scale", str(chosen.text_scale))
    write(f"{_PREFIX}/language", chosen.language)
    write(f"{_PREFIX}/enter_moves", str(chosen.enter_moves).lower())
