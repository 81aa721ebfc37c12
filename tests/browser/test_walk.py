"""The walk of a newcomer, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from corpus.samples import sample_articles, sample_events
from tests.conftest import SNUB_STORY

SAMPLE = sample_articles()[0]
EVENT = sample_events()[0]


def test_a_link_opened_first_of_all_shows_the_navigation(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/article?article={SAMPLE.id}")
    expect(tab.locator("article.text h2")).to_be_visible()
    for title in ("Start", "Article", "Compare", "Trend", "Methods"):
        expect(tab.get_by_role("link", name=title, exact=True).first).to_be_visible()


def test_from_the_start_page_to_a_marked_article_and_its_comparison(
    tab: Page, dashboard: str
) -> None:
    tab.goto(dashboard)
    expect(tab.get_by_role("heading", name="See how a news article words")).to_be_visible()
    tab.get_by_role("link", name=re.compile("Read one")).first.click()
    expect(tab.locator("article.text h2")).to_be_visible()
    assert "article=" in tab.url
    tab.get_by_role("link", name="Compare with other outlets").click()
    expect(tab.get_by_text("Which contested names does each outlet use?")).to_be_visible()
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()


def test_a_pasted_article_is_marked_and_its_link_opens_the_same_page_elsewhere(
    tab: Page, dashboard: str, chromium: Browser
) -> None:
    tab.goto(f"{dashboard}/article")
    tab.get_by_label("Text of the article").fill(SNUB_STORY)
    tab.get_by_role("button", name="Analyse").click()
    mark = tab.locator("mark.loaded_words").first
    expect(mark).to_be_visible()
    expect(tab).to_have_url(re.compile("article="))
    # The numbers are there once what stands below them is.
    expect(tab.get_by_role("link", name="Next: the same numbers")).to_be_visible()
    expect(tab.get_by_test_id("stMetricValue").first).to_be_visible()
    numbers = tab.get_by_test_id("stMetricValue").all_inner_texts()
    assert numbers

    elsewhere = chromium.new_context().new_page()
    elsewhere.goto(tab.url)
    expect(elsewhere.locator("article.text h2")).to_have_text(SNUB_STORY.split("\n")[0])
    expect(elsewhere.get_by_test_id("stMetricValue")).to_have_text(numbers)
    elsewhere.context.close()


def test_a_mark_tells_its_reason_on_hover_and_by_keyboard(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/article?article={SAMPLE.id}")
    note = tab.get_by_role("tooltip")
    first = tab.locator('article.text mark[tabindex="0"]').first
    first.hover()
    expect(note).to_be_visible()
    tab.mouse.move(2, 2)
    expect(note).to_be_hidden()
    first.focus()
    expect(note).to_be_visible()
    before = note.inner_text()
    tab.keyboard.press("n")
    expect(note).not_to_have_text(before)
    tab.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_a_verb_of_a_side_leads_to_its_mark(tab: Page, dashboard: str) -> None:
    two_sides = next(each for each in sample_articles() if each.outlet == "Telok Ledger")
    tab.goto(f"{dashboard}/article?article={two_sides.id}")
    table = tab.get_by_role("table", name="How each side is reported")
    expect(table).to_be_visible()
    table.get_by_role("button").first.click()
    expect(tab.locator("article.text mark:focus")).to_be_in_viewport()
    expect(tab.get_by_role("tooltip")).to_contain_text("Reporting verbs")


def test_a_hard_sentence_leaves_its_marks_their_colours(tab: Page, dashboard: str) -> None:
    long = f"Critics snubbed the plan {'and then the next plan ' * 9}on Monday."
    tab.goto(f"{dashboard}/article")
    tab.get_by_label("Text of the article").fill(f"{long}\n\n{SNUB_STORY}")
    tab.get_by_role("button", name="Analyse").click()
    both = tab.locator("mark.loaded_words.hard_sentences").first
    expect(both).to_have_attribute("data-kind", "loaded_words")
    legend_button(tab, "Loaded words").click()
    expect(both).to_have_attribute("data-kind", "hard_sentences")


def legend_button(tab: Page, kind: str) -> Locator:
    legend = tab.get_by_role("group", name="Kinds of marks to show")
    return legend.get_by_role("button", name=re.compile(kind))


def test_the_legend_switches_kinds_and_the_link_keeps_it(
    tab: Page, dashboard: str, chromium: Browser
) -> None:
    tab.goto(f"{dashboard}/article?article={SAMPLE.id}")
    button = legend_button(tab, "Reporting verbs")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(tab).to_have_url(re.compile("hide="))
    elsewhere = chromium.new_context().new_page()
    elsewhere.goto(tab.url)
    again = legend_button(elsewhere, "Reporting verbs")
    expect(again).to_have_attribute("aria-pressed", "false")
    elsewhere.context.close()


def test_a_finding_leads_to_its_words(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/article")
    tab.get_by_label("Text of the article").fill(SNUB_STORY)
    tab.get_by_role("button", name="Analyse").click()
    finding = tab.locator("button.finding").first
    finding.click()
    expect(finding).to_have_attribute("aria-current", "true")
    expect(tab.locator("article.text .led").first).to_be_in_viewport()


def test_a_compare_link_holds_event_article_and_measures(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/compare?event={EVENT.id}&article={SAMPLE.id}&measures=hedges,named")
    expect(tab.get_by_text("How many statements come from somebody named?")).to_be_visible()
    assert tab.get_by_text("How many loaded words").count() == 0
    expect(tab.get_by_role("button", name="Loaded words")).to_be_visible()
    tab.get_by_role("button", name="Loaded words").click()
    expect(tab.get_by_text("How many loaded words")).to_be_visible()
    expect(tab).to_have_url(re.compile("loaded_words"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "article", "compare", "trend", "methods"])
def test_no_page_is_wider_than_its_window(tab: Page, dashboard: str, path: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    query = f"?article={SAMPLE.id}" if path == "article" else ""
    tab.goto(f"{dashboard}/{path}{query}")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    overflow = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0


def test_an_upload_that_is_no_text_is_refused_and_the_next_one_is_read(
    tab: Page, dashboard: str
) -> None:
    tab.goto(f"{dashboard}/article")
    tab.get_by_role("tab", name="Upload").click()
    chooser = tab.locator('input[type="file"]')
    chooser.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"\0\1" * 99})
    expect(tab.get_by_text("isn't text")).to_be_visible()
    data = SNUB_STORY.encode()
    chooser.set_input_files({"name": "story.txt", "mimeType": "text/plain", "buffer": data})
    expect(tab.locator("article.text h2")).to_have_text(SNUB_STORY.split("\n")[0])


def test_markup_in_a_pasted_article_runs_nothing(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/article")
    payload = (
        "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    )
    tab.get_by_label("Text of the article").fill(SNUB_STORY.replace("snub", payload))
    tab.get_by_label("Outlet").fill(payload[:80])
    tab.get_by_role("button", name="Analyse").click()
    expect(tab.locator("article.text h2")).to_contain_text("onerror")
    assert "owned" not in tab.title()


def test_a_lexicon_of_ones_own_is_loaded_used_and_taken_off(tab: Page, dashboard: str) -> None:
    header = "term,forms,category,arguable,plainer,reason,source,false_positives\n"
    tab.goto(f"{dashboard}/methods")
    tab.get_by_text("Use a lexicon of your own").click()
    chooser = tab.locator('input[type="file"]')
    bad = f"{header}x,x,nonsense,no,,Why.,,\n".encode()
    chooser.set_input_files({"name": "bad.csv", "mimeType": "text/csv", "buffer": bad})
    expect(tab.get_by_text("line 2: category is 'nonsense'")).to_be_visible()
    good = f"{header}snub,snubs,label,no,,A reason of mine.,My list,\n".encode()
    chooser.set_input_files({"name": "good.csv", "mimeType": "text/csv", "buffer": good})
    expect(tab.get_by_text("1 entry of your own")).to_be_visible()
    tab.get_by_role("link", name="Article", exact=True).first.click()
    tab.get_by_label("Text of the article").fill(SNUB_STORY)
    tab.get_by_role("button", name="Analyse").click()
    expect(tab.get_by_text("With your own lexicon of loaded words")).to_be_visible()
    expect(tab).to_have_url(re.compile("lexicon=[0-9a-f]{12}"))


def test_a_point_of_a_chart_leads_to_the_words_behind_it(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/compare?event=us-china-military-contacts")
    expect(tab.get_by_text("Which verbs report each side?")).to_be_visible()
    tab.locator(".js-plotly-plot .barlayer .point path").first.click(force=True)
    expect(tab.get_by_text("behind the point you selected").first).to_be_visible()
    expect(tab.locator(".contexts mark").first).to_be_visible()


def test_an_edit_moves_the_numbers_and_leaves_what_is_stored(tab: Page, dashboard: str) -> None:
    tab.goto(f"{dashboard}/article")
    tab.get_by_label("Text of the article").fill(SNUB_STORY)
    tab.get_by_role("button", name="Analyse").click()
    tab.get_by_text("Edit the text and rescore").click()
    draft = tab.get_by_label("Text, headline first")
    draft.fill(SNUB_STORY.replace("complains", "says"))
    tab.get_by_role("button", name="Rescore").click()
    expect(tab.get_by_text("You are reading your edited text.")).to_be_visible()
    expect(tab.locator("article.text h2")).to_contain_text("says")
    tab.get_by_role("button", name="Back to the article as it was").click()
    expect(tab.locator("article.text h2")).to_contain_text("complains")
