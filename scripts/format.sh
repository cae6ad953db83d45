#!/usr/bin/env bash
# Formats the whole tree in place.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files '*.cc' '*.h' | xargs clang-format -i
npx --no-install biome check --write .
