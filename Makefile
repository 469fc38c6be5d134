PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo real test lint serve clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(STAMP)
	$(BIN)/rasad --home demo-home demo

real: $(STAMP)
	$(BIN)/python scripts/real.py

# The desk of the demo where there is one, unless RASAD_HOME names another.
serve: $(STAMP)
	$(BIN)/rasad $(if $(RASAD_HOME),,$(if $(wildcard demo-home),--home demo-home)) serve

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf demo-home dist build
