"""SQLCipher through SQLAlchemy: the append-only journal and its disposable read tables."""
