"""What the office means: cases, facts, programmes, dates. Pure Python, standard library only."""
