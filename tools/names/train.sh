#!/bin/sh
# Makes the model of names again: train.sh BUILD SHARED OUT
# BUILD: a build folder; SHARED: the data; OUT: where the intermediate files
# go.  Each step writes model/names.bin.  The tagger of BUILD reads the raw
# news to learn how each word is used in names, so it is built anew with the
# model of the step before.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 shared=$2 out=$3
tools=$build/tools/names model=$here/model/names.bin
mkdir -p "$out"
ninja -C "$build" tools/names/names-clusters tools/names/names-train
python3 "$here/tools/names/names_prepare.py" "$shared" "$out"
"$tools/names-clusters" "$out/corpus.txt" "$out/clusters.tsv"

evidence() {
    ninja -C "$build" tools/names/names-evidence
    "$tools/names-evidence" "$out/corpus.txt" "$out/clusters.tsv" "$1"
}
"$tools/names-train" "$out/clusters.tsv" "$out/gold.txt" -1 -a 2 -o "$model"
evidence "$out/evidence1.tsv"
"$tools/names-train" "$out/evidence1.tsv" "$out/gold.txt" -a 2 -o "$model"
evidence "$out/evidence2.tsv"
"$tools/names-train" "$out/evidence2.tsv" "$out/gold.txt" -a 8 \
    -t "$out/dev.txt" -o "$model"
sha256sum "$model"
