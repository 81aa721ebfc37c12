"""The report that a person reads in a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from analysis import Analysis, Measure
from analysis.findings import find_findings
from analysis.measures import LABELS, LEAST_ATTRIBUTIONS, side_of
from corpus.draft import Draft

_WIDTH = 96


def report(extracted: Draft, analysis: Analysis) -> str:
    """The analysis of one file, as plain text."""
    return "\n".join(_lines(extracted, analysis))


def measure_text(measure: Measure) -> str:
    """A measure in one phrase: figure, unit, interval and count."""
    if measure.value is None:
        return f"too few to tell ({measure.count} of {measure.of})"
    of_attributions = measure.unit.startswith("of ")
    value = f"{measure.value:.0%}" if of_attributions else f"{measure.value:.1f}"
    interval = ""
    if measure.low is not None and measure.high is not None:
        low, high = measure.low, measure.high
        interval = (
            f", 95 % interval {low:.0%} to {high:.0%}"
            if of_attributions
            else (f", 95 % interval {low:.1f} to {high:.1f}")
        )
    return f"{value} {measure.unit}{interval} ({measure.count} of {measure.of})"


def _lines(extracted: Draft, analysis: Analysis) -> Iterator[str]:
    article = analysis.article
    yield article.headline or "(no headline)"
    yield "=" * min(_WIDTH, max(8, len(article.headline)))
    yield ""
    yield "Findings"
    findings = find_findings(analysis)
    for finding in findings:
        yield from _wrapped(f"- {finding.text}")
    if not findings:
        yield "- Nothing notable."
    yield ""
    yield f"Attributions ({len(analysis.attributions)})"
    for each in analysis.attributions:
        cue = each.cue.text_in(article.text) if each.cue else "(no verb)"
        where = f", via {each.via}" if each.via else ""
        words = " … ".join(span.text_in(article.text) for span in each.content)
        yield from _wrapped(
            f"- {each.speaker or '(nobody told)'} [{side_of(each)}{where}] {cue} "
            f"({each.stance}, {each.form}): {_shortened(words)}"
        )
    yield ""
    marks = [each for each in analysis.counted if each.measure != "hard_sentences"]
    yield f"Marked words ({len(marks)})"
    for mark in marks:
        plainer = f" Plainer: {mark.suggestion}." if mark.suggestion else ""
        yield from _wrapped(
            f"- “{mark.text}” {mark.measure}/{mark.category}, {mark.voice} voice. "
            f"{mark.reason}{plainer}"
        )
    yield ""
    yield f"Measures (shares of fewer than {LEAST_ATTRIBUTIONS} are not told)"
    by_name = {measure.name: measure for measure in analysis.measures if not measure.group}
    for name, label in LABELS.items():
        if name in by_name:
            yield f"- {label}: {measure_text(by_name[name])}"
    for measure in analysis.measures:
        if measure.name == "quoted_words":
            yield f"- Quoted words, {measure.group}: {measure_text(measure)}"
    yield ""
    yield f"Left out as no part of the article ({len(extracted.dropped)})"
    for line in extracted.dropped:
        yield from _wrapped(f"- {_shortened(line)}")
    yield ""
    yield "Versions: " + ", ".join(f"{name} {value}" for name, value in analysis.versions.items())


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, _WIDTH, subsequent_indent="  ")


def _shortened(text: str) -> str:
    return textwrap.shorten(text, 160, placeholder=" …")
