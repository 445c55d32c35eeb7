# Everything runs in .venv, which is made and filled when a target first needs it; after that nothing is
# fetched again until pyproject.toml or constraints.txt changes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core-installed
DEV := $(VENV)/.dev-installed
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
DATABASE := corpus.db
CRAWLED := crawl.db

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python found: install Python 3.11 or newer." >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is too old: use Python 3.11 or newer, make PYTHON=/path/to/python3.11." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(CORE): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing unfurnish into $(VENV); this takes a minute, once."
	@$(PIP) --editable .
	@touch $@

$(DEV): $(CORE)
	@echo "Installing the tools for its tests and checks."
	@$(PIP) --editable '.[dev]'
	@touch $@

.PHONY: demo
demo: $(CORE) ## clean the pages of fixtures/ into corpus.db and look inside
	@set -e; run() { printf '\n$$ unfurnish %s\n' "$$*"; $(BIN)/unfurnish "$$@"; }; \
	run ingest $(DATABASE) fixtures/dumps; \
	run stats $(DATABASE); \
	run search $(DATABASE) opening hours; \
	best=$$($(BIN)/unfurnish search $(DATABASE) opening hours --limit 1 | awk 'NR == 1 { print $$1 }'); \
	run show $(DATABASE) "$$best" --removed

.PHONY: demo-crawl
demo-crawl: $(DEV) ## crawl four invented sites on this machine into crawl.db and look inside
	@$(BIN)/python -m tests.crawlers.site $(CRAWLED)

.PHONY: test
test: $(DEV) ## run the tests
	$(BIN)/python -m pytest

.PHONY: check
check: lint types layers fixtures gate docs-check demo-check demo-crawl-check test ## run everything that a change must pass

.PHONY: lint
lint: $(DEV) ## check style and form
	$(BIN)/ruff check
	$(BIN)/ruff format --check

.PHONY: types
types: $(DEV) ## check the types
	$(BIN)/mypy

.PHONY: layers
layers: $(DEV) ## check that no lower layer imports an upper one
	$(BIN)/lint-imports --no-logo

.PHONY: fixtures
fixtures: $(CORE) ## check that fixtures/dumps is what fixtures/pages says
	$(BIN)/python fixtures/write.py --check

.PHONY: gate
gate: $(CORE) ## check that the pages of fixtures/ are cleaned as well as ever
	$(BIN)/unfurnish score fixtures/dumps --gate fixtures/gate.json

.PHONY: docs-check
docs-check: $(DEV) ## check that the generated parts of docs/ are in step
	$(BIN)/python -m cogapp --check -I docs README.md docs/*.md

.PHONY: demo-check
demo-check: $(CORE) ## check that the demo runs from beginning to end
	@rm -f $(VENV)/demo.db*
	@$(MAKE) --no-print-directory demo DATABASE=$(VENV)/demo.db > /dev/null && echo "The demo runs."

.PHONY: demo-crawl-check
demo-crawl-check: $(DEV) ## check that the demo of a crawl runs from beginning to end
	@rm -f $(VENV)/demo-crawl.db*
	@$(MAKE) --no-print-directory demo-crawl CRAWLED=$(VENV)/demo-crawl.db > /dev/null && echo "The demo of a crawl runs."

.PHONY: docs
docs: $(DEV) ## write the generated parts of docs/ anew
	$(BIN)/python -m cogapp -r -I docs README.md docs/*.md

.PHONY: format
format: $(DEV) ## put the code into form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: bench
bench: $(DEV) ## measure speed and memory on this machine
	$(BIN)/python bench/clean_speed.py
	$(BIN)/python bench/ingest_speed.py
	$(BIN)/python bench/crawl_speed.py

.PHONY: clean
clean: ## remove .venv, caches, corpus.db and crawl.db
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f $(foreach db,$(DATABASE) $(CRAWLED),$(db) $(db)-wal $(db)-shm)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
