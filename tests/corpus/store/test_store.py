"""What is stored comes back, and nothing is lost or computed twice, on either database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import sqlalchemy as sa

import corpus.store.analyses
from analysis import Article, analyze
from analysis.serialization import from_json, to_json
from corpus.draft import Draft
from corpus.library import open_library
from corpus.samples import sample_articles
from corpus.store import Filter, Store, StoreError
from corpus.store.database import Database
from tests.conftest import SNUB_STORY


def drafts(count: int, start: int = 0) -> list[Draft]:
    """Articles that differ, of addresses that differ."""
    return [
        Draft(
            Article.from_parts(f"Report {number}", f"The council met for the {number}th time."),
            outlet="The Courier" if number % 2 else "The Herald",
            published=f"2026-03-{number % 28 + 1:02}",
            url=f"https://example.org/{number}",
        )
        for number in range(start, start + count)
    ]


def stored_texts(store: Store) -> list[str]:
    return [each.article.text for each in store.articles.every(Filter(samples=False))]


def test_an_analysis_survives_json_unchanged() -> None:
    analysis = analyze(Article(SNUB_STORY))
    assert from_json(to_json(analysis)) == analysis


def test_an_article_comes_back_as_it_was_stored(either_store: Store) -> None:
    article = Article.from_parts("A headline", "A body with 'odd' “marks”, 漢字 and 😀.")
    draft = Draft(
        article, "The Courier", "France", "2026-03-01", "https://example.org/a?utm_source=x",
        ("left out",),
    )  # fmt: skip
    stored = either_store.articles.get(either_store.articles.add(draft).id)
    assert stored is not None
    assert (stored.article, stored.outlet, stored.country) == (article, "The Courier", "France")
    assert (stored.published, stored.url) == ("2026-03-01", draft.url)
    assert stored.dropped == ("left out",)


def test_the_same_text_is_stored_once(either_store: Store) -> None:
    article = Article(SNUB_STORY)
    first, again, elsewhere = (
        either_store.articles.add(Draft(article, outlet=outlet)) for outlet in ("", "", "Another")
    )
    assert (first.kind, again.kind, elsewhere.kind) == ("added", "known", "added")
    assert first.id == again.id != elsewhere.id


def test_a_page_fetched_again_and_changed_keeps_both_texts(either_store: Store) -> None:
    articles = either_store.articles
    url = "https://example.org/news/1"
    first = articles.add(Draft(Article("The mayor claimed that it was safe."), url=url))
    again = articles.add(Draft(Article("The mayor said that it was safe."), url=f"{url}#top"))
    third = articles.add(Draft(Article("The mayor says that it is safe."), url=url))
    assert (again.kind, third.kind) == ("revised", "revised")
    assert first.id == again.id == third.id
    newest = articles.get(first.id)
    assert newest is not None
    assert newest.article.text == "The mayor says that it is safe."
    earlier = articles.revisions(first.id)
    assert [each.article.text for each in earlier] == [
        "The mayor claimed that it was safe.", "The mayor said that it was safe.",
    ]  # fmt: skip
    assert articles.get(earlier[0].id) == earlier[0]
    assert "(text 1)" in earlier[0].label


@pytest.mark.parametrize(
    "unknown", ["' OR 1=1 --", "", "x" * 100_000, "\0", "\ud800", "😀", "~", "~1", "~~", "~٣"]
)
def test_an_unknown_id_is_no_article(either_store: Store, unknown: str) -> None:
    assert either_store.articles.get(unknown) is None
    assert either_store.articles.get(f"{sample_articles()[0].id}~{unknown}") is None or not unknown
    assert either_store.events.get(unknown) is None


def test_an_analysis_is_computed_once(either_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = sample_articles()[0]
    first = either_store.analyses.of(stored)
    monkeypatch.setattr(corpus.store.analyses, "analyze", lambda _: pytest.fail("computed again"))
    assert either_store.analyses.of(stored) == first


def test_an_analysis_that_was_cut_short_is_made_anew(
    either_store: Store, either_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = sample_articles()[0]
    first = either_store.analyses.of(stored)
    with Database(either_url).writing() as connection:
        connection.execute(sa.text("UPDATE analyses SET analysis = substr(analysis, 1, 100)"))
    assert either_store.analyses.of(stored) == first
    monkeypatch.setattr(corpus.store.analyses, "analyze", lambda _: pytest.fail("computed again"))
    assert either_store.analyses.of(stored) == first


def test_a_new_version_scores_anew_and_the_old_numbers_stay(
    either_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = sample_articles()[0]
    old = either_store.analyses.of(stored)
    old_version = corpus.store.analyses.version_in_force()
    monkeypatch.setattr(corpus.store.analyses, "versions", lambda: {"rules": "next"})
    assert corpus.store.analyses.version_in_force() != old_version
    either_store.analyses.of(stored)
    kept = either_store.analyses.made_by(stored, old_version)
    assert kept is not None
    assert kept.analysis == old
    assert kept.made.startswith("20")
    assert either_store.analyses.made_by(stored, "0" * 12) is None
    assert either_store.analyses.made_by(stored, "';--") is None


def test_several_may_open_a_new_database_at_once(either_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        for opened in pool.map(Store, [either_url] * 16):
            assert opened.articles.count() == 0
            opened.close()


def _add_all(url: str, batch: list[Draft]) -> None:
    store = Store(url)
    for draft in batch:
        store.articles.add(draft)
    store.close()


def test_two_processes_that_write_at_once_lose_nothing(
    either_store: Store, either_url: str
) -> None:
    ours = drafts(60)
    context = get_context("spawn")
    others = [
        context.Process(target=_add_all, args=(either_url, drafts(60, start))) for start in (30, 60)
    ]
    for other in others:
        other.start()
    for draft in ours:
        either_store.articles.add(draft)
    for other in others:
        other.join()
        assert other.exitcode == 0
    expected = [draft.article.text for draft in drafts(120)]
    assert sorted(stored_texts(either_store)) == sorted(expected)


def test_opening_again_keeps_what_users_stored(either_store: Store) -> None:
    event = next(iter(either_store.events.all()))
    added = either_store.articles.add(drafts(1)[0])
    either_store.events.move([added.id], event.id)
    before = list(either_store.articles.every())
    either_store.put_samples([], [])
    assert stored_texts(either_store) == [drafts(1)[0].article.text]
    kept = either_store.events.get(event.id)
    assert kept is not None
    assert not kept.sample
    again = open_library()
    assert list(again.articles.every())[: len(before)] != []
    assert again.articles.get(added.id) == either_store.articles.get(added.id)
    assert {each.id for each in again.articles.every()} == {each.id for each in before}
    again.close()


def test_a_list_is_filtered_and_paged(either_store: Store) -> None:
    articles = either_store.articles
    for draft in drafts(30):
        articles.add(draft)
    mine = Filter(samples=False)
    assert articles.count(mine) == 30
    pages = [articles.listed(mine, limit=12, offset=offset) for offset in (0, 12, 24)]
    assert [len(page) for page in pages] == [12, 12, 6]
    assert pages[0][0].title == "Report 29"
    assert len({each.id for page in pages for each in page}) == 30
    assert articles.count(Filter(outlet="The Herald")) == 15
    assert articles.by_outlet(mine) == {"The Courier": 15, "The Herald": 15}
    assert articles.count(Filter(since="2026-03-27", samples=False)) == 2
    assert articles.count(Filter(until="2026-03-01", samples=False)) == 2
    assert articles.count(Filter(event_id="", samples=False)) == 30


def test_what_is_corrected_or_deleted_stays_so(either_store: Store) -> None:
    articles = either_store.articles
    added = articles.add(drafts(1)[0])
    articles.correct(added.id, "Another", "Chile", "2020-01-02")
    stored = articles.get(added.id)
    assert stored is not None
    assert (stored.outlet, stored.country, stored.published) == ("Another", "Chile", "2020-01-02")
    sample = sample_articles()[0]
    assert articles.delete([added.id, sample.id, "unknown"]) == 1
    assert articles.get(added.id) is None
    assert articles.get(sample.id) is not None
    assert articles.count(Filter(words="council", samples=False)) == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("harbour", {0, 1}), ("HARBOURS strike", {0}), ('"harbour strike"', {0}),
     ('"strike harbour"', set()), ("harbour -strike", {1}), ("-strike", None), ("nothere", set()),
     ("Courier", {0}), ("it's", None), ('un"closed', set()), ("AND OR NOT", None), ("*", None),
     ("harbour*", {0, 1}), ("text:harbour", None), ("(", None), ("\0", None), ("a" * 5000, set()),
     ("^ \\ % _ ' ; --", None)],
)  # fmt: skip
def test_words_are_searched_for_and_no_query_breaks(
    either_store: Store, words: str, found: set[int] | None
) -> None:
    texts = ["The harbour strike goes on, workers say.", "The harbours were built in 1900.",
             "It's a mild spring in the hills."]  # fmt: skip
    outlets = ["The Courier", "The Herald", ""]
    ids = [
        either_store.articles.add(Draft(Article(text), outlet=outlet)).id
        for text, outlet in zip(texts, outlets, strict=True)
    ]
    chosen = Filter(words=words, samples=False)
    listed = either_store.articles.listed(chosen)
    assert either_store.articles.count(chosen) == len(listed)
    if found is not None:
        assert {each.id for each in listed} == {ids[number] for number in found}


def test_an_event_is_made_renamed_merged_and_dissolved(either_store: Store) -> None:
    articles, events = either_store.articles, either_store.events
    first, second, third = (articles.add(draft).id for draft in drafts(3))
    one = events.create("Council meets", "2026-03-01", [first, second])
    other = events.create("Council meets again", "", [third])
    events.edit(one.id, "The council meets", "In the town hall.", "2026-03-02")
    events.merge(other.id, into=one.id)
    merged = events.get(other.id)
    assert merged is not None
    assert (merged.id, merged.title) == (one.id, "The council meets")
    assert other.id not in {each.id for each in events.all()}
    assert {each.id for each in articles.of_event(one.id)} == {first, second, third}
    events.merge(one.id, into=other.id)
    assert events.sizes()[one.id] == 3
    split = events.create("Another meeting", "", [third])
    assert (events.sizes()[one.id], events.sizes()[split.id]) == (2, 1)
    events.move([third], None)
    events.dissolve(one.id)
    assert events.get(one.id) is None
    assert articles.count(Filter(event_id="", samples=False)) == 3


def test_a_database_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way" * 200)
    for url in (
        f"sqlite:///{tmp_path / 'file' / 'db.sqlite3'}", f"sqlite:///{tmp_path / 'file'}",
        "no address", "nosuch://database/x", "postgresql://nobody@127.0.0.1:1/nothing",
    ):  # fmt: skip
        with pytest.raises(StoreError, match="can't be opened") as caught:
            Store(url)
        assert "\n" not in str(caught.value)


def test_a_database_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'parallax.sqlite3'}")

    def delete_all() -> None:
        with database.writing() as connection:
            connection.execute(sa.text("PRAGMA query_only=ON"))
            connection.execute(sa.text("DELETE FROM articles"))

    with pytest.raises(StoreError, match=r"couldn't be written: .*Nothing was changed"):
        delete_all()
    assert store.articles.count() == len(sample_articles())
