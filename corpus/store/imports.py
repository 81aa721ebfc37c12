"""The ledger of imports: which rows of a file are dealt with, so that one can go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from corpus.draft import Draft
from corpus.store.articles import add_drafts
from corpus.store.database import Database, now, short_hash
from corpus.store.records import ImportState, RowNote
from corpus.store.schema import articles, events, imports, row_notes


@dataclass(frozen=True, slots=True)
class ImportRow:
    """An article to be stored, and the event that the file puts it in, or empty."""

    draft: Draft
    event: str


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
        self, import_id: str, rows: Sequence[ImportRow], notes: Sequence[RowNote], rows_done: int
    ) -> None:
        """Store a batch and that its rows are dealt with, both or neither."""
        with self._database.writing() as connection:
            added = add_drafts(connection, [row.draft for row in rows])
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
            for row, each in zip(rows, added, strict=True):
                if row.event and each.kind == "added":
                    _put_in_event(connection, import_id, row, each.id)
            if notes:
                connection.execute(
                    sa.insert(row_notes),
                    [
                        {
                            "import_id": import_id, "row": each.row, "imported": each.imported,
                            "reason": each.reason, "excerpt": each.excerpt,
                        }
                        for each in notes
                    ],
                )  # fmt: skip

    def state(self, import_id: str) -> ImportState:
        """How far an import that was started has come."""
        with self._database.reading() as connection:
            state = _state(connection, import_id)
        if state is None:
            raise KeyError(import_id)
        return state

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

    def notes(self, import_id: str) -> tuple[RowNote, ...]:
        """What is to be said of single rows, in their order."""
        query = (
            sa.select(
                row_notes.c.row, row_notes.c.imported, row_notes.c.reason, row_notes.c.excerpt
            )
            .where(row_notes.c.import_id == import_id)
            .order_by(row_notes.c.row)
        )
        with self._database.reading() as connection:
            return tuple(RowNote(**row) for row in connection.execute(query).mappings())


def _put_in_event(
    connection: sa.Connection, import_id: str, row: ImportRow, article_id: str
) -> None:
    """Put an article into the event that the file names, which is one for each import."""
    event_id = f"import-{short_hash(import_id + row.event)}"
    if connection.scalar(sa.select(events.c.id).where(events.c.id == event_id)) is None:
        connection.execute(
            sa.insert(events).values(
                id=event_id, title=row.event, description="", date=row.draft.published,
                sample=False, confirmed=True,
            )
        )  # fmt: skip
    connection.execute(
        sa.update(articles)
        .where(articles.c.id == article_id)
        .values(event_id=event_id, placed_by_user=True)
    )


def _state(connection: sa.Connection, import_id: str) -> ImportState | None:
    row = connection.execute(sa.select(imports).where(imports.c.id == import_id)).mappings().first()
    if row is None:
        return None
    query = sa.select(sa.func.count()).select_from(row_notes).filter_by(import_id=import_id)
    return ImportState(**row, rejected=connection.scalar(query) or 0)
