"""The tables, as the newest migration leaves them.

The full-text index has no table here, for it differs by database: see the migrations.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("date", sa.String(10), nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    # Proposed by the program until a user confirms it.
    sa.Column("confirmed", sa.Boolean, nullable=False),
    # Links to an event that was merged into another still lead somewhere.
    sa.Column(
        "merged_into", sa.String(80), sa.ForeignKey("events.id", ondelete="SET NULL"), nullable=True
    ),
)

articles = sa.Table(
    "articles",
    metadata,
    # Counts up in the order of storing; the full-text index names rows by it.
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(80), nullable=False, unique=True),
    sa.Column("event_id", sa.String(80), sa.ForeignKey("events.id"), nullable=True, index=True),
    # Whether a user said where the article belongs; the program then leaves it there.
    sa.Column("placed_by_user", sa.Boolean, nullable=False),
    sa.Column(
        "copy_of", sa.String(80), sa.ForeignKey("articles.id", ondelete="SET NULL"), nullable=True
    ),
    sa.Column("outlet", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("published", sa.String(10), nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    # By which the same page is known again.
    sa.Column("canonical_url", sa.Text, nullable=False, index=True),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("dropped", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean, nullable=False),
    sa.Column("text_hash", sa.String(64), nullable=False, index=True),
    sa.Column("stored", sa.String(32), nullable=False),
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column(
        "article_id",
        sa.String(80),
        sa.ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    # 1 is the first text; the newest stands in articles.
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("headline", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("dropped", sa.Text, nullable=False),
    sa.Column("text_hash", sa.String(64), nullable=False),
    sa.Column("stored", sa.String(32), nullable=False),
)

analyses = sa.Table(
    "analyses",
    metadata,
    sa.Column("text_hash", sa.String(64), primary_key=True),
    sa.Column("versions", sa.Text, primary_key=True),
    # What a link names the versions by.
    sa.Column("version_id", sa.String(12), nullable=False, index=True),
    sa.Column("analysis", sa.LargeBinary, nullable=False),
    sa.Column("made", sa.String(32), nullable=False),
)

outlets = sa.Table(
    "outlets",
    metadata,
    sa.Column("domain", sa.String(253), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text, nullable=False),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    # Rows up to this one are dealt with: stored, known or rejected.
    sa.Column("rows_done", sa.Integer, nullable=False),
    sa.Column("added", sa.Integer, nullable=False),
    sa.Column("revised", sa.Integer, nullable=False),
    sa.Column("known", sa.Integer, nullable=False),
    sa.Column("finished", sa.Boolean, nullable=False),
    sa.Column("started", sa.String(32), nullable=False),
)

# What is to be said of single rows of a file: why they were rejected, or what was left out.
row_notes = sa.Table(
    "row_notes",
    metadata,
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

signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column(
        "article_id", sa.String(80), sa.ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)  # fmt: skip

# By these an article is found again that may report the same event.
article_keys = sa.Table(
    "article_keys",
    metadata,
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column(
        "article_id", sa.String(80), sa.ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=True, index=True,
    ),
)  # fmt: skip

# In how many articles a term stands.
terms = sa.Table(
    "terms",
    metadata,
    sa.Column("term", sa.String(80), primary_key=True),
    sa.Column("articles", sa.Integer, nullable=False),
)
