# Sets up its own environment in .venv; needs Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV ?= .venv
PYTEST_OPTIONS ?= -n 2 --dist loadgroup

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet

.PHONY: help run test soak lint reference bench screenshots clean

help:
	@echo 'make run          open the console on the embedded help desk'
	@echo 'make test         run all tests'
	@echo 'make soak         run for some hours what the tests only touch: histories, requests, texts, ends, an agent at work'
	@echo 'make lint         check style, types, imports and spelling'
	@echo 'make reference    write the generated pages in docs/reference again'
	@echo 'make bench        measure speed from outside, in a pseudo-terminal'
	@echo 'make screenshots  write screenshots/ again'
	@echo 'make clean        remove everything that can be made again'

run: $(VENV)/.installed
	@$(BIN)/lac demo

test: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.desk.postgres
	@$(BIN)/python -m pytest $(PYTEST_OPTIONS)

# What takes longer than a change can wait for. Each of these runs in a shorter form in `make test`.
soak: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.desk.postgres
	@LAC_SOAK=1 LAC_HISTORIES=10000 $(BIN)/python -m pytest -n 2 tests/services/outbox/test_histories.py \
	  tests/desk/test_schemathesis.py tests/desk/test_random_requests.py tests/desk/test_random_bytes.py \
	  tests/pty/test_hostile_bytes.py
	@LAC_ENDINGS=50 $(BIN)/python -m pytest -n 2 tests/endings
	@$(BIN)/python -m benchmarks.soak

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

reference: $(VENV)/.installed
	@$(BIN)/lac reference --write

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.first_fill
	@$(BIN)/python -m benchmarks.desk_load
	@$(BIN)/python -m benchmarks.desk_load --pace 3
	@$(BIN)/python -m benchmarks.desk_load --size 100k
	@$(BIN)/python -m tests.desk.postgres
	@$(BIN)/python -m benchmarks.desk_load --postgres
	@$(BIN)/python -m benchmarks.desk_load --postgres --size 100k

screenshots: $(VENV)/.installed-dev
	@$(BIN)/lac screenshots --out screenshots --png

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache snapshot_report.html
	find console tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo 'Installing into $(VENV); this is needed once.' >&2
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo 'Installing into $(VENV), with what the tests need; this is needed once.' >&2
	@$(PIP) --editable '.[dev]'
	@touch $(VENV)/.installed $@

# Systems that split Python up may lack ensurepip, which puts pip into a new environment; their pip can do it instead.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed. Name one with: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@if $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	  $(PYTHON) -m venv $(VENV); \
	elif $(PYTHON) -m pip --version >/dev/null 2>&1 && $(PYTHON) -m venv --without-pip $(VENV); then \
	  $(PYTHON) -m pip --python $(BIN)/python install --disable-pip-version-check --quiet pip || { rm -rf $(VENV); exit 1; }; \
	else \
	  echo '$(PYTHON) cannot make virtual environments: install its venv package (Debian, Ubuntu: apt install python3-venv).' >&2; \
	  rm -rf $(VENV); exit 1; \
	fi
