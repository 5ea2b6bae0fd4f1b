# The commands of the house. `make` alone lists them.
.DEFAULT_GOAL := help
SCENARIO ?= scenarios/esp/training_programme.yaml
COUNTRY ?= ESP
SIZING ?= --seeds 2 --persons 6000
LIBRARY = ESP USA FRA DEU ITA DNK ALB TUR BRA ZAF
OPTIONS = adapt compensate share mix cash
.PHONY: help check lint formatted format coverage types imports test check-pages check-faults check-slow run faults docs bench first-run digests site profile headline evidence fit stationarity shocks baseline heldout posterior sizes atlas example wheel hooks clean

help:          ## this list
	@grep -hE '^[a-z_-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

check: lint formatted types imports check-pages check-faults check-slow test  ## everything that a change must pass

lint:          ## style, by ruff
	uv run ruff check

formatted:     ## whether ruff would write the files as they are
	uv run ruff format --check

format:        ## mend what ruff can mend by itself
	uv run ruff check --fix
	uv run ruff format

types:         ## types, by mypy
	uv run mypy

imports:       ## which room may import which, by import-linter
	uv run lint-imports

test:          ## all tests but those of check-pages, check-faults and check-slow
	uv run pytest -n auto

check-pages:   ## pages in Chromium; notebooks, tutorials and the README's tour carried out from end to end
	uv run pytest -n auto tests/browser tests/pages

check-faults:  ## `sim` killed, disks full, workers lost, the package installed where it cannot be written
	uv run pytest -n auto tests/faults tests/install

check-slow:    ## what studies alone need, and what takes long: marked `slow`
	uv run pytest -n auto -m slow

coverage:      ## which lines `make test` reaches, by file: make coverage COVERAGE=--cov-report=html
	uv run pytest -n auto --cov --cov-report=term $(COVERAGE)

faults:        ## `sim run` killed at thirty random moments, full disks, lost workers, a read-only package
	FAULTS_KILLS=30 uv run pytest tests/faults

run:           ## one scenario: make run SCENARIO=scenarios/esp/no_policy.yaml
	uv run sim run $(SCENARIO)

docs:          ## docs/reference.md, docs/month.md, docs/api.md and docs/results.md, from the code and the tables of studies
	uv run python -m simulator.cli.catalogue docs/reference.md docs/month.md docs/api.md
	uv run python -m calibration.validate.evidence docs/results.md

site:          ## the pages as a site that needs no network, in build/site; a dead link is an error
	NO_MKDOCS_2_WARNING=1 uv run --group site mkdocs build --strict

bench:         ## the speed tables of README.md and docs/speed.md, with their day and code
	uv run python -m benchmarks --write

first-run:     ## README's commands in a fresh clone with empty caches, beside the yardstick: make first-run ONLY=main
	uv run python -m benchmarks.first_run $(if $(ONLY),--only $(ONLY))

digests:       ## whether shipped scenarios give the same results bit for bit as when digests were stored
	uv run python -m benchmarks.digest

profile:       ## a country's tables and profile from raw extracts: make profile COUNTRY=ESP DATA=folder
	uv run --with fastexcel python -m calibration.study build $(COUNTRY) --data $(DATA)

headline:      ## what AI and policies do by world, closure and channel: read before a mechanism changes and after
	uv run python -m calibration.study headline $(COUNTRY)

evidence:      ## all tables that a release rests on, on this code; goes on where it was stopped
	uv run python -m calibration.study evidence

fit:           ## target, data, month 0 and ten years on, without AI: make fit COUNTRY=ESP
	uv run python -m calibration.study fit $(COUNTRY)

stationarity:  ## twenty years without AI or policy, on unseen seeds
	uv run python -m calibration.study stationarity $(COUNTRY)

shocks:        ## signs under demand shocks: Beveridge curve, wage curve, Okun, matching
	uv run python -m calibration.study shocks $(COUNTRY)

baseline:      ## nine countries without AI or policy beside official projections
	uv run python -m calibration.study baseline

heldout:       ## held-out tests with frozen parameters, recorded: make heldout COUNTRY=USA
	uv run python -m calibration.study heldout $(COUNTRY)

posterior:     ## what the data say of parameters, coverage, draws of five countries
	uv run python -m calibration.study posterior

SIZED = $(if $(filter file,$(origin COUNTRY)),$(LIBRARY),$(COUNTRY))
sizes:         ## scenarios/sizes.csv, the library at equal gross outlay: ten countries or one: make sizes COUNTRY=ESP
	uv run python -m calibration.study sizes $(SIZED) $(SIZING)

LOWER = $(shell echo $(SIZED) | tr A-Z a-z)
ATLAS ?= --worlds moderate,rapid --closures as_they_are,nobody_reacts --seeds 10 --persons 10000
atlas:         ## options of equal outlay in all countries, worlds, closures: a site in runs/atlas-site: make atlas ATLAS=--quick
	uv run sim compare $(foreach iso,$(LOWER),$(foreach option,$(OPTIONS),$(iso)/$(option)@borrowing)) $(ATLAS) --resume --out runs/atlas
	rm -rf runs/atlas-site
	uv run sim atlas runs/atlas --out runs/atlas-site

EXAMPLE = --worlds moderate,rapid --closures as_they_are,nobody_reacts --jobs 2
example:       ## the reports, the answer's chart and the screenshot in docs/example, on this code
	rm -rf runs/example runs/example-options
	uv run sim run $(SCENARIO) --jobs 2 --out runs/example
	uv run sim compare $(foreach option,$(OPTIONS),esp/$(option)@gainers) $(EXAMPLE) --out runs/example-options
	cp runs/example/report.html docs/example/run.html
	cp runs/example-options/report.html docs/example/comparison.html
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1280,760 --screenshot=docs/example/run.png docs/example/run.html

wheel:         ## the package, into dist/
	uv build --wheel

hooks:         ## check style before every commit
	uv run pre-commit install

clean:         ## caches and builds
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
