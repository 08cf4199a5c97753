# Everything runs from here; `make help` lists it. Needs python3 (3.11 or newer), make and a registry.
PYTHON ?= python3
PORT ?= 8321
BENCH ?= first-voice
TESTS ?=
PYTEST ?= -n auto --dist loadfile --no-loadscope-reorder
BIN := .venv/bin

MAKEFLAGS += --no-print-directory
# what one process compiles the next one need not: also where an environment forbids it
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo demo-reset test check bench screenshots lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## environment, product, browser assets, translations
	@$(PYTHON) tools/setup.py runtime

setup-dev:
	@$(PYTHON) tools/setup.py dev

demo: setup ## start the practice town (PORT=8321); Ctrl-C stops it, its state stays
	@$(BIN)/ausrufer demo --port $(PORT)

demo-reset: setup ## forget the practice town
	@$(BIN)/ausrufer demo --reset

test: setup-dev ## bring browser and test peers, run every test (TESTS= chooses)
	@$(BIN)/python tools/peers.py >&2
	@$(BIN)/python tools/synapse.py >&2
	@AUSRUFER_CHROMIUM="$$($(BIN)/python tools/browser.py)" && export AUSRUFER_CHROMIUM \
	  && $(BIN)/pytest $(PYTEST) $(TESTS)

check: setup-dev ## lint, format, types, import contracts, licences
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python tools/check_types.py
	@$(BIN)/lint-imports
	@$(BIN)/reuse lint --quiet
	@$(BIN)/python tools/environment_table.py --check

bench: ## measure: make bench BENCH="first-voice --n 50"; one JSON object on stdout
	@$(PYTHON) tools/setup.py dev >&2
	@$(BIN)/ausrufer bench $(BENCH)

screenshots: setup-dev ## pictures of every page, light and dark, wide and narrow
	@AUSRUFER_CHROMIUM="$$($(BIN)/python tools/browser.py)" && export AUSRUFER_CHROMIUM \
	  && $(BIN)/python tools/screenshots.py

lock: setup ## choose versions anew within requirements/*.in and package.json
	@$(PYTHON) tools/lock.py

clean: ## remove what was built; the practice town stays
	@rm -rf .venv node_modules build dist screenshots src/ausrufer/design/static/vendor
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
