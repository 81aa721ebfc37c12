"""A PostgreSQL server of the tests' own, from the machine's packages, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

# Nobody else's data is in there, so it needn't be safe on the disk after each commit.
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; ``folder`` holds its data and its socket."""

    folder: Path
    port: int

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self._address(name)

    def stop(self) -> None:
        """Stop it at once; clients lose their connections."""
        _run("pg_ctl", "stop", "-D", str(self.folder / "data"), "-m", "immediate", "-w")

    def start(self) -> None:
        """Start it, on the same port."""
        options = f"{_QUICK} -c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder}"
        _run(
            "pg_ctl", "start", "-D", str(self.folder / "data"), "-w", "-o", options,
            "-l", str(self.folder / "log"),
        )  # fmt: skip

    def _address(self, database: str) -> str:
        return f"postgresql://parallax@127.0.0.1:{self.port}/{database}"


@contextmanager
def running_server() -> Iterator[Server]:
    """Make a server in a folder of its own, and remove both in the end."""
    folder = Path(tempfile.mkdtemp(prefix="parallax-postgresql-"))
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run("initdb", "-D", str(folder / "data"), "-U", "parallax", "-A", "trust", "-N", "-E",
             "UTF8", "--locale=C.UTF-8")  # fmt: skip
        server = Server(folder, _free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    # Not captured through a pipe: the server would inherit it, and it would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*as_user, str(_binaries() / program), *arguments],
            stdout=output, stderr=output, cwd="/", check=False,
        )  # fmt: skip
        if done.returncode:
            output.seek(0)
            raise RuntimeError(f"{program}: {output.read().decode(errors='replace')}")


def _binaries() -> Path:
    # Debian keeps them off the path, one folder a version.
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb")
    if folders:
        return folders[-1]
    if found is None:
        raise RuntimeError("No PostgreSQL is installed; `make test` installs it.")
    return Path(found).resolve().parent


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
