"""Where things are kept, from the environment."""

from __future__ import annotations

import os
from pathlib import Path

DATABASE_VARIABLE = "PARALLAX_DATABASE_URL"


def database_url() -> str:
    """The database's address: from PARALLAX_DATABASE_URL, else a file in the project's data/."""
    default = Path(__file__).resolve().parent.parent / "data" / "parallax.sqlite3"
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{default}"
