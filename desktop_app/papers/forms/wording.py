"""Merge fields of the forms' wording: ``{{effective_date}}`` and its kin (domain notes §3.0)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop_app.errors import MergeFieldUnset

_FIELD = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")


def merge_fields(template: str) -> tuple[str, ...]:
    """Return the names of the fields of *template* in order of first use."""
    return tuple(dict.fromkeys(_FIELD.findall(template)))


def merge(template: str, fields: Mapping[str, str]) -> str:
    """Return *template* with its fields filled in.

    A value is never read as a template again. Raises MergeFieldUnset for a field that is unknown or empty:
    such wording must be neither printed nor signed.
    """

    def value(found: re.Match[str]) -> str:
        filled = fields.get(found[1], "")
        if not filled.strip():
            raise MergeFieldUnset(field=found[1])
        return filled

    return _FIELD.sub(value, template)
