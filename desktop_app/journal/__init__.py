"""How facts become bytes that can be proved: codec, entries, segments."""
