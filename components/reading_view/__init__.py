"""The reading view: an article with its marks, their legend, its sides and its findings.

Marks, legend and findings answer in the browser, without a round trip; only which kinds are
switched off is reported back, so that a link can hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from analysis import Analysis
from analysis.findings import Finding
from analysis.measures import is_plain
from charts.marked_text import MARK_KINDS, mark_details, marked_html
from charts.sides import side_rows

_FOLDER = Path(__file__).parent


def _component() -> Callable[..., object]:
    # Registered in every run: a module-level component is lost when the server reloads it.
    return st.components.v2.component(
        "parallax_reading_view",
        html='<div class="view"></div>',
        css=(_FOLDER / "reading_view.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "reading_view.js").read_text(encoding="utf-8"),
    )


def reading_view(
    analysis: Analysis,
    findings: Sequence[Finding],
    hidden: Sequence[str],
    key: str,
    on_hidden: Callable[[], None],
) -> None:
    """Show ``analysis`` for reading.

    Args:
        analysis: what to show.
        findings: sentences that lead to their words.
        hidden: the kinds of marks that are switched off at first.
        key: the widget's key; its state's ``hidden`` holds the kinds that are switched off.
        on_hidden: called when kinds were switched.
    """
    counts: Counter[str] = Counter(each.measure for each in analysis.counted if not is_plain(each))
    plain: Counter[str] = Counter(each.measure for each in analysis.counted if is_plain(each))
    _component()(
        key=key,
        data={
            "html": marked_html(analysis, [finding.spans for finding in findings]),
            "marks": mark_details(analysis.counted),
            "kinds": [
                {
                    "key": kind.key,
                    "label": kind.label,
                    "sign": kind.sign,
                    "count": counts[kind.key],
                    "plain": plain[kind.key],
                }
                for kind in MARK_KINDS
            ],
            "findings": [{"topic": each.topic, "text": each.text} for each in findings],
            "sides": side_rows(analysis),
            "hidden": list(hidden),
        },
        default={"hidden": list(hidden)},
        on_hidden_change=on_hidden,
    )
