"""The program proposes events; what a user decided stays."""

from __future__ import annotations

import pytest

from analysis import Article
from corpus.draft import Draft
from corpus.matching import match_pending
from corpus.store import Filter, Store

FIRE = [
    "A fire destroyed the Marrow Street market in Halvern on Sunday night, and forty traders lost "
    "their stalls, fire chief Dana Okoro said. Nobody was hurt in the blaze at Marrow Street.",
    "Forty traders have lost their stalls in a fire at Halvern's Marrow Street market. Fire chief "
    "Dana Okoro said that the blaze on Sunday hurt nobody.",
    "Halvern will rebuild the Marrow Street market after Sunday's fire, fire chief Dana Okoro told "
    "the forty traders whose stalls were lost in the blaze.",
]
RAIL = (
    "The railway from Telok to Port Brenn was closed for repairs on Tuesday after engineer Ines "
    "Valdora found cracks in a bridge over the Sorrel river."
)


def add(store: Store, text: str, outlet: str = "") -> str:
    return store.articles.add(Draft(Article(text), outlet=outlet)).id


def match_all(store: Store) -> None:
    told: list[tuple[int, int]] = []
    match_pending(store, lambda done, total: told.append((done, total)))
    assert all(done <= total for done, total in told)


def event_of(store: Store, article_id: str) -> str | None:
    article = store.articles.get(article_id)
    assert article is not None
    return article.event_id


def test_reports_of_one_event_are_put_together_as_a_proposal(either_store: Store) -> None:
    fires = [add(either_store, text, outlet=f"Outlet {n}") for n, text in enumerate(FIRE)]
    rail = add(either_store, RAIL)
    match_all(either_store)
    events = {event_of(either_store, each) for each in fires}
    assert len(events) == 1
    (event_id,) = events
    assert event_id is not None
    event = either_store.events.get(event_id)
    assert event is not None
    assert not event.confirmed
    assert event_of(either_store, rail) is None
    either_store.events.confirm(event_id)
    confirmed = either_store.events.get(event_id)
    assert confirmed is not None
    assert confirmed.confirmed


def test_what_a_user_took_out_is_not_put_back(either_store: Store) -> None:
    first, second = add(either_store, FIRE[0]), add(either_store, FIRE[1])
    match_all(either_store)
    either_store.events.move([second], None)
    add(either_store, FIRE[2])
    match_all(either_store)
    assert event_of(either_store, second) is None
    assert event_of(either_store, first) is not None


def test_a_near_copy_is_linked_to_its_original(either_store: Store) -> None:
    text = " ".join([*FIRE, RAIL])
    first = add(either_store, text, outlet="The Courier")
    copy = add(either_store, text + " Copyright.", outlet="The Herald")
    match_all(either_store)
    stored = either_store.articles.get(copy)
    assert stored is not None
    assert stored.copy_of == first
    assert event_of(either_store, copy) == event_of(either_store, first) is not None


def test_matching_that_was_stopped_goes_on(store: Store) -> None:
    for text in [*FIRE, RAIL]:
        add(store, text)

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match_pending(store, stop)
    assert store.matches.pending_count() == 2
    assert match_pending(store, lambda *_: None) == 2
    assert store.articles.count(Filter(event_id="", samples=False)) == 1
