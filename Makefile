# Two commands: `make run` starts the dashboard, `make test` runs every check.
# Both make what they need first, and are quick when nothing changed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq

.PHONY: help run test format browser postgresql clean

help:
	@echo "make run    start the dashboard (PORT=8501)"
	@echo "make test   lint, types and every test, in a real browser too"
	@echo "make format put the code in its standard form"
	@echo "make clean  remove what was installed and built; the database in data/ stays"

run: $(VENV)/.runtime
	@$(BIN)/python -m corpus samples
	@echo "Parallax is at http://localhost:$(PORT)  (Ctrl+C stops it)"
	@exec $(BIN)/python -m streamlit run dashboard.py --server.port $(PORT) \
		--browser.serverAddress localhost

test: $(VENV)/.dev browser postgresql
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Parallax needs Python 3.11 or later; PYTHON=python3.11 names another."; exit 1; }
	@# Debian's Python comes without venv until its package is there.
	@$(PYTHON) -m venv $(VENV) 2>/dev/null \
		|| { rm -rf $(VENV); $(APT) update && $(APT) install -y python3-venv && $(PYTHON) -m venv $(VENV); }

$(VENV)/.runtime: requirements.txt constraints.txt | $(BIN)/python
	@echo "Installing what Parallax needs (once) ..."
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what its tests need (once) ..."
	@$(PIP) install -r requirements-dev.txt
	@touch $@

browser:
	@command -v chromium >/dev/null \
		|| { echo "Installing Chromium (once) ..."; $(APT) update && $(APT) install -y --no-install-recommends chromium fonts-liberation; }

postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null \
		|| { echo "Installing PostgreSQL (once) ..."; $(APT) update && $(APT) install -y --no-install-recommends postgresql; }
