# `make help` lists what there is. Nothing here is needed to understand the program: each target is a few commands.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help build up test lint format bench soak schema openapi db-deploy db-revert db-verify db-status clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build everything, the tests too
	@scripts/install-packages run
	swift build --build-tests

up: build ## Start a private PostgreSQL (or use DATABASE_URL), a demo agency, API and worker; Ctrl-C stops them
	@exec .build/debug/clientele up

test: ## Run every test, beside a private PostgreSQL
	@scripts/install-packages test
	swift build --build-tests
	@exec scripts/with-postgres scripts/run-tests

lint: ## Check format, migrations and generated files
	@scripts/install-packages lint
	swift format lint --strict --recursive --parallel Package.swift Sources Tests
	@scripts/lint-migrations
	@scripts/check-generated

format: ## Format the Swift sources in place
	swift format --in-place --recursive --parallel Package.swift Sources Tests

bench: ## Measure against the limit (release build, as the image has it); BENCH_JSON=path keeps the figures
	@scripts/install-packages bench
	@for program in clientele-api clientele-worker clientele insight-bench driver-bench queue-rig; do \
		swift build -c release --static-swift-stdlib --product $$program || exit; done
	@exec scripts/with-postgres --durable scripts/bench

soak: ## Run the long tests: document, ill-treated workers, webhooks and database, backups, migrations, restarts, overload, an hour of everything, sanitizers, the end-to-end tests 20 times
	@scripts/install-packages soak
	swift build --build-tests
	@scripts/with-postgres scripts/check-contract 200
	@scripts/with-postgres --durable scripts/soak-queue
	@scripts/with-postgres scripts/drill-backup
	@scripts/with-postgres scripts/soak-migrations
	@for name in clientele clientele-api clientele-worker; do swift build -c release --product $$name || exit; done
	@for what in capacity slow; do BIN=.build/release scripts/with-postgres --durable scripts/with-programs scripts/soak-overload $$what || exit; done
	@BIN=.build/release QUOTA_COMPANY=1200 scripts/with-postgres --durable scripts/with-programs scripts/soak-overload neighbour
	@BIN=.build/release scripts/with-postgres scripts/with-programs scripts/soak-hour
	@exec scripts/with-postgres scripts/soak

schema: ## Write sql/schema.sql from the migrations
	@scripts/install-packages run
	@exec scripts/with-postgres scripts/dump-schema sql/schema.sql

openapi: ## Write Docs/openapi.json from the declared operations
	swift build --product clientele-api
	@exec scripts/print-openapi Docs/openapi.json

db-deploy: ## Deploy the schema to DATABASE_URL
	@exec scripts/database deploy --verify

db-revert: ## Revert the last change of DATABASE_URL, or down to the change TO=…
	@exec scripts/database revert --to "$(or $(TO),@HEAD^)"

db-verify: ## Verify the schema of DATABASE_URL
	@exec scripts/database verify

db-status: ## Say which changes DATABASE_URL has
	@exec scripts/database status

clean: ## Remove what was built; .clientele/ with the demo's data stays
	rm -rf .build
