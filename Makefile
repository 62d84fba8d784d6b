# The two commands of the README are `make run` and `make test`; everything they need installs itself.

PYTHON ?= python3
BIN := .venv/bin
OUT ?= out
CATALOGUES := $(wildcard resources/translations/*/LC_MESSAGES/sekisho.po)
COMPILED := $(CATALOGUES:.po=.mo)
SOURCES := desktop_app ui tests installer setup.py

.PHONY: run demo test check simulate half-year soak mutants bench bench-peers lint types layers catalogues-check format lock translations system system-tests clean

run: .venv/.ready $(COMPILED) ## open the application; without a display, play the story and leave its pictures
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/sekisho; \
	else echo "No display: playing the story into $(OUT)/story"; $(BIN)/sekisho demo --out $(OUT)/story; fi

demo: .venv/.ready $(COMPILED) ## a half-year through the commands, then through the windows
	$(BIN)/sekishoctl demo --out $(OUT)/half-year
	$(BIN)/sekisho demo --out $(OUT)/story

test: system-tests .venv/.ready $(COMPILED) ## all tests, on two cores
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q

check: lint types layers catalogues-check test ## what a change has to pass

SECONDS ?= 600
simulate: .venv/.ready ## PCs on a share that misbehaves, for SECONDS; a seed that fails is printed
	$(BIN)/python -m tests.simulation --seconds $(SECONDS) --first $$(date +%s)

SEED ?= $(shell date +%s)
ROUNDS ?= 3
half-year: system-tests .venv/.ready $(COMPILED) ## four PCs over Samba with cuts and kills, ROUNDS half-years from SEED on
	$(BIN)/python -m tests.half_year --seed $(SEED) --rounds $(ROUNDS)

soak: system-tests .venv/.ready $(COMPILED) ## eight PCs over Samba with cuts and kills for SECONDS, then quiet and equal
	$(BIN)/python -m tests.half_year.soak --seed $(SEED) --seconds $(SECONDS)

mutants: .venv/.ready ## break the share protocol on purpose, one rule at a time: a named test must see each
	$(BIN)/python -m tests.mutants

bench: bench-peers $(COMPILED) ## timings as ratios, side by side in one run
	$(BIN)/python -m tests.benchmarks

bench-peers: .venv/.ready ## the programs our printing is measured against
	@sh installer/debian-packages.sh bench
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['bench'])" \
	  | xargs $(BIN)/pip install --quiet

lint: .venv/.ready
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: .venv/.ready
	$(BIN)/mypy

layers: .venv/.ready
	$(BIN)/lint-imports --no-cache

catalogues-check: .venv/.ready
	$(BIN)/python -m installer.catalogues check

format: .venv/.ready
	$(BIN)/ruff check --fix-only $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

translations: .venv/.ready ## take new sentences into the catalogues
	$(BIN)/python -m installer.catalogues update

resources/translations/%.mo: resources/translations/%.po .venv/.ready
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

lock: ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-header --no-annotate --quiet --upgrade --output-file requirements.lock

.venv/.ready: requirements.lock pyproject.toml | system
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

system:
	@sh installer/debian-packages.sh run

system-tests:
	@sh installer/debian-packages.sh test

clean:
	rm -rf .venv $(OUT) build dist *.egg-info
