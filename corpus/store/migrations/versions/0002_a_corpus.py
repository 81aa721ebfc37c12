"""Addresses, revisions, near-copies, proposed events, imports, outlets, full-text search.

Articles, events and analyses are copied into new tables, for SQLite can't give a table another key.
"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# How FTS5 is told of rows that another table holds.
_PUT = (
    "INSERT INTO article_search (rowid, headline, outlet, text)"
    " VALUES (new.number, new.headline, new.outlet, new.text);"
)
_TAKE = (
    "INSERT INTO article_search (article_search, rowid, headline, outlet, text)"
    " VALUES ('delete', old.number, old.headline, old.outlet, old.text);"
)


def upgrade() -> None:
    """Make the new tables, and copy what the old ones hold."""
    _set_aside()
    _make_tables()
    _copy()
    for table in ("articles_0001", "events_0001", "analyses_0001"):
        op.drop_table(table)
    _make_search()


def _set_aside() -> None:
    op.drop_index("ix_articles_event_id", "articles")
    op.drop_index("ix_articles_text_hash", "articles")
    for table in ("articles", "events", "analyses"):
        op.rename_table(table, f"{table}_0001")
        if op.get_context().dialect.name == "postgresql":
            # A constraint keeps its name when its table loses it.
            op.execute(f"ALTER INDEX {table}_pkey RENAME TO {table}_0001_pkey")


def _make_tables() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column(
            "merged_into",
            sa.String(80),
            sa.ForeignKey("events.id", ondelete="SET NULL"),
            nullable=True,
        ),
    )
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(80), nullable=False, unique=True),
        sa.Column("event_id", sa.String(80), sa.ForeignKey("events.id"), nullable=True, index=True),
        sa.Column("placed_by_user", sa.Boolean, nullable=False),
        sa.Column(
            "copy_of",
            sa.String(80),
            sa.ForeignKey("articles.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("published", sa.String(10), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("canonical_url", sa.Text, nullable=False, index=True),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False, index=True),
        sa.Column("stored", sa.String(32), nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column(
            "article_id",
            sa.String(80),
            sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("stored", sa.String(32), nullable=False),
    )
    op.create_table(
        "analyses",
        sa.Column("text_hash", sa.String(64), primary_key=True),
        sa.Column("versions", sa.Text, primary_key=True),
        sa.Column("version_id", sa.String(12), nullable=False, index=True),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
    )
    op.create_table(
        "outlets",
        sa.Column("domain", sa.String(253), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("rows_done", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.Column("known", sa.Integer, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("started", sa.String(32), nullable=False),
    )
    op.create_table(
        "row_notes",
        sa.Column(
            "import_id",
            sa.String(64),
            sa.ForeignKey("imports.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("imported", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("excerpt", sa.Text, nullable=False),
    )
    op.create_table(
        "signatures",
        sa.Column(
            "article_id", sa.String(80), sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )  # fmt: skip
    op.create_table(
        "article_keys",
        sa.Column("key", sa.String(80), primary_key=True),
        sa.Column(
            "article_id", sa.String(80), sa.ForeignKey("articles.id", ondelete="CASCADE"),
            primary_key=True, index=True,
        ),
    )  # fmt: skip
    op.create_table(
        "terms",
        sa.Column("term", sa.String(80), primary_key=True),
        sa.Column("articles", sa.Integer, nullable=False),
    )


def _copy() -> None:
    # Whatever stands in an event by now was put there by us or by hand.
    op.execute(
        "INSERT INTO events (id, title, description, date, sample, confirmed)"
        " SELECT id, title, description, date, sample, true FROM events_0001"
    )
    op.execute(
        "INSERT INTO articles (id, event_id, placed_by_user, outlet, country, published, url,"
        " canonical_url, headline, text, dropped, note, sample, text_hash, stored)"
        " SELECT id, event_id, event_id IS NOT NULL, outlet, country, published, '',"
        " '', headline, text, dropped, note, sample, text_hash, stored"
        " FROM articles_0001 ORDER BY stored"
    )
    connection = op.get_bind()
    insert = sa.text(
        "INSERT INTO analyses (text_hash, versions, version_id, analysis, made)"
        " SELECT text_hash, versions, :version_id, analysis, made FROM analyses_0001"
        " WHERE versions = :versions"
    )
    for (versions,) in connection.execute(sa.text("SELECT DISTINCT versions FROM analyses_0001")):
        version_id = hashlib.sha256(versions.encode()).hexdigest()[:12]
        connection.execute(insert, {"versions": versions, "version_id": version_id})


def _make_search() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE articles ADD COLUMN search tsvector GENERATED ALWAYS AS"
            " (to_tsvector('english', headline || ' ' || outlet || ' ' || text)) STORED"
        )
        op.execute("CREATE INDEX ix_articles_search ON articles USING gin (search)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE article_search USING fts5(headline, outlet, text,"
        " content='articles', content_rowid='number', tokenize='porter unicode61')"
    )
    for happening, statements in (
        ("INSERT", _PUT),
        ("DELETE", _TAKE),
        ("UPDATE OF headline, outlet, text", _TAKE + _PUT),
    ):
        name = f"article_search_{happening.split()[0].lower()}"
        op.execute(f"CREATE TRIGGER {name} AFTER {happening} ON articles BEGIN {statements} END")
    op.execute("INSERT INTO article_search (article_search) VALUES ('rebuild')")
