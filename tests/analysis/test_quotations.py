"""Quotation marks of all kinds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotations import quotations


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“One,” he said, “and two.”", ["One,", "and two."]),
        ('"Straight ones," he said.', ["Straight ones,"]),
        ("‘British ones,’ he said.", ["British ones,"]),
        ("He said ‘the workers’ union won’t go’ today.", ["the workers’ union won’t go"]),
        ("'It's plain,' he said.", ["It's plain,"]),
        ("«Guillemets», she wrote.", ["Guillemets"]),
        ("„German ones“, she wrote.", ["German ones"]),
        ("“Outer ‘inner’ words,” he said.", ["Outer ‘inner’ words,"]),
        ("“It goes on\n“and ends here.”", ["It goes on", "and ends here."]),
        ("The minister's aides weren't there, it's said.", []),
        ("It was 6' 2\" tall.", []),
        ("“”", []),
        ("no marks at all", []),
    ],
)
def test_quotations_are_found_whatever_marks_are_used(text: str, inner: list[str]) -> None:
    assert [each.inner.text_in(text) for each in quotations(text)] == inner


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph() -> None:
    (first, *_) = quotations("“It goes on\nAnother paragraph.")
    assert not first.closed
    assert first.span.end == len("“It goes on")


@given(st.text(alphabet="“”‘’\"'«»„ab .\n", max_size=80))
def test_any_mixture_of_marks_gives_quotations_in_order(text: str) -> None:
    found = quotations(text)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
    assert all("\n" not in each.span.text_in(text) for each in found)
