#!/usr/bin/env python3
"""Each line of cases/annotate/dates.tsv through `isnad read`.

  date_table.py ISNAD TABLE.tsv

An expression must be found with its exact words and value, and one that is
none must touch nothing that was found (durations aside, unless the words of
the case are in one as a whole)."""
import json
import pathlib
import subprocess
import sys
import tempfile

from tap import Tap


def rows(path):
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("#"):
            yield n, *line.split("\t")


def read(isnad, cases):
    with tempfile.TemporaryDirectory() as folder:
        days = []
        for n, day, sentence, _, _ in cases:
            name = f"{n:05d}.txt"
            pathlib.Path(folder, name).write_text(sentence + "\n",
                                                  encoding="utf-8")
            days.append(f"{name}\t{day}")
        table = pathlib.Path(folder, "days.tsv")
        table.write_text("\n".join(days) + "\n", encoding="utf-8")
        names = sorted(str(p) for p in pathlib.Path(folder).glob("*.txt"))
        out = subprocess.run([isnad, "read", "--published-from", str(table),
                              *names], capture_output=True, check=False)
    found = {}
    for line in out.stdout.decode().splitlines():
        document = json.loads(line)
        found[int(pathlib.Path(document["path"]).stem)] = document["dates"]
    return found


def main():
    isnad, table = sys.argv[1], pathlib.Path(sys.argv[2])
    cases = list(rows(table))
    found = read(isnad, cases)
    tap = Tap()
    for n, day, sentence, words, value in cases:
        dates = found.get(n, [])
        begin = len(sentence[:sentence.index(words)].encode())
        end = begin + len(words.encode())
        if value == "-":
            good = n in found and not any(
                d["begin"] < end and begin < d["end"] and
                not str(d["value"]).startswith("P") for d in dates)
        else:
            good = any((d["begin"], d["end"], d["value"]) ==
                       (begin, end, value) for d in dates)
        tap.ok(good, f"{table.name}:{n}: {words} = {value}",
               f"{day} {sentence}\nfound: " + "; ".join(
                   f"{d['text']} = {d['value']}" for d in dates))
    tap.done()


if __name__ == "__main__":
    main()
