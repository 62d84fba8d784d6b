"""Japanese text: faces, runs by font, line breaking."""
