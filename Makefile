# The developer's interface. Everything runs in .venv, which `make install` makes.
PYTHON ?= python3
BIN := .venv/bin
HOME_OF_DEMO := .demo/library

.PHONY: install demo test check reference bench clean

install: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-for-tests: .venv/installed
	$(BIN)/python -m pip install --quiet --editable ".[test,check,ocr]"
	@touch $@

demo: install  ## Build a library from samples/ and serve the web app.
	$(BIN)/duizhao add samples --home $(HOME_OF_DEMO)
	$(BIN)/duizhao serve --home $(HOME_OF_DEMO)

test: .venv/installed-for-tests  ## Run the tests; those in a browser skip, saying so, without Chromium.
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: .venv/installed-for-tests  ## Style, types, and the direction of imports.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

reference: .venv/installed  ## Write docs/reference from the code.
	$(BIN)/python -m docs.reference

bench: .venv/installed-for-tests .venv-peers/installed  ## Measure, each figure beside its peers: make bench [NAMES="encode"].
	$(BIN)/python -m benchmarks $(NAMES)

.venv-peers/installed: benchmarks/peers/requirements.txt benchmarks/peers/alone.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --requirement benchmarks/peers/requirements.txt
	.venv-peers/bin/python -m pip install --quiet --no-deps --requirement benchmarks/peers/alone.txt
	@touch $@

clean:
	rm -rf .venv .venv-peers .demo build *.egg-info
