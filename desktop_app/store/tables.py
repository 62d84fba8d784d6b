"""The tables: the journal (append-only, the law), secrets and desk state, and the disposable read tables."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# --- the record -------------------------------------------------------------------------------------------

entry = sa.Table(
    "entry",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("lamport", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    # Every commit asks for the highest counter: without it, it would read and decrypt the whole journal.
    sa.Index("entry_by_lamport", "lamport"),
    sqlite_with_rowid=False,
)

segment = sa.Table(
    "segment",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("first_entry", sa.Integer, nullable=False),
    sa.Column("last_entry", sa.Integer, nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    # A sync asks for one year of one device without reading the segments themselves.
    sa.Index("segment_by_year", "device_id", "fiscal_year", "seq"),
)

branch = sa.Table(
    "branch",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("first_entry", sa.Integer, nullable=False),
    sa.Column("last_entry", sa.Integer, nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
"""Segments of a device's second history (it was copied): kept whole and flagged, beside the first that came here."""

branch_entry = sa.Table(
    "branch_entry",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("lamport", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

aside = sa.Table(
    "aside",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Entries that were recorded again under another device id, as they had been signed first."""

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sealed_sha256", sa.Text, primary_key=True),
    sa.Column("fiscal_year", sa.Integer, primary_key=True),
    sqlite_with_rowid=False,
)

disposed_chain = sa.Table(
    "disposed_chain",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("segment", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("entry", sa.Integer, nullable=False),
    sa.Column("entry_hash", sa.Text, nullable=False),
    sa.Column("lamport", sa.Integer, nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("branches", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Where each PC's record begins here: what came before went with a disposed year, or never came to this home."""

APPEND_ONLY = ("entry", "segment", "branch", "branch_entry")

JOURNAL_TRIGGERS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
    for table in APPEND_ONLY
    for act in ("UPDATE", "DELETE")
)

# --- this home only ---------------------------------------------------------------------------------------

secret = sa.Table(
    "secret",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

desk = sa.Table(
    "desk",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

published = sa.Table(
    "published",
    metadata,
    sa.Column("device_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("path", sa.Text, nullable=False),
)

sight = sa.Table(
    "sight",
    metadata,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("device_id", sa.Text, nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("age", sa.Float, nullable=False),
    sa.Index("sight_by_year", "device_id", "fiscal_year"),
    sa.Index("sight_of_doubt", "reason", "path", sqlite_where=sa.text("reason != ''")),
    sqlite_with_rowid=False,
)
"""Segment files met on the share: held here (no reason), or in doubt and for how long (seconds) by our own count."""

# --- read tables: dropped and replayed whenever their shape changes ----------------------------------------

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("lamport", sa.Integer, nullable=False),
    sa.Column("device_id", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    # Two histories of a copied device may count alike; the order must be the same everywhere all the same.
    sa.Column("entry", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("case_id", "lamport", "device_id", "seq", "entry", "place"),
    sqlite_with_rowid=False,
)

case_summary = sa.Table(
    "case_summary",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("case_no", sa.Text, nullable=False),
    sa.Column("case_order", sa.Text, nullable=False),
    sa.Column("org_code", sa.Text, nullable=False),
    sa.Column("half", sa.Text, nullable=False),
    sa.Column("effective_date", sa.Text, nullable=False),
    sa.Column("report_due", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("in_scope", sa.Boolean, nullable=False),
    sa.Column("settled", sa.Boolean, nullable=False),
    sa.Column("remarkable", sa.Boolean, nullable=False),
    sa.Column("post_checked", sa.Boolean, nullable=False),
    sa.Column("restoring", sa.Boolean, nullable=False),
    sa.Column("employee_no", sa.Text, nullable=False),
    sa.Column("search_key", sa.Text, nullable=False),
    sa.Column("summary", sa.LargeBinary, nullable=False),
    sa.Index("case_by_no", "case_no"),
    # Carries every column a filter asks for: a search over all cases reads this narrow index, in ledger order,
    # and fetches only the lines it shows (measured: a fifth of the pages to decrypt).
    sa.Index(
        "case_in_ledger_order",
        "effective_date",
        "case_order",
        "case_no",
        "search_key",
        "half",
        "state",
        "in_scope",
        "settled",
        "remarkable",
    ),
    # Counts a half-year, and its workplaces, without reading a line.
    sa.Index("case_by_half", "half", "effective_date", "case_order", "in_scope", "org_code"),
    sa.Index("case_by_person", "employee_no"),
    sa.Index("case_by_state", "state", "post_checked", "restoring"),
)

READ_TABLES = (fact, case_summary)
READ_TABLES_VERSION = "10"
