"""All the Qt: one folder a screen, plus theme, parts and background lanes."""
