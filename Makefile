# The developer's interface. Everything runs in .venv, which `make install` makes.
PYTHON ?= python3
BIN := .venv/bin
HOME_OF_DEMO := .demo/library

.PHONY: install demo test check bench clean

install: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-for-tests: .venv/installed
	$(BIN)/python -m pip install --quiet --editable ".[test,check]"
	@touch $@

demo: install  ## Build a library from samples/ and serve the web app.
	$(BIN)/duizhao add samples --home $(HOME_OF_DEMO)
	$(BIN)/duizhao serve --home $(HOME_OF_DEMO)

test: .venv/installed-for-tests  ## Run the tests; those in a browser skip, saying so, without Chromium.
	$(BIN)/python -m pytest

check: .venv/installed-for-tests  ## Style, types, and the direction of imports.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-for-tests  ## Measure, each figure beside its peers.
	$(BIN)/python benchmarks/encode.py

clean:
	rm -rf .venv .demo build *.egg-info
