"""The forms (様式) and their wording."""
