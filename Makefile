# Two commands: `make outlook` writes the outlook; `make test` runs every test. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
DOCS ?= examples/documents
OUT ?= out
AS_OF ?=
WORKSPACE := $(OUT)/workspace
WRITE = $(BIN)/shiome outlook --workspace $(WORKSPACE) --output $(OUT) --lang ja --also en $(if $(AS_OF),--as-of $(AS_OF))

.PHONY: help outlook serve test lint format docs setup setup-dev assets lock clean benchmarks

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

outlook: setup ## Read DOCS (default examples/documents) and write OUT/outlook.html, .pdf, .json (AS_OF=YYYY-MM-DD for a past day)
	@rm -rf $(WORKSPACE)
	@$(BIN)/shiome init --workspace $(WORKSPACE) --region peninsula
	@# A document that is refused is named and left out; the outlook of the others is written, and make still fails.
	@status=0; $(BIN)/shiome ingest $(DOCS) --workspace $(WORKSPACE) || status=$$?; \
	$(WRITE) && exit $$status

serve: setup assets ## Open the workbench on the documents of the last outlook at http://127.0.0.1:8400
	$(BIN)/shiome serve --workspace $(WORKSPACE)

test: setup-dev ## Run every test (system packages are installed where that is allowed)
	@bash tools/system_packages.sh postgresql poppler-utils openjdk-17-jre-headless chromium openssl
	@$(MAKE) --no-print-directory assets
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder -q

lint: setup-dev ## Style, types, floors, docs, and what must not be committed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	bash tools/check_tree.sh

format: setup-dev ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup-dev ## Build the documentation site into docs/_build/html
	$(BIN)/sphinx-build -q -W -b html docs docs/_build/html

benchmarks: setup-dev ## Print every performance row beside its peer
	for script in benchmarks/[a-z]*.py; do $(BIN)/python $$script || exit 1; done

assets: src/shiome/web/static/vendor/manifest.json ## Copy the browser libraries of the workbench into the package

src/shiome/web/static/vendor/manifest.json: package.json package-lock.json tools/vendor.mjs
	@command -v npm >/dev/null || bash tools/system_packages.sh nodejs npm
	@npm ci --ignore-scripts --silent
	@node tools/vendor.mjs

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found; install it or run 'make PYTHON=/path/to/python3.11 …'" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment; on Debian install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.python requirements.lock pyproject.toml
	@echo "setting up (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet
lock: $(VENV)/.python ## Renew the locks: versions and hashes, no address of an index
	@$(BIN)/python -m pip install --quiet uv
	$(LOCK) --extra planning --extra postgres --extra server --group build -o requirements.lock
	$(LOCK) --all-extras --group build --group dev --group docs -o requirements-dev.lock

clean: ## Remove what was built
	rm -rf $(OUT) build dist docs/_build .mypy_cache .ruff_cache .pytest_cache
