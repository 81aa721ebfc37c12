"""What each chart shows, as one plain sentence counted from the chart's own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis import Analysis
from analysis.comparison import VerbAsymmetry
from analysis.measures import CHARGED_STANCES, NO_SIDE, is_plain
from analysis.naming import PLAIN_ALIGNMENTS

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip
_LEAST_VERBS = 2


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
        return f"All {in_words(total)} {noun}s {verb}"
    subject = f"{in_words(count)} of {in_words(total)} {noun}s"
    return f"{subject[0].upper()}{subject[1:]} {verb}{'s' if count == 1 else ''}"


def headlines_title(coverage: Mapping[str, Analysis]) -> str:
    """How many headlines hold a mark."""
    marked = sum(
        any(
            analysis.article.in_headline(each.span)
            for each in analysis.counted
            if not is_plain(each) and each.measure != "hard_sentences"
        )
        for analysis in coverage.values()
    )
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


def verbs_title(attributions: pd.DataFrame, sides: Sequence[str], outlets: Sequence[str]) -> str:
    """Which of the two most reported sides gets charged verbs more often, in how many outlets."""
    if len(sides) < 2:
        return f"Verbs that report {sides[0]}" if sides else "No side is reported by two outlets"
    shares = _charged_shares(attributions, sides[:2], outlets)
    told = shares.dropna()
    if told.empty:
        return f"Too few verbs report both {sides[0]} and {sides[1]} to compare them"
    first, second = (
        int((told[one] > told[other]).sum())
        for one, other in ((sides[0], sides[1]), (sides[1], sides[0]))
    )
    more, less, count = (
        (sides[0], sides[1], first) if first >= second else (sides[1], sides[0], second)
    )
    if not count:
        return f"Charged verbs report {sides[0]} and {sides[1]} alike"
    who = _of(count, len(told), "outlet", "report")
    return f"{who} {more} with charged verbs more often than {less}"


def _charged_shares(
    attributions: pd.DataFrame, sides: Sequence[str], outlets: Sequence[str]
) -> pd.DataFrame:
    """Share of charged verbs: a row an outlet, a column a side; missing where verbs are too few."""
    told = attributions[attributions["cue"].notna() & attributions["side"].isin(list(sides))]
    charged = told.assign(charged=told["stance"].isin(CHARGED_STANCES))
    grouped = charged.groupby(["outlet", "side"])["charged"].agg(["mean", "size"])
    shares = grouped["mean"].where(grouped["size"] >= _LEAST_VERBS).unstack("side")
    return shares.reindex(index=list(outlets), columns=list(sides))


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
    who = _of(int(count), len(outlets), "outlet", "quote")
    return f"{who} {side} at greatest length"


def rate_title(comparisons: pd.DataFrame, measure: str) -> str:
    """Which outlets' rate or share differs from the others', and how sure that is.

    ``comparisons`` is of ``analysis.tables.comparisons_table``. Empty where the measure has no
    counts that could be compared, or there are no outlets to compare.
    """
    table = comparisons[comparisons["name"] == measure]
    if table.empty:
        return ""
    what = "rate" if table["difference"].isna().all() else "share"
    told = [
        f"{outlet}’s {what} is {wording} than another outlet’s"
        for outlet, wording in zip(table["outlet"], table["wording"], strict=True)
        if wording not in ("can’t tell", "too few to tell")
    ]
    if told:
        return "; ".join(told)
    if (table["wording"] == "too few to tell").all():
        return "Too few to tell outlets apart"
    return f"No outlet’s {what} clearly differs from the others’"


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
