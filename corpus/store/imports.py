"""The ledger of imports: which rows of a file are dealt with, so that one can go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from corpus.draft import Draft
from corpus.store.articles import add_drafts
from corpus.store.database import Database, now
from corpus.store.records import Added, ImportState, RejectedRow
from corpus.store.schema import imports, rejections


class Imports:
    """The imports of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, import_id: str, name: str) -> ImportState:
        """Begin an import, or take one up where it stopped.

        ``import_id`` stands for the file's content and how it is read.
        """
        with self._database.writing() as connection:
            if _state(connection, import_id) is None:
                row = {
                    "id": import_id, "name": name, "rows_done": 0, "added": 0, "revised": 0,
                    "known": 0, "finished": False, "started": now(),
                }  # fmt: skip
                connection.execute(sa.insert(imports).values(row))
            state = _state(connection, import_id)
        assert state is not None
        return state

    def store(
        self,
        import_id: str,
        drafts: Sequence[Draft],
        rejected: Sequence[RejectedRow],
        rows_done: int,
    ) -> list[Added]:
        """Store a batch and that its rows are dealt with, both or neither."""
        with self._database.writing() as connection:
            added = add_drafts(connection, drafts)
            counts = Counter(each.kind for each in added)
            connection.execute(
                sa.update(imports)
                .where(imports.c.id == import_id)
                .values(
                    rows_done=rows_done,
                    added=imports.c.added + counts["added"],
                    revised=imports.c.revised + counts["revised"],
                    known=imports.c.known + counts["known"],
                )
            )
            if rejected:
                connection.execute(
                    sa.insert(rejections),
                    [
                        {
                            "import_id": import_id, "row": each.row, "reason": each.reason,
                            "excerpt": each.excerpt,
                        }
                        for each in rejected
                    ],
                )  # fmt: skip
        return added

    def finish(self, import_id: str) -> None:
        """Say that all rows are dealt with."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(imports).where(imports.c.id == import_id).values(finished=True)
            )

    def forget(self, import_id: str) -> None:
        """Let the same file be imported from its start again; articles stay."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(imports).where(imports.c.id == import_id))

    def all(self) -> tuple[ImportState, ...]:
        """All imports, the newest first."""
        query = sa.select(imports.c.id).order_by(imports.c.started.desc())
        with self._database.reading() as connection:
            states = [_state(connection, each) for each in connection.scalars(query).all()]
        return tuple(each for each in states if each is not None)

    def rejected(self, import_id: str) -> tuple[RejectedRow, ...]:
        """The rows that weren't imported, and why."""
        query = (
            sa.select(rejections.c.row, rejections.c.reason, rejections.c.excerpt)
            .where(rejections.c.import_id == import_id)
            .order_by(rejections.c.row)
        )
        with self._database.reading() as connection:
            return tuple(RejectedRow(**row) for row in connection.execute(query).mappings())


def _state(connection: sa.Connection, import_id: str) -> ImportState | None:
    row = connection.execute(sa.select(imports).where(imports.c.id == import_id)).mappings().first()
    if row is None:
        return None
    query = sa.select(sa.func.count()).select_from(rejections).filter_by(import_id=import_id)
    return ImportState(**row, rejected=connection.scalar(query) or 0)
