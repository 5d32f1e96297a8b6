#!/usr/bin/env bash
# Each package in a bare Debian: installed, tried on the demo, removed, and
# nothing left.  Needs root, and mmdebstrap and dpkg-dev from Debian; ten minutes.
#   bench/long/bare_system.sh [SUITE]     bookworm unless given
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
suite=${1:-bookworm}
work=$(mktemp -d)
trap 'umount "$work/bare/proc" 2>/dev/null || true; rm -rf "$work"' EXIT
git -C "$root" archive --prefix=isnad/ HEAD | tar -C "$work" -xf -
(cd "$work/isnad" && dpkg-buildpackage -b -us -uc) >"$work/build.log" 2>&1 ||
    { tail -30 "$work/build.log"; exit 1; }
if command -v lintian >/dev/null; then
    lintian --allow-root "$work"/*.changes && echo "lintian: clean"
fi
mmdebstrap --quiet --variant=minbase "$suite" "$work/bare"
mount -t proc proc "$work/bare/proc"
inside() { chroot "$work/bare" /usr/bin/env DEBIAN_FRONTEND=noninteractive "$@"; }
# What the package manager writes for itself is not counted.
files() {
    (cd "$work/bare" && find . -xdev -path ./proc -prune -o -path ./tmp -prune \
        -o -path ./var/lib/dpkg -prune -o -path ./var/lib/apt -prune \
        -o -path ./var/cache -prune -o -path ./var/log -prune \
        -o -path ./etc/ld.so.cache -prune -o -print | LC_ALL=C sort)
}
rm "$work"/*dbgsym*
cp "$work"/*.deb "$work/bare/tmp"
cp -r "$work/isnad/demo/pages" "$work/isnad/docs/example_article.c" "$work/bare/tmp"
inside apt-get update -qq
files >"$work/before"
inside sh -c 'apt-get install -qq -y --no-install-recommends /tmp/*.deb' \
    >/dev/null 2>&1
inside isnad version
inside isnad report -q --format md /tmp/pages | head -3
inside sh -c 'isnad report -q --format json /tmp/pages -o /tmp/r.json &&
    isnad verify -q /tmp/r.json /tmp/pages && echo "isnad: the demo verifies"'
inside sh -c 'apt-get install -qq -y --no-install-recommends gcc libc6-dev \
    pkgconf >/dev/null 2>&1; gcc /tmp/example_article.c -o /tmp/example \
    $(pkg-config --cflags --libs isnad) && /tmp/example </tmp/pages/01-difaf.html |
    head -1' && echo "libisnad-dev: a program links and reads"
inside sh -c 'apt-get purge -qq -y isnad libisnad0 libisnad-dev gcc libc6-dev \
    pkgconf && apt-get autoremove -qq -y --purge' >/dev/null 2>&1
files >"$work/after"
diff "$work/before" "$work/after" && echo "nothing is left"
