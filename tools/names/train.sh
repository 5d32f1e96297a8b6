#!/bin/sh
# Makes the model of names again: train.sh BUILD SHARED OUT
# BUILD: a build folder with tools/names built; SHARED: the data; OUT: where the
# intermediate files go.  The last step writes model/names.bin.  The tagger of
# BUILD reads the raw news, so BUILD is rebuilt with the first model between.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 shared=$2 out=$3
mkdir -p "$out"
python3 "$here/tools/names/names_prepare.py" "$shared" "$out"
"$build/tools/names/names-clusters" "$out/corpus.txt" "$out/clusters.tsv"
"$build/tools/names/names-train" "$out/clusters.tsv" "$out/gold.txt" \
    -1 -o "$here/model/names.bin"
ninja -C "$build" tools/names/names-evidence
"$build/tools/names/names-evidence" "$out/corpus.txt" "$out/clusters.tsv" \
    "$out/evidence.tsv"
"$build/tools/names/names-train" "$out/evidence.tsv" "$out/gold.txt" \
    -t "$out/dev.txt" -o "$here/model/names.bin"
