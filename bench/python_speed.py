#!/usr/bin/env python3
"""Python beside the command, on the corpus: bench/python_speed.py [CALLS]

How fast a pile is read through pyisnad, lines alone and with all findings as
objects, beside `isnad read` in the same run.  Then
CALLS readings of one page (a million unless given), with the memory after each
tenth.  Needs python3-cffi and python3-dev; build/ is brought up to date first.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

from containers import BUILD, ROOT, corpus_lines

sys.path.insert(0, str(ROOT / "tests"))
from python_test import install  # noqa: E402  the same folder of links

SAMPLE = 16 << 20  # bytes of the corpus


def used():
    """Processor seconds of this process and those that it ran."""
    return sum(u.ru_utime + u.ru_stime for u in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def measured(run):
    """Least seconds of the processor and of the clock, of three turns."""
    turns = []
    for _ in range(3):
        begun, before = time.monotonic(), used()
        run()
        turns.append((used() - before, time.monotonic() - begun))
    return map(min, zip(*turns))


def whole(article):
    return (article.blocks, article.dates, article.figures, article.names,
            article.statements, article.hedges, article.published)


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def speeds(p, folder):
    path, size = folder / "sample.jsonl", 0
    with path.open("wb") as out:
        for line in corpus_lines(folder).open("rb"):
            size += out.write(line)
            if size > SAMPLE:
                break
    first = None
    read = [BUILD / "isnad", "read", "-q", path]

    def run(*more):
        subprocess.run([*read, *more], stdout=subprocess.DEVNULL, check=True)

    for what, call in (
            ("isnad read -j1", lambda: run("-j1")),
            ("isnad read", lambda: run()),
            ("Pile, lines", lambda: sum(1 for _ in p.Pile(path))),
            ("Pile, threads=1", lambda: sum(1 for _ in p.Pile(path,
                                                              threads=1))),
            ("Pile, all as objects",
             lambda: sum(whole(a) is None for a in p.Pile(path)))):
        core, clock = measured(call)
        first = first or core
        print(f"{what:24} {size / core / 1e6:6.1f} MB/s of a core "
              f"({first / core:4.0%}), {size / clock / 1e6:6.1f} by the clock",
              flush=True)


def calls(p, count):
    page = max((ROOT / "demo/pages").iterdir(), key=lambda f: f.stat().st_size)
    raw = page.read_bytes()
    for tenth in range(11):
        print(f"{tenth * count // 10:8} calls: {resident():6.1f} MB resident",
              flush=True)
        for _ in range(count // 10 if tenth < 10 else 0):
            p.read(raw).statements


def main():
    subprocess.run(["ninja", "-C", BUILD], check=True,
                   stdout=subprocess.DEVNULL)
    made = next((BUILD / "python").glob("_isnad*.so"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        p = install(made, ROOT, folder)
        speeds(p, folder)
        calls(p, int(sys.argv[1]) if len(sys.argv) > 1 else 1000000)


if __name__ == "__main__":
    main()
