# The commands of the house. `make` alone lists them.
.DEFAULT_GOAL := help
SCENARIO ?= scenarios/esp/training_programme.yaml
COUNTRY ?= ESP
.PHONY: help check lint format types imports test quick run faults docs bench profile fit stationarity closures shocks tax_effects adoption wheel hooks clean

help:          ## this list
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

check: lint types imports test  ## everything that a change must pass

lint:          ## style, by ruff
	uv run ruff check

format:        ## mend what ruff can mend by itself
	uv run ruff check --fix

types:         ## types, by mypy
	uv run mypy

imports:       ## which room may import which, by import-linter
	uv run lint-imports

test:          ## all tests
	uv run pytest -n auto

quick:         ## the tests that answer in seconds
	uv run pytest -n auto -m "not slow and not browser"

faults:        ## `sim run` killed at thirty random moments, full disks, lost workers, a read-only package
	FAULTS_KILLS=30 uv run pytest tests/faults

run:           ## one scenario: make run SCENARIO=scenarios/esp/no_policy.yaml
	uv run sim run $(SCENARIO)

docs:          ## docs/reference.md, from what the code declares
	uv run python -m simulator.reference docs/reference.md

bench:         ## the README's speed table
	uv run python -m benchmarks --write

profile:       ## a country's tables and profile from raw extracts: make profile COUNTRY=ESP DATA=folder
	uv run python -m calibration.build $(COUNTRY) --data $(DATA)

fit:           ## target, data, month 0 and ten years on, without AI: make fit COUNTRY=ESP
	uv run python -m calibration.fit $(COUNTRY)

stationarity:  ## twenty years without AI or policy, on unseen seeds
	uv run python -m calibration.stationarity $(COUNTRY)

closures:      ## how unemployment returns after exports fall for good, by closure
	uv run python -m calibration.closures $(COUNTRY) --seeds 5

shocks:        ## signs under demand shocks: Beveridge curve, wage curve, Okun, matching
	uv run python -m calibration.shocks $(COUNTRY)

tax_effects:   ## bases of taxes and adoption of AI under taxes and subsidies, beside published values
	uv run python -m calibration.tax_effects $(COUNTRY) --seeds 6 --base-seed 9301

adoption:      ## the law of AI adoption beside the surveys of firms
	uv run python -m calibration.adoption_eu27 $(COUNTRY)

wheel:         ## the package, into dist/
	uv build --wheel

hooks:         ## check style before every commit
	uv run pre-commit install

clean:         ## caches and builds
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
