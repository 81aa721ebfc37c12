"""The embedded samples: coverage written by us, for demonstration."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis import Article
from corpus.store import Event, StoredArticle

FOLDER = Path(__file__).parent / "samples"

_KEYS = frozenset({"id", "outlet", "country", "event", "headline", "published", "kind", "note"})


class SampleError(ValueError):
    """A sample file that is not as it should be; the message names it."""


def sample_events() -> tuple[Event, ...]:
    """The events that the samples cover."""
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Event(row["event_id"], row["title"], row["description"], row["date"], sample=True)
            for row in csv.DictReader(file)
        )


def sample_articles() -> tuple[StoredArticle, ...]:
    """The sample articles, by event and outlet.

    Raises:
        SampleError: if a file lacks a part.
    """
    return tuple(_read(path) for path in sorted(FOLDER.glob("*/*.md")))


def _read(path: Path) -> StoredArticle:
    start, matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in matter.strip().splitlines())
    if start or set(fields) != _KEYS:
        raise SampleError(f"{path.name}: the keys are {sorted(fields)}, not {sorted(_KEYS)}")
    return StoredArticle(
        id=fields["id"],
        event_id=fields["event"],
        outlet=fields["outlet"],
        country=fields["country"],
        published=fields["published"],
        article=Article.from_parts(fields["headline"], body.strip()),
        note=fields["note"],
        sample=True,
    )
