"""An open database: connections, transactions, and errors in plain words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from corpus.settings import DATABASE_VARIABLE
from corpus.store.migration import bring_up_to_date
from corpus.store.records import StoreError

_WAIT_SECONDS = 30
"""How long a writer waits for another; longer than the slowest batch of an import takes."""


class Database:
    """A database whose tables are those of this version. Safe to use from several threads."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (SQLAlchemy's form), making or migrating its tables.

        Raises:
            StoreError: if it can't be opened.
        """
        try:
            parsed = _with_driver(sa.make_url(url))
            if parsed.get_backend_name() == "sqlite" and parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(parsed)
            self._writer = self._engine.execution_options(writes=True)
            bring_up_to_date(self._engine, self._writer)
        except (sa.exc.SQLAlchemyError, OSError, ImportError) as error:
            raise StoreError(
                f"The database can't be opened: {_reason(error)}. "
                f"Check the address in {DATABASE_VARIABLE}."
            ) from error

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that reads one state of the database.

        Raises:
            StoreError: if the database fails.
        """
        with _in_plain_words("read"), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is kept whole, or not at all where the block raises.

        Raises:
            StoreError: if the database fails.
        """
        with _in_plain_words("written"), self._writer.begin() as connection:
            yield connection


def now() -> str:
    """The time as the store writes it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def short_hash(text: str) -> str:
    """Twelve hexadecimal digits that stand for ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _with_driver(url: sa.URL) -> sa.URL:
    # As hosts of PostgreSQL hand addresses out, they name no driver.
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": _WAIT_SECONDS})
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    # A connection that the server closed meanwhile is noticed before it is used.
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions leave out changes of tables; ours begin in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    # A reader that comes to write later would fail at once where another wrote meanwhile.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _in_plain_words(what: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except sa.exc.DBAPIError as error:
        raise StoreError(
            f"The database couldn't be {what}: {_reason(error)}. Nothing was changed. "
            "Try again; if it stays so, check the disk and the database's server."
        ) from error


def _reason(error: Exception) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__
