"""Where things are kept and searched, from the environment or from Streamlit's secrets."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

DATABASE_VARIABLE = "PARALLAX_DATABASE_URL"
GDELT_VARIABLE = "PARALLAX_GDELT_URL"

_PROJECT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A file of settings can't be read; the message names it and says why."""


def database_url() -> str:
    """The database's address: PARALLAX_DATABASE_URL, else a file in the project's data/.

    The environment goes before ``.streamlit/secrets.toml``, as Streamlit itself has it.

    Raises:
        SettingsError: if there are secrets that can't be read.
    """
    default = f"sqlite:///{_PROJECT / 'data' / 'parallax.sqlite3'}"
    return os.environ.get(DATABASE_VARIABLE) or _secret(DATABASE_VARIABLE) or default


def gdelt_url() -> str:
    """Where GDELT's search for articles is: PARALLAX_GDELT_URL, else its public address.

    Raises:
        SettingsError: if there are secrets that can't be read.
    """
    default = "https://api.gdeltproject.org/api/v2/doc/doc"
    return os.environ.get(GDELT_VARIABLE) or _secret(GDELT_VARIABLE) or default


def _secret(name: str) -> str:
    path = _PROJECT / ".streamlit" / "secrets.toml"
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8")).get(name)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path.name} can't be read: {error}. Mend or remove it.") from error
    return value if isinstance(value, str) else ""
