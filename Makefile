# `make demo` and `make test` are all the set-up there is: they need Rust, Python >= 3.11 and Node >= 20, and install the
# rest from the registries, into .venv and bindings-node/node_modules.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
CARGO  ?= cargo
VENV   := $(CURDIR)/.venv
export VENV

.PHONY: help demo test lint rust python node examples peers real report report-check bench bench-python bench-peers schema fmt clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: ## the main job on a realistic cohort: who meets whom and why, who does not and why not, the proof
	@$(CARGO) run --release --quiet --package fireside --example demo

test: lint rust python node examples peers ## everything, in three languages

lint: ## formatting, clippy, rustdoc; generated files in step
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --quiet -- -D warnings
	$(CARGO) clippy --package fireside --all-features --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --no-deps --package fireside --all-features --quiet
	$(CARGO) run --quiet --package fireside --features schema --example schema -- --check
	$(PYTHON) examples/make_cohort.py --check

rust: ## the core's tests
	$(CARGO) test --quiet --package fireside --features arrow,jiff

python: ## the Python package: wheel, generated stubs, types, tests
	bindings-python/ci.sh venv build check test

node: bindings-node/node_modules/.package-lock.json ## the Node package: library, generated files, types, tests
	cd bindings-node && npm run build && npm run generated:check && npm test

bindings-node/node_modules/.package-lock.json: bindings-node/package-lock.json
	cd bindings-node && npm ci

examples: python node ## the same story in three languages, to the same bytes
	examples/same_story.sh

peers: python ## the same optimum as every other exact library, on small instances; judges no speed
	$(MAKE) --no-print-directory bench-peers SIZE=small

real: ## the real data sets in $FIRESIDE_DATA against their published figures
	$(CARGO) test --release --quiet --package fireside --test real -- --nocapture --test-threads 1

REPORT := target/report

report: ## a page to look at of a realistic cohort, in target/report
	$(CARGO) run --release --quiet --package fireside --example report -- $(REPORT)

report-check: report examples/report-check/node_modules/.package-lock.json ## the page in headless Chromium: messages, requests, axe-core, widths, print; installs Chromium with apt if it is missing
	command -v $${CHROMIUM:-chromium} >/dev/null || (apt-get update && apt-get install --yes chromium)
	cd examples/report-check && CHROMIUM="$$(command -v $${CHROMIUM:-chromium})" node check.mjs $(CURDIR)/$(REPORT)

examples/report-check/node_modules/.package-lock.json: examples/report-check/package-lock.json
	cd examples/report-check && npm ci

bench: ## criterion, one file per layer; figures go into benches/RESULTS.md
	$(CARGO) bench --package fireside-benches

bench-python: ## from a dict of Python to a result
	bindings-python/ci.sh venv build
	$(VENV)/bin/python benches/python_end_to_end.py

PEERS := benches/peers/.venv
SIZE  ?= 10k,100k,growth,stable,peers,fair,schedule,cohort-10k,cohort-100k,cohort-1m,topk-100k,live-100k,portal-50k

bench-peers: $(PEERS)/requirements.txt ## other libraries on the same instance: SIZE=small is quick and checks that optima agree
	bindings-python/ci.sh venv build
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall dist/fireside-*.whl
	cd benches && peers/.venv/bin/python -m peers --size $(SIZE) $(if $(FAMILY),--family $(FAMILY)) $(if $(RUNS),--runs $(RUNS)) $(if $(LIBRARY),--library $(LIBRARY))

$(PEERS)/requirements.txt: benches/peers/requirements.txt benches/peers/requirements-alone.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r benches/peers/requirements-alone.txt
	cp $< $@

schema: ## writes core/schema anew
	$(CARGO) run --quiet --package fireside --features schema --example schema

fmt: ## formats the Rust code
	$(CARGO) fmt --all

clean: ## removes what was built and installed
	rm -rf target .venv dist $(PEERS) benches/peers/out bindings-node/node_modules bindings-node/*.node bindings-node/*.tgz
