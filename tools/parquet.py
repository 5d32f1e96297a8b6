#!/usr/bin/env python3
"""Makes Parquet of the tables of isnad export: tools/parquet.py FOLDER [TO]

FOLDER is what `isnad export --format jsonl -o FOLDER` wrote; the files go into
TO, or beside the others.  Columns and types are those of the manifest, whose
digests are checked first and which goes into each file as `isnad.manifest`.
Needs pyarrow, which Debian does not have: python3 -m venv v && v/bin/pip
install pyarrow && v/bin/python tools/parquet.py FOLDER
"""
import hashlib
import json
import pathlib
import sys

import pyarrow
import pyarrow.parquet

TYPES = {"text": pyarrow.string(), "count": pyarrow.int64(),
         "number": pyarrow.float64(), "bool": pyarrow.bool_()}
BATCH = 50000  # rows of a group


def rows_of(path, table):
    """Its rows, in batches; the digest is told at the end of the file."""
    digest, batch = hashlib.sha256(), []
    with open(path, "rb") as lines:
        for line in lines:
            digest.update(line)
            batch.append(json.loads(line))
            if len(batch) == BATCH:
                yield batch
                batch = []
    if digest.hexdigest() != table["sha256"]:
        sys.exit(f"{path}: not what the manifest tells")
    yield batch


def convert(folder, to, table, manifest):
    schema = pyarrow.schema(
        [pyarrow.field(c["name"], TYPES[c["type"]]) for c in table["columns"]],
        metadata={"isnad.manifest": manifest})
    part = to / f"{table['name']}.parquet.part"
    with pyarrow.parquet.ParquetWriter(part, schema,
                                       compression="zstd") as out:
        for batch in rows_of(folder / table["file"], table):
            out.write_table(pyarrow.Table.from_pylist(batch, schema))
    part.rename(part.with_suffix(""))


def main():
    folder = pathlib.Path(sys.argv[1])
    to = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else folder)
    manifest = (folder / "manifest.json").read_bytes()
    told = json.loads(manifest)
    if told["format"] != "jsonl":
        sys.exit(f"{folder}: export with --format jsonl")
    to.mkdir(exist_ok=True)
    for table in told["tables"]:
        convert(folder, to, table, manifest)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main()
