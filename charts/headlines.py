"""Headlines of several outlets under each other, with their marks, as escaped HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from analysis import Analysis
from analysis.measures import is_plain

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
    rows = []
    for outlet, analysis in coverage.items():
        mark = " current" if outlet == current else ""
        rows.append(
            f'<div class="row{mark}"><div class="outlet">{escape(outlet)}</div>'
            f'<div class="words">{_marked_headline(analysis)}</div></div>'
        )
    return f'{_STYLE}<div class="headlines">{"".join(rows)}</div>'


def _marked_headline(analysis: Analysis) -> str:
    headline = analysis.article.headline
    if not headline:
        first = analysis.article.text.split("\n", 1)[0]
        cut = first if len(first) <= 120 else first[:119].rstrip() + "…"
        return f'<em title="No headline is known; these are its first words">{escape(cut)}</em>'
    parts, position = [], 0
    for each in analysis.counted:
        inside = analysis.article.in_headline(each.span) and each.span.end <= len(headline)
        if not inside or is_plain(each) or each.span.start < position:
            continue
        parts.append(escape(headline[position : each.span.start]))
        parts.append(f'<mark title="{escape(each.reason)}">{escape(each.text)}</mark>')
        position = each.span.end
    return "".join(parts) + escape(headline[position:])
