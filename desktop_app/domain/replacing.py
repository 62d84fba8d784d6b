"""A frozen dataclass with some fields changed, for the loop that every fact of every case goes through.

``dataclasses.replace`` asks for all forty fields of a case one by one, ten times the price (measured); for the type
checker this is still that function. Only for dataclasses without slots and without fields that are worked out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - named here for whoever imports it
else:

    def replace(value: Any, /, **changes: Any) -> Any:
        """Return *value* with other fields."""
        changed = object.__new__(type(value))
        changed.__dict__.update(value.__dict__, **changes)
        return changed
