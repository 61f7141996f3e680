# The commands a person types. STUDY=path names a study folder; without it the fictional demonstration runs.

STUDY ?= .
CORES ?= 2
PYTHON := .venv/bin/python
RUN := $(PYTHON) -m scripts.commands
export PYTHONUTF8 := 1

.PHONY: help report check export-texts changes trace audit test test-slow new-study key demo-data bench docs clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

report: .venv/ready ## run the evaluation and write results/release/ (STUDY=path)
	@$(RUN).run report "$(STUDY)" --cores $(CORES)

check: .venv/ready ## read and validate the data only (STUDY=path)
	@$(RUN).run check "$(STUDY)" --cores $(CORES)

export-texts: .venv/ready ## write the redacted texts for the coders (STUDY=path)
	@$(RUN).run export-texts "$(STUDY)" --cores $(CORES)

changes: .venv/ready ## what moved since the last run (STUDY=path)
	@$(RUN).changes "$(STUDY)"

trace: .venv/ready ## where a number comes from: make trace ID=behaviour.B3.change.mean (STUDY=path)
	@$(RUN).trace "$(ID)" "$(STUDY)"

audit: .venv/ready ## check every result against records, code, config and raw files (STUDY=path)
	@$(RUN).audit "$(STUDY)"

new-study: .venv/ready ## scaffold a study of your own: make new-study DIR=path (outside this repository)
	@$(RUN).new_study "$(DIR)"

key: .venv/ready ## create the pseudonym key of a study (STUDY=path)
	@$(RUN).key "$(STUDY)"

test: .venv/ready ## run all fast tests
	@$(PYTHON) -m pytest

test-slow: .venv/ready ## run the slow tests as well
	@$(PYTHON) -m pytest -m "slow or not slow"

demo-data: .venv/ready ## make the fictional cohort anew, byte for byte
	@$(PYTHON) -m scripts.demo.generate --out data/raw
	@$(RUN).run export-texts . --cores $(CORES)
	@$(PYTHON) -m scripts.demo.coding --study .

bench: .venv/ready ## measure speed; figures go to docs/performance.md
	@$(PYTHON) -m scripts.bench.measure

docs: .venv/ready ## generate schemas and the reference page from the models
	@$(RUN).reference

clean: ## remove the results of the demonstration and the environment
	rm -rf .venv results/restricted results/pseudonymised results/release .snakemake

.venv/ready: requirements.txt
	@echo "Creating the environment (once; about a minute) ..."
	@python3 -m venv .venv || { echo "Python's venv module is missing; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	@env -u PYTHONDONTWRITEBYTECODE $(PYTHON) -m uv pip install --quiet --python $(PYTHON) --compile-bytecode --require-hashes -r requirements.txt
	@$(RUN).try_quarto
	@touch $@
