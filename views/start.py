"""The start page: what this is, and the ways in."""

import streamlit as st

from components.session import SAMPLE_NOTICE, library, plain

# As wide as a line of text can be read.
TEXT_WIDTH = 760

st.title("See how a news article words its story")
st.markdown(
    "Parallax marks an article’s wording and shows how hard it reads and whom it lets speak, every "
    "number traceable to the words behind it. Then it sets the same numbers beside other outlets’ "
    "coverage of the same event. No verdict, no left–right grade: ingredients that you can check.",
    width=TEXT_WIDTH,
)
if st.button("Analyse an article of your own", type="primary", icon=":material/edit_note:"):
    st.switch_page("views/article.py")

st.subheader("Or look at an event that several outlets covered")
store = library()
events = store.events.all()
if not events:
    st.info("No events are stored. Run `python -m corpus samples` to load the samples.")
for event in events:
    articles = store.articles.of_event(event.id)
    with st.container(border=True):
        badge = "  :gray-badge[samples]" if event.sample else ""
        st.markdown(f"**{plain(event.title)}**{badge}")
        facts = (event.date, f"{len(articles)} articles", event.description)
        st.caption(" · ".join(plain(fact) for fact in facts if fact))
        with st.container(horizontal=True, gap="small"):
            st.page_link(
                "views/compare.py",
                label="Compare the outlets",
                icon=":material/compare_arrows:",
                query_params={"event": event.id},
            )
            if articles:
                outlet = plain(articles[0].outlet or articles[0].label)
                st.page_link(
                    "views/article.py",
                    label=f"Read one: {outlet}",
                    icon=":material/article:",
                    query_params={"article": articles[0].id},
                )
if any(event.sample for event in events):
    st.caption(SAMPLE_NOTICE)
