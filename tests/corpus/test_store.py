"""What is stored comes back, and nothing is lost or computed twice."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

import corpus.store
from analysis import Article, analyze
from analysis.serialization import from_json, to_json
from corpus.library import open_library
from corpus.store import Store, StoreError
from tests.conftest import SNUB_STORY


def test_an_analysis_survives_json_unchanged() -> None:
    analysis = analyze(Article(SNUB_STORY))
    assert from_json(to_json(analysis)) == analysis


def test_an_article_comes_back_as_it_was_stored(store: Store) -> None:
    article = Article.from_parts("A headline", "A body with 'odd' “marks” and 漢字.")
    stored = store.add(article, ["left out"], "The Courier")
    assert store.article(stored.id) == stored
    assert stored.article.headline == "A headline"
    assert stored.dropped == ("left out",)


def test_the_same_text_is_stored_once(store: Store) -> None:
    article = Article(SNUB_STORY)
    assert store.add(article).id == store.add(article).id
    assert store.add(article, outlet="Another").id != store.add(article).id


@pytest.mark.parametrize("unknown", ["' OR 1=1 --", "", "x" * 100_000, "\0", "\ud800", "😀"])
def test_an_unknown_id_is_no_article(store: Store, unknown: str) -> None:
    assert store.article(unknown) is None


def test_an_analysis_is_computed_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = store.add(Article(SNUB_STORY))
    first = store.analysis(stored)
    monkeypatch.setattr(corpus.store, "analyze", lambda _: pytest.fail("computed again"))
    assert store.analysis(stored) == first


def test_an_analysis_that_was_cut_short_is_made_anew(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store.add(Article(SNUB_STORY))
    first = store.analysis(stored)
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as database:
        database.execute("UPDATE analyses SET analysis = substr(analysis, 1, 100)")
        database.commit()
    assert store.analysis(stored) == first
    monkeypatch.setattr(corpus.store, "analyze", lambda _: pytest.fail("computed again"))
    assert store.analysis(stored) == first


def test_several_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    with ThreadPoolExecutor(8) as pool:
        for opened in pool.map(Store, [url] * 16):
            assert opened.articles() == ()
            opened.close()


def test_opening_again_keeps_what_users_stored(store: Store) -> None:
    stored = store.add(Article(SNUB_STORY))
    again = open_library()
    assert again.article(stored.id) == stored
    assert again.articles() == store.articles()
    again.close()


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way" * 200)
    with pytest.raises(StoreError, match="can't be opened"):
        Store(f"sqlite:///{tmp_path / 'file' / 'db.sqlite3'}")
    for url in (f"sqlite:///{tmp_path / 'file'}", "no address", "nosuch://database/x"):
        with pytest.raises(StoreError, match="can't be opened") as caught:
            Store(url)
        assert "\n" not in str(caught.value)
