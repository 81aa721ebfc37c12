"""The rules of the house that a program can check."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"analysis", "charts", "components", "corpus", "views"}
MAY_IMPORT = {
    "analysis": set(),
    "charts": {"analysis"},
    "corpus": {"analysis"},
    "components": {"analysis", "charts", "corpus"},
    "views": {"analysis", "charts", "components", "corpus"},
}
MODULES = [path for room in sorted(OURS) for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level names of all modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert imported(path) & OURS <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("room", ["analysis", "charts", "corpus"])
def test_only_views_and_components_know_streamlit(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        assert "streamlit" not in imported(path), path


def test_analysis_knows_no_storage_and_no_network() -> None:
    for path in (ROOT / "analysis").rglob("*.py"):
        strangers = {"sqlalchemy", "requests", "urllib", "http", "socket", "trafilatura"}
        assert not imported(path) & strangers, path


def test_statistics_to_the_vendor_are_off() -> None:
    assert "gatherUsageStats = false" in (ROOT / ".streamlit/config.toml").read_text()


def test_every_dependency_earns_its_line_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text().splitlines():
            name = line.split("[")[0].strip()
            if name and not name.startswith("-"):
                assert f"`{name}`" in readme, name


def test_every_dependency_is_pinned() -> None:
    pins = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text().splitlines()
    }
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / file).read_text().splitlines():
            name = line.split("[")[0].strip().lower().replace("_", "-")
            if name and not name.startswith("-"):
                assert name in pins, name
