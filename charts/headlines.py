"""Headlines and leads of several outlets under each other, marked, as escaped HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analysis import Analysis, Span
from analysis.measures import is_plain
from analysis.segmentation import paragraphs

_LONGEST_LEAD = 1200

_STYLE = """
<style>
.headlines { display: grid; gap: 0.6rem; max-width: 60rem; }
.headlines .row { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0.2rem 1rem;
  padding-left: 0.7rem; border-left: 4px solid transparent; }
.headlines .current { border-left-color: #d5702a; }
.headlines .current .outlet { font-weight: 600; opacity: 1; }
.headlines .outlet { font-size: 0.9rem; opacity: 0.85; overflow-wrap: anywhere; }
.headlines .words { font-family: Georgia, "Liberation Serif", serif; font-size: 1.1rem;
  overflow-wrap: anywhere; }
.headlines mark { color: inherit; background: rgba(213, 112, 42, 0.22);
  text-decoration: underline 2px #d5702a; text-underline-offset: 0.2em; }
@media (max-width: 640px) { .headlines .row { grid-template-columns: 1fr; } }
</style>
"""


def headlines_html(coverage: Mapping[str, Analysis], current: str | None = None) -> str:
    """One row an outlet; marks carry their reason as a title. ``current`` is set apart.

    An article of which no headline is known is named by its first words.
    """
    return _rows_html({each: _headline(analysis) for each, analysis in coverage.items()}, current)


def leads_html(coverage: Mapping[str, Analysis], current: str | None = None) -> str:
    """The first paragraph of each outlet's text, as ``headlines_html`` shows headlines."""
    return _rows_html({each: _lead(analysis) for each, analysis in coverage.items()}, current)


def _rows_html(cells: Mapping[str, str], current: str | None) -> str:
    rows = (
        f'<div class="row{" current" if outlet == current else ""}">'
        f'<div class="outlet">{escape(outlet)}</div><div class="words">{cell}</div></div>'
        for outlet, cell in cells.items()
    )
    return f'{_STYLE}<div class="headlines">{"".join(rows)}</div>'


def _headline(analysis: Analysis) -> str:
    headline = analysis.article.headline
    if headline:
        return _marked(analysis, Span(0, len(headline)))
    first = analysis.article.text.split("\n", 1)[0]
    return f'<em title="No headline is known; these are its first words">{_cut(first, 120)}</em>'


def _lead(analysis: Analysis) -> str:
    body = (
        span for span in paragraphs(analysis.article.text) if not analysis.article.in_headline(span)
    )
    lead = next(body, None)
    if lead is None:
        return "<em>Nothing but a headline</em>"
    if lead.end - lead.start > _LONGEST_LEAD:
        return _cut(lead.text_in(analysis.article.text), _LONGEST_LEAD)
    return _marked(analysis, lead)


def _cut(text: str, most: int) -> str:
    return escape(text if len(text) <= most else text[: most - 1].rstrip() + "…")


def _marked(analysis: Analysis, stretch: Span) -> str:
    """A stretch of an article, escaped, with the marks inside it that are more than plain."""
    text, parts, position = analysis.article.text, [], stretch.start
    for each in analysis.counted:
        if each.span.start < position or not stretch.contains(each.span) or is_plain(each):
            continue
        if each.measure == "hard_sentences":
            continue
        parts.append(escape(text[position : each.span.start]))
        parts.append(f'<mark title="{escape(each.reason)}">{escape(each.text)}</mark>')
        position = each.span.end
    return "".join(parts) + escape(text[position : stretch.end])
