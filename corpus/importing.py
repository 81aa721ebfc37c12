"""Importing a bulk file into the store, so that it can stop at any moment and go on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import islice
from pathlib import Path

from corpus.adding import with_outlet
from corpus.bulk import (
    BulkError,
    ColumnMapping,
    Rejection,
    Row,
    columns_of,
    guess_mapping,
    preview,
    read_rows,
)
from corpus.bulk_records import SAMPLE_ROWS
from corpus.store import ImportState, RowNote, Store
from corpus.store.imports import ImportRow

_BATCH = 200
"""Rows that are stored together: what a killed import has to read again at most."""


def import_file(
    store: Store,
    path: Path,
    mapping: ColumnMapping,
    on_progress: Callable[[float, ImportState], None],
    name: str = "",
) -> ImportState:
    """Store the articles of a file; where an import of it stopped, it goes on from there.

    ``on_progress`` is told, after each batch, how much of the file is read, from 0 to 1, and what
    became of its rows; it may raise to stop the import, and what is stored stays.

    Raises:
        BulkError: if the file or the mapping can't be used.
        StoreError: if the database fails; the import can then be taken up again.
    """
    import_id = _import_id(path, mapping)
    state = store.imports.start(import_id, name or path.name)
    if state.finished:
        return state
    own = store.outlets.all()
    for batch in _batches(read_rows(path, mapping, start=state.rows_done)):
        rows = [
            ImportRow(with_outlet(each.draft, own), each.event)
            for each in batch
            if isinstance(each, Row)
        ]
        notes = [note for note in map(_note, batch) if note is not None]
        store.imports.store(import_id, rows, notes, rows_done=batch[-1].number)
        on_progress(batch[-1].progress, store.imports.state(import_id))
    store.imports.finish(import_id)
    return store.imports.state(import_id)


def chosen_mapping(path: Path, chosen: Mapping[str, str]) -> ColumnMapping:
    """Which column holds which part: as chosen, and where nothing is, as guessed.

    Raises:
        BulkError: if the file can't be read, or a part is unknown.
    """
    columns = columns_of(path)
    guessed = guess_mapping(columns, preview(path, rows=SAMPLE_ROWS))
    parts = {field.name for field in fields(ColumnMapping)}
    unknown = [part for part in chosen if part not in parts]
    if unknown:
        raise BulkError(
            f"{unknown[0]!r} is no part of an article. Parts are {', '.join(sorted(parts))}."
        )
    return replace(guessed, **chosen)


def forget_import(store: Store, path: Path, mapping: ColumnMapping) -> None:
    """Let a file be read from its start again; the articles that it gave stay."""
    store.imports.forget(_import_id(path, mapping))


def _import_id(path: Path, mapping: ColumnMapping) -> str:
    """What stands for a file's content and how it is read."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    digest.update(repr(sorted(mapping.by_part().items())).encode())
    return digest.hexdigest()


def _batches(rows: Iterable[Row | Rejection]) -> Iterator[list[Row | Rejection]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield batch


def _note(row: Row | Rejection) -> RowNote | None:
    if isinstance(row, Rejection):
        return RowNote(row.number, imported=False, reason=row.reason, excerpt=row.excerpt)
    if row.warning:
        return RowNote(row.number, imported=True, reason=row.warning, excerpt=row.draft.url)
    return None
