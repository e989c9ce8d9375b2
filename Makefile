# make site   the site in site/, from the texts in policies/
# make test   everything that can be tested: style, types, tests, the site in a browser
# make check  style, types, and the checks of the policies and the rulebook
# make serve  the site on this computer
# make accessibility  the browser tests, with their figures written down for the accessibility statement
# make fuzz   ten thousand mutated files of each format against the readers (takes about an hour)
# make lock   pin newer versions of the libraries
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := site
.PHONY: site serve test check lint types browser benchmarks accessibility fuzz lock clean

site: .venv/.runtime
	$(BIN)/concordant build --policies policies --out site

serve: .venv/.runtime
	$(BIN)/concordant serve --policies policies

test: lint types browser
	$(BIN)/pytest -n 2 --dist loadfile

check: lint types
	$(BIN)/concordant check --policies policies

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check analysis/concordant/cli analysis/concordant/publish benchmarks

types: .venv/.dev
	$(BIN)/mypy

browser: .venv/.dev
	tools/browser

accessibility: browser
	$(BIN)/pytest tests/browser --write-accessibility

benchmarks: .venv/.dev
	$(BIN)/python -m benchmarks

fuzz: .venv/.dev
	$(BIN)/python -m tests.formats.fuzz

lock: .venv/.dev
	tools/lock

clean:
	rm -rf site build dist

# Every library comes from the lock file, held to its hash; Concordant itself is linked in without asking any index.
.venv/.runtime: requirements.txt pyproject.toml
	tools/environment $(PYTHON)
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
