#!/usr/bin/env bash
# Damaged containers, at the size that the issue asks for: each kind is cut at
# 500 points and has 1 000 bits flipped.  About a quarter of an hour.
#   bench/long/damage.sh [CUTS FLIPS]
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
"$root/tools/packages.sh" run || exit
"$root/tools/build.sh" build isnad || exit
PYTHONPATH=$root/tests exec /usr/bin/python3 "$root/tests/containers_test.py" \
    "$root/build/isnad" "$root" "${1:-500}" "${2:-1000}"
