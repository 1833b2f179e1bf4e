# `make` alone lists the targets. Everything needs Python 3.11 or newer and nothing else.
PYTHON ?= python3
PORT ?= 8000
export PORT

# Prepares .venv (once, and again when the pinned requirements change), then runs Python in it with the rest of the line.
IN_VENV = @command -v $(PYTHON) >/dev/null 2>&1 || { \
	echo "Python 3.11 atau lebih baru tidak ditemukan. Pasang Python (di Debian dan Ubuntu: apt install python3 python3-venv), lalu ulangi."; exit 1; }; \
	exec $(PYTHON) config/embedded/bootstrap.py
WITH_TOOLS = $(IN_VENV) --dev

.PHONY: help run demo test test-fast check chaos bench shots

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

run: ## Start everything on this machine, with demonstration data when the database is empty (PORT=8000)
	$(IN_VENV) -m config.embedded.run

demo: ## Load the demonstration data into an empty database
	$(IN_VENV) -m config.embedded.local demo

test: ## Run every test; needs nothing but this checkout
	$(WITH_TOOLS) -m pytest -n auto --dist worksteal

test-fast: ## Run the rules and the architecture, in seconds
	$(WITH_TOOLS) -m config.embedded.checks fast

check: ## Run what CI runs: style, types, migrations, deployment settings, scripts, then every test
	$(WITH_TOOLS) -m config.embedded.checks all

chaos: export CHAOS = full
chaos: ## Attack a running exam and the reader of lists with the full numbers: 1,000 kills, 100,000 histories, 10,000 broken workbooks, … (some 45 minutes; CHAOS_KILLS=100 for fewer)
	$(WITH_TOOLS) -m pytest tests/ujian/tahan tests/pegawai/test_fuzz_tabel.py tests/pegawai/test_masuk_kunci.py -s

bench: ## Measure what the promises name, into bench/results.json
	$(WITH_TOOLS) -m bench.run

shots: ## Take pictures of the main pages, into shots/
	$(WITH_TOOLS) -m bench.shots
