#!/usr/bin/env python3
"""A million documents: bench/long/million.py [DOCUMENTS [FOLDER [ISNAD]]]

Writes DOCUMENTS (1 000 000 unless given) records of JSONL into FOLDER
(/tmp/isnad-million): the ANT pages eight times, each time with other words of
its own exchanged (none, 3, 10, 25, 0, 8, 14, 30 in a hundred); then all of
these once more with a frequent word exchanged for another, and so on.  Then
`isnad copies --index` reads them on two threads and prints every link, and one
more document is added ten times.  Prints times and memory.  A pile that is
written already is used again.
"""
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT.parent / "shared/corpus/ant-2018-02-07.jsonl.zst"
ISNAD = ROOT / "build/isnad"
CHANGED = (0, 3, 10, 25, 0, 8, 14, 30)
FREQUENT = "من في على إلى أن التي عن مع".split()


def records():
    with subprocess.Popen(["zstd", "-dcq", CORPUS],
                          stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            record = json.loads(line)
            if len(record["text"].split()) >= 40:
                yield record["text"], record["when"][:10]


def write(path, due):
    pages, dice = list(records()), random.Random(7)
    first = min(due, len(CHANGED) * len(pages))
    part = path.with_suffix(".part")
    with open(part, "w", encoding="utf-8") as out:
        for n in range(first):
            text, day = pages[n % len(pages)]
            turn = n // len(pages)
            words = text.split(" ")
            for _ in range(CHANGED[turn] * len(words) // 100):
                words[dice.randrange(len(words))] = dice.choice(words)
            out.write(json.dumps({"text": " ".join(words), "date": day},
                                 ensure_ascii=False) + "\n")
    with open(part, encoding="utf-8") as again, \
            open(part, "a", encoding="utf-8") as out:
        for n in range(first, due):
            if (n - first) % first == 0:
                again.seek(0)
            turn = n // first - 1
            out.write(again.readline().replace(
                f" {FREQUENT[turn % len(FREQUENT)]} ", f" بديل{turn} "))
    part.rename(path)


def run(*words):
    """Seconds, processor seconds and megabytes of one command."""
    begun = time.monotonic()
    process = subprocess.Popen([ISNAD, *map(str, words)],
                               stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"isnad {' '.join(map(str, words))}: {status}")
    return (time.monotonic() - begun, used.ru_utime + used.ru_stime,
            used.ru_maxrss // 1024)


def main():
    due = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    folder = pathlib.Path(sys.argv[2] if len(sys.argv) > 2
                          else "/tmp/isnad-million")
    global ISNAD
    ISNAD = sys.argv[3] if len(sys.argv) > 3 else ISNAD
    folder.mkdir(exist_ok=True)
    pile, index = folder / f"{due}.jsonl", folder / f"index-{due}"
    if not pile.exists():
        write(pile, due)
    for file in index.glob("*"):
        file.unlink()
    took, worked, memory = run("copies", "-j2", "--index", index, pile)
    size = sum(f.stat().st_size for f in index.iterdir())
    print(f"{due} documents, {pile.stat().st_size >> 20} MiB of JSONL: "
          f"{took:.0f} s, {worked:.0f} s of the processors, {memory} MiB; "
          f"index {size >> 20} MiB, {size // due} bytes a document", flush=True)
    added, alone = [], []
    one = folder / "one.jsonl"
    with open(pile, encoding="utf-8") as lines:
        for n in range(10):
            record = json.loads(next(lines))
            record["text"] += f" زيادة رقم {n} {time.time_ns()}"
            one.write_text(json.dumps(record, ensure_ascii=False) + "\n",
                           "utf-8")
            alone.append(run("copies", one))
            added.append(run("copies", "--index", index, one))
    for name, times in (("one more", added), ("the same without an index",
                                              alone)):
        print(f"{name}: " + ", ".join(
            f"{1000 * statistics.median(t[i] for t in times):.0f} ms {what}"
            for i, what in ((0, "of the clock"), (1, "of the processors")))
              + " (medians of ten)", flush=True)


if __name__ == "__main__":
    main()
