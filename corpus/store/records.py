"""What the store holds, as its readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis import Article

_TITLE_LENGTH = 80


class StoreError(RuntimeError):
    """The database can't be used; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Event:
    """One happening that several outlets cover.

    Attributes:
        id: what a link names it by.
        title: what happened, in a line.
        description: more about it, or empty.
        date: ISO 8601 date, or empty.
        sample: whether it is one of ours, for demonstration.
        confirmed: whether a user made or confirmed it; else the program proposes it.
    """

    id: str
    title: str
    description: str
    date: str
    sample: bool
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the store.

    Attributes:
        id: what a link names it by; an earlier text of an article is named "ID~NUMBER".
        event_id: the event it belongs to, if any.
        outlet: who published it, or empty where nobody said.
        country: the outlet's country, or empty.
        published: ISO 8601 date, or empty.
        article: headline and text.
        dropped: lines of the original that are no part of it.
        note: one line about it, or empty.
        sample: whether it is one of ours, written for demonstration.
        url: where it was found, or empty.
        copy_of: the id of the article that this one is a near-copy of, if any.
        stored: when this text was stored, ISO 8601 in UTC.
    """

    id: str
    event_id: str | None
    outlet: str
    country: str
    published: str
    article: Article
    dropped: tuple[str, ...] = ()
    note: str = ""
    sample: bool = False
    url: str = ""
    copy_of: str | None = None
    stored: str = ""

    @property
    def label(self) -> str:
        """How lists show it: outlet and headline, and of an earlier text that it is one."""
        label = _label(self.outlet, self.article.headline or self.article.text)
        return f"{label} (text {self.revision})" if self.revision else label

    @property
    def revision(self) -> int | None:
        """Which earlier text this is, the first being 1, or None for the newest."""
        number = self.id.partition("~")[2]
        return int(number) if number else None


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """A row of a list of articles: what is told without its text.

    Attributes are those of StoredArticle; ``title`` is the headline, or the start of the text, and
    ``placed_by_user`` whether a user said which event it belongs to.
    """

    id: str
    event_id: str | None
    placed_by_user: bool
    outlet: str
    country: str
    published: str
    title: str
    url: str
    sample: bool
    copy_of: str | None
    stored: str

    @property
    def label(self) -> str:
        """How lists show it: outlet and headline."""
        return _label(self.outlet, self.title)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a list shows; an empty part leaves nothing out.

    Attributes:
        words: what the text must hold: words, "phrases in quotation marks", -words that it must
            not hold.
        event_id: the event they belong to; "" for those of none, None for all.
        outlet: who published them.
        country: the outlet's country.
        since, until: ISO 8601 dates of publication, both included.
        samples: whether samples are listed.
    """

    words: str = ""
    event_id: str | None = None
    outlet: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    samples: bool = True


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was to be stored.

    Attributes:
        id: the stored article's.
        kind: ``added``; ``known`` where it was there already; ``revised`` where it was there with
            another text, which is kept.
    """

    id: str
    kind: Literal["added", "known", "revised"]


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far the import of a file has come; counts are rows."""

    id: str
    name: str
    rows_done: int
    added: int
    revised: int
    known: int
    rejected: int
    finished: bool
    started: str


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is to be said of a row: why it wasn't imported, or what of it was left out."""

    row: int
    imported: bool
    reason: str
    excerpt: str


def _label(outlet: str, title: str) -> str:
    first_line = title.split("\n", 1)[0]
    if len(first_line) > _TITLE_LENGTH:
        first_line = f"{first_line[: _TITLE_LENGTH - 1].rstrip()}…"
    return f"{outlet} · {first_line}" if outlet else first_line
