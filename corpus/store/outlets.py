"""Outlets that users named for a domain; they go before those that the program knows."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from corpus.outlets import Outlet
from corpus.store.database import Database
from corpus.store.schema import outlets


class Outlets:
    """The outlets of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Outlet]:
        """The users' outlets by domain."""
        query = sa.select(outlets).order_by(outlets.c.domain)
        with self._database.reading() as connection:
            return {
                row.domain: Outlet(row.domain, row.name, row.country)
                for row in connection.execute(query)
            }

    def put(self, rows: Sequence[Outlet]) -> None:
        """Make the users' outlets exactly these."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(outlets))
            if rows:
                connection.execute(
                    sa.insert(outlets),
                    [
                        {"domain": each.domain, "name": each.name, "country": each.country}
                        for each in rows
                    ],
                )
