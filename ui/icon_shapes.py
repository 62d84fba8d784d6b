"""The drawings behind ``ui.icons``: SVG bodies on a 20 px grid, INK the colour, MARK what stands inside a fill."""

# ruff: noqa: E501 - a drawing is one line, however long

from __future__ import annotations

_DISC = '<circle cx="10" cy="10" r="8" fill="INK" stroke="none"/>'
_RING = '<circle cx="10" cy="10" r="7.2"/>'
_OCTAGON = '<path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z" fill="INK" stroke="none"/>'
_BANG = (
    '<path d="M10 5.8v5" stroke="MARK" stroke-width="2"/><circle cx="10" cy="14" r="1.2" fill="MARK" stroke="none"/>'
)

SHAPES = {
    # Places and things of the office.
    "today": '<rect x="3" y="4" width="14" height="13" rx="1.5"/><path d="M3 8h14M7 2.5V5.5M13 2.5V5.5M7.3 12.3l2 2 3.6-3.8"/>',
    "cases": '<rect x="2.8" y="6.2" width="14.4" height="10.3" rx="1.5"/><path d="M7 6V4.5A1.2 1.2 0 0 1 8.2 3.3h3.6A1.2 1.2 0 0 1 13 4.5V6M3 11h14"/>',
    "ledger": '<rect x="3.2" y="3" width="13.6" height="14" rx="1.2"/><path d="M3.2 7.3h13.6M7.5 7.3V17M7.5 10.5h9.3M7.5 13.7h9.3"/>',
    "inspection": '<path d="M7 4H5.4A1.2 1.2 0 0 0 4.2 5.2v11.1a1.2 1.2 0 0 0 1.2 1.2h9.2a1.2 1.2 0 0 0 1.2-1.2V5.2A1.2 1.2 0 0 0 14.6 4H13"/><rect x="7" y="2.5" width="6" height="3" rx="0.8"/><path d="M7.5 10.8l1.8 1.8 3.4-3.6M7.5 15h5"/>',
    "flag": '<path d="M4.5 17.5V3.2M4.5 3.8h10.8l-2 3.4 2 3.4H4.5"/>',
    "building": '<path d="M3.5 17V4.2A1.2 1.2 0 0 1 4.7 3h5.6a1.2 1.2 0 0 1 1.2 1.2V17M11.5 8.5h3.8a1.2 1.2 0 0 1 1.2 1.2V17M2.3 17h15.4M6 6.5h3M6 9.5h3M6 12.5h3M14 12v0.1"/>',
    "settings": '<circle cx="10" cy="10" r="2.6"/><path d="M10 2.6v2.2M10 15.2v2.2M2.6 10h2.2M15.2 10h2.2M4.8 4.8l1.5 1.5M13.7 13.7l1.5 1.5M15.2 4.8l-1.5 1.5M6.3 13.7l-1.5 1.5"/>',
    "help": _RING
    + '<path d="M7.9 8a2.1 2.1 0 1 1 3.1 1.8c-.7.4-1 .8-1 1.5"/><circle cx="10" cy="13.9" r="0.9" fill="INK" stroke="none"/>',
    "person": '<circle cx="10" cy="6.5" r="3.3"/><path d="M4 17v-1.2a3.8 3.8 0 0 1 3.8-3.8h4.4a3.8 3.8 0 0 1 3.8 3.8V17"/>',
    "hand-over": '<circle cx="7" cy="6.3" r="2.8"/><path d="M2 16.5v-1a3.4 3.4 0 0 1 3.4-3.4h3.2a3.4 3.4 0 0 1 3.4 3.4v1M12.5 5.5h5.3M15.4 3l2.5 2.5-2.5 2.5"/>',
    "seat": '<path d="M6 9.5V4.2A1.4 1.4 0 0 1 7.4 2.8h5.2A1.4 1.4 0 0 1 14 4.2v5.3M3.8 9v3.3A1.4 1.4 0 0 0 5.2 13.7h9.6a1.4 1.4 0 0 0 1.4-1.4V9M6.5 10.5h7M6 13.8V17M14 13.8V17"/>',
    "ticket": '<path d="M2.5 6.3A1 1 0 0 1 3.5 5.3h13a1 1 0 0 1 1 1v1.9a1.9 1.9 0 0 0 0 3.7v1.9a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-1.9a1.9 1.9 0 0 0 0-3.7z"/><path d="M12.5 7.6v0.6M12.5 9.8v0.6M12.5 12v0.6"/>',
    "folder": '<path d="M2.6 15.2V5a1.1 1.1 0 0 1 1.1-1.1h4l1.8 2.2h6.8a1.1 1.1 0 0 1 1.1 1.1v8a1.1 1.1 0 0 1-1.1 1.1H3.7a1.1 1.1 0 0 1-1.1-1.1z"/>',
    "folder-x": '<path d="M2.6 15.2V5a1.1 1.1 0 0 1 1.1-1.1h4l1.8 2.2h6.8a1.1 1.1 0 0 1 1.1 1.1v8a1.1 1.1 0 0 1-1.1 1.1H3.7a1.1 1.1 0 0 1-1.1-1.1z"/><path d="M8.2 9.2l3.6 3.8M11.8 9.2L8.2 13"/>',
    "document": '<path d="M11.5 2.6H6A1.3 1.3 0 0 0 4.7 3.9v12.2A1.3 1.3 0 0 0 6 17.4h8a1.3 1.3 0 0 0 1.3-1.3V6.4z"/><path d="M11.5 2.6v3.8h3.8M7.5 10.2h5M7.5 13.4h5"/>',
    "print": '<path d="M5.5 7V2.8h9V7M5.5 14H4a1.3 1.3 0 0 1-1.3-1.3V8.4A1.4 1.4 0 0 1 4.1 7h11.8a1.4 1.4 0 0 1 1.4 1.4v4.3A1.3 1.3 0 0 1 16 14h-1.5"/><rect x="5.5" y="11.5" width="9" height="5.7"/>',
    "import": '<path d="M10 3v8.5M6.7 8.5L10 11.8l3.3-3.3M3.2 12.5v3.3A1.2 1.2 0 0 0 4.4 17h11.2a1.2 1.2 0 0 0 1.2-1.2v-3.3"/>',
    "export": '<path d="M10 12V3.2M6.7 6.5L10 3.2l3.3 3.3M3.2 12.5v3.3A1.2 1.2 0 0 0 4.4 17h11.2a1.2 1.2 0 0 0 1.2-1.2v-3.3"/>',
    "calendar": '<rect x="3" y="4" width="14" height="13" rx="1.5"/><path d="M3 8.2h14M7 2.5V5.5M13 2.5V5.5M7 11.5h0.1M10 11.5h0.1M13 11.5h0.1M7 14.2h0.1M10 14.2h0.1"/>',
    "backup": '<ellipse cx="10" cy="5" rx="6.5" ry="2.4"/><path d="M3.5 5v10c0 1.3 2.9 2.4 6.5 2.4s6.5-1.1 6.5-2.4V5M3.5 10c0 1.3 2.9 2.4 6.5 2.4s6.5-1.1 6.5-2.4"/>',
    "key": '<circle cx="6.8" cy="13.2" r="3.6"/><path d="M9.5 10.5L16.8 3.2M14 6l2.6 2.6"/>',
    "lock": '<rect x="4.2" y="8.8" width="11.6" height="8.4" rx="1.3"/><path d="M6.8 8.5V6.2a3.2 3.2 0 0 1 6.4 0v2.3M10 12.2v1.8"/>',
    "shield": '<path d="M10 2.5l6.5 2.2v4.8c0 4-2.8 6.8-6.5 8-3.7-1.2-6.5-4-6.5-8V4.7z"/><path d="M7 9.8l2.2 2.2 3.8-4"/>',
    "attach": '<path d="M16.2 9.3l-6.3 6.3a3.9 3.9 0 0 1-5.5-5.5l6.5-6.5a2.6 2.6 0 0 1 3.7 3.7l-6.4 6.4a1.3 1.3 0 0 1-1.9-1.9l5.8-5.8"/>',
    "phone": '<path d="M6.2 3H4.3A1.4 1.4 0 0 0 2.9 4.5 13.7 13.7 0 0 0 15.5 17.1a1.4 1.4 0 0 0 1.5-1.4v-2.2l-3.8-1.4-1.7 1.7a11 11 0 0 1-5-5l1.7-1.7z"/>',
    # Acts.
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "search": '<circle cx="8.7" cy="8.7" r="5.2"/><path d="M12.6 12.6L17 17"/>',
    "pencil": '<path d="M4 16l.8-3.6L13.4 3.8a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.2z"/>',
    "sign-pen": '<path d="M5 13.5l.7-3L12.6 3.6a1.3 1.3 0 0 1 1.9 0l.9.9a1.3 1.3 0 0 1 0 1.9L8.4 13l-3.4.5zM3 17c2.5-1.2 3.8-1.2 5.5 0s4 .6 8.5-.5"/>',
    "undo": '<path d="M7 4L3.5 7.5 7 11M4 7.5h7.8a4.3 4.3 0 0 1 0 8.6H8"/>',
    "trash": '<path d="M3.5 5.5h13M7.5 5.3V3.3h5v2M5.2 5.7l.8 11.3h8l.8-11.3M8.5 9v5M11.5 9v5"/>',
    "refresh": '<path d="M16.3 8.5A6.6 6.6 0 0 0 4.2 7.2M3.7 3.6v3.8h3.8M3.7 11.5a6.6 6.6 0 0 0 12.1 1.3M16.3 16.4v-3.8h-3.8"/>',
    "close": '<path d="M4.8 4.8l10.4 10.4M15.2 4.8L4.8 15.2"/>',
    "more": '<circle cx="4.5" cy="10" r="1.4" fill="INK" stroke="none"/><circle cx="10" cy="10" r="1.4" fill="INK" stroke="none"/><circle cx="15.5" cy="10" r="1.4" fill="INK" stroke="none"/>',
    "eye": '<path d="M2 10c2-3.7 4.7-5.5 8-5.5s6 1.8 8 5.5c-2 3.7-4.7 5.5-8 5.5S4 13.7 2 10z"/><circle cx="10" cy="10" r="2.5"/>',
    "chevron-left": '<path d="M12 4.5L6.5 10l5.5 5.5"/>',
    "chevron-right": '<path d="M8 4.5l5.5 5.5L8 15.5"/>',
    "chevron-down": '<path d="M4.5 7.5L10 13l5.5-5.5"/>',
    "chevron-up": '<path d="M4.5 12.5L10 7l5.5 5.5"/>',
    "arrow-right": '<path d="M3.5 10h12.5M11.5 5.5L16 10l-4.5 4.5"/>',
    # States, each told by its shape before its colour.
    "check": '<path d="M3.8 10.6l4 4 8.4-9"/>',
    "check-disc": _DISC + '<path d="M6.2 10.3l2.7 2.7 5-5.4" stroke="MARK" stroke-width="2"/>',
    "double-check": '<path d="M2 10.8l3.6 3.7L12.6 6M8.6 13.2l1.3 1.3L18 5.5"/>',
    "ring-dash": _RING + '<path d="M6.6 10h6.8"/>',
    "ring-dashed": '<circle cx="10" cy="10" r="7.2" stroke-dasharray="3 2.65" stroke-linecap="butt"/>',
    "ring-half": _RING + '<path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="INK" stroke="none"/>',
    "ring-x": _RING + '<path d="M7.3 7.3l5.4 5.4M12.7 7.3l-5.4 5.4"/>',
    "ring": _RING,
    "triangle": '<path d="M10 2.6L18.3 17H1.7z" fill="INK" stroke="INK" stroke-width="1.4"/><path d="M10 8v4" stroke="MARK" stroke-width="1.9"/><circle cx="10" cy="14.7" r="1.1" fill="MARK" stroke="none"/>',
    "octagon": _OCTAGON + _BANG,
    "clock": _RING + '<path d="M10 5.8V10l2.8 2"/>',
    "tray": '<path d="M10 2.8v7.4M7.3 7.6L10 10.3l2.7-2.7M3 10.5v5A1.3 1.3 0 0 0 4.3 16.8h11.4a1.3 1.3 0 0 0 1.3-1.3v-5M3 11.6h3.6l1 2h4.8l1-2H17"/>',
    "return": '<path d="M7 4.2L3.3 7.9 7 11.6M3.8 7.9h8.7a3.9 3.9 0 0 1 0 7.8H10"/>',
    "asterisk": '<path d="M10 3.4v13.2M4.3 6.7l11.4 6.6M15.7 6.7L4.3 13.3"/>',
    "info": _RING + '<path d="M10 9.3v4.4"/><circle cx="10" cy="6.5" r="1" fill="INK" stroke="none"/>',
    "cross": '<path d="M5.5 5.5l9 9M14.5 5.5l-9 9"/>',
    "dash": '<path d="M3.5 10h13"/>',
}
