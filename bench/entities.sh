#!/usr/bin/env bash
# How well this build groups the names of a story into entities, against
# bench/gold/entities.tsv: bench/entities.sh [--errors]
#
# The pages are all of ../shared/gold/stories.tsv.  Needs zstd.  ISNAD names
# another isnad than build/isnad.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
export SHARED=${SHARED:-$root/../shared}
isnad=${ISNAD:-$root/build/isnad}
[ -x "$isnad" ] || "$root/tools/build.sh" build isnad
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cut -f1 "$SHARED/gold/stories.tsv" | xargs /usr/bin/python3 \
    "$SHARED/corpus/pages.py" "$SHARED/corpus/ant-2018-02-07.jsonl.zst" \
    "$work/pages"
code=0
"$isnad" report --quiet --format json -o "$work/report.json" \
    "$work/pages" || code=$?
[ "$code" = 0 ] || [ "$code" = 3 ] || exit "$code"
/usr/bin/python3 "$root/bench/score_entities.py" "$root/bench/gold/entities.tsv" \
    "$work/pages" "$work/report.json" "$@"
