# make            the volume: build/<id>.pdf, .epub, .bits.xml, build/jats/, build/offprints/
# make test       the tests
# make help       everything else
#
# The command line owns inputs, order and freshness; nothing here knows a file of the book.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
ACTES := $(PY) -m actes
PATHS ?= manuscripts
SHARED ?=
ARGS ?=

.DEFAULT_GOAL := all
.PHONY: all pdf epub jats offprints check preview status report deposit \
        setup test lint test-slow test-corpus fuzz bench lock clean distclean help

# ---- what it is for

all: $(VENV)/.build  ## Build everything (the default)
	@$(ACTES) build all $(PATHS) $(ARGS)

pdf epub jats offprints: $(VENV)/.build  ## Build one kind of output
	@$(ACTES) build $@ $(PATHS) $(ARGS)

preview: $(VENV)/.build  ## Show the manuscripts in the browser, at every save
	@$(ACTES) preview $(PATHS) $(ARGS)

status: $(VENV)/.build  ## Show where each contribution is
	@$(ACTES) status $(PATHS) $(ARGS)

report: $(VENV)/.build  ## Write a letter for the authors of each contribution
	@$(ACTES) report $(PATHS) $(ARGS)

check: $(VENV)/.build  ## Say what is wrong in the manuscripts
	@$(ACTES) check $(PATHS) $(ARGS)

# ---- set-up: a virtual environment from the lock, system libraries, the JATS DTDs

setup: $(VENV)/.build  ## Install what building needs

$(VENV)/.build: requirements.lock package-lock.json
	@$(PYTHON) tools/system_packages.py build
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "installing what actes needs into $(VENV) (a minute or two, once)…"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@# pip compiles what it copies, not what it links to: where Python may not write, each start would compile it all
	@$(PY) -m compileall -q src
	@$(PY) tools/npm.py ci --omit=dev --silent
	@touch $@

$(VENV)/.test: $(VENV)/.build requirements-test.lock package-lock.json
	@$(PYTHON) tools/system_packages.py test
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@$(PY) tools/npm.py ci --silent
	@touch $@

# ---- development

test: $(VENV)/.test  ## Run the tests
	@$(PY) -m pytest -n 2 -m "not slow and not corpus and not fuzz" $(ARGS)

lint: $(VENV)/.test  ## Check the code: ruff and mypy
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

test-corpus: $(VENV)/.test  ## Run the tests on other people's papers (SHARED=folder)
	@test -n "$(SHARED)" || { echo "say where the corpus is: make test-corpus SHARED=../shared"; exit 2; }
	@SHARED="$$(cd "$(SHARED)" && pwd)" $(PY) -m pytest -n 2 -m corpus $(ARGS)

test-slow: $(VENV)/.test  ## Run the tests that take long
	@$(PY) -m pytest -m slow --hypothesis-profile=search $(ARGS)

fuzz: $(VENV)/.test  ## Throw random inputs at the readers, ten minutes at most
	@$(PY) -m pytest -m fuzz --hypothesis-profile=search $(ARGS)

bench: $(VENV)/.test  ## Measure; results go to benchmarks/results.json
	@$(PY) benchmarks/run.py $(ARGS)

lock: $(VENV)/.test  ## Write the lock files again
	@$(PY) tools/lock.py

clean:  ## Remove what was built
	@find build -mindepth 1 -maxdepth 1 ! -name .gitignore -exec rm -rf {} +

distclean: clean  ## Remove what was built and what was installed
	@rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## Say what can be made
	@grep -hE '^[a-z][a-z -]*:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z][a-z -]*):.*## /\1\t/' | awk -F'\t' '{printf "  %-28s %s\n", $$1, $$2}'
