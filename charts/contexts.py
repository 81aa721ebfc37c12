"""The sentences in which words stand, the words marked, as escaped HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from analysis import Analysis, Span
from analysis.segmentation import sentences

_LONGEST = 400
_STYLE = """
<style>
.contexts { display: grid; gap: 0.45rem; max-width: 60rem; margin: 0; padding: 0;
  list-style: none; }
.contexts .outlet { font-size: 0.85rem; font-weight: 600; display: block; }
.contexts .words { font-family: Georgia, "Liberation Serif", serif; overflow-wrap: anywhere; }
.contexts mark { color: inherit; background: rgba(213, 112, 42, 0.25);
  text-decoration: underline 2px #d5702a; text-underline-offset: 0.2em; }
</style>
"""


def contexts_html(coverage: Mapping[str, Analysis], places: Iterable[tuple[str, Span]]) -> str:
    """One item a place: the outlet, and the sentence with the words there marked."""
    by_outlet: dict[str, tuple[Span, ...]] = {}
    items = []
    for outlet, span in places:
        text = coverage[outlet].article.text
        if outlet not in by_outlet:
            by_outlet[outlet] = sentences(text)
        sentence = next((each for each in by_outlet[outlet] if each.overlaps(span)), span)
        start = max(sentence.start, span.start - _LONGEST)
        end = min(max(sentence.end, span.end), span.end + _LONGEST)
        before = ("… " if start > sentence.start else "") + text[start : span.start]
        after = text[span.end : end] + (" …" if end < sentence.end else "")
        items.append(
            f'<li><span class="outlet">{escape(outlet)}</span><span class="words">'
            f"{escape(before)}<mark>{escape(span.text_in(text))}</mark>{escape(after)}</span></li>"
        )
    return f'{_STYLE}<ul class="contexts">{"".join(items)}</ul>'
