# Two commands: `make run` serves the market, `make test` proves it. `make help` lists the rest.

UV := uv==0.13.9
PY := .venv/bin/python

# pyright is whole in its wheel: it must not ask a registry whether there is a newer one
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# compiled once, not at every start
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help venv run test check seed bench schema format clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

venv: ## .venv from requirements.lock, made anew only when that changes
	@cmp -s requirements.lock .venv/requirements.lock || UV='$(UV)' sh .ci/venv

run: venv ## serve on http://127.0.0.1:8000 (everything it writes is under ./var)
	@exec $(PY) -m api serve

test: venv ## all tests, on SQLite and on a PostgreSQL of their own
	@$(PY) -m pytest

check: venv ## style, types, floors, the committed schema
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@.venv/bin/pyright
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m api schema | diff -u schema/schema.graphql - || { echo "schema/schema.graphql is old: make schema"; exit 1; }
	@$(PY) -m tests.operations --check

seed: venv ## load seeds/ (an own folder: make seed FROM=folder)
	@$(PY) -m api seed $(if $(FROM),--from $(FROM))

bench: venv ## seed time, start time, memory, requests a second
	@$(PY) -m tests.bench

schema: venv ## write schema/schema.graphql anew
	@$(PY) -m api schema > schema/schema.graphql
	@$(PY) -m tests.operations

format: venv ## ruff's fixes and format
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

clean: ## throw away .venv and caches; ./var stays
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache
