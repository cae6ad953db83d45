#!/usr/bin/env bash
# Everything that must hold: set-up, build, lint, C++ tests under the sanitizers, a fixed number of
# fuzz runs, and the TypeScript tests in Node, workerd and Chromium. The last line counts the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

export AFTERGLOW_DATA="${AFTERGLOW_DATA:-$PWD/../shared/data}"
step() { printf '\n== %s (after %s s)\n' "$*" "$SECONDS"; }

step "Set-up"; bash scripts/setup.sh --quiet
step "Build"; node scripts/build.js
step "Lint"; bash scripts/lint.sh
step "Known weaknesses of dependencies"; bash scripts/audit-dependencies.sh
step "C++ tests, under ASan and UBSan"; ctest --preset native -j "$(nproc)" --output-junit junit.xml
step "Fuzz targets, a fixed number of runs"; bash scripts/fuzz.sh 20000
step "TypeScript tests"
bash scripts/html5lib-tests.sh
mkdir -p build
npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=build/vitest.json
node scripts/count-tests.js build/native/junit.xml build/vitest.json
