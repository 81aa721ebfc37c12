"""Bringing a database's tables up to date, by Alembic."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from corpus.store.records import StoreError

NEWEST = "0002"
"""The revision that the schema describes; a test holds it to the scripts in migrations/."""

_FOLDER = Path(__file__).parent / "migrations"
# Any number of ours: whoever migrates holds it, so that two servers don't do it at once.
_POSTGRESQL_LOCK = 7_130_402


def bring_up_to_date(reader: sa.Engine, writer: sa.Engine) -> None:
    """Make the tables that lack, and migrate those of an older version, all or nothing.

    Raises:
        StoreError: if the database is of a newer version than the program.
    """
    with reader.connect() as connection:
        if _revision(connection) == NEWEST:
            return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    with writer.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_POSTGRESQL_LOCK)))
        config.attributes["connection"] = connection
        if _revision(connection) is None and sa.inspect(connection).has_table("articles"):
            # Made before there were migrations.
            command.stamp(config, "0001")
        try:
            command.upgrade(config, NEWEST)
        except CommandError as error:
            raise StoreError(
                "This database was written by a newer version of Parallax. Update the program, or "
                "name another database."
            ) from error


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision
