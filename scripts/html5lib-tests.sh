#!/usr/bin/env bash
# Brings html5lib's tokenizer tests to .cache/html5lib-tests, out of the source package of html5lib.
# Where that cannot be had it says so and succeeds: the tests that read the files are then skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.cache/html5lib-tests
version=1.1
sha256=b2e5b40261e20f354d198eae92afc10d750afb487ed5e50f9c4eaf07c184146f
[ -d "$folder/tokenizer" ] && exit 0

if ! python3 -m pip --version >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "html5lib-tests: installing python3-pip" >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pip >/dev/null
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# pip asks the package for its metadata first, which newer setuptools no longer make of it.
echo "setuptools==75.8.0" > "$work/constraints.txt"
if ! PIP_CONSTRAINT="$work/constraints.txt" python3 -m pip download --quiet --no-deps --no-binary :all: \
    --disable-pip-version-check --dest "$work" "html5lib==$version" 2> "$work/log"; then
  echo "html5lib-tests: pip could not bring html5lib $version: $(tail -1 "$work/log")" >&2
  exit 0
fi
if ! echo "$sha256  $work/html5lib-$version.tar.gz" | sha256sum --check --quiet >&2; then
  echo "html5lib-tests: html5lib $version is not the package that was expected; not used" >&2
  exit 1
fi
tar -xzf "$work/html5lib-$version.tar.gz" -C "$work"
mkdir -p "$folder"
mv "$work/html5lib-$version/html5lib/tests/testdata/tokenizer" "$folder/tokenizer"
