#!/usr/bin/env python3
"""The article of saved pages, beside the tools that people use today.

    bench/pages.py BUILD_DIR [SHARED]

Installs trafilatura, resiliparse, selectolax and htmldate from PyPI into
BUILD_DIR/peers, runs them and isnad over SHARED/pages (default ../shared) and
prints one table: main text F1 and exact share on `benchmark` and `arabic`, day
of publication right and wrong on `dated`, pages a second and MB a second on
one core (CPU time, best of several rounds, the same files in memory).
"""
import json
import os
import pathlib
import subprocess
import sys

PEERS = ("trafilatura", "lxml_html_clean", "resiliparse", "selectolax",
         "htmldate")

PEER = r'''
import glob, gzip, json, os, sys, time
import htmldate, trafilatura
from resiliparse.extract.html2text import extract_plain_text
from selectolax.lexbor import LexborHTMLParser
shared, out = sys.argv[1:]

def pages(name):
    for path in sorted(glob.glob(f"{shared}/pages/{name}/*.html.gz")):
        yield path, gzip.open(path).read()

def best(work, texts):
    times = []
    for _ in range(3):
        t = time.process_time()
        for text in texts:
            work(text)
        times.append(time.process_time() - t)
    return min(times)

tools = {
    "trafilatura precision": lambda h: trafilatura.extract(
        h, include_comments=False, favor_precision=True),
    "trafilatura fast": lambda h: trafilatura.extract(
        h, include_comments=False, fast=True),
    "resiliparse": lambda h: extract_plain_text(h, main_content=True),
}
for tool, work in tools.items():
    for name in ("benchmark", "arabic"):
        with open(f"{out}/{tool}-{name}.jsonl", "w") as sink:
            for path, data in pages(name):
                text = work(data.decode("utf-8", "replace")) or ""
                sink.write(json.dumps({"path": path, "text": text}) + "\n")
with open(f"{out}/htmldate-dated.jsonl", "w") as sink:
    for path, data in pages("dated"):
        try:
            day = htmldate.find_date(data.decode("utf-8", "replace"),
                                     original_date=True)
        except ValueError:
            day = None
        sink.write(json.dumps({"path": path, "published":
                               {"value": day} if day else None}) + "\n")
texts = [d.decode("utf-8", "replace") for _, d in pages("benchmark")]
size = sum(len(d) for _, d in pages("benchmark"))
speed = {tool: [len(texts) / t, size / t / 1e6] for tool, t in
         ((tool, best(work, texts)) for tool, work in tools.items())}
t = best(LexborHTMLParser, texts)
speed["lexbor parse"] = [len(texts) / t, size / t / 1e6]
json.dump(speed, open(f"{out}/speed.json", "w"))
'''


def score(shared, name, made):
    done = subprocess.run([sys.executable, f"{shared}/score/pages.py",
                           f"{shared}/pages/{name}/gold.json", made],
                          stdout=subprocess.PIPE, text=True, check=True)
    return " ".join(done.stdout.split())


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    shared = pathlib.Path(sys.argv[2] if len(sys.argv) > 2
                          else "../shared").resolve()
    out = build / "peers"
    python = out / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", out / "venv"],
                       check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS],
                       check=True)
    subprocess.run(["ninja", "-C", build, "isnad", "bench/page-speed"],
                   check=True, stdout=subprocess.DEVNULL)
    for name in ("benchmark", "arabic", "dated"):
        pages = sorted((shared / "pages" / name).glob("*.html.gz"))
        with open(out / f"isnad-{name}.jsonl", "wb") as sink:
            subprocess.run([build / "isnad", "text", "--format", "jsonl",
                            *pages], stdout=sink,
                           stderr=subprocess.DEVNULL, check=False)
    subprocess.run([python, "-c", PEER, shared, out], check=True,
                   stderr=subprocess.DEVNULL,
                   env={**os.environ, "PYTHONWARNINGS": "ignore"})
    for tool in ("isnad", "trafilatura precision", "trafilatura fast",
                 "resiliparse"):
        for name in ("benchmark", "arabic"):
            print(f"{tool:22} {name:10}",
                  score(shared, name, out / f"{tool}-{name}.jsonl"))
    for tool in ("isnad", "htmldate"):
        print(f"{tool:22} {'dated':10}",
              score(shared, "dated", out / f"{tool}-dated.jsonl"))
    files = sorted((shared / "pages" / "benchmark").glob("*.html.gz"))
    done = subprocess.run([build / "bench" / "page-speed", *files],
                          stdout=subprocess.PIPE, text=True, check=True)
    pages, whole, parse = map(float, done.stdout.split())
    speed = json.load(open(out / "speed.json"))
    print(f"{'isnad':22} {pages:8.0f} pages/s {whole:8.1f} MB/s")
    for tool, (count, size) in speed.items():
        print(f"{tool:22} {count:8.0f} pages/s {size:8.1f} MB/s")
    print(f"{'isnad elements, lines':22} {'':8}         {parse:8.1f} MB/s")


if __name__ == "__main__":
    main()
