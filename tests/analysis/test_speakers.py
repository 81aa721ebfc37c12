"""Whom a source stands for, for which side and in which role."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution import AttributionSpans
from analysis.segmentation import sentences
from analysis.spans import Span
from analysis.speakers import Speaker, resolve_speakers


def speakers(text: str, *sources: str | None) -> list[Speaker | None]:
    """The speakers of sources given in the order of the text, each after the one before."""
    reached = 0
    attributions = []
    for source in sources:
        if source is None:
            at = text.index("\u201c", reached)
            end = text.index("\u201d", at) + 1
            attributions.append(AttributionSpans(None, None, (Span(at, end),)))
            reached = end
            continue
        at = text.index(source, reached)
        reached = at + len(source)
        content = Span(reached, min(len(text), reached + 2))
        attributions.append(AttributionSpans(Span(at, reached), None, (content,)))
    return list(resolve_speakers(text, sentences(text), attributions))


def told(text: str, *sources: str | None) -> list[tuple[str, str | None, str | None]]:
    return [(each.name, each.side, each.role) for each in speakers(text, *sources) if each]


RATNER = (
    "Ely Ratner, the US assistant secretary of defense, spoke in Oslo. Ratner said it was so. "
    "He added a word. The US official repeated it, and the assistant secretary said it again."
)


def test_all_ways_to_name_one_person_are_one_speaker() -> None:
    found = told(RATNER, "Ely Ratner", "Ratner", "He", "The US official", "the assistant secretary")
    assert set(found) == {("Ely Ratner", "United States", "official")}
    assert len(found) == 5


def test_a_family_name_that_stands_first() -> None:
    text = "Mao Ning, a Chinese foreign ministry spokeswoman, spoke. Mao said no. She said so."
    assert told(text, "Mao Ning", "Mao", "She") == [("Mao Ning", "China", "official")] * 3


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("Todd Amsler, a spokesman for Brayfield Transit Partners, said no.", "Todd Amsler",
         ("Todd Amsler", "Brayfield Transit Partners", "company")),
        ("Brayfield Transit Partners runs it. A Brayfield spokesman said no.",
         "A Brayfield spokesman",
         ("a Brayfield spokesman", "Brayfield Transit Partners", "company")),
        ("Yolanda Whitt, president of Carriage Workers Local 318, said no.", "Yolanda Whitt",
         ("Yolanda Whitt", "Carriage Workers Local 318", "civil_society")),
        ("Buses stop in Port Halvern. Port Halvern waits. Mayor Ann Pruett said no.",
         "Mayor Ann Pruett", ("Ann Pruett", "Port Halvern", "politician")),
        ("Republicans met. Sen. Mark Ode (R-Texas) said no.", "Sen. Mark Ode (R-Texas)",
         ("Mark Ode", "Republican Party", "politician")),
        ("Representative Ann Ode, Democrat of Vermont, said no.", "Representative Ann Ode",
         ("Ann Ode", "Democratic Party", "politician")),
        ("The Kremlin said no.", "The Kremlin", ("Kremlin", "Russia", "official")),
        ("Beijing said no.", "Beijing", ("Beijing", "China", "official")),
        ("Two residents said no.", "Two residents", ("two residents", "residents", "citizen")),
        ("The report said no.", "The report", ("the report", None, "document")),
        ("Priya Raman, an economist at Erieside College, said no.", "Priya Raman",
         ("Priya Raman", "Erieside College", "expert")),
        ("The Pentagon chief, Lloyd Austin, said no.", "Lloyd Austin",
         ("Lloyd Austin", "United States", "official")),
    ],
)  # fmt: skip
def test_who_speaks_for_whom(
    text: str, source: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert told(text, source) == [expected]


def test_a_body_goes_by_its_full_name() -> None:
    text = (
        "Brayfield Transit Partners runs the buses. Brayfield said no. The company said so twice."
    )
    full = "Brayfield Transit Partners"
    assert told(text, full, "Brayfield", "The company") == [(full, full, "company")] * 3


def test_those_who_back_somebody_lend_no_party() -> None:
    text = "Only two Democrats back Sen. Bob Ode. Sen. Bob Ode (R-Tenn.) smiled, and Ode said no."
    assert told(text, "Bob Ode")[0][1] == "Republican Party"


def test_a_campaign_is_not_its_candidate() -> None:
    text = (
        "Republican nominee Donald Trump won. Trump\u2019s campaign said no. "
        "A spokesman for Trump said so."
    )
    campaign, spokesman = speakers(text, "Trump\u2019s campaign", "A spokesman for Trump")
    assert campaign is not None
    assert spokesman is not None
    assert (campaign.name, campaign.side) == ("Trump campaign", "Republican Party")
    assert (spokesman.named, spokesman.side) == (False, "Republican Party")


def test_several_together_keep_the_words() -> None:
    (both,) = speakers("Donald Trump and Mike Pence said no.", "Donald Trump and Mike Pence")
    assert both is not None
    assert both.name == "Donald Trump and Mike Pence"


def test_pronouns_heed_gender() -> None:
    text = "Yolanda Whitt met Todd Amsler. He said no. She said yes."
    assert [name for name, _, _ in told(text, "He", "She")] == ["Todd Amsler", "Yolanda Whitt"]


def test_a_relative_pronoun_takes_the_name_before_it() -> None:
    text = "They met Ann Ode, who said no."
    assert told(text, "who")[0][0] == "Ann Ode"


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = "Ann Ode said no.\n\n\u201cIt went on and on.\u201d"
    assert [name for name, _, _ in told(text, "Ann Ode", None)] == ["Ann Ode", "Ann Ode"]


def test_i_is_the_one_in_whose_words_it_stands() -> None:
    text = "\u201cI think it is over,\u201d Ann Ode said."
    content = Span(0, text.index("\u201d") + 1)
    outer = AttributionSpans(Span(text.index("Ann"), text.index(" said")), None, (content,))
    inner = AttributionSpans(Span(1, 2), Span(3, 8), (Span(9, 19),))
    found = resolve_speakers(text, sentences(text), (outer, inner))
    assert [each.name for each in found if each] == ["Ann Ode", "Ann Ode"]


def test_what_cannot_be_resolved_keeps_its_words_and_says_so() -> None:
    (found,) = speakers("He said no.", "He")
    assert found is not None
    assert (found.name, found.named, found.resolved) == ("He", False, False)


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("Ann Ode told CNN that it was over.", "CNN"),
        ("Ann Ode said in an interview with Fox News that it was over.", "Fox News"),
        ("Ann Ode said it was over, as quoted by Russian media.", "Russian media"),
        ("Ann Ode told her sister that it was over.", None),
    ],
)
def test_through_whom_the_words_came(text: str, via: str | None) -> None:
    cue = text.index("told") if "told" in text else text.index("said")
    content = Span(text.index("it was over"), text.index("it was over") + 11)
    attribution = AttributionSpans(Span(0, 7), Span(cue, cue + 4), (content,))
    (found,) = resolve_speakers(text, sentences(text), (attribution,))
    assert found is not None
    assert found.via == via


PIECES = st.sampled_from(
    [
        "Ely Ratner", "He", "who", "they", "the official", "said", "Mr.", "R-Texas", "(", ")", ",",
        "\u201c", "\u201d", "\n", ".", "I", "US", "Trump campaign", "spokesman for", "the company",
        "Local 212", "of", "and", "\u2019s", "'", "Brayfield Transit Partners", "as quoted by",
    ]
)  # fmt: skip


@st.composite
def texts_with_attributions(
    draw: st.DrawFn,
) -> tuple[str, tuple[AttributionSpans, ...]]:
    text = draw(
        st.text(min_size=1, max_size=120) | st.lists(PIECES, min_size=1, max_size=25).map(" ".join)
    )
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 40)).map(
        lambda pair: Span(pair[0], min(len(text), pair[0] + pair[1]))
    )
    attributions = st.builds(
        AttributionSpans,
        st.none() | spans,
        st.none() | spans,
        st.lists(spans, min_size=1, max_size=2).map(lambda each: tuple(sorted(each))),
    )
    return text, tuple(draw(st.lists(attributions, max_size=6)))


@settings(max_examples=300)
@given(texts_with_attributions())
def test_never_an_exception(case: tuple[str, tuple[AttributionSpans, ...]]) -> None:
    text, attributions = case
    found = resolve_speakers(text, sentences(text), attributions)
    assert len(found) == len(attributions)
    assert all(speaker.name for speaker in found if speaker is not None)


def test_time_grows_with_the_text_only() -> None:
    def seconds(times: int) -> float:
        text = (RATNER + " ") * times
        among = sentences(text)
        starts = [at for at in range(len(text)) if text.startswith("Ratner said", at)]
        attributions = [
            AttributionSpans(Span(at, at + 6), None, (Span(at + 12, at + 15),)) for at in starts
        ]
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            resolve_speakers(text, among, attributions)
            best = min(best, time.perf_counter() - start)
        return best

    seconds(5)
    assert seconds(160) < 40 * max(seconds(10), 0.002)


@pytest.mark.parametrize(
    "unit", ["Mr. ", "told ", "Bob Smith and Ann Lee and ", "Local 212 of ", "( ", "the mayor of "]
)
def test_no_text_makes_it_run_away(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    attributions = [
        AttributionSpans(Span(at, at + 60), Span(at, at + 4), (Span(at + 5, at + 9),))
        for at in range(0, len(text) - 60, 100)
    ]
    start = time.process_time()
    resolve_speakers(text, sentences(text), attributions)
    assert time.process_time() - start < 2
