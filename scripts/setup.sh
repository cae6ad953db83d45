#!/usr/bin/env bash
# Makes this checkout ready: installs what is missing, configures and builds the C++ presets.
# Safe to run again: what is done already is skipped.
#   --quiet     say nothing when there is nothing to do
#   --no-native skip the native test build
set -euo pipefail
cd "$(dirname "$0")/.."

quiet=false native=true
for argument in "$@"; do
  case "$argument" in
    --quiet) quiet=true ;;
    --no-native) native=false ;;
    *) echo "setup.sh: unknown option $argument; it takes --quiet and --no-native" >&2; exit 2 ;;
  esac
done
say() { $quiet || echo "setup: $*" >&2; }

# What must be there, and the Debian package that brings it: "test command|package".
needs=(
  "command -v emcc|emscripten"
  "command -v cmake|cmake"
  "command -v ninja|ninja-build"
  "command -v clang++|clang"
  "command -v clang-format|clang-format"
  "command -v clang-tidy|clang-tidy"
  "ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a|libclang-rt-14-dev"
  "test -e /usr/include/nlohmann/json.hpp|nlohmann-json3-dev"
  "test -e /usr/include/gtest/gtest.h|libgtest-dev"
  "test -e /usr/include/benchmark/benchmark.h|libbenchmark-dev"
  "command -v chromium|chromium"
  "fc-list : family | grep -qi noto|fonts-noto-core"
  "command -v node|nodejs"
  "command -v npm|npm"
)
missing=()
for need in "${needs[@]}"; do
  bash -c "${need%%|*}" >/dev/null 2>&1 || missing+=("${need##*|}")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: installing ${missing[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "setup: these packages are missing: ${missing[*]}" >&2
    echo "setup: on Debian or Ubuntu run: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
fi
node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    console.error(`setup: Node ${process.versions.node} is too old: 20.11 or newer is needed`);
    process.exit(1);
  }'

# npm ci only when the lock file is not the one installed.
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ "$(cat node_modules/.afterglow-lock 2>/dev/null)" != "$lock" ]; then
  say "installing the npm packages"
  npm ci --no-audit --no-fund --loglevel=error >&2
  echo "$lock" > node_modules/.afterglow-lock
fi

build() {
  [ -f "build/$1/build.ninja" ] || { say "configuring $1"; cmake --preset "$1" >/dev/null; }
  if $quiet; then cmake --build --preset "$1" >"build/$1/build.log" 2>&1 || { cat "build/$1/build.log" >&2; exit 1; }
  else cmake --build --preset "$1" >&2; fi
}
build wasm
build fallback
if $native; then build native; fi
