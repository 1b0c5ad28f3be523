# Comity: two commands to know are `make demo` and `make test`; both set up everything they need.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
GOLD   ?= ../shared/gold
PAGES  ?= ../shared/pages

.PHONY: demo test check score bench docs train lock build clean help

help:
	@echo "make demo    read examples/ into a ledger and print the Kazakhstan-France dossier"
	@echo "make test    run the whole test suite"
	@echo "make check   ruff, mypy and import contracts"
	@echo "make score   run the reader over the labelled documents and print the scorer's table"
	@echo "make bench   benchmarks (ratios and throughput; asserts nothing)"
	@echo "make docs    build the documentation into site/"
	@echo "make train   learn the weights of relations and of confidence anew, those of pages where labelled pages are at hand"
	@echo "make build   build the wheel into dist/"
	@echo "make lock    renew the lock files (needs uv)"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Comity needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 demo") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

# A stamp file a lock: the environment is set up again when the lock changes.
$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/docs.stamp: requirements/docs.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/docs.lock
	@touch $@

$(VENV)/train.stamp: requirements/train.lock $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/train.lock
	@touch $@

demo: $(VENV)/run.stamp
	@$(BIN)/python scripts/demo.py

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/run.stamp
	@$(BIN)/python scripts/score.py $(GOLD)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

docs: $(VENV)/docs.stamp
	$(BIN)/python scripts/reference.py
	$(BIN)/zensical build --clean

train: $(VENV)/train.stamp
	@$(BIN)/python scripts/train_relations.py
	@$(BIN)/python scripts/train.py
	@if [ -f "$(PAGES)/gold.jsonl" ]; then $(BIN)/python scripts/train_pages.py "$(PAGES)"; \
	else echo "no labelled pages at $(PAGES): the weights of pages and dumps stay as they are"; fi

build: $(VENV)/dev.stamp
	$(BIN)/python -m build --wheel --no-isolation

# One universal resolution for every Python from 3.11 on, hashes included; run.lock also carries the build backend.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --group run pyproject.toml -o requirements/run.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate -c requirements/run.lock --group run --group dev pyproject.toml -o requirements/dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate -c requirements/run.lock --group run --group docs pyproject.toml -o requirements/docs.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate -c requirements/run.lock --group run --group train pyproject.toml -o requirements/train.lock

clean:
	rm -rf $(VENV) build dist site out .mypy_cache .ruff_cache .pytest_cache
