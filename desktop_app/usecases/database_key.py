"""A new key for the database: what was disposed of stays unreadable, wherever a disk or copy still has its bytes."""

from __future__ import annotations

from desktop_app.app import App, witness_place
from desktop_app.keys.next_key import NextKeyFile
from desktop_app.keys.vault import new_database_key
from desktop_app.store.unlocking import keep_key


def renew_database_key(app: App) -> None:
    """Put the database under a new key; killed at any moment, the next start opens it all the same.

    A passphrase goes on opening it, and is put to the new key when it is typed next. Raises DiskFull.
    """
    key, home_id = new_database_key(), app.home.home_id()
    NextKeyFile(app.home.next_key).note(app.database_key, key)
    app.record.database.move_under(key)
    app.database_key = key
    app.witness = witness_place(app.home, home_id, key, app.surroundings)
    app.keep_witness(app.record.head(app.device.device_id))
    keep_key(app.home, home_id, app.surroundings.keyring, key)
