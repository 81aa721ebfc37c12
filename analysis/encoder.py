"""The encoder: one pass of a small transformer over a text, whose heads the measures read.

A text of any length is read in windows that end where its lines end. Each window is run at its own
length, so nothing is padded and a window's outputs depend on its own words alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.stand_ins import with_stand_ins

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODELS = Path(__file__).parent / "models"

# A line break ends a paragraph unless the sentence plainly runs on: that is a hard-wrapped text.
_LINE_BREAK = re.compile(
    r"(?<![^\s.!?:\"”’'»)\]])[\n\r\v\f\x85\u2028\u2029]|[\n\r\v\f\x85\u2028\u2029](?![a-z])"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*$")

_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text: their ids, code-point offsets and the line each stands in."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    lines: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder says of a text.

    ``windows`` holds the number of the window that each piece was read in; ``outputs`` holds, for
    each head by its name, one row a piece.
    """

    pieces: Pieces
    windows: NDArray[np.int64]
    outputs: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was settled when the encoder was trained; see ``models/encoder.json``.

    Attributes:
        version: a fingerprint of the weights, twelve hexadecimal digits.
        window: the most ids that are read together.
        outputs: the width of each head's answer, by its name.
        attribution: the thresholds of ``analysis.attribution``.
    """

    version: str
    window: int
    outputs: Mapping[str, int]
    attribution: Mapping[str, float]


@cache
def settings(models: Path = MODELS) -> Settings:
    """The settings that stand beside the weights."""
    stored: dict[str, Any] = json.loads((models / "encoder.json").read_text(encoding="utf8"))
    return Settings(**stored)


# Both encoders read the same text, one after the other.
@lru_cache(maxsize=2)
def read_pieces(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into word pieces, with stand-ins for countries.

    Offsets are code points of the text as given. The pieces are kept for the next call, so they
    are not to be written to.
    """
    read = with_stand_ins(text)
    # The tokenizer takes no lone surrogates; a stand-in of the same length keeps the offsets true.
    encoded = tokenizer.encode(_SURROGATE.sub("\ufffd", read.text), add_special_tokens=False)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    starts = read.original(offsets[:, 0], end=False)
    breaks = np.array([match.start() for match in _LINE_BREAK.finditer(text)], dtype=np.int64)
    return Pieces(
        ids=np.array(encoded.ids, dtype=np.int64),
        starts=starts,
        ends=read.original(offsets[:, 1], end=True),
        lines=np.searchsorted(breaks, starts),
    )


def cut_windows(text: str, pieces: Pieces, limit: int) -> Iterator[tuple[int, int]]:
    """Ranges of pieces, in order, of whole lines and at most ``limit`` ids each.

    A line longer than that is cut where a sentence ends, failing that between two words.
    """
    if not len(pieces):
        return
    edges = np.flatnonzero(np.diff(pieces.lines)) + 1
    start = end = room = 0
    for line_start, line_end in zip([0, *edges], [*edges, len(pieces)], strict=True):
        # Each line costs the piece that closes it, each window the one that opens it.
        cost = int(line_end - line_start) + 1
        if cost > room and end > start:
            yield start, end
            start = end
        if start == end:
            room = limit - 1
        while cost > room:
            start, end = end, _cut_line(text, pieces, end, end + room - 1)
            yield start, end
            start, room = end, limit - 1
            cost = int(line_end) - end + 1
        end, room = int(line_end), room - cost
    if end > start:
        yield start, end


def _cut_line(text: str, pieces: Pieces, start: int, stop: int) -> int:
    """Where to cut a line that does not fit: a piece after ``start``, at most ``stop``."""
    for cut in range(stop, start + (stop - start) // 3, -1):
        before = text[max(pieces.starts[cut - 1] - 2, 0) : pieces.ends[cut - 1]]
        if pieces.starts[cut] > pieces.ends[cut - 1] and _SENTENCE_END.search(before):
            return cut
    for cut in range(stop, start, -1):
        if pieces.starts[cut] > pieces.ends[cut - 1]:
            return cut
    return stop


def window_ids(pieces: Pieces, start: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ids that the encoder reads for a window, and where in them its pieces stand.

    The window opens with [CLS], and each of its lines closes with [SEP].
    """
    lines = pieces.lines[start:end]
    position = np.arange(1, end - start + 1) + np.cumsum(np.diff(lines, prepend=lines[:1]) > 0)
    ids = np.full(position[-1] + 2, _SEP, dtype=np.int64)
    ids[0] = _CLS
    ids[position] = pieces.ids[start:end]
    return ids, position


_loading = Lock()


def session_for(weights: Path, threads: int = 1) -> InferenceSession:
    """A session on an exported graph. It is opened at the first call and kept for the process."""
    with _loading:
        return _open(weights, threads)


@cache
def _open(weights: Path, threads: int) -> InferenceSession:
    # Imported late: a page that only shows what is stored doesn't need it.
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    # The fused form of these two operators is several times slower on a CPU than they are apart.
    return onnxruntime.InferenceSession(
        str(weights),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer stored at ``path``, set to give every piece of any text."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def encode(text: str, *, models: Path = MODELS, threads: int = 1) -> Encoding:
    """Read a text. The weights are loaded at the first call and kept for the process."""
    session = session_for(models / "encoder.onnx", threads)
    stored = settings(models)
    pieces = read_pieces(text, load_tokenizer(models / "tokenizer.json"))
    outputs = {
        name: np.empty((len(pieces), width), dtype=np.float32)
        for name, width in stored.outputs.items()
    }
    windows = np.empty(len(pieces), dtype=np.int64)
    for number, (start, end) in enumerate(cut_windows(text, pieces, stored.window)):
        ids, position = window_ids(pieces, start, end)
        answers = session.run(list(outputs), {"input_ids": ids[None]})
        windows[start:end] = number
        for into, answer in zip(outputs.values(), answers, strict=True):
            into[start:end] = np.asarray(answer)[0, position]
    return Encoding(pieces, windows, outputs)
