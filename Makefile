# Each target sets up .venv by itself: python3 and make are all it takes.
#   make demo      watch a whole OAuth2 life against the sandbox   (ARGS=--browser: consent yourself)
#   make test      run the tests                                   (ARGS="-k pkce": some of them)
#   make quick     run the tests of the client, its contract and its rules, in under a minute
#   make coverage  run all tests and print what they do not reach
#   make soak      print the table of long runs                    (ARGS=--short: in minutes)
#   make lint      check format, style and types
#   make docs      build the documentation into docs/_build/html
#   make bench     measure what the client costs
#   make build     build wheel and sdist into dist/ and check them
#   make release   check that a version can be published, build it, and print what is left to do
#   make lock      write constraints.txt and constraints-lowest.txt anew
# PYTHON=python3.12 picks the interpreter; PYTHON_ENV=folder uses a ready environment as it is.

PYTHON ?= python3
ARGS ?=

ifdef PYTHON_ENV
ready =
else
PYTHON_ENV = .venv
ready = .venv/.ready-$(1)
endif
RUN = "$(PYTHON_ENV)/bin/python"
INSTALL = .venv/bin/python -m pip install --quiet --quiet --constraint constraints.txt \
	--build-constraint constraints.txt

.PHONY: help demo test quick coverage soak lint docs bench build release lock
.DELETE_ON_ERROR:

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

demo: $(call ready,demo)
	@$(RUN) examples/demo.py $(ARGS)

test: $(call ready,test)
	$(RUN) -m pytest --numprocesses auto --dist loadfile $(ARGS)

quick: $(call ready,test)
	$(RUN) -m pytest -q --numprocesses auto --dist loadfile tests/test_architecture.py tests/client \
		tests/contract tests/rules $(ARGS)

coverage: $(call ready,test)
	$(RUN) -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term-missing $(ARGS)

soak: $(call ready,test)
	@$(RUN) -m soak $(ARGS)

lint: $(call ready,lint)
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	$(RUN) -m mypy
	$(RUN) -m pyright --pythonpath $(RUN)

docs: $(call ready,docs)
	$(RUN) -m sphinx -W --keep-going -n -q docs docs/_build/html

bench: $(call ready,demo)
	@$(RUN) benchmarks/client.py $(ARGS)

build: $(call ready,build)
	rm -rf dist
	$(RUN) -m build --no-isolation
	$(RUN) -m twine check --strict dist/*
	$(RUN) -m check_wheel_contents dist

release: build
	$(RUN) tools/release.py $(ARGS)

lock: $(call ready,demo)
	$(RUN) .ci/lock.py

.venv/.ready-demo: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv ..."
	@.venv/bin/python -m pip install --quiet --quiet --constraint constraints.txt pip
	@$(INSTALL) --editable '.[sandbox]'
	@touch $@

.venv/.ready-%: .venv/.ready-demo
	@echo "Installing what 'make $*' needs into .venv ..."
	@$(INSTALL) --editable '.[all]' --group $*
	@touch $@

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "$(PYTHON) is missing. Debian, Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo "Python 3.10 or newer is needed, and $(PYTHON) is $$("$(PYTHON)" -V 2>&1). Name another: make PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null && "$(PYTHON)" -m venv --clear .venv || { \
		rm -rf .venv; echo "$(PYTHON) cannot make virtual environments. Debian, Ubuntu: apt-get install python3-venv" >&2; exit 1; }
