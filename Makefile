# Everything a person runs. `make` alone lists the targets. Settings come from the environment,
# for example `CLIENTAPP_PORT=9000 make run`; docs/settings.md lists them.
.DEFAULT_GOAL := help
.PHONY: help run dev test lint bench demo lock clean
BIN := .venv/bin
READY := .venv/.installed
TOOLS := .venv/.installed-tools
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --generate-hashes \
	--python-version 3.11 --group install --no-header --no-emit-index-url

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(READY) ## Install, build and serve Clientapp at http://127.0.0.1:8000
	@exec $(BIN)/clientapp serve

dev: $(READY) ## Serve, and build and start again whenever the code changes
	@exec $(BIN)/clientapp dev

test: $(TOOLS) ## Run every test, with a real browser and real databases
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(TOOLS) ## Check style, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright --pythonpath $(BIN)/python

bench: $(TOOLS) ## Measure speed beside the least that the framework can do
	@$(BIN)/python -m bench

demo: $(READY) ## Fill the database with believable generated customers
	@$(BIN)/clientapp demo

lock: $(TOOLS) ## Choose the newest versions that pyproject.toml allows and write the lock files
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove what was installed and built; the data stays
	@rm -rf .venv .web .frontend .pytest_cache .ruff_cache .hypothesis
	@find clientapp tests bench alembic -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

$(READY): requirements.lock pyproject.toml tools/install
	@tools/install .venv requirements.lock && touch $@

$(TOOLS): requirements-dev.lock pyproject.toml tools/install
	@tools/install .venv requirements-dev.lock && touch $@ $(READY)
