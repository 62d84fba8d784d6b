"""The language people read: gettext catalogues for windows, commands and papers alike.

English is the source, Japanese the default. Look sentences up when they are shown, never at import time,
so that the language can be switched while the program runs.
"""

from __future__ import annotations

import gettext as _gettext

from desktop_app.resources import resource_path

DEFAULT_LANGUAGE = "ja"
LANGUAGES = ("ja", "en")

_DOMAIN = "sekisho"
_current: tuple[str, _gettext.NullTranslations] | None = None


def use_language(language: str) -> None:
    """Switch all further look-ups to *language* (one of LANGUAGES).

    Raises FileNotFoundError when the compiled catalogue is missing (``make`` builds it).
    """
    global _current  # noqa: PLW0603 - the process speaks one language at a time
    if language == "en":
        _current = ("en", _gettext.NullTranslations())
    else:
        folder = resource_path("translations")
        _current = (language, _gettext.translation(_DOMAIN, localedir=str(folder), languages=[language]))


def language() -> str:
    """Return the language in use."""
    return _catalogue()[0]


def _(message: str) -> str:
    """Return *message* in the language in use."""
    return _catalogue()[1].gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form for *count* in the language in use."""
    return _catalogue()[1].ngettext(singular, plural, count)


def paper_words(message: str) -> str:
    """Return *message* in the language of our papers: Japanese, whatever the windows speak."""
    return _gettext.translation(_DOMAIN, str(resource_path("translations")), [DEFAULT_LANGUAGE]).gettext(message)


def _catalogue() -> tuple[str, _gettext.NullTranslations]:
    if _current is None:
        use_language(DEFAULT_LANGUAGE)
    assert _current is not None
    return _current
