#!/usr/bin/env python3
"""The whole path, stage by stage, against what it is to reach.

bench/speed.py [NAME…]   names: limits, start, text, stages, warc,
                         cores

Everything is made of ../shared/pages and ../shared/corpus and measured in
seconds of one core, the best of several turns; two cores by the clock.  A
busy neighbour on the same core costs a third: look at ratios, or come back.
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import zlib

from containers import BUILD, ROOT, SHARED, TURNS, corpus_lines, lines, \
    measured, real_pages, write_warc

SAMPLE = 8 << 20  # bytes of articles for stages and cores


def show(what, value, unit, aim=None, least=True):
    text = f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    line = f"{what:44} {text:>9} {unit:8}"
    if aim is not None:
        good = value >= aim if least else value <= aim
        line += f" aim {'≥' if least else '≤'} {aim:g}" + ("" if good else
                                                           "  NOT YET")
    print(line, flush=True)


def rate(size, run):
    """MB/s of the fastest of several turns."""
    took = []
    for _ in range(TURNS):
        begun = time.process_time()
        run()
        took.append(time.process_time() - begun)
    return size / min(took) / 1e6


def speed_limits(_):
    """What no stage can be faster than."""
    text = b"".join(real_pages())
    packed = zlib.compress(text, 6)
    show("limit: a copy in memory", rate(len(text), lambda: bytearray(text)),
         "MB/s")
    show("limit: SHA-256",
         rate(len(text), lambda: hashlib.sha256(text).digest()), "MB/s")
    show("limit: inflate (zlib)", rate(len(text),
                                       lambda: zlib.decompress(packed)), "MB/s")


def best_run(*command):
    """Output, least CPU seconds and peak MB of a command."""
    runs = [measured(*command) for _ in range(TURNS)]
    return runs[0][0], min(r[3] for r in runs), max(r[4] for r in runs)


def clock(*command):
    begun = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begun


def speed_start(folder):
    page = folder / "page.html"
    page.write_text("<title>خبر</title><h1>خبر</h1><p>افتتح الوزير الجسر.</p>",
                    "utf-8")
    turns = range(30)
    show("start-up (isnad version)", 1e3 * min(
        clock(BUILD / "isnad", "version") for _ in turns), "ms", 5, False)
    show("one small page, from start to end", 1e3 * min(
        clock(BUILD / "isnad", "read", "-q", page) for _ in turns), "ms")
    memory = sorted(
        measured(BUILD / "isnad", "read", "-q", "--format", "jsonl", path)[4]
        for path in (SHARED / "pages/arabic").glob("*.html.gz"))
    show("one saved page, resident memory (median)",
         memory[len(memory) // 2], "MB", 20, False)


def speed_text(folder):
    path = corpus_lines(folder)
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    size = sum(len((r["title"] + r["text"]).encode()) for r in rows)
    _, took, _ = best_run(BUILD / "isnad", "text", "-q", "-j1", "--format",
                          "jsonl", path)
    show(f"isnad text, JSONL of {len(rows)} articles", size / took / 1e6,
         "MB/s", 200)


def sample(folder):
    """Articles from all of the corpus, a paragraph each, empty lines between;
    and the same as JSONL."""
    rows = [json.loads(line)
            for line in corpus_lines(folder).read_bytes().splitlines()]
    rows = [r for r in rows if r["text"]][::4]
    text, records, size = [], [], 0
    for row in rows:
        article = row["title"] + "\n" + "\n".join(
            line for line in row["text"].splitlines() if line.strip())
        size += len(article.encode())
        if size > SAMPLE:
            break
        text.append(article)
        records.append(json.dumps(row, ensure_ascii=False))
    (folder / "sample.txt").write_text("\n\n".join(text), "utf-8")
    (folder / "sample.jsonl").write_text("\n".join(records), "utf-8")
    return folder / "sample.txt", folder / "sample.jsonl"


def speed_stages(folder):
    out = measured(BUILD / "bench/read-speed", sample(folder)[0], 3)[0].decode()
    alone = {}
    for line in out.splitlines():
        name, value = line.split(" ", 1)[0] if line[0] != "+" else \
            line.split()[1], line.rsplit(" ", 1)[1].rstrip(")")
        alone[name] = float(value)
        show(f"stage: {name} alone", float(value), "MB/s")
    show("tokens and names",
         1 / (1 / alone["tokens"] + 1 / alone["names"]), "MB/s", 30)
    show("whole reading of text", 1 / sum(1 / v for v in alone.values()),
         "MB/s", 15)


def speed_warc(folder):
    path = folder / "pages.warc.gz"
    count, _ = write_warc(path, 40 << 20, True)
    for command, name, aim in (("text", "articles", 750),
                               ("read", "findings", 500)):
        out, took, _ = best_run(BUILD / "isnad", command, "-q", "-j1",
                                "--format", "jsonl", path)
        show(f"WARC of real pages → {name}, {lines(out)} of {count}",
             count / took, "pages/s", aim)


def speed_cores(folder):
    path = sample(folder)[1]
    took = {n: min(clock(BUILD / "isnad", "read", "-q", f"-j{n}", "--format",
                         "jsonl", path) for _ in range(TURNS))
            for n in (1, 2)}
    show("two cores, times one", took[1] / took[2], "", 1.9)


def main():
    speeds = {name[6:]: run for name, run in globals().items()
              if name.startswith("speed_")}
    done = subprocess.run([ROOT / "tools/build.sh", "build", "isnad",
                           "bench/read-speed"])
    if done.returncode:
        sys.exit(done.returncode)
    for name in sys.argv[1:] or speeds:
        with tempfile.TemporaryDirectory(
                dir=os.environ.get("TMPDIR")) as folder:
            speeds[name](pathlib.Path(folder))


if __name__ == "__main__":
    main()
