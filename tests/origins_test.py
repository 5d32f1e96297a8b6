"""How many independent origins stand behind a pile: origins_test.py ISNAD
[--errors]

tests/piles/origins.txt holds piles of pages about one made-up event each, with
the origins that each page belongs to.  A pile is exact when the report counts
as many origins as there are, over all its stories; a copy that stands in
another origin than its source is counted twice.
"""
import json
import pathlib
import os
import subprocess
import sys
import tempfile

from piles_test import PILES, write
from tap import Tap

LEAST_EXACT = 18


def read(path):
    """[(name, origins, {page: ([time, outlet], lines)}, {page: (kind, of)})]"""
    piles, lines = [], None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("pile "):
            name, origins, _ = line[5:].split(" | ")
            piles.append((name, int(origins), {}, {}))
        elif line.startswith("== "):
            page, time, outlet, _, _, kind, of = line[3:].split(" | ")
            lines = []
            piles[-1][2][page] = ([time, outlet], lines)
            piles[-1][3][page] = (kind, [] if of == "-" else of.split())
        else:
            lines.append(line)
    return piles


def origins_of(isnad, documents):
    """The numbers of the origins of each page, and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, documents)
        done = subprocess.run([isnad, "report", "--format", "json", folder],
                              capture_output=True, text=True,
                              env={**os.environ, "LC_ALL": "C"})
    origins = [o for s in json.loads(done.stdout)["stories"]
               for o in s["origins"]]
    made = {page: set() for page in documents}
    for number, origin in enumerate(origins):
        for path in origin["documents"]:
            made[pathlib.PurePath(path).stem].add(number)
    return made, len(origins)


def main():
    tap, notes = Tap(), []
    piles = read(PILES / "origins.txt")
    exact = copies = twice = 0
    for name, due, documents, kinds in piles:
        made, count = origins_of(sys.argv[1], documents)
        exact += count == due
        if count != due:
            notes.append(f"pile {name}: {count} origins, {due} due: {made}")
        for page, (kind, of) in kinds.items():
            for source in of if kind == "copy" else []:
                copies += 1
                if not made[page] & made[source]:
                    twice += 1
                    notes.append(f"pile {name}: {page} copies {source}")
    note = "\n".join(notes)
    tap.ok(exact >= LEAST_EXACT,
           f"piles whose origins are counted exactly: {exact} of {len(piles)}",
           note)
    tap.ok(twice == 0, f"copies counted twice: {twice} of {copies}", note)
    if "--errors" in sys.argv[2:]:
        print(note)
    tap.done()


if __name__ == "__main__":
    main()
