"""The command line: ``python -m corpus``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from analysis import ArticleError, analyze
from corpus.extract import ExtractionError, extract_path
from corpus.report import report
from corpus.scoring import answer_file, answer_lines


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
    """Score FILES (.txt, .md, .html), or lines of JSON from standard input."""
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
def samples() -> None:
    """Load the embedded samples into the database, and analyse them."""
    from corpus.library import open_library
    from corpus.store import StoreError

    try:
        store = open_library()
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    count = 0
    for stored in store.articles.samples():
        store.analyses.of(stored)
        count += 1
    store.close()
    click.echo(f"{count} sample articles are in the database.")


if __name__ == "__main__":
    main(prog_name="python -m corpus")
