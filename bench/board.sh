#!/usr/bin/env bash
# Scores this build against the data in ../shared and writes bench/BOARD.md:
# bench/board.sh [NAME…]  (names of sections: seeds, dev, names, stories,
# align, ledger, undated, supersedes, labels, copies, synthetic, pages, specs,
# segments, thousand)
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
"$root/tools/packages.sh" run || exit
"$root/tools/build.sh" build isnad || exit
exec /usr/bin/python3 "$root/bench/board.py" "$@"
