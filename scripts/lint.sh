#!/usr/bin/env bash
# Formatters, linters and the type checker over the whole tree. Changes nothing; see format.sh.
#   --no-tidy   leave out clang-tidy, which takes the longest
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t sources < <(git ls-files '*.cc' '*.h')
clang-format --dry-run --Werror "${sources[@]}"
npx --no-install biome check --error-on-warnings .
npx --no-install tsc

if [ "${1:-}" != --no-tidy ]; then
  # Left out: what only emcc compiles, which native headers do not fit.
  mapfile -t units < <(git ls-files 'wasm/*.cc' ':!wasm/libc/malloc.cc' ':!wasm/libc/strings.cc')
  printf '%s\n' "${units[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy -p build/native --quiet 2>/dev/null
fi
