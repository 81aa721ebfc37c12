"""One article on its way in, from a link or a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus.draft import Draft
from corpus.extract import ExtractionError, extract_path
from corpus.fetching import Fetcher, FetchError
from corpus.outlets import Outlet, outlet_of
from corpus.web_page import read_page

PAGE_TYPES = ("text/html", "application/xhtml+xml")


class AddingError(ValueError):
    """No article came of it; the message says why, and what to do."""


def fetch_draft(url: str, fetcher: Fetcher, own: Mapping[str, Outlet]) -> Draft:
    """The article at a link, with the outlet of its domain; ``own`` go before known ones.

    Raises:
        AddingError: if nothing was fetched, or it holds no article.
    """
    try:
        page = fetcher.get_page(url, PAGE_TYPES)
        draft = read_page(page.data, page.url, page.charset)
    except (FetchError, ExtractionError) as error:
        raise AddingError(str(error)) from error
    return with_outlet(draft, own)


def draft_from(place: str, own: Mapping[str, Outlet], outlet: str, published: str) -> Draft:
    """The article in a file or at a link; ``outlet`` and ``published`` are set where given.

    Raises:
        AddingError: if there is none, or the date is no date.
    """
    if published and not is_date(published):
        raise AddingError(f"{published!r} is no date. Write it as YYYY-MM-DD.")
    if place.startswith(("http://", "https://")):
        draft = fetch_draft(place, Fetcher(), own)
    else:
        try:
            draft = extract_path(Path(place))
        except ExtractionError as error:
            raise AddingError(str(error)) from error
    return replace(draft, outlet=outlet or draft.outlet, published=published or draft.published)


def with_outlet(draft: Draft, own: Mapping[str, Outlet]) -> Draft:
    """``draft`` with the outlet and country of its address, where it names none itself."""
    outlet = outlet_of(draft.url, own) if draft.url else None
    if outlet is None:
        return draft
    return replace(
        draft, outlet=draft.outlet or outlet.name, country=draft.country or outlet.country
    )


def is_date(text: str) -> bool:
    """Whether ``text`` is a date as the store has it, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
