#!/usr/bin/env bash
# Runs every fuzz target, from the seeds in tests/fuzz/corpus/NAME; what is found stays in
# build/fuzz/found/.
#   fuzz.sh         a million executions of each, another way every time, from what earlier ones kept
#   fuzz.sh RUNS    the same executions every time: a test
set -euo pipefail
cd "$(dirname "$0")/.."

if [ $# -gt 0 ]; then
  runs="$1"
  corpus=$(mktemp -d)
  trap 'rm -rf "$corpus"' EXIT
  # Without -use_cmp=0 the mutations would depend on where memory happens to lie.
  options=(-seed=1 -use_cmp=0)
else
  runs=1000000
  corpus=build/fuzz/corpus
  options=()
fi
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz >/dev/null
cmake --build --preset fuzz >build/fuzz/build.log 2>&1 || { cat build/fuzz/build.log >&2; exit 1; }
mkdir -p build/fuzz/found

run_target() {
  local name seeds
  name=$(basename "$1")
  seeds="tests/fuzz/corpus/$name"
  [ -d "$seeds" ] || seeds=
  mkdir -p "$corpus/$name"
  # The length is bounded so that a run stays short.
  "$1" "$corpus/$name" $seeds -runs="$runs" "${options[@]}" \
    -max_len=8192 -timeout=10 -artifact_prefix=build/fuzz/found/ -verbosity=0 -print_funcs=0
  echo "$name: $runs runs, nothing found"
}

shopt -s nullglob
running=()
failed=false
for target in build/fuzz/tests/fuzz/*_fuzz; do
  if [ ${#running[@]} -ge "$(nproc)" ]; then
    wait "${running[0]}" || failed=true
    running=("${running[@]:1}")
  fi
  run_target "$target" &
  running+=($!)
done
for one in "${running[@]}"; do wait "$one" || failed=true; done
if $failed; then exit 1; fi
