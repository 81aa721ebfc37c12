"""The command line: ``python -m corpus``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from analysis import ArticleError, analyze
from corpus.extract import ExtractionError, extract_path
from corpus.report import report
from corpus.scoring import answer_file, answer_lines

if TYPE_CHECKING:
    from corpus.store import Store

_COLUMN_HELP = (
    "Which column holds a part, as text=body; parts are text, headline, outlet, country, published,"
    " url and event. Others are guessed."
)


@click.group()
def main() -> None:
    """Measure how news articles word their stories."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that has no curly quotation marks still gets its report.
            stream.reconfigure(errors="replace")


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.option(
    "--jsonl", is_flag=True, help='Read {"id", "text", "headline"?} a line from standard input.'
)
def score(files: Sequence[Path], as_json: bool, jsonl: bool) -> None:
    """Score FILES (text, web pages, PDF, Word, mail), or lines of JSON from standard input."""
    if jsonl == bool(files):
        raise click.UsageError("Name files, or use --jsonl with standard input.")
    if jsonl:
        for line in answer_lines(sys.stdin.buffer):
            click.echo(line)
        return
    failed = False
    for path in files:
        try:
            extracted = extract_path(path)
            if as_json:
                click.echo(json.dumps(answer_file(path.name, extracted)))
            else:
                click.echo(report(extracted, analyze(extracted.article)))
        except (ExtractionError, ArticleError) as error:
            click.echo(f"{path}: {error}", err=True)
            failed = True
    if failed:
        sys.exit(1)


@main.command()
@click.option(
    "--jsonl",
    is_flag=True,
    help='Read {"id", "text", "headline"?, "published"?} a line from standard input.',
)
def events(jsonl: bool) -> None:
    """Match the stored articles that are new, and list the events; or group lines of JSON."""
    if jsonl:
        from corpus.event_lines import event_lines

        for line in event_lines(sys.stdin.buffer):
            click.echo(line)
        return
    from corpus.matching import match_pending

    with _library() as store:
        with click.progressbar(length=store.matches.pending_count(), label="Matching") as bar:
            match_pending(store, lambda done, _: bar.update(done - bar.pos))
        sizes = store.events.sizes()
        for event in store.events.all():
            state = "" if event.confirmed else "  (proposed)"
            click.echo(
                f"{event.id}  {event.date:10}  {sizes.get(event.id, 0):4}  {event.title}{state}"
            )


@main.command()
@click.argument("places", nargs=-1, required=True, metavar="FILE_OR_LINK...")
@click.option("--outlet", default="", help="Who published it; else by the link's domain.")
@click.option("--published", default="", metavar="YYYY-MM-DD", help="When it was published.")
def add(places: Sequence[str], outlet: str, published: str) -> None:
    """Store articles from files or links, and propose events for them."""
    from corpus.adding import AddingError, draft_from
    from corpus.matching import match_pending

    failed = False
    with _library() as store:
        for place in places:
            try:
                draft = draft_from(place, store.outlets.all(), outlet, published)
            except AddingError as error:
                click.echo(f"{place}: {error}", err=True)
                failed = True
                continue
            added = store.articles.add(draft)
            click.echo(f"{added.id}  {added.kind}  {draft.article.headline or place}")
        match_pending(store, lambda *_: None)
    if failed:
        sys.exit(1)


@main.command()
@click.argument("article_id")
@click.option("--terms", help="What to search for instead, with commas between.")
def find(article_id: str, terms: str | None) -> None:
    """Ask GDELT for other outlets' reports of what a stored article reports.

    Those that are held already are marked; store others with the command add.
    """
    from datetime import UTC, datetime

    from corpus.coverage_query import CoverageError, build_query
    from corpus.fetching import Fetcher
    from corpus.gdelt import PATIENT, CoverageSearch
    from corpus.settings import gdelt_url

    with _library() as store:
        stored = store.articles.get(article_id)
        if stored is None:
            raise click.ClickException(f"No article {article_id!r} is stored.")
        query = build_query(stored.article, stored.published, datetime.now(UTC).date())
        if terms:
            query = replace(query, terms=tuple(each.strip() for each in terms.split(",")))
        try:
            click.echo(f"Searching for: {query.text}, {query.start} to {query.end}", err=True)
            found = CoverageSearch(Fetcher(limits=PATIENT).get, gdelt_url()).find(query)
        except CoverageError as error:
            raise click.ClickException(str(error)) from error
        held = store.articles.known_urls([each.url for each in found])
    for each in found:
        mark = "held" if each.url in held else "    "
        click.echo(f"{mark}  {each.seen[:10]}  {each.country:20}  {each.url}  {each.title}")
    click.echo(f"{len(found)} found, {len(held)} held already.", err=True)


@main.command()
def samples() -> None:
    """Load the embedded samples into the database, and analyse them."""
    with _library() as store:
        held = store.articles.samples()
        for stored in held:
            store.analyses.of(stored)
    click.echo(f"{len(held)} sample articles are in the database.")


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--column", "columns", multiple=True, metavar="PART=COLUMN", help=_COLUMN_HELP)
@click.option("--again", is_flag=True, help="Read the file from its start, though it was read.")
def import_command(file: Path, columns: Sequence[str], again: bool) -> None:
    """Store the articles of a CSV, JSONL or Parquet FILE, one a row.

    An import that was stopped goes on where it stopped. Rows that can't be used are told with why.
    """
    from corpus.bulk import BulkError
    from corpus.importing import chosen_mapping, forget_import, import_file

    try:
        mapping = chosen_mapping(file, dict(each.partition("=")[::2] for each in columns))
        with _library() as store, click.progressbar(length=1000, label=file.name) as bar:
            if again:
                forget_import(store, file, mapping)
            state = import_file(
                store, file, mapping, lambda share, _: bar.update(round(1000 * share) - bar.pos)
            )
            notes = store.imports.notes(state.id)
    except BulkError as error:
        raise click.ClickException(f"{file}: {error}") from error
    for note in notes:
        kind = "warning" if note.imported else "rejected"
        click.echo(f"row {note.row}: {kind}: {note.reason} {note.excerpt}".rstrip(), err=True)
    click.echo(
        f"{state.rows_done:,} rows read: {state.added:,} added, {state.revised:,} revised, "
        f"{state.known:,} known already, {state.rejected:,} rejected."
    )


@main.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--form", type=click.Choice(["csv", "jsonl", "parquet"]), default="csv")
@click.option("--words", default="", help="Only articles that hold these words.")
@click.option("--event", default=None, help="Only articles of the event of this id.")
@click.option("--samples/--no-samples", default=False, help="Whether samples are exported.")
def export(
    folder: Path, form: Literal["csv", "jsonl", "parquet"], words: str, event: str | None,
    samples: bool,
) -> None:  # fmt: skip
    """Write articles, attributions, evidence and measures as tables to FOLDER."""
    from corpus.export import ExportError, write_export
    from corpus.library import analysed
    from corpus.store import Filter

    chosen = Filter(words=words, event_id=event, samples=samples)
    try:
        with _library() as store:
            rows = write_export(folder, analysed(store, chosen), form)
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    for table, count in rows.items():
        click.echo(f"{table}: {count:,} rows")


@contextmanager
def _library() -> Iterator[Store]:
    """The library, its errors as messages of the command line."""
    from corpus.library import open_library
    from corpus.settings import SettingsError
    from corpus.store import StoreError

    try:
        store = open_library()
        try:
            yield store
        finally:
            store.close()
    except (StoreError, SettingsError) as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main(prog_name="python -m corpus")
