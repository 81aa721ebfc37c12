"""The entry: ``streamlit run dashboard.py``."""

from pathlib import Path

import streamlit as st

from corpus.store import StoreError

st.set_page_config(
    page_title="Parallax · how a news article words its story",
    page_icon=str(Path(__file__).parent / "components" / "icon.svg"),
    layout="wide",
)

page = st.navigation(
    [
        st.Page("views/start.py", title="Start", icon=":material/home:", default=True),
        st.Page("views/article.py", title="Article", icon=":material/article:"),
        st.Page("views/compare.py", title="Compare", icon=":material/compare_arrows:"),
        st.Page("views/sources.py", title="Sources", icon=":material/record_voice_over:"),
        st.Page("views/trend.py", title="Trend", icon=":material/show_chart:"),
        st.Page("views/library.py", title="Library", icon=":material/library_books:"),
        st.Page("views/methods.py", title="Methods", icon=":material/menu_book:"),
    ],
    position="top",
)
try:
    page.run()
except StoreError as error:
    st.error(str(error))
