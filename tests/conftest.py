"""What all tests share: a database of their own, and texts that we wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import open_library
from corpus.settings import DATABASE_VARIABLE
from corpus.store import Store
from tests.postgresql import Server, running_server

SNUB_STORY = """\
Minister complains of snub as Chinese Taipei trip goes ahead

Trade minister Carla Voss complained on Monday that Norland officials had ignored her letters.

“We asked four times and nobody picked up the telephone,” Voss said. She claimed that the border \
talks were “close to collapse” because of the delay.

Norland's foreign ministry spokesman Piet Harlan said the letters had been answered. “Every one of \
them received a reply within a week, and we stand by what we wrote,” he explained.

The visit to Chinese Taipei, which the minister described as “routine business between friends”, \
will begin on Thursday. Three aides were detained at the airport last year, according to the \
Corvane Institute.
"""


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for all tests that ask for one."""
    with running_server() as server:
        yield server


@pytest.fixture
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database of the test's own, which the program uses as well."""
    url = f"sqlite:///{tmp_path / 'parallax.sqlite3'}"
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """As ``database_url``, once on SQLite and once on PostgreSQL."""
    url = f"sqlite:///{tmp_path / 'parallax.sqlite3'}"
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        url = server.new_database()
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A library that holds the samples."""
    opened = open_library()
    yield opened
    opened.close()


@pytest.fixture
def either_store(either_url: str) -> Iterator[Store]:
    """As ``store``, once on SQLite and once on PostgreSQL."""
    opened = open_library()
    yield opened
    opened.close()
