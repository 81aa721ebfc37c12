"""Words used more in one article than in the others."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import Analysis, Article, Readability, ReadabilityScores, Span
from analysis.word_use import LEAST_Z, WordUse, log_odds_ratios, words_used_more

NONE = ReadabilityScores(0, 0, 0.0, 0.0, {})


def read(text: str, *quoted: str, headline: str = "") -> Analysis:
    spans = tuple(Span(text.index(each), text.index(each) + len(each)) for each in quoted)
    return Analysis(Article(text, headline), spans, (), (), (), Readability(NONE, NONE, ()))


def found(text: str, *quoted: str, outlets: tuple[str, ...] = ()) -> list[str]:
    """The words that stand out in ``text`` beside a long report that uses none of them."""
    return [use.word for use in words_used_more(read(text, *quoted), [PLAIN], outlets)]


FILLER = "Ministers met envoys, talks went well, trade grew, ports opened, ships sailed north. "
PLAIN = read(FILLER * 200)
CHAOS = "Chaos spread across town. "


def test_published_value_of_the_log_odds_ratio() -> None:
    # A vocabulary of the word and all others together: 9 of 620 words, and 10 of 2,430.
    delta, z = log_odds_ratios(np.array([9.0, 611.0]), np.array([10.0, 2420.0]),
                               np.array([5.0, 995.0]))  # fmt: skip
    assert delta[0] == pytest.approx(0.6854, abs=5e-5)
    assert z[0] == pytest.approx(1.845, abs=5e-4)


def test_swapping_the_texts_turns_the_sign_round() -> None:
    mine, theirs, prior = np.array([9.0, 3.0, 40.0]), np.array([2.0, 8.0, 70.0]), np.ones(3)
    one, other = log_odds_ratios(mine, theirs, prior), log_odds_ratios(theirs, mine, prior)
    assert one[0] == pytest.approx(-other[0])
    assert one[1] == pytest.approx(-other[1])


def test_a_heavier_prior_draws_words_towards_no_difference() -> None:
    text = read(FILLER + CHAOS * 4)
    light, heavy = (words_used_more(text, [PLAIN], prior_words=weight)[0] for weight in (50, 500))
    assert light.word == heavy.word
    assert light.delta > heavy.delta > 0


def test_a_word_comes_with_its_counts_and_where_it_stands() -> None:
    text = "CHAOS!\n\n" + FILLER * 2 + "The chaos grew. Chaos’s end is far. Nobody stops chaos."
    article = read(text, headline="CHAOS!")
    (use,) = words_used_more(article, [PLAIN, read("Some chaos. " + FILLER)])
    assert isinstance(use, WordUse)
    assert (use.word, use.count, use.other_count) == ("chaos", 4, 1)
    assert [span.text_in(text) for span in use.spans] == ["CHAOS", "chaos", "Chaos", "chaos"]
    assert use.delta > 0
    assert use.z > LEAST_Z


def test_words_in_quotation_marks_are_not_the_outlets() -> None:
    said = "“Chaos here. Chaos there. Chaos now. Chaos then,” he said."
    assert "chaos" in found(FILLER + said)
    assert "chaos" not in found(FILLER + said, said[:-9])


@pytest.mark.parametrize(
    "text",
    [
        "They 2023 saw. They 2023 went. They 2023 came. They 2023 won.",
        "On the 19th it. On the 19th we. On the 19th he. On the 19th.",
        "It’s here. It’s there. It’s us. It’s them. It’s her.",
    ],
)
def test_numbers_and_function_words_are_left_out(text: str) -> None:
    assert not {"2023", "19", "th", "it", "it's", "they", "the"} & set(found(FILLER + text))


def test_names_of_outlets_are_left_out_but_not_the_words_they_are_made_of() -> None:
    text = FILLER + "The Sun asked. A Sun writer. The Sun’s page. Sun readers saw. "
    assert "sun" in found(text)
    assert "sun" not in found(text, outlets=("The Sun", "the sun", ""))
    low = FILLER + "Here the sun rose. Then the sun set. A low sun. No sun at all."
    assert "sun" in found(low, outlets=("The Sun",))


def test_a_word_used_twice_or_in_one_sentence_is_not_shown() -> None:
    assert "chaos" in found(FILLER + CHAOS * 4)
    assert "chaos" not in found(FILLER + CHAOS * 2)
    assert "chaos" not in found(FILLER + "Chaos, chaos, chaos, chaos and chaos reigned.")


def test_nothing_to_compare_finds_nothing() -> None:
    chaos = read(CHAOS * 5)
    assert words_used_more(chaos, []) == ()
    assert words_used_more(chaos, [read("It is.")]) == ()
    assert words_used_more(read(""), [chaos]) == ()
    assert words_used_more(chaos, [chaos]) == ()


def test_texts_of_one_vocabulary_have_few_words_used_more() -> None:
    random = np.random.default_rng(20230525)
    share = 1 / np.arange(1, 401)
    share /= share.sum()
    shown = []
    for _ in range(400):
        mine = random.multinomial(300, share).astype(np.float64)
        theirs = random.multinomial(1500, share).astype(np.float64)
        pooled = mine + theirs
        kept = pooled > 0
        _, z = log_odds_ratios(mine[kept], theirs[kept], 500 * pooled[kept] / pooled.sum())
        shown.append(((z > LEAST_Z) & (mine[kept] >= 3)).sum())
    assert np.mean(shown) < 1.0
