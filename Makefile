# The commands a person types. STUDY=path names a study folder; without it the fictional demonstration runs.

STUDY ?= .
CORES ?= 2
PYTHON := .venv/bin/python
RUN := $(PYTHON) -m scripts.commands
export PYTHONUTF8 := 1

.PHONY: help environment doctor inspect report check export-texts review changes trace preview audit gate release reproduce test test-slow new-study key rotate-key forgotten purge lock-plan simulate demo-data bench bench-scale docs clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

environment: .venv/ready ## make the environment in .venv, which every other command does too

doctor: .venv/ready ## check machine, key, permissions and configuration, and say what to do (STUDY=path)
	@$(RUN).doctor "$(STUDY)"

inspect: .venv/ready ## what a file is and how to declare it: make inspect FILE=path (STUDY=path, SHOW=names)
	@$(RUN).inspect "$(FILE)" --study "$(STUDY)" $(if $(SHOW),--show-$(SHOW))

report: .venv/ready ## run the evaluation and write results/release/ (STUDY=path)
	@$(RUN).run report "$(STUDY)" --cores $(CORES)

check: .venv/ready ## read and validate the data only (STUDY=path)
	@$(RUN).run check "$(STUDY)" --cores $(CORES)

export-texts: .venv/ready ## write the redacted texts for the coders (STUDY=path)
	@$(RUN).run export-texts "$(STUDY)" --cores $(CORES)

review: .venv/ready ## decide on doubtful redactions, in a page of this machine (STUDY=path, BY=initials, SHEET=file)
	@$(RUN).review "$(STUDY)" --by "$(BY)" --sheet "$(SHEET)" --cores $(CORES)

changes: .venv/ready ## what moved since the last run, and why; ID=... for one number (STUDY=path, ALL=yes)
	@$(RUN).changes "$(STUDY)" --id "$(ID)" $(if $(ALL),--all)

trace: .venv/ready ## where a number comes from: make trace ID=behaviour.B3.change.mean (STUDY=path, FORM=release)
	@$(RUN).trace "$(ID)" "$(STUDY)" "$(FORM)"

preview: .venv/ready ## the web page anew at each save of chapters, prose or configuration, after a run (STUDY=path)
	@$(RUN).preview "$(STUDY)"

audit: .venv/ready ## check every result against records, code, config and raw files (STUDY=path, JSON=yes, ALL=yes)
	@$(RUN).audit "$(STUDY)" $(if $(JSON),--json) $(if $(ALL),--all)

gate: .venv/ready ## look for people in any file before it leaves the team: make gate FILE=path (STUDY=path)
	@$(RUN).gate "$(STUDY)" $(if $(FILE),"$(FILE)")

release: .venv/ready ## one zip of a finished, audited run, ready to publish (STUDY=path, FIRST=yes)
	@$(RUN).release "$(STUDY)" $(if $(FIRST),--first)

reproduce: .venv/ready ## run the study anew in a clean folder and compare every byte (STUDY=path, CORES=n)
	@$(RUN).reproduce "$(STUDY)" --cores $(if $(filter 1,$(CORES)),2,1)

new-study: .venv/ready ## scaffold a study of your own: make new-study DIR=path (outside this repository)
	@$(RUN).new_study "$(DIR)"

key: .venv/ready ## create the pseudonym key of a study (STUDY=path)
	@$(RUN).key "$(STUDY)"

rotate-key: .venv/ready ## make a new version of the key; every link stays (STUDY=path)
	@$(RUN).rotate_key "$(STUDY)"

forgotten: .venv/ready ## prove a withdrawal, file by file: make forgotten ID=person-id (STUDY=path, CLEAN=yes, JSON=yes)
	@$(RUN).forgotten "$(ID)" "$(STUDY)" $(if $(CLEAN),--clean) $(if $(JSON),--json)

purge: .venv/ready ## remove everything identified, and prove that nothing is left (STUDY=path, YES=1, RAW=yes)
	@$(RUN).purge "$(STUDY)" $(if $(YES),--yes) $(if $(RAW),--raw)

lock-plan: .venv/ready ## freeze the plan before outcomes are seen (STUDY=path, DATE=YYYY-MM-DD)
	@$(RUN).lock_plan "$(STUDY)" $(if $(DATE),--date $(DATE))

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

bench-scale: .venv/ready ## measure time and memory of each stage up to 100,000 people; figures go to docs/performance.md
	@$(PYTHON) -m scripts.bench.scale

simulate: .venv/ready ## check intervals and tests by simulation (minutes); figures go to workflow/simulation
	@$(PYTHON) -m scripts.bench.simulation

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
