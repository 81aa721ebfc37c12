"""What each chart shows, as one plain sentence counted from the chart's own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis import Analysis
from analysis.comparison import VerbAsymmetry
from analysis.measures import NO_SIDE, is_plain
from analysis.naming import PLAIN_ALIGNMENTS

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip


def in_words(number: int) -> str:
    """A count as prose has it: "seven", but "13"."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _of(count: int, total: int, noun: str, verb: str) -> str:
    """A subject and its verb: "Three of seven outlets call"; ``verb`` is given in the plural."""
    if total == 1:
        return f"The only {noun} {verb}s" if count else f"The only {noun} doesn’t {verb}"
    if not count:
        return f"None of {in_words(total)} {noun}s {verb}"
    if count == total:
        return f"{'Both' if total == 2 else f'All {in_words(total)}'} {noun}s {verb}"
    subject = f"{in_words(count)} of {in_words(total)} {noun}s"
    return f"{subject[0].upper()}{subject[1:]} {verb}{'s' if count == 1 else ''}"


def headlines_title(coverage: Mapping[str, Analysis]) -> str:
    """How many headlines hold a mark; none is no finding, for what isn't marked may be missed."""
    marked = sum(
        any(
            analysis.article.in_headline(each.span)
            for each in analysis.counted
            if not is_plain(each) and each.measure != "hard_sentences"
        )
        for analysis in coverage.values()
    )
    if not marked:
        return "The headlines, side by side"
    return f"{_of(marked, len(coverage), 'headline', 'hold')} a marked word"


def naming_title(counts: pd.DataFrame, outlets: Sequence[str]) -> str:
    """The name that takes a side on which the outlets are most divided."""
    sided = counts[~counts["alignment"].isin(PLAIN_ALIGNMENTS)]
    if sided.empty:
        return "No outlet uses a name that takes a side"
    uses = sided.groupby(["entity", "name"])["outlet"].nunique().reset_index(name="outlets")
    # A name that half of them use tells more than one that all or a single one do, and more where
    # many outlets name the thing.
    uses["apart"] = (uses["outlets"] - len(outlets) / 2).abs()
    uses["named"] = uses["entity"].map(counts.groupby("entity")["outlet"].nunique())
    most = uses.sort_values(
        ["apart", "named", "entity", "name"], ascending=[True, False, True, True]
    ).iloc[0]
    who = _of(int(most["outlets"]), len(outlets), "outlet", "call")
    return f"{who} {most['entity']} “{most['name']}”"


def verbs_title(asymmetries: Mapping[str, VerbAsymmetry], sides: Sequence[str]) -> str:
    """How many outlets clearly report one of two sides with charged verbs more often.

    ``asymmetries`` compare the first of ``sides`` with the second, by outlet.
    """
    if len(sides) < 2:
        return f"Verbs that report {sides[0]}" if sides else "No side is reported by two outlets"
    wordings = [each.wording for each in asymmetries.values()]
    first = sum(wording.endswith("higher") for wording in wordings)
    second = sum(wording.endswith("lower") for wording in wordings)
    if wordings.count("too few to tell") == len(wordings):
        return f"Too few verbs report both {sides[0]} and {sides[1]} to compare them"
    if not first and not second:
        return f"No outlet’s verbs clearly differ between {sides[0]} and {sides[1]}"
    told = [
        f"{in_words(count)} clearly more for {side}"
        for count, side in ((first, sides[0]), (second, sides[1]))
        if count
    ]
    rest = len(wordings) - first - second
    if rest:
        told.append(f"{in_words(rest)} can’t be told")
    return f"Charged verbs, by outlet: {', '.join(told)}"


def quoted_title(attributions: pd.DataFrame, outlets: Sequence[str]) -> str:
    """The side that has most of the quoted words in most outlets."""
    told = attributions[attributions["side"] != NO_SIDE]
    words = told.groupby(["outlet", "side"])["quoted_words"].sum()
    words = words[words > 0]
    if words.empty:
        return "No side is quoted word for word"
    leading = words.reset_index().sort_values("quoted_words", ascending=False)
    leading = leading.drop_duplicates("outlet")
    side, count = leading["side"].value_counts().index[0], leading["side"].value_counts().iloc[0]
    if 2 * count < len(outlets):
        return "No one side is quoted at greatest length by most outlets"
    who = _of(int(count), len(outlets), "outlet", "quote")
    return f"{who} {side} at greatest length"


def rate_title(comparisons: pd.DataFrame, measure: str, label: str) -> str:
    """Which outlets differ from the others in a rate or share, and how sure that is.

    ``comparisons`` is of ``analysis.tables.comparisons_table``; ``label`` names the measure.
    """
    table = comparisons[comparisons["name"] == measure]
    told = [
        f"{outlet} {wording} than another outlet"
        for outlet, wording in zip(table["outlet"], table["wording"], strict=True)
        if wording not in ("can’t tell", "too few to tell")
    ]
    if told:
        return f"{label}: {'; '.join(told)}"
    if table.empty:
        return label
    if (table["wording"] == "too few to tell").all():
        return f"{label}: too few to tell outlets apart"
    return f"{label}: no outlet clearly differs from the others"


def asymmetry_title(asymmetry: VerbAsymmetry, outlet: str, first: str, second: str) -> str:
    """How differently one outlet's verbs report two sides, in words."""
    one, other = asymmetry.first, asymmetry.second
    counts = f"{one.count} of {one.of} for {first}, {other.count} of {other.of} for {second}"
    if asymmetry.wording == "too few to tell":
        return f"{outlet}: {counts}; too few to tell"
    if asymmetry.wording == "can’t tell":
        return f"{outlet}: {counts}; the difference may be chance"
    sure, more = asymmetry.wording.rsplit(" ", 1)
    leading = first if more == "higher" else second
    return f"{outlet}: {counts}; {sure} more for {leading}"
