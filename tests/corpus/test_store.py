"""What is stored comes back, and nothing is lost or computed twice."""

from __future__ import annotations

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


def test_an_unknown_id_is_no_article(store: Store) -> None:
    assert store.article("' OR 1=1 --") is None


def test_an_analysis_is_computed_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = store.add(Article(SNUB_STORY))
    first = store.analysis(stored)
    monkeypatch.setattr(corpus.store, "analyze", lambda _: pytest.fail("computed again"))
    assert store.analysis(stored) == first


def test_opening_again_keeps_what_users_stored(store: Store) -> None:
    stored = store.add(Article(SNUB_STORY))
    again = open_library()
    assert again.article(stored.id) == stored
    assert again.articles() == store.articles()
    again.close()


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="can't be opened"):
        Store(f"sqlite:///{tmp_path / 'file' / 'db.sqlite3'}")
