"""Other outlets' reports are searched for from the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import corpus.fetching
from corpus.__main__ import main
from corpus.fetching import Fetcher, Limits
from corpus.samples import sample_articles
from corpus.store import Store
from tests.corpus.gdelt_server import Gdelt, listing, record

SAMPLE = sample_articles()[0]


def test_other_reports_are_listed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gdelt(listing(record("https://example.org/news/1", "Buses stand still"))) as gdelt:
        limits = Limits(pause=0.0, ports=frozenset({gdelt.port}))
        fetcher = Fetcher(allows=lambda _: True, limits=limits)
        monkeypatch.setattr(corpus.fetching, "Fetcher", lambda limits: fetcher)
        monkeypatch.setenv("PARALLAX_GDELT_URL", gdelt.endpoint)
        done = CliRunner().invoke(main, ["find", SAMPLE.id, "--terms", "Halvern, bus strike"])
    assert done.exit_code == 0, done.output
    assert "Buses stand still" in done.output
    assert "1 found, 0 held already" in done.output
    assert '"bus strike"' in gdelt.asked[0]["query"]


def test_without_a_network_it_says_what_still_works(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_GDELT_URL", "http://nowhere.invalid/doc")
    done = CliRunner().invoke(main, ["find", SAMPLE.id])
    assert done.exit_code == 1
    assert "can't be searched" in done.output
    assert "can still be added by hand" in done.output


def test_an_unknown_article_is_told(store: Store) -> None:
    done = CliRunner().invoke(main, ["find", "unknown"])
    assert done.exit_code == 1
    assert "No article 'unknown' is stored" in done.output
