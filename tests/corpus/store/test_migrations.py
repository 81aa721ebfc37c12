"""A database of an older version opens and keeps everything, whenever its migration is killed."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from analysis import analyze
from analysis.serialization import to_json
from corpus.samples import sample_articles
from corpus.store import Filter, Store, StoreError
from corpus.store.articles import text_hash
from corpus.store.migration import NEWEST
from corpus.store.schema import metadata

# The tables as the program made them before it had migrations.
FIRST_TABLES = (
    "CREATE TABLE events (id VARCHAR(80) NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,"
    " date VARCHAR(10) NOT NULL, sample BOOLEAN NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE analyses (text_hash VARCHAR(64) NOT NULL, versions VARCHAR(255) NOT NULL,"
    " analysis {blob} NOT NULL, made VARCHAR(32) NOT NULL, PRIMARY KEY (text_hash, versions))",
    "CREATE TABLE articles (id VARCHAR(80) NOT NULL, event_id VARCHAR(80), outlet TEXT NOT NULL,"
    " country TEXT NOT NULL, published VARCHAR(10) NOT NULL, headline TEXT NOT NULL,"
    " text TEXT NOT NULL, dropped TEXT NOT NULL, note TEXT NOT NULL, sample BOOLEAN NOT NULL,"
    " text_hash VARCHAR(64) NOT NULL, stored VARCHAR(32) NOT NULL, PRIMARY KEY (id),"
    " FOREIGN KEY(event_id) REFERENCES events (id))",
    "CREATE INDEX ix_articles_event_id ON articles (event_id)",
    "CREATE INDEX ix_articles_text_hash ON articles (text_hash)",
)
SAMPLE = sample_articles()[0]


def make_first_database(url: str, count: int) -> None:
    """A database as the first version left it, with ``count`` articles."""
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    blob = "BYTEA" if "postgresql" in url else "BLOB"
    with engine.begin() as connection:
        for statement in FIRST_TABLES:
            connection.execute(sa.text(statement.format(blob=blob)))
        connection.execute(
            sa.text("INSERT INTO events VALUES ('e', 'It happened', 'There.', '2026-01-01', false)")
        )
        for number in range(count):
            connection.execute(
                sa.text(
                    "INSERT INTO articles VALUES (:id, :event, 'The Courier', 'France',"
                    " '2026-01-02', '', :text, '[\"left out\"]', '', false, :hash,"
                    " '2026-01-03T00:00:00+00:00')"
                ),
                {
                    "id": f"a{number}",
                    "event": "e" if number % 2 else None,
                    "text": f"{SAMPLE.article.text} {number}",
                    "hash": f"{number:064}",
                },
            )
        connection.execute(
            sa.text("INSERT INTO analyses VALUES (:hash, :versions, :analysis, '2026-01-03')"),
            {
                "hash": text_hash(SAMPLE.article),
                "versions": json.dumps({"rules": "1"}),
                "analysis": to_json(analyze(SAMPLE.article)),
            },
        )
    engine.dispose()


def check_everything_is_there(store: Store, count: int) -> None:
    texts = [each.article.text for each in store.articles.every(Filter(samples=False))]
    assert sorted(texts) == sorted(f"{SAMPLE.article.text} {number}" for number in range(count))
    assert store.events.sizes() == {"e": count // 2}
    assert store.articles.count(Filter(words="Courier", samples=False)) == count


def test_a_database_of_the_first_version_keeps_everything(either_url: str) -> None:
    make_first_database(either_url, 20)
    for _ in range(2):
        store = Store(either_url)
        check_everything_is_there(store, 20)
        article = store.articles.get("a1")
        assert article is not None
        assert (article.outlet, article.dropped, article.event_id) == (
            "The Courier", ("left out",), "e",
        )  # fmt: skip
        assert store.articles.listed(Filter(event_id="e"))[0].placed_by_user
        event = store.events.get("e")
        assert event is not None
        assert event.confirmed
        store.close()


def test_numbers_that_an_older_version_stored_can_still_be_linked(either_url: str) -> None:
    make_first_database(either_url, 1)
    store = Store(either_url)
    version = corpus_version({"rules": "1"})
    kept = store.analyses.made_by(SAMPLE, version)
    assert kept is not None
    assert kept.analysis == analyze(SAMPLE.article)
    store.close()


def corpus_version(versions: dict[str, str]) -> str:
    from corpus.store.database import short_hash

    return short_hash(json.dumps(versions))


def test_a_migration_killed_at_any_moment_loses_nothing(either_url: str) -> None:
    """The program is killed while it migrates, and then opens the database as if nothing was."""
    count = 1500
    make_first_database(either_url, count)
    opens = (
        "import sys; from corpus.store import Store\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "Store(sys.argv[1])"
    )
    chance = random.Random(6)
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", opens, either_url], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0.02, 0.6))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    store = Store(either_url)
    check_everything_is_there(store, count)
    store.close()


def test_a_database_of_a_newer_version_says_so(either_url: str) -> None:
    store = Store(either_url)
    store.close()
    engine = sa.create_engine(either_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version of Parallax"):
        Store(either_url)
    engine.dispose()


def test_the_schema_is_what_the_migrations_make(either_url: str) -> None:
    store = Store(either_url)
    engine = sa.create_engine(either_url.replace("postgresql:", "postgresql+psycopg:"))
    inspector = sa.inspect(engine)
    for table in metadata.sorted_tables:
        made = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        made.pop("search", None)
        assert made == {column.name: column.nullable for column in table.columns}
        assert {index["name"] for index in inspector.get_indexes(table.name)} >= {
            index.name for index in table.indexes
        }
    engine.dispose()
    store.close()


def test_the_newest_revision_is_the_one_the_program_expects() -> None:
    config = Config()
    config.set_main_option("script_location", "corpus/store/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST
