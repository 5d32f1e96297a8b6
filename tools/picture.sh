#!/usr/bin/env bash
# Makes docs/dossier.png, the picture of the README, from the demo pile.
# Needs Chromium, Node and npm (./test --all installs them).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/run" report --quiet --format html -o "$work/demo.html" "$root/demo/pages"
cp "$root"/tests/web/* "$work"
cd "$work"
npm ci --no-audit --no-fund --silent
node picture.mjs "$(command -v chromium)" demo.html "$root/docs/dossier.png"
