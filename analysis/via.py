"""Through whom words came: "as quoted by Russian media", "told CNN"."""

from __future__ import annotations

import re
from bisect import bisect_right

from analysis.attribution import AttributionSpans
from analysis.descriptions import within
from analysis.profiles import Scene
from analysis.spans import Span

_VIA = re.compile(
    r"\b(?P<cue>as (?:quoted|cited|reported) (?:by|in)|(?:was |were )?(?:quoted|cited) by|"
    r"told|tells|(?:in|during) an? (?:\w+ ){0,3}?(?:interview|appearance|conversation) "
    r"(?:with|on|to|in)|in comments to|in remarks to|speaking (?:on|to|with)|"
    r"(?:said|appeared|speaking|interviewed) (?:\w+ ){0,2}?(?:on|by)|"
    r"in an op-ed (?:in|for|published by)|according to|reported by|via)"
    r"(?= )"
)
_END = re.compile(r"[,.;:\u201c\u201d\"\n]|\s(?:that|in|on|last|this|as|after|during|about|who)\s")
_REACH = 300
_REPORTER = re.compile(
    r"\s(?:a |the |local |state |Russian |Chinese |\w+ )?(?:\w+ )?(?P<noun>reporters|media|"
    r"newspaper|paper|magazine|broadcaster|station|television|news agency|journalists)\b"
)


def find_via(scene: Scene, attribution: AttributionSpans) -> str | None:
    """The outlet through which the words of an attribution came, if the text names one."""
    text = scene.reading.text
    anchor = attribution.cue or attribution.source or attribution.content[0]
    sentence = _sentence(scene, anchor)
    for match in _VIA.finditer(text, sentence.start, sentence.end):
        inside = any(
            part.start <= match.start() and match.end() <= part.end for part in attribution.content
        )
        source = attribution.source
        if inside or (source is not None and source.start <= match.start() < source.end):
            if match.group("cue").startswith(("told", "tells", "according")):
                continue
            if (
                inside
                and match.start() - attribution.content[0].start > 0
                and not (match.group("cue").startswith("as "))
            ):
                continue
        if (
            match.group("cue").startswith("according")
            and source is not None
            and (source.start >= match.end() - 1)
        ):
            continue
        stop = _END.search(text, match.end(), sentence.end)
        upto = stop.start() if stop else sentence.end
        media = [
            body
            for body in within(
                scene.reading.bodies, scene.reading.body_starts, match.end(), upto + 1
            )
            if body.role == "media"
        ]
        overlapping = source is not None and any(body.span.overlaps(source) for body in media)
        if media and not overlapping:
            return media[0].name
        if match.group("cue").startswith("as ") or "quoted by" in match.group("cue"):
            words = text[match.end() : upto].split()
            if words:
                return " ".join(words[:6])
        if _REPORTER.match(text, match.end(), upto + 1) and match.group("cue").startswith("told"):
            noun = _REPORTER.match(text, match.end(), upto + 1)
            if noun is not None and noun.group("noun") not in ("reporters", "journalists"):
                return noun.group().strip()
    return None


def _sentence(scene: Scene, anchor: Span) -> Span:
    at = bisect_right(scene.sentences, Span(anchor.start, len(scene.reading.text) + 1)) - 1
    if at >= 0 and scene.sentences[at].end > anchor.start:
        # Of a sentence without an end, what stands near the verb.
        sentence = scene.sentences[at]
        start = max(sentence.start, anchor.start - _REACH)
        return Span(start, max(start + 1, min(sentence.end, anchor.end + _REACH)))
    return anchor
