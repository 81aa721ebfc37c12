"""Who says what, through which words: attributions in texts of our own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attribution import AttributionSpans, find_attributions

PARAGRAPH = (
    "The harbour board met on Tuesday. “We will not raise the fees this year,” said its chair, "
    "Odile Maran, who added that the budget was sound.\n\n"
)


def parts(text: str, attribution: AttributionSpans) -> tuple[str | None, str | None, str]:
    """The words of an attribution's source, cue and content."""
    source, cue = (
        None if span is None else span.text_in(text)
        for span in (attribution.source, attribution.cue)
    )
    return source, cue, " ".join(span.text_in(text) for span in attribution.content)


def only(text: str) -> tuple[str | None, str | None, str]:
    """The parts of the one attribution that a text holds."""
    (attribution,) = find_attributions(text)
    return parts(text, attribution)


def assert_well_formed(text: str) -> None:
    for attribution in find_attributions(text):
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content)
        for span in (attribution.source, attribution.cue, *attribution.content):
            if span is None:
                continue
            words = span.text_in(text)
            assert words == words.strip()
            assert span.end <= len(text)
            # A span that ends in a letter is not followed by one, nor does it begin amid a word.
            assert not (words[-1].isalnum() and text[span.end : span.end + 1].isalnum())
            assert not (words[0].isalnum() and text[: span.start][-1:].isalnum())


def test_a_pronoun_is_a_source() -> None:
    source, cue, content = only("He said that the bridge would open in the spring.")
    assert (source, cue) == ("He", "said")
    assert "the bridge would open in the spring" in content


def test_an_inverted_cue_joins_both_halves_of_its_quotation() -> None:
    text = "“The ferry is late,” complained Mr. Osei, “and nobody has told us why.”"
    source, cue, content = only(text)
    assert source == "Mr. Osei"
    assert cue is not None
    assert "complained" in cue
    assert "The ferry is late" in content
    assert "nobody has told us why" in content


def test_according_to() -> None:
    text = "The number of visitors fell by a tenth last year, according to the tourist office."
    source, cue, content = only(text)
    assert source == "the tourist office"
    assert cue == "according to"
    assert "The number of visitors fell by a tenth" in content


def test_each_content_goes_to_its_own_speaker() -> None:
    text = (
        "Minister Lena Brandt said the tunnel was safe, but the fire chief, Tom Ruiz, warned that "
        "its doors did not close."
    )
    found = [parts(text, each) for each in find_attributions(text)]
    assert len(found) == 2
    (first, _, safe), (second, _, doors) = found
    assert first is not None
    assert "Lena Brandt" in first
    assert "the tunnel was safe" in safe
    assert second is not None
    assert "Tom Ruiz" in second
    assert "its doors did not close" in doors


def test_plain_narration_attributes_nothing() -> None:
    assert find_attributions("The train left the station at noon and reached the coast.") == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "\ud800", ".", "…", "\u0301", "🙂", "_"])
def test_texts_without_words_have_no_attributions(text: str) -> None:
    assert find_attributions(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "“He said \ud83d it was over,” she \x00 said.",
        "Él dijo: «No volveré». Γειά, είπε ο Νίκος. 他说：“不。”",
        "HE SAID THAT THE GAME WAS OVER. 'IT IS OVER,' SHE SAID.",
        "She said “and never closed the quotation\r\nHe said so too",
        "e\u0301lan vital\u0301, she said\u200b that\ufeff it\u00ad was",
        "x" * 5000 + " said that " + "y" * 5000,
    ],
)
def test_odd_texts_give_true_offsets(text: str) -> None:
    assert_well_formed(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    assert_well_formed(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "she", "said", "that", "Dr.", "Ono", ",", ".", "\n", "told", "us"]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_no_order_of_reporting_words_is_an_error(text: str) -> None:
    assert_well_formed(text)


def test_a_long_text_is_read_to_its_end() -> None:
    text = PARAGRAPH * 200
    assert_well_formed(text)
    found = find_attributions(text)
    assert found[-1].content[-1].end > len(text) - len(PARAGRAPH)
    assert len(found) >= 200


def test_a_long_line_is_cut_between_words() -> None:
    text = " ".join(f"She said that number {number} was right." for number in range(300))
    assert_well_formed(text)
    found = find_attributions(text)
    assert len(found) > 100
    assert found[-1].content[-1].end > len(text) - 40


def test_threads_share_one_engine_and_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(find_attributions, [PARAGRAPH] * 8))
    assert len(set(answers)) == 1


def said(text: str, words: str) -> tuple[str | None, str | None]:
    """Source and cue of the first attribution whose content holds ``words``."""
    for source, cue, content in (parts(text, each) for each in find_attributions(text)):
        if words in content:
            return source, cue
    raise AssertionError(f"nobody is given {words!r}")


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»")]
)
def test_any_quotation_marks_will_do(opening: str, closing: str) -> None:
    text = f"{opening}We won’t leave the harbour before noon,{closing} said Captain Ines Roth."
    source, cue = said(text, "leave the harbour before noon")
    assert source is not None
    assert "Ines Roth" in source
    assert cue == "said"


def test_a_cue_that_is_split() -> None:
    text = "The minister accused the miners’ union of spreading lies about the mine."
    source, cue = said(text, "spreading lies about the mine")
    assert source == "The minister"
    assert cue is not None
    assert "accused" in cue


def test_a_cue_that_is_a_noun() -> None:
    text = "In a statement, the hospital said that the ward would reopen in March."
    source, _ = said(text, "the ward would reopen in March")
    assert source == "the hospital"


def test_words_within_words_keep_their_speakers() -> None:
    text = "Ms. Duarte said that the engineer had told her that the dam was cracked."
    source, _ = said(text, "the dam was cracked")
    assert source in ("Ms. Duarte", "the engineer")


def test_a_quotation_without_a_closing_mark() -> None:
    text = "“We will rebuild the school, said the mayor, Ana Pohl.\n\nThe river fell on Sunday."
    found = find_attributions(text)
    assert all("river" not in parts(text, each)[2] for each in found)


def test_a_text_all_in_capitals() -> None:
    text = "THE PRIME MINISTER SAID ON MONDAY THAT THE TAX WOULD FALL NEXT YEAR."
    source, cue = said(text, "THE TAX WOULD FALL")
    assert source == "THE PRIME MINISTER"
    assert cue == "SAID"


def test_a_name_in_quotation_marks_is_nobodys_words() -> None:
    assert find_attributions("The ferry “Aurora” left the harbour at noon.") == ()


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The drivers’ union said the firm’s offer didn’t cover the drivers’ costs."
    source, _ = said(text, "the firm’s offer")
    assert source == "The drivers’ union"
