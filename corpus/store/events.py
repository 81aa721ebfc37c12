"""Events in the store: proposed, confirmed, split, merged; and which articles belong to them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import sqlalchemy as sa

from corpus.store.database import Database
from corpus.store.records import Event
from corpus.store.schema import articles, events


class Events:
    """The events of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Event, ...]:
        """All events, the newest first; without those that were merged into others."""
        query = (
            sa.select(*_COLUMNS)
            .where(events.c.merged_into.is_(None))
            .order_by(events.c.date.desc(), events.c.title)
        )
        with self._database.reading() as connection:
            return tuple(Event(**row) for row in connection.execute(query).mappings())

    def get(self, event_id: str) -> Event | None:
        """The event of that id, or the one that it was merged into, or None."""
        if not event_id.isascii() or "\0" in event_id:
            return None
        with self._database.reading() as connection:
            found = _final(connection, event_id)
            query = sa.select(*_COLUMNS).where(events.c.id == found)
            row = connection.execute(query).mappings().first() if found else None
        return Event(**row) if row is not None else None

    def sizes(self) -> dict[str, int]:
        """How many articles each event has."""
        query = (
            sa.select(articles.c.event_id, sa.func.count())
            .where(articles.c.event_id.is_not(None))
            .group_by(articles.c.event_id)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def create(
        self, title: str, date: str, article_ids: Sequence[str], confirmed: bool = True
    ) -> Event:
        """Make an event of articles, which leave the events they were in.

        An event that a user makes holds its articles against what the program proposes later.
        """
        event = Event(secrets.token_hex(9), title, "", date, sample=False, confirmed=confirmed)
        with self._database.writing() as connection:
            connection.execute(sa.insert(events).values(_as_row(event)))
            _move(connection, article_ids, event.id, by_user=confirmed)
        return event

    def edit(self, event_id: str, title: str, description: str, date: str) -> None:
        """Name an event anew."""
        values = {"title": title, "description": description, "date": date}
        with self._database.writing() as connection:
            connection.execute(
                sa.update(events).where(events.c.id == event_id, ~events.c.sample), values
            )

    def confirm(self, event_id: str) -> None:
        """Take a proposed event for one; its articles stay in it."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(events).where(events.c.id == event_id).values(confirmed=True)
            )
            connection.execute(
                sa.update(articles)
                .where(articles.c.event_id == event_id)
                .values(placed_by_user=True)
            )

    def move(
        self, article_ids: Sequence[str], event_id: str | None, *, by_user: bool = True
    ) -> None:
        """Put articles into an event, or out of any."""
        with self._database.writing() as connection:
            _move(connection, article_ids, event_id, by_user=by_user)

    def merge(self, event_id: str, into: str) -> None:
        """Put all articles of an event into another; links to it lead there from now on."""
        with self._database.writing() as connection:
            target = _final(connection, into)
            if target is None or target == event_id:
                return
            connection.execute(
                sa.update(articles)
                .where(articles.c.event_id == event_id)
                .values(event_id=target, placed_by_user=True)
            )
            connection.execute(
                sa.update(events).where(events.c.id == event_id).values(merged_into=target)
            )

    def dissolve(self, event_id: str, *, by_user: bool = True) -> None:
        """Remove an event; its articles stay, without one."""
        with self._database.writing() as connection:
            connection.execute(
                sa.update(articles)
                .where(articles.c.event_id == event_id)
                .values(event_id=None, placed_by_user=by_user)
            )
            connection.execute(sa.delete(events).where(events.c.id == event_id))


def put_sample_events(connection: sa.Connection, samples: Sequence[Event]) -> None:
    """Make the sample events exactly these, in a transaction that is open.

    One that is no sample any more but holds articles of users stays, as theirs.
    """
    old = (events.c.sample, events.c.id.not_in([each.id for each in samples]))
    used = sa.select(articles.c.event_id).where(articles.c.event_id.is_not(None))
    connection.execute(sa.delete(events).where(*old, events.c.id.not_in(used)))
    connection.execute(sa.update(events).where(*old).values(sample=False))
    stored = set(connection.scalars(sa.select(events.c.id)))
    for event in samples:
        row = _as_row(event)
        if event.id in stored:
            connection.execute(sa.update(events).where(events.c.id == event.id).values(row))
        else:
            connection.execute(sa.insert(events).values(row))


_COLUMNS = (
    events.c.id,
    events.c.title,
    events.c.description,
    events.c.date,
    events.c.sample,
    events.c.confirmed,
)


def _move(
    connection: sa.Connection, article_ids: Sequence[str], event_id: str | None, by_user: bool
) -> None:
    for article_id in article_ids:
        connection.execute(
            sa.update(articles)
            .where(articles.c.id == article_id, ~articles.c.sample)
            .values(event_id=event_id, placed_by_user=by_user)
        )


def _final(connection: sa.Connection, event_id: str) -> str | None:
    """The event that an id leads to, through all that were merged."""
    seen: set[str] = set()
    current: str | None = event_id
    while current is not None and current not in seen:
        seen.add(current)
        query = sa.select(events.c.merged_into).where(events.c.id == current)
        row = connection.execute(query).first()
        if row is None:
            return None
        if row[0] is None:
            return current
        current = row[0]
    return None


def _as_row(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "title": event.title,
        "description": event.description,
        "date": event.date,
        "sample": event.sample,
        "confirmed": event.confirmed,
    }
