# Everything that one does with this repository. `make help` lists it; nothing needs to be prepared by hand.

VENV ?= .venv
DEMO ?= demo
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
JOBS ?= 2
PYTEST_ARGS ?=

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
NODE_MODULES := labextension/node_modules/.package-lock.json
FRONT := $(wildcard labextension/*.json labextension/*.js labextension/*.mjs) \
	$(shell find labextension/src labextension/style labextension/schema -type f 2>/dev/null)
FRONT_INSTALL := $(VENV)/.nbcoach-front
USER_PACKAGES := $(VENV)/.nbcoach-all
DEVELOPER_PACKAGES := $(VENV)/.nbcoach-dev
USER_INSTALL := $(USER_PACKAGES) $(FRONT_INSTALL)
DEVELOPER_INSTALL := $(DEVELOPER_PACKAGES) $(FRONT_INSTALL)

export PIP_NO_INPUT := 1
export npm_config_audit := false
export npm_config_fund := false
export npm_config_update_notifier := false

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install develop demo lab test test-slow gates lint format types golden quality reference picture bench clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# ── for who wants to use it ──────────────────────────────────────────────────────────────────────

demo: $(USER_INSTALL) ## install, then lint, track, export, run and assess copies of the example notebooks in ./demo
	@bash scripts/demo.sh $(BIN) $(DEMO)

lab: $(USER_INSTALL) ## open JupyterLab on ./demo
	@[ -d $(DEMO) ] || bash scripts/demo.sh $(BIN) $(DEMO)
	$(BIN)/jupyter lab --notebook-dir=$(DEMO) $(if $(filter 0,$(shell id -u)),--allow-root)

install: $(USER_INSTALL) ## install into ./.venv what a user has

# ── for who works on it ──────────────────────────────────────────────────────────────────────────

develop: $(DEVELOPER_INSTALL) ## install into ./.venv what a developer has

test: gates ## every gate, and every test but the slow tier, browser tests included
	$(BIN)/pytest -n $(JOBS) -m "not slow and not browser" $(PYTEST_ARGS)
	@chromium=$$(bash scripts/chromium.sh $(BIN)/python) || exit 1; \
	echo "$(BIN)/pytest -m 'browser and not slow'  ($$chromium)"; \
	CHROMIUM="$$chromium" $(BIN)/pytest -m "browser and not slow" $(PYTEST_ARGS)

test-slow: $(DEVELOPER_INSTALL) ## the tests that take minutes
	@CHROMIUM="$$(bash scripts/chromium.sh $(BIN)/python)" $(BIN)/pytest -m slow $(PYTEST_ARGS)

gates: lint types ## linters, formatters, types and layers

lint: $(DEVELOPER_INSTALL) ## ruff, layers, eslint and tsc
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	cd labextension && npm run --silent lint

types: $(DEVELOPER_INSTALL) ## mypy
	$(BIN)/mypy

format: $(DEVELOPER_INSTALL) ## let ruff repair and format what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

golden: $(DEVELOPER_INSTALL) ## write the golden files anew; read their difference before you commit it
	$(BIN)/pytest -n $(JOBS) --refresh-golden $$(grep -lr golden tests --include='test_*.py')

quality: $(DEVELOPER_INSTALL) ## count anew how often each check is right, for its documentation
	$(BIN)/nbcoach checks --measure tests/checks/cases --measure tests/checks/further
	$(BIN)/nbcoach checks --measure tests/checks/cases --measure tests/checks/further --format json > checks/nbcoach_checks/_quality/suite.json
	$(BIN)/nbcoach explain --all --output docs/checks

reference: $(DEVELOPER_INSTALL) ## write the page of each check anew
	$(BIN)/nbcoach explain --all --output docs/checks

picture: $(DEVELOPER_INSTALL) ## take the README's pictures from a real JupyterLab
	@CHROMIUM="$$(bash scripts/chromium.sh $(BIN)/python)" $(BIN)/python -m tests.browser.picture

bench: $(DEVELOPER_INSTALL) ## measure lint on 3,000 made notebooks, the start of the command line, and keystroke to hint
	$(BIN)/python benchmarks/lint_folder.py
	$(BIN)/python benchmarks/lint_folder.py --start
	@CHROMIUM="$$(bash scripts/chromium.sh $(BIN)/python)" $(BIN)/python benchmarks/keystroke.py

clean: ## take away what make made, the environment too
	rm -rf $(VENV) $(DEMO) build dist labextension/node_modules labextension/lib labextension/dist test-results
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis labextension/tsconfig.tsbuildinfo

# ── the environment ──────────────────────────────────────────────────────────────────────────────

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "error: no Python 3.11 or newer with venv and ensurepip found." >&2; \
		echo "Install one (Debian: apt install python3 python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making the environment $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(NODE_MODULES): labextension/package-lock.json
	@command -v npm >/dev/null || { echo "error: npm was not found; it builds the JupyterLab extension." >&2; \
		echo "Install Node.js 20 or newer." >&2; exit 1; }
	@echo "Fetching what builds the JupyterLab extension …"
	@cd labextension && npm ci --silent --no-progress
	@touch $@

# An editable install builds the JupyterLab extension, through the build hook of pyproject.toml.
$(USER_PACKAGES): pyproject.toml | $(BIN)/python $(NODE_MODULES)
	@echo "Installing nbcoach into $(VENV); the first time this takes a few minutes …"
	@$(PIP) install -qq --editable '.[all]'
	@touch $@ $(FRONT_INSTALL)

$(DEVELOPER_PACKAGES): pyproject.toml | $(BIN)/python $(NODE_MODULES)
	@echo "Installing nbcoach and its tools into $(VENV); the first time this takes a few minutes …"
	@$(PIP) install -qq --editable '.[dev]'
	@touch $@ $(USER_PACKAGES) $(FRONT_INSTALL)

$(FRONT_INSTALL): $(FRONT) $(NODE_MODULES)
	@if [ ! -e $@ ] || [ -n "$$(find $^ -newer $@)" ]; then \
		echo "Building the JupyterLab extension …"; $(PIP) install -qq --no-deps --editable . ; fi
	@touch $@
