"""Rows of the database as what their readers see."""

from __future__ import annotations

import json
from typing import Any

from analysis import Article
from corpus.store.records import StoredArticle


def as_article(row: Any) -> StoredArticle:
    """A row of the table of articles, or of one like it, as an article."""
    return StoredArticle(
        id=row["id"],
        event_id=row["event_id"],
        outlet=row["outlet"],
        country=row["country"],
        published=row["published"],
        article=Article(row["text"], row["headline"]),
        dropped=tuple(json.loads(row["dropped"])),
        note=row["note"],
        sample=row["sample"],
        url=row["url"],
        copy_of=row["copy_of"],
        stored=row["stored"],
    )
