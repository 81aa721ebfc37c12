"""The start page: what this is, and the ways in."""

import streamlit as st

from components.session import SAMPLE_NOTICE, library

st.title("See how a news article words its story")
st.markdown(
    "Parallax marks the wording of one article, how hard it reads and whom it lets speak, every "
    "number traceable to the words behind it. Then it sets the same numbers beside other outlets’ "
    "coverage of the same event. No verdict, no left–right grade: ingredients that you can check."
)
if st.button("Analyse an article of your own", type="primary", icon=":material/edit_note:"):
    st.switch_page("pages/article.py")

st.subheader("Or look at an event that several outlets covered")
store = library()
for event in store.events():
    articles = store.articles(event.id)
    with st.container(border=True):
        st.markdown(f"**{event.title}**" + ("  :gray-badge[samples]" if event.sample else ""))
        st.caption(f"{event.date} · {len(articles)} articles · {event.description}")
        st.page_link(
            "pages/compare.py",
            label="Compare the outlets",
            icon=":material/compare_arrows:",
            query_params={"event": event.id},
        )
        if articles:
            st.page_link(
                "pages/article.py",
                label=f"Read one: {articles[0].label}",
                icon=":material/article:",
                query_params={"article": articles[0].id},
            )
st.caption(SAMPLE_NOTICE)
