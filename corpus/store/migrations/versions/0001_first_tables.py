"""Events, articles and analyses, as before there were migrations."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("date", sa.String(10), nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("event_id", sa.String(80), sa.ForeignKey("events.id"), nullable=True, index=True),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("published", sa.String(10), nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("dropped", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False, index=True),
        sa.Column("stored", sa.String(32), nullable=False),
    )
    op.create_table(
        "analyses",
        sa.Column("text_hash", sa.String(64), primary_key=True),
        sa.Column("versions", sa.String(255), primary_key=True),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.String(32), nullable=False),
    )
