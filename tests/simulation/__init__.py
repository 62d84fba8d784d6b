"""A deterministic world of PCs on a share that misbehaves, run by the real code (share protocol, tests)."""
