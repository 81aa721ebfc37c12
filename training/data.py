"""PolNeAR as the training reads it: articles, their attributions, and the pieces that bear them.

The data lie as the corpus publishes them: ``text/NAME.txt`` and, in brat standoff,
``attributions/NAME.ann`` or ``attributions/NAME_ANNOTATOR.ann``.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.encoder import Pieces, read_pieces

ROLES = ("source", "cue", "content")

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One attribution as an annotator marked it; each role is a tuple of (start, end)."""

    source: Offsets
    cue: Offsets
    content: Offsets


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its attributions, once for each annotator, the first by name first."""

    name: str
    text: str
    annotations: tuple[tuple[GoldAttribution, ...], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """One annotator's attributions over an article's pieces.

    ``roles`` marks, for each attribution and role, the pieces that bear it.
    """

    roles: NDArray[np.bool_]  # attribution, role, piece
    anchors: NDArray[np.int64]  # the first piece of each attribution's cue


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article cut into pieces, with the labels of each of its annotators."""

    article: Article
    pieces: Pieces
    labels: tuple[Labels, ...]


def read_annotation(path: Path) -> tuple[GoldAttribution, ...]:
    """The attributions of a brat standoff file that have a content."""
    spans: dict[str, Offsets] = {}
    found: list[GoldAttribution] = []
    for line in path.read_text(encoding="utf8").splitlines():
        identifier, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", identifier):
            places = rest.split("\t")[0].split(" ", 1)[1]
            spans[identifier] = tuple(
                (int(start), int(end))
                for start, end in (place.split(" ") for place in places.split(";"))
            )
        elif re.fullmatch(r"E\d+", identifier):
            roles: dict[str, Offsets] = dict.fromkeys(ROLES, ())
            for argument in rest.split()[1:]:
                role, reference = argument.split(":")
                role = role.rstrip("0123456789").lower()
                if role in roles and reference in spans:
                    roles[role] += spans[reference]
            if roles["content"]:
                found.append(GoldAttribution(**roles))
    return tuple(found)


def read_articles(folder: Path) -> Iterator[Article]:
    """The annotated articles of one part of the corpus, by name."""
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(glob.escape(path.stem) + "*.ann"))
        if files:
            with path.open(encoding="utf8", newline="") as file:
                text = file.read()
            yield Article(path.stem, text, tuple(read_annotation(file) for file in files))


def label_article(article: Article, tokenizer: Tokenizer) -> LabelledArticle:
    """Cut an article into pieces and carry its annotations over to them."""
    pieces = read_pieces(article.text, tokenizer)
    return LabelledArticle(
        article, pieces, tuple(_label(gold, pieces) for gold in article.annotations)
    )


def _label(gold: tuple[GoldAttribution, ...], pieces: Pieces) -> Labels:
    roles = np.zeros((len(gold), len(ROLES), len(pieces)), dtype=np.bool_)
    for row, attribution in zip(roles, gold, strict=True):
        for marked, role in zip(row, ROLES, strict=True):
            for start, end in getattr(attribution, role):
                marked |= (pieces.starts < end) & (pieces.ends > start)
    # The linking starts from the cue; an attribution without one cannot teach it.
    roles = roles[roles[:, ROLES.index("cue")].any(axis=1)]
    return Labels(roles, roles[:, ROLES.index("cue")].argmax(axis=1))
