"""What a ledger window costs without us: the same libraries, database, fonts, window and rows in a plain table.

``python -m tests.benchmarks.bare_table HOME KEYRING.json`` prints the milliseconds from the first line of Python to
thirty painted rows, and the process's peak memory in MB.
"""

# ruff: noqa: E402 - the clock starts before the imports: they are part of what is timed

from __future__ import annotations

import time

_START = time.perf_counter()

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROWS = 30
WINDOW = (1280, 1800)
"""Our window's size: thirty of our rows stand below header and filters."""

LIBRARIES = (
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.kdf.argon2",
    "cryptography.hazmat.primitives.kdf.hkdf",
    "cryptography.hazmat.primitives.serialization",
    "cryptography.x509",
    "filelock",
    "keyring",
    "msgspec",
    "platformdirs",
    "pyrage",
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite",
    "sqlcipher3",
)
FONTS = Path(__file__).parents[2] / "resources/fonts"


def main(home: str, keyring: str) -> int:
    """Show thirty rows in a QTableView; print the milliseconds until they are painted."""
    for library in LIBRARIES:
        import_module(library)
    import sqlalchemy as sa
    from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication, QTableView
    from sqlcipher3 import dbapi2

    from tests.benchmarks.file_keyring import FileKeyring

    qt = QApplication([])
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(FONTS / f"BIZUDPGothic-{weight}.ttf"))
    qt.setFont(QFont("BIZ UDPGothic"))
    rows = _rows(sa, dbapi2, Path(home), FileKeyring(Path(keyring)))

    class Rows(QAbstractTableModel):
        def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return 0 if parent.isValid() else len(rows)

        def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
            return 0 if parent.isValid() else len(rows[0])

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, end)
            return False

    def end() -> None:
        taken = (time.perf_counter() - _START) * 1000
        from tests.benchmarks.measure import peak_mb

        sys.stdout.write(f"{taken:.1f} {peak_mb():.1f}\n")
        qt.exit(0)

    model, table, probe = Rows(), QTableView(), Painted()
    table.setModel(model)
    table.viewport().installEventFilter(probe)
    table.resize(*WINDOW)
    table.show()
    return int(qt.exec())


def _rows(sa: Any, dbapi2: Any, home: Path, keyring: Any) -> list[list[str]]:
    import msgspec

    home_id = json.loads((home / "home.json").read_text())["home_id"]
    key = keyring.get_password(f"sekisho/{home_id}/database", "sekisho")

    def connect() -> Any:
        connection = dbapi2.connect(str(home / "sekisho.db"))
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
        return connection

    engine = sa.create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=sa.StaticPool)
    query = sa.text("SELECT summary FROM case_summary ORDER BY effective_date, case_order LIMIT :rows")
    with engine.begin() as connection:
        lines = [msgspec.json.decode(row[0]) for row in connection.execute(query, {"rows": ROWS})]
    return [_texts(number, line) for number, line in enumerate(lines, start=1)]


def _texts(number: int, line: dict[str, Any]) -> list[str]:
    # The fourteen columns of the screen.
    person, to = line["transferee"], line["destination"]
    name = f"{person['name']} {person['kana']} {person['employee_no']}"
    dates = [line["effective_date"], *(mark["day"] for mark in line["marks"]), line["briefed_on"], line["reported_on"]]
    confirmed = f"{line['confirmed_on'] or ''} {line['confirmed_by']}"
    return [
        str(number),
        line["case_no"],
        name,
        f"{to['company']} {to['department']}",
        *(day or "" for day in dates),
        confirmed,
        line["state"],
        line["late_reason"],
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
