#!/usr/bin/env bash
# Fuzzes one target with libFuzzer: tools/fuzz.sh TARGET [SECONDS]
#
# Targets are the fuzz/fuzz_*.c.  Inputs that add coverage are kept in
# build-fuzz/corpus/TARGET and used again; an input that fails is left in
# build-fuzz/crashes and belongs into fuzz/corpus/TARGET once it is mended.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 70
target=${1:-}
seconds=${2:-60}
if [ ! -e "fuzz/fuzz_$target.c" ]; then
    echo "usage: tools/fuzz.sh TARGET [SECONDS]; targets:" \
        "$(cd fuzz && ls fuzz_*.c | sed 's/fuzz_\(.*\)\.c/\1/' | xargs)" >&2
    exit 2
fi
tools/packages.sh fuzz || exit
runtime=$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a)
if [ ! -e "$runtime" ] && ! echo 'int LLVMFuzzerTestOneInput(
    const unsigned char *d, unsigned long n){return d==0&&n>0;}' |
    clang -xc -fsanitize=fuzzer -o /dev/null - 2>/dev/null; then
    version=$(clang -dumpversion | cut -d. -f1)
    echo "isnad: clang has no libFuzzer here; install" \
        "libclang-rt-$version-dev" >&2
    exit 69
fi
CC=clang tools/build.sh build-fuzz all -- -Db_sanitize=address,undefined \
    -Db_lundef=false -Dbuildtype=debug -Doptimization=1 \
    -Dc_args=-fsanitize=fuzzer-no-link || exit
out=build-fuzz/fuzz_$target
libraries=$(find build-fuzz -maxdepth 1 -name 'libisn_*.a')
# shellcheck disable=SC2086 # each library is a word
clang -g -O1 -D_GNU_SOURCE -fsanitize=fuzzer,address,undefined -Iinclude -Isrc \
    -Ibuild-fuzz/tools "fuzz/fuzz_$target.c" fuzz/check_doc.c -o "$out" \
    -Wl,--start-group $libraries -Wl,--end-group \
    $(pkg-config --libs zlib libzstd libbrotlidec \
        libdeflate nettle libxxhash jansson expat uchardet \
        libcurl sqlite3 libmicrohttpd) \
    -lm -lpthread || exit 70
mkdir -p "build-fuzz/corpus/$target" build-fuzz/crashes "fuzz/corpus/$target"
/usr/bin/python3 fuzz/seeds.py build-fuzz/seeds || exit 70
seeds=("build-fuzz/corpus/$target" "fuzz/corpus/$target")
[ -d "build-fuzz/seeds/$target" ] && seeds+=("build-fuzz/seeds/$target")
dictionary=fuzz/dictionaries/$target.dict
[ "$target" = kinds ] && dictionary=fuzz/dictionaries/read.dict
[ -e "$dictionary" ] && seeds+=("-dict=$dictionary")
exec "$out" -max_total_time="$seconds" -timeout=20 -max_len=8192 -rss_limit_mb=4096 \
    -print_final_stats=1 -artifact_prefix=build-fuzz/crashes/ "${seeds[@]}"
