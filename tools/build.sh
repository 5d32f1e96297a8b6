#!/usr/bin/env bash
# Builds quietly: build.sh FOLDER TARGET… [-- MESON-OPTION…]
# Output appears on standard error, and only when something fails; then the
# exit code is 70.  Two calls for one folder wait for each other.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
folder=$root/$1
shift
targets=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    targets+=("$1")
    shift
done
[ $# -gt 0 ] && shift

mkdir -p "$folder"
log=$folder/quiet.log
if command -v flock >/dev/null 2>&1; then
    exec 9>"$folder/.lock"
    flock 9
fi
quietly() {
    "$@" </dev/null >"$log" 2>&1 9>&-
}

# A folder that Meson cannot use any more (moved, or made by an older version)
# is set up anew.
setup() {
    local again=()
    [ -e "$folder/build.ninja" ] && again=(--reconfigure)
    quietly meson setup "${again[@]}" "$folder" "$root" "$@" && return
    [ -e "$folder/meson-private/coredata.dat" ] || return 1
    quietly meson setup --wipe "$folder" "$root" "$@"
}

# Meson looks for tables and unit tests when it sets up; a new one needs that.
listing=$(cd "$root" && find lang tests -name '*.txt' -o -name '*.c' -o \
    -name '*.case' | LC_ALL=C sort)
if [ ! -e "$folder/build.ninja" ] ||
    [ "$listing" != "$(cat "$folder/listing" 2>/dev/null)" ]; then
    setup "$@" || { cat "$log" >&2; exit 70; }
    printf '%s\n' "$listing" >"$folder/listing"
fi
if ! quietly ninja -C "$folder" "${targets[@]}"; then
    first=$(sed -n '/FAILED: \|rror: /,$p' "$log" | grep -v '^\[[0-9/]*\] ')
    [ -n "$first" ] || first=$(cat "$log")
    # A compiler's word is final; trouble with the folder itself is not.
    if grep -q 'FAILED: \|error: ' "$log" ||
        ! setup "$@" || ! quietly ninja -C "$folder" "${targets[@]}"; then
        printf '%s\n' "$first" >&2
        echo "isnad: the build failed (see above)" >&2
        exit 70
    fi
fi
