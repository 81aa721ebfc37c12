"""An analysis as HTML: the article's text, escaped, with its evidence marked.

A stretch that several pieces of evidence share is one ``<mark>`` that names them all, so marks
that overlap stay readable and the text itself is never repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from analysis import Analysis, Evidence, Span
from analysis.measures import is_plain
from analysis.segmentation import paragraphs


@dataclass(frozen=True, slots=True)
class MarkKind:
    """How evidence of one measure is named and told apart.

    Attributes:
        key: the measure.
        label: its name in legends.
        sign: a letter that stands for it where colour can't.
    """

    key: str
    label: str
    sign: str


MARK_KINDS = (
    MarkKind("loaded_words", "Loaded words", "L"),
    MarkKind("reporting_verbs", "Reporting verbs", "V"),
    MarkKind("naming", "Contested names", "N"),
    MarkKind("hedges", "Hedges and doubt", "H"),
    MarkKind("scare_quotes", "Quotation marks without a speaker", "Q"),
    MarkKind("passives", "Harm, agent not named", "A"),
    MarkKind("hard_sentences", "Hard sentences", "S"),
)

_LABELS = {kind.key: kind.label for kind in MARK_KINDS}


def category_label(category: str) -> str:
    """A category as a reader sees it: ``evaluative_action`` is "evaluative action"."""
    return category.replace("_", " ")


def mark_details(evidence: Sequence[Evidence]) -> list[dict[str, str | bool]]:
    """What a reader is told about each mark, by its number; plain text, not HTML."""
    return [
        {
            "kind": each.measure,
            "label": _LABELS[each.measure],
            "category": category_label(each.category),
            "voice": each.voice,
            "reported": each.reported,
            "words": each.text if each.measure != "hard_sentences" else "",
            "reason": each.reason,
            "plainer": each.suggestion or "",
            "entity": each.entity or "",
            "background": each.background or "",
            "agreement": "" if each.agreement is None else _agreement(each.agreement),
            "source": each.source or "",
            "arguable": each.arguable,
            "plain": is_plain(each),
        }
        for each in evidence
    ]


def _agreement(share: float) -> str:
    return f"Experts agreed with about {round(10 * share)} in 10 marks like this"


def marked_html(analysis: Analysis, highlights: Sequence[Sequence[Span]]) -> str:
    """The article as HTML: one ``<h2>`` for the headline, one ``<p>`` a paragraph.

    Args:
        analysis: what was found.
        highlights: for each finding, the stretches it leads to.

    Every mark carries the numbers of its evidence in ``data-marks``; every stretch that a finding
    leads to carries the numbers of its findings in ``data-findings``.
    """
    text = analysis.article.text
    numbered = list(enumerate(analysis.counted))
    parts: list[str] = []
    for paragraph in paragraphs(text):
        marks = [(n, each) for n, each in numbered if each.span.overlaps(paragraph)]
        leads = [
            (n, span)
            for n, spans in enumerate(highlights)
            for span in spans
            if span.overlaps(paragraph)
        ]
        voices = [span for span in analysis.quoted if span.overlaps(paragraph)]
        tag = "h2" if analysis.article.in_headline(paragraph) else "p"
        inner = "".join(_segments(text, paragraph, marks, leads, voices))
        parts.append(f"<{tag}>{inner}</{tag}>")
    return "\n".join(parts)


def _segments(
    text: str,
    paragraph: Span,
    marks: Sequence[tuple[int, Evidence]],
    leads: Sequence[tuple[int, Span]],
    quoted: Sequence[Span],
) -> Iterator[str]:
    spans = [*(each.span for _, each in marks), *(span for _, span in leads), *quoted]
    cuts = sorted(
        {paragraph.start, paragraph.end}
        | {
            bound
            for span in spans
            for bound in (span.start, span.end)
            if paragraph.start < bound < paragraph.end
        }
    )
    for start, end in zip(cuts, cuts[1:], strict=False):
        here = Span(start, end)
        active = [(n, each) for n, each in marks if each.span.contains(here)]
        led = [n for n, span in leads if span.contains(here)]
        in_quotes = any(span.contains(here) for span in quoted)
        yield _segment(escape(text[start:end]), start, active, led, in_quotes)


def _segment(
    inner: str,
    start: int,
    active: Sequence[tuple[int, Evidence]],
    led: Sequence[int],
    in_quotes: bool,
) -> str:
    lead = f' data-findings="{_joined(dict.fromkeys(led))}"' if led else ""
    voice = "quoted" if in_quotes else "own"
    if not active:
        if not lead and not in_quotes:
            return inner
        return f'<span class="{voice}"{lead}>{inner}</span>'
    kinds = dict.fromkeys(each.measure for _, each in active)
    classes = [voice, *kinds]
    if all(is_plain(each) or each.measure == "hard_sentences" for _, each in active):
        classes.append("plain")
    short = [each for _, each in active if each.measure != "hard_sentences"]
    # A sentence is no stop for the Tab key of its own, and a mark is one only where it starts.
    stop = ' tabindex="0"' if any(each.span.start == start for each in short) else ""
    return (
        f'<mark class="{" ".join(classes)}" data-marks="{_joined(n for n, _ in active)}"'
        f"{stop}{lead}>{inner}</mark>"
    )


def _joined(numbers: Iterable[int]) -> str:
    return " ".join(str(number) for number in numbers)
