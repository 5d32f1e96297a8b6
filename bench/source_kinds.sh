#!/usr/bin/env bash
# How often this build names the kind of source of a statement rightly, against
# bench/gold/source-kinds.tsv: bench/source_kinds.sh [--errors]
#
# Needs zstd.  ISNAD names another isnad than build/isnad.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
SHARED=${SHARED:-$root/../shared}
isnad=${ISNAD:-$root/build/isnad}
gold=$root/bench/gold/source-kinds.tsv
[ -x "$isnad" ] || "$root/tools/build.sh" build isnad
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grep -v '^#' "$gold" | cut -f1 | sort -u | xargs /usr/bin/python3 \
    "$SHARED/corpus/pages.py" "$SHARED/corpus/ant-2018-02-07.jsonl.zst" \
    "$work/pages"
code=0
"$isnad" read --quiet --jobs 2 --format jsonl -o "$work/read.jsonl" \
    "$work/pages" || code=$?
[ "$code" = 0 ] || [ "$code" = 3 ] || exit "$code"
/usr/bin/python3 "$root/bench/source_kinds.py" "$gold" "$work/read.jsonl" "$@"
