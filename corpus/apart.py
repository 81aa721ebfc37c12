"""Files from strangers are read in a process of their own, which can be stopped.

A page or a PDF document of a few kilobytes can be made so that reading it takes hours or all
memory, and a thread can't be stopped at that. So what needs a parser is read by one of the modules
in ``corpus.readers`` in a child process, started for that file alone; it costs a quarter of a
second.
"""

from __future__ import annotations

import importlib
import logging
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from corpus.errors import ExtractionError

Answer = TypeVar("Answer")

MOST_SECONDS = 20.0
"""A file that takes longer is given up. Ordinary ones take one second, books some ten."""

_MOST_MEMORY = 1_000_000_000
_AT_ONCE = 2
"""Files read at the same time; others wait their turn, so that a small server stays usable."""

_LONGEST_WAIT = 60.0
_REFUSED = 3
"""The exit status of a child whose output is a message in place of an answer."""

_ROOT = Path(__file__).parent.parent
_turns = threading.BoundedSemaphore(_AT_ONCE)
_log = logging.getLogger(__name__)


def read_apart(reader: str, kind: type[Answer], data: bytes) -> Answer:
    """What the function ``read`` of the module ``reader`` makes of ``data``, in a process apart.

    Args:
        reader: the module's full name.
        kind: the dataclass that ``read`` returns.
        data: the bytes that it is given.

    Raises:
        ExtractionError: as ``read`` does, and if it fails or takes too much time or memory.
    """
    if not _turns.acquire(timeout=_LONGEST_WAIT):
        raise ExtractionError("Other files are being read just now. Try again in a minute.")
    try:
        # Only our own interpreter and module names stand in the command.
        child = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "corpus.apart", reader],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractionError(
            "Reading this takes too long. Copy the article's text and paste it here."
        ) from error
    finally:
        _turns.release()
    if child.returncode == _REFUSED:
        raise ExtractionError(child.stdout.decode("utf-8"))
    if child.returncode:
        _log.warning("%s failed: %s", reader, child.stderr.decode("utf-8", "replace")[-2_000:])
        raise ExtractionError(
            "This can't be read; it may be damaged, or need too much memory. "
            "Copy the article's text and paste it here."
        )
    return msgspec.json.decode(child.stdout, type=kind)


def _bound_memory() -> None:
    # Windows has no such limit; there the one on time must do.
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _main(reader: str) -> int:
    _bound_memory()
    # What parsers remark on a file is of no use to anybody.
    logging.disable()
    try:
        answer = msgspec.json.encode(importlib.import_module(reader).read(sys.stdin.buffer.read()))
    except ExtractionError as refusal:
        sys.stdout.buffer.write(str(refusal).encode("utf-8"))
        return _REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
