#!/usr/bin/env bash
# Looks at the dossiers of the seed pages and of fifty real articles in
# Chromium, as ./test --all does with the demo: bench/dossier.sh
#
# Needs ../shared, the zstd command, Chromium, Node and npm.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
shared=${SHARED:-$root/../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/run" report --quiet --format html -o "$work/seeds.html" "$shared"/seeds/*.txt
python3 "$shared/corpus/pages.py" "$shared/corpus/ant-2018-02-07.jsonl.zst" \
    "$work/fifty" $(python3 -c 'import json, sys
print(*(n[:-5] for n in sorted(json.load(open(sys.argv[1]))["documents"])[:1000:20]))' \
    "$shared/gold/names.json")
"$root/run" report --quiet --format html -o "$work/fifty.html" "$work/fifty"
for page in seeds fifty; do
    printf '%s: %d bytes apart from the fonts\n' "$page" \
        "$(sed 's#base64,[A-Za-z0-9+/=]*##g' "$work/$page.html" | wc -c)"
done
cp "$root"/tests/web/* "$work"
cd "$work"
npm ci --no-audit --no-fund --silent
node dossier.mjs "$(command -v chromium)" seeds.html fifty.html
