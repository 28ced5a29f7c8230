#!/usr/bin/env bash
# Runs the story in Rust, Python and Node and compares what they print, byte by byte. Needs both packages built
# (`make python node`); VENV is the virtual environment that has the Python one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
venv=${VENV:-$root/.venv}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

(cd "$root" && "${CARGO:-cargo}" run --quiet --package fireside --example story) > "$out/rust"
"$venv/bin/python" "$root/examples/story.py" > "$out/python"
# As a stranger has it: a folder with the package in node_modules.
mkdir -p "$out/node_modules"
ln -s "$root/bindings-node" "$out/node_modules/fireside"
cp "$root/examples/story.mjs" "$out/"
(cd "$out" && node story.mjs) > "$out/node"

"$venv/bin/python" "$root/examples/objectives.py" --check

# The page, too, is the same bytes.
(cd "$root" && "${CARGO:-cargo}" run --quiet --package fireside --example report -- "$out" > /dev/null)
"$venv/bin/python" "$root/examples/report.py" > "$out/python.html"
cp "$root/examples/report.mjs" "$out/"
(cd "$out" && node report.mjs "$root/examples/cohort.json" > node.html)
for language in python node; do
  cmp "$out/report.html" "$out/$language.html"
done

for language in python node; do
  diff "$out/rust" "$out/$language" > "$out/diff" || { echo "Rust and $language tell different stories:"; cat "$out/diff"; exit 1; }
done
echo "the same story in Rust, Python and Node: $(wc -c < "$out/rust") bytes each"
head -n -2 "$out/rust"
