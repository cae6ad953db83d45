#!/usr/bin/env bash
# Runs every fuzz target. First argument: executions of each (default 1000000).
# Seeds come from tests/fuzz/corpus/NAME; what is found stays in build/fuzz/found/.
set -euo pipefail
cd "$(dirname "$0")/.."

runs="${1:-1000000}"
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build --preset fuzz >build/fuzz/build.log 2>&1 || { cat build/fuzz/build.log >&2; exit 1; }
mkdir -p build/fuzz/found
shopt -s nullglob
for target in build/fuzz/tests/fuzz/*_fuzz; do
  name=$(basename "$target")
  seeds="tests/fuzz/corpus/$name"
  mkdir -p "build/fuzz/corpus/$name"
  # The length is bounded so that a run stays short; -seed makes it the same each time.
  "$target" "build/fuzz/corpus/$name" $([ -d "$seeds" ] && echo "$seeds") -runs="$runs" -seed=1 \
    -max_len=8192 -timeout=10 -artifact_prefix=build/fuzz/found/ -verbosity=0 -print_funcs=0
  echo "$name: $runs runs, nothing found"
done
