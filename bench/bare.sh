#!/usr/bin/env bash
# Runs a clone of this repository on a bare system: bare.sh SUITE [user]
#
# Makes a minimal Debian (bookworm, trixie …) with debootstrap under
# ${BARE:-/tmp/isnad-bare}, clones HEAD into it and times the first ./run, the
# second, and ./test (not with TEST=0); as root, or as a user with sudo.  Needs
# root.
set -eu
suite=$1 who=${2:-root}
root=$(cd "$(dirname "$0")/.." && pwd)
base=${BARE:-/tmp/isnad-bare}/$suite
mirror=${MIRROR:-http://deb.debian.org/debian}
if [ ! -e "$base.tar" ]; then
    mkdir -p "$(dirname "$base")"
    debootstrap --variant=minbase "$suite" "$base.made" "$mirror" >/dev/null
    tar -C "$base.made" -cf "$base.tar" . && rm -rf "$base.made"
fi
cleanup() { umount -l -R "$base/proc" "$base/dev" 2>/dev/null || true; }
trap cleanup EXIT
cleanup # of a run that was cut off
rm -rf --one-file-system "$base"
mkdir -p "$base"
tar -C "$base" -xf "$base.tar"
cp /etc/resolv.conf /etc/hosts "$base/etc/"
mount -t proc proc "$base/proc"
mount --bind /dev "$base/dev"
inside() { chroot "$base" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    ${http_proxy:+http_proxy="$http_proxy"} "$@"; }
if [ "$who" = user ]; then
    inside sh -c 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends sudo &&
        useradd -m reader && echo "reader ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/reader' >/dev/null 2>&1
    home=/home/reader as="su reader -c"
else
    home=/root as="sh -c"
fi
git clone -q "$root" "$base$home/isnad"
[ "$who" = user ] && inside chown -R reader "$home/isnad"
measure() { # NAME COMMAND
    local start=$SECONDS code=0
    inside $as "cd $home/isnad && $2" >"$base/out" 2>"$base/err" </dev/null || code=$?
    printf '%-8s %-5s %-12s exit %s  %4d s  %s\n' "$suite" "$who" "$1" "$code" \
        $((SECONDS - start)) "$(tail -n 1 "$base/out" | cut -c1-60)"
    [ "$code" -eq 0 ] || tail -n 20 "$base/err" "$base/out"
}
measure "first ./run" ./run
measure "second ./run" ./run
[ "${TEST:-1}" = 0 ] || measure "./test" ./test
