"""How the numbers are made, and what they must not be read as."""

import pandas as pd
import streamlit as st

from analysis import versions
from analysis.accuracy import accuracies
from analysis.encoder import MODELS
from analysis.lexicon import FOLDER, read_header_and_rows
from charts.marked_text import MARK_KINDS
from components.own_lexicon import LABELS, lexicon_form, vocabulary_in_force

LABEL_OF_KIND = {kind.key: kind.label for kind in MARK_KINDS}

st.title("Methods")
st.markdown(
    """
Every number here is counted from words that you can see marked. It shows choices of wording worth
noticing. It does **not** show that an article is biased, false, or on anybody’s side; a loaded word
can be the accurate one, and a plain one can hide what matters.

**Own words and quoted words.** What stands in quotation marks and is given to somebody is quoted;
everything else is the outlet’s own wording, its paraphrase of others included. Framing is counted
in the outlet’s own words, the headline apart from the text.

**Loaded words.** What the lexicon lists, and words that a small model marks as experts did who
read for bias (BABE, Spinde et al. 2021). Each mark says how often experts agreed with marks like
it. Clear entries of the lexicon always count; arguable ones where experts agreed half of the time
or more, and never in what somebody is reported to have said. Words that only the model marks are
shown when you ask for them, for readers found fewer than half of them right. Experts differ much
among themselves, so no mark is a verdict. The model reads each sentence alone and never sees a
name, so a sentence gets the same marks in any article and whoever it is about. Reporting verbs that
experts mark as loaded, such as “slammed”, are counted among the reporting verbs alone.

**Reporting verbs.** Each verb that gives words to somebody is classed by what it does to them:
neutral (“said”), endorsing (“pointed out”), distancing (“claimed”), negative (“complained”),
positive (“hailed”), directive (“demanded”), other. Negative and distancing ones together are
called charged.

**Attributions.** A small encoder marks source, cue and content of each attribution and links them;
whom a source stands for, and for which side, is then read from the text. Its accuracy is measured
against annotators, and against how well two annotators agree: see below.

**Contested names.** Which of the names for a thing was used, and whose name it is. Conventional
names are counted as well, so that shares can be told. A name that the article gives as somebody’s
(“what Moscow calls …”), or beside another one, is marked but is nobody’s choice.

**Harm, agent not named.** Clauses in which somebody was harmed by somebody, and that don’t say by
whom: passives (“was shot”), nouns (“the killing of”), events that just happen (“died in clashes”),
and weapons that act (“a missile hit”). Illness, accidents and weather have no one to name.

**Whoever it is about.** Countries are read under stand-ins: two that change places throughout an
article leave every mark where it was. A test swaps them.

**Sourcing.** Who is given words, for which side, in quotation marks or not. The effective number
of speakers is the exponential of Shannon’s entropy over attributions.

**Readability.** Standard formulas by textstat on our own sentence splitting. Never for fewer than
100 words, never for headlines.

**Intervals.** 95 %, after Jeffreys: gamma for rates, beta for shares. Fewer than 4 attributions or
150 words are “too few to tell”.

**Outlets compared.** An outlet’s rate is set beside that of an outlet drawn from among the others,
given how much they differ among themselves (gamma-Poisson for rates, beta-binomial for shares);
“probably” means at least 95 of 100, “almost certainly” 99. No ranks: most differences between two
articles can be chance. Near-copies are found by runs of five words, and count as one vote. What
others carry and one report doesn’t is “not found in this set”: a paraphrase may be missed.

**Right of reply.** A side that another accuses has one if it is given words anywhere, or the text
says that it didn’t answer. **Loaded, and nobody’s words:** sentences with a loaded word of the
outlet’s own and no attribution in them or before them.

**Not measured:** whether the story is true, pictures, layout, the choice of story. English only.
""",
    width=760,
)
st.subheader("How often marks are right")
st.caption(
    "Marks of each kind in the outlets’ own words, drawn by chance, were judged by two readers, "
    "neither knowing the other’s answers; a mark is right where both said so. The readers were "
    "language models, told to read as a media linguist and as a sceptical sub-editor: take the "
    "figures as a first measure, until people have judged. What the program misses isn’t in them. "
    "In the plain agency reports among the samples, loaded words stay under 3 in 1,000; a test "
    "holds them there."
)
st.dataframe(
    pd.DataFrame(
        [
            (
                LABEL_OF_KIND[measure],
                each.marks,
                100 * each.right / each.marks,
                f"{each.low:.0%} to {each.high:.0%}",
                100 * each.agreement,
            )
            for measure, each in accuracies().items()
        ],
        columns=["Kind", "Marks judged", "Right", "95 % interval", "Readers agreed"],
    ),
    hide_index=True,
    width=760,
    height="content",
    alt="How often marks of each kind were found right",
    column_config={
        "Right": st.column_config.NumberColumn(format="%.0f %%"),
        "Readers agreed": st.column_config.NumberColumn(format="%.0f %%"),
    },
)
with st.expander("The two encoders: data, scores, limits"):
    st.markdown((MODELS / "README.md").read_text(encoding="utf-8"), width=760)
st.subheader("The lexicons")
st.caption("Each entry with its reason and its source, as the program reads it.")
LEXICONS = {
    "Loaded words": "loaded_words",
    "Reporting verbs": "reporting_verbs",
    "Contested names": "contested_names",
    "Hedges and doubt": "hedges",
    "Verbs of harm": "harm_verbs",
    "Nouns of harm": "harm_nouns",
    "Harm as a happening": "harm_happenings",
    "Who can do harm": "harm_agents",
    "Whose name it is": "naming_contexts",
    "Accusing verbs": "accusing_verbs",
    "Words of no reply": "reply_phrases",
}
FIRST = (
    "term", "lemma", "noun", "agent", "variant", "entity", "stance", "category", "alignment",
    "reason",
)  # fmt: skip
# Columns whose cells hold several values with a bar between them.
_LISTS = {
    "forms", "false_positives", "context_exceptions", "active", "not_with", "only_with", "patterns",
}  # fmt: skip
WIDTHS = {"reason": 420, "forms": 300, "false_positives": 300}
chosen = st.pills("Lexicon", list(LEXICONS), default="Loaded words", required=True, key="lexicon")
columns, rows = read_header_and_rows(LEXICONS[chosen or "Loaded words"])
table = pd.DataFrame(rows, columns=columns)
search = st.text_input("Find in this lexicon", key="find", max_chars=80).strip().lower()
if search:
    table = table[table.apply(lambda row: search in " ".join(row).lower(), axis=1)]
st.caption(
    f"{len(table):,} of {len(rows):,} entries · "
    f"{FOLDER.name}/{LEXICONS[chosen or 'Loaded words']}.csv"
)
# What an entry is and why comes first: long lists of forms would push the reason out of sight.
order = [name for name in FIRST if name in columns]
order += [name for name in columns if name not in FIRST]
if table.empty:
    st.info("No entry has these words in it.")
else:
    shown = table[order].copy()
    for name in _LISTS & set(order):
        shown[name] = shown[name].str.replace("|", ", ", regex=False)
    for name in {"category", "kind", "usage"} & set(order):
        shown[name] = shown[name].str.replace("_", " ", regex=False)
    st.dataframe(
        shown,
        hide_index=True,
        alt=f"Entries of the lexicon {chosen}",
        column_config={
            name: st.column_config.TextColumn(
                name.replace("_", " ").capitalize(), width=WIDTHS.get(name)
            )
            for name in order
        },
    )
own_name = LEXICONS[chosen or "Loaded words"]
if own_name in LABELS:
    lexicon_form(own_name)
in_force = versions(vocabulary_in_force().own)
st.caption("Versions in force: " + ", ".join(f"{k} {v}" for k, v in in_force.items()))
