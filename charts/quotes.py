"""One utterance as several outlets quote it, and what other reports carry, as escaped HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from analysis import Analysis
from analysis.absences import Item
from analysis.shared_quotes import Segment, SharedQuote, Version

_LONGEST = 500
_KINDS = {"number": "number or date"}
_STYLE = """
<style>
.quotes { display: grid; gap: 1.6rem; max-width: 60rem; }
.quotes .who { font-weight: 600; }
.quotes blockquote { margin: 0.2rem 0 0.5rem; padding-left: 0.8rem; border-left: 3px solid #8a8a8a;
  font-family: Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }
.quotes .row { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0.2rem 1rem;
  padding: 0.15rem 0; }
.quotes .outlet { font-size: 0.9rem; overflow-wrap: anywhere; }
.quotes .words { font-family: Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }
.quotes del { opacity: 0.72; text-decoration: line-through; }
.quotes ins { text-decoration: underline 2px #3a87c8; text-underline-offset: 0.2em; }
.quotes .muted { font-size: 0.9rem; opacity: 0.85; }
@media (max-width: 640px) { .quotes .row { grid-template-columns: 1fr; } }
</style>
"""


def quotes_html(quotes: Sequence[SharedQuote]) -> str:
    """Each utterance in its fullest wording, and under it how each outlet has it.

    Words that an outlet leaves out are struck through; words it has otherwise are underlined.
    """
    return f'{_STYLE}<div class="quotes">{"".join(map(_quote, quotes))}</div>'


def _quote(quote: SharedQuote) -> str:
    who = escape(quote.speaker or "Nobody named")
    side = f" ({escape(quote.side)})" if quote.side else ""
    note = " · put together from several reports" if quote.assembled else ""
    whole = [each for each in quote.versions if all(s.kind == "kept" for s in each.segments)]
    rows = "".join(_version(each) for each in quote.versions if each not in whole)
    if whole:
        kept = escape(", ".join(each.outlet for each in whole))
        rows = f'<p class="muted">Kept whole in: {kept}</p>{rows}'
    rows += "".join(
        f'<div class="row"><div class="outlet">{escape(each.outlet)}</div>'
        '<div class="muted">in its own words alone</div></div>'
        for each in quote.paraphrases
    )
    missing = (
        f'<p class="muted">Not found in: {escape(", ".join(quote.not_found))}</p>'
        if quote.not_found
        else ""
    )
    return (
        f'<section><span class="who">{who}</span><span class="muted">{side}{note}</span>'
        f"<blockquote>“{_cut(quote.fullest)}”</blockquote>{rows}{missing}</section>"
    )


def _version(version: Version) -> str:
    words = " ".join(filter(None, map(_segment, version.segments)))
    return (
        f'<div class="row"><div class="outlet">{escape(version.outlet)} '
        f'<span class="muted">keeps {version.share:.0%}</span></div>'
        f'<div class="words">{words}</div></div>'
    )


def _segment(segment: Segment) -> str:
    if segment.kind == "kept":
        return _cut(segment.text)
    left_out = f"<del>{_cut(segment.fullest)}</del>" if segment.fullest else ""
    if segment.kind == "left_out":
        return left_out
    return f"{left_out} <ins>{_cut(segment.text)}</ins>".strip()


def items_html(items: Sequence[Item], coverage: Mapping[str, Analysis]) -> str:
    """What articles carry, each with who carries it and a sentence of theirs."""
    rows = []
    for item in items:
        carrier = item.carriers[0]
        text = coverage[carrier.outlet].article.text
        sentence = _cut(carrier.sentences[0].text_in(text)) if carrier.sentences else ""
        outlets = escape(", ".join(each.outlet for each in item.carriers))
        look = '<p class="muted">Named there in another way; look before you say so.</p>'
        rows.append(
            f'<div class="row"><div class="outlet"><b>{escape(item.text)}</b><br>'
            f'<span class="muted">{_KINDS.get(item.kind, item.kind)} · in {len(item.carriers)}: '
            f"{outlets}</span></div>"
            f'<div class="words">{sentence}{look if item.perhaps else ""}</div></div>'
        )
    return f'{_STYLE}<div class="quotes">{"".join(rows)}</div>'


def _cut(text: str) -> str:
    return escape(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…")
