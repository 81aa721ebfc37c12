"""Quotes that several outlets trimmed differently."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Analysis, Article, Attribution, Readability, ReadabilityScores, Span, analyze
from analysis.shared_quotes import SharedQuote, Version, find_shared_quotes
from analysis.tables import Coverage
from corpus.samples import sample_articles

NO_SCORES = ReadabilityScores(0, 0, 0.0, 0.0, {})
FERRY = "we will not sell the ferry to anyone who cannot swim"


def article(text: str, *told: tuple[str | None, str], side: str | None = None) -> Analysis:
    """An article in which each of ``told`` is a speaker and a stretch that it is given.

    A speaker in lower case ("an official") is one without a name.
    """
    places = [(text.index(words), len(words)) for _, words in told]
    attributions = tuple(
        Attribution(
            source=None, cue=None, content=(Span(start, start + length),),
            speaker=speaker, side=side, role=None, via=None, stance="neutral",
            form="direct" if words[0] in "“‘\"'«" else "mixed" if "“" in words else "indirect",
            quoted_words=0, words=0, named=bool(speaker and speaker[0].isupper()), resolved=True,
        )
        for (speaker, words), (start, length) in zip(told, places, strict=True)
    )  # fmt: skip
    readability = Readability(NO_SCORES, NO_SCORES, ())
    return Analysis(Article(text), (), attributions, (), (), readability)


def only(coverage: Coverage) -> SharedQuote:
    (quote,) = find_shared_quotes(coverage)
    return quote


def version(quote: SharedQuote, outlet: str) -> Version:
    return next(each for each in quote.versions if each.outlet == outlet)


def printed_by(quote: SharedQuote, outlet: str) -> list[tuple[str, str, str]]:
    return [(each.kind, each.text, each.fullest) for each in version(quote, outlet).segments]


def says(quote: str, speaker: str | None = "Ida Quill") -> Analysis:
    return article(f"Yesterday {speaker} spoke. {quote} That was all.", (speaker, quote))


def test_a_trimmed_quote_shows_what_was_kept_and_what_was_left_out() -> None:
    coverage = {
        "Whole": says(f"“{FERRY.capitalize()}, and that is final.”"),
        "Cut": says("“We will not sell the ferry,”"),
    }
    quote = only(coverage)
    assert (quote.speaker, quote.fullest) == (
        "Ida Quill", "We will not sell the ferry to anyone who cannot swim, and that is final.",
    )  # fmt: skip
    assert [(kind, fullest) for kind, _, fullest in printed_by(quote, "Cut")] == [
        ("kept", "We will not sell the ferry,"),
        ("left_out", "to anyone who cannot swim, and that is final."),
    ]
    assert [each.kind for each in version(quote, "Whole").segments] == ["kept"]
    assert not quote.assembled


def test_every_segment_leads_to_its_words_in_the_text_of_its_outlet() -> None:
    text = "“We will not sell the ferry,” Ida Quill said, “to anyone who can’t swim.” She left."
    parts = article(text, ("Ida Quill", text[: text.index(" She")]))
    quote = only({"Parts": parts, "Whole": says(f"“{FERRY}.”")})
    shown = version(quote, "Parts")
    for segment in shown.segments:
        if segment.span is not None:
            assert segment.span.text_in(text) == segment.text
    assert [span.text_in(text) for span in shown.spans] == [
        "We will not sell the ferry,", "to anyone who can’t swim.",
    ]  # fmt: skip
    assert ("changed", "can’t", "cannot") in printed_by(quote, "Parts")


@pytest.mark.parametrize(
    "printed",
    [
        '"We will not sell the ferry to anyone who cannot swim."',
        "‘WE will not sell the ferry – to anyone who cannot swim’",
        "“We will not sell  the ferry … to anyone who cannot swim”",
        "«we will not sell the ferry to anyone — who cannot swim»",
    ],
)
def test_marks_case_spaces_dashes_and_ellipses_make_no_difference(printed: str) -> None:
    quote = only({"One": says(f"“{FERRY}”"), "Other": says(printed)})
    assert {each.share for each in quote.versions} == {1.0}
    assert all(segment.kind == "kept" for segment in version(quote, "Other").segments)


def test_words_put_in_brackets_are_the_outlets_and_not_the_speakers() -> None:
    coverage = {
        "Plain": says("“We will not sell it to anyone who cannot swim.”"),
        "Brackets": says("“We will not sell [the old ferry] to anyone who cannot swim.”"),
    }
    quote = only(coverage)
    assert "old ferry" not in quote.fullest
    assert ("changed", "[the old ferry]", "it") in printed_by(quote, "Brackets")


def test_two_stretches_of_one_utterance_are_put_together() -> None:
    start, end = FERRY + " and has no lamp", "to anyone who cannot swim and has no lamp aboard"
    quote = only({"Start": says(f"“{start}”"), "End": says(f"“{end}”")})
    assert quote.fullest == FERRY + " and has no lamp aboard"
    assert quote.assembled
    assert printed_by(quote, "Start")[-1] == ("left_out", "", "aboard")
    assert printed_by(quote, "End")[0] == ("left_out", "", "we will not sell the ferry")


def test_a_word_that_stands_twice_is_not_torn_from_what_it_belongs_to() -> None:
    coverage = {
        "Whole": says("“Nobody takes the morning run from us. The harbour council must answer.”"),
        "End": says("“The harbour council must answer.”"),
    }
    assert printed_by(only(coverage), "End") == [
        ("left_out", "", "Nobody takes the morning run from us."),
        ("kept", "The harbour council must answer.", "The harbour council must answer."),
    ]


def test_a_not_that_one_outlet_lacks_is_seen() -> None:
    quote = only({"A": says(f"“{FERRY}”"), "B": says(f"“{FERRY.replace('not ', '')}”")})
    assert ("left_out", "", "not") in printed_by(quote, "B")


def test_the_same_words_of_two_people_are_two_utterances() -> None:
    coverage = {"A": says(f"“{FERRY}”"), "B": says(f"“{FERRY}”", "Bo Harrow")}
    assert find_shared_quotes(coverage) == ()


def test_a_name_may_be_told_in_full_or_in_part() -> None:
    quote = only({"A": says(f"“{FERRY}”"), "B": says(f"“{FERRY}”", "Quill")})
    assert quote.speaker == "Ida Quill"
    assert version(quote, "B").speaker == "Quill"


@pytest.mark.parametrize("untold", [None, "an official"])
def test_where_nobody_is_named_nearly_all_words_must_be_the_same(untold: str | None) -> None:
    same, near = f"“{FERRY}”", "“We will not sell the ferry at this price or any other”"
    assert len(find_shared_quotes({"A": says(same), "B": says(same, untold)})) == 1
    assert find_shared_quotes({"A": says(same), "B": says(near, untold)}) == ()


def test_a_body_and_the_person_who_speaks_for_it_can_say_the_same_words() -> None:
    text = f"It said: “{FERRY}”"
    coverage = {
        "A": article(text, ("Ida Quill", f"“{FERRY}”"), side="Norland"),
        "B": article(text, ("Harbour Council", f"“{FERRY}”"), side="Norland"),
    }
    assert only(coverage).speaker == "Ida Quill"


def test_short_phrases_and_phrases_of_everybody_make_no_shared_quote() -> None:
    assert find_shared_quotes({"A": says("“very soon”"), "B": says("“very soon”")}) == ()
    assert find_shared_quotes({"A": says("“it is what it is and I am”"),
                               "B": says("“if it is what it is to you”")}) == ()  # fmt: skip


def test_three_words_are_enough_where_speaker_and_wording_are_the_same() -> None:
    coverage = {"A": says("“burn every lamp”"), "B": says("“burn every lamp”")}
    assert only(coverage).fullest == "burn every lamp"


def test_who_only_paraphrases_and_who_has_nothing_is_told() -> None:
    report = "that she would never sell a ferry to people who hadn’t learned to swim"
    coverage = {
        "A": says(f"“{FERRY}”"),
        "B": says("“We will not sell the ferry”"),
        "Own words": article(f"Ida Quill said {report}.", ("Ida Quill", report)),
        "Other matter": article("Ida Quill said it rained.", ("Ida Quill", "it rained")),
    }
    quote = only(coverage)
    (paraphrase,) = quote.paraphrases
    assert paraphrase.outlet == "Own words"
    assert paraphrase.spans[0].text_in(coverage["Own words"].article.text) == report
    assert quote.not_found == ("Other matter",)


def test_what_headline_and_body_both_quote_is_shown_once() -> None:
    short, whole = "“We will not sell the ferry”", f"“{FERRY}”"
    twice = article(f"{short}, says Quill\n\nIda Quill said {whole}.",
                    ("Ida Quill", short), ("Ida Quill", whole))  # fmt: skip
    quote = only({"Twice": twice, "Once": says(whole)})
    assert quote.fullest == FERRY
    assert version(quote, "Twice").share == 1.0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["tide", "boat", "lamp", "crane", "the", "of", "a"]), min_size=8,
             max_size=30),
    st.data(),
)  # fmt: skip
def test_a_version_is_its_segments_and_so_is_the_fullest_wording(
    said: list[str], data: st.DataObject
) -> None:
    words = [f"{word}{number % 3 or ''}" for number, word in enumerate(said)]
    cut = [word for word in words if data.draw(st.integers(0, 5))] or words
    coverage = {"A": says(f"“{' '.join(words)}”"), "B": says(f"“{' '.join(cut)}”")}
    for quote in find_shared_quotes(coverage):
        for outlet, printed in (("A", words), ("B", cut)):
            segments = version(quote, outlet).segments
            assert " ".join(each.text for each in segments if each.text) == " ".join(printed)
            whole = " ".join(each.fullest for each in segments if each.fullest)
            assert whole == quote.fullest


def test_one_outlet_alone_shares_nothing() -> None:
    assert find_shared_quotes({"A": says(f"“{FERRY}”")}) == ()
    assert find_shared_quotes({}) == ()


def test_long_and_monotonous_quotations_are_compared_in_time() -> None:
    speech = "“" + "the boat is the boat and the sea is the sea again " * 4000 + "”"
    coverage = {f"Outlet {number}": says(speech) for number in range(4)}
    started = time.perf_counter()
    find_shared_quotes(coverage)
    assert time.perf_counter() - started < 20


def test_in_the_samples_the_quotes_that_several_outlets_carry_are_found() -> None:
    coverage = {
        each.outlet: analyze(each.article)
        for each in sample_articles()
        if each.event_id == "us-china-military-contacts"
    }
    found = {quote.fullest: quote for quote in find_shared_quotes(coverage)}
    ball = found["The ball is in their court"]
    assert (ball.speaker, ball.side, len(ball.versions)) == ("Ely Ratner", "United States", 6)
    assert ball.not_found == ("Haiyue Daily",)
    assert len(found["immediately lift sanctions"].versions) == 7
