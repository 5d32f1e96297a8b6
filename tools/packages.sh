#!/usr/bin/env bash
# Installs the packages of one stage that are missing: packages.sh STAGE
# (run, test, all or fuzz; see packages.txt).  Says on standard error what it
# installs and why; asks nothing of apt when all is there.  Exits 69 when
# something is missing and cannot be installed.
set -u
here=$(cd "$(dirname "$0")" && pwd)
stage=${1:-run}

present() {
    case $1 in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    pc:*) pkg-config --exists "${1#pc:}" >/dev/null 2>&1 ;;
    py:*) /usr/bin/python3 -c "import ${1#py:}" >/dev/null 2>&1 ;;
    deb:*)
        # Where there is no dpkg, the compiler's own check has to do.
        ! command -v dpkg-query >/dev/null 2>&1 ||
            dpkg-query -W -f '${db:Status-Status}\n' "${1#deb:}" \
                2>/dev/null | grep -qx installed
        ;;
    esac
}

wanted() {
    case $stage:$1 in
    *:run | test:test | all:test | all:all | fuzz:fuzz) return 0 ;;
    esac
    return 1
}

packages=() reasons=()
while IFS=$'\t' read -r package when check reason; do
    case $package in '' | '#'*) continue ;; esac
    if wanted "$when" && ! present "$check"; then
        packages+=("$package")
        reasons+=("$reason")
    fi
done <"$here/packages.txt"
[ ${#packages[@]} -eq 0 ] && exit 0

list() {
    local i
    for i in "${!packages[@]}"; do
        printf '  %-24s %s\n' "${packages[i]}" "${reasons[i]}" >&2
    done
}

if ! command -v apt-get >/dev/null 2>&1; then
    echo "isnad needs these packages, and there is no apt-get to install" \
        "them with:" >&2
    list
    exit 69
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "isnad needs these packages; installing them takes root or" \
            "sudo, and neither is here:" >&2
        list
        echo "Ask an administrator for:" \
            "apt-get install ${packages[*]%%|*}" >&2
        exit 69
    fi
    as_root=(sudo)
    # Nobody can type a password where there is no terminal.
    [ -t 0 ] || as_root=(sudo -n)
fi
echo "isnad installs what is missing (apt-get install):" >&2
list

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq \
        -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 "$@" \
        </dev/null >"$log" 2>&1
}

fail() {
    cat "$log" >&2
    echo "isnad: $1" >&2
    exit 69
}

log=$(mktemp) || exit 69
trap 'rm -f "$log"' EXIT
if ! "${as_root[@]}" true </dev/null 2>"$log"; then
    fail "sudo does not let you install packages; ask an administrator."
fi
apt update || echo "isnad: apt-get update failed; trying what is known" >&2
names=()
for package in "${packages[@]}"; do
    chosen=${package%%|*}
    IFS='|' read -ra choices <<<"$package"
    for choice in "${choices[@]}"; do
        if apt-cache show --no-all-versions "$choice" >/dev/null 2>&1; then
            chosen=$choice
            break
        fi
    done
    names+=("$chosen")
done
apt install --no-install-recommends "${names[@]}" ||
    fail "apt-get could not install: ${names[*]}"
