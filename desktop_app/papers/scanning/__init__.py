"""Scans of forms meant for the pen, matched to their pages; nothing written on them is read by itself."""
