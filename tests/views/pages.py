"""Running a page, and reading what it says."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

VIEWS = Path(__file__).parents[2] / "views"


def page(name: str, **query: str) -> AppTest:
    # Page links need the whole application around them, so each page is run inside it.
    app = AppTest.from_file(str(VIEWS.parent / "dashboard.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    if name != "start":
        app.switch_page(f"views/{name}.py")
    return app.run()


def words_on(app: AppTest) -> str:
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.error, *app.warning,
             *app.info]  # fmt: skip
    return "\n".join(str(each.value) for each in parts)
