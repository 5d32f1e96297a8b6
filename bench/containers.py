#!/usr/bin/env python3
"""Speed and bounds of reading, beside the programs that people use instead.

bench/containers.py [NAME…]   names: warc, pages, jsonl, feeds, gigabyte, bombs

Everything is made of ../shared/pages and ../shared/corpus, read on one core and
measured in CPU seconds, the best of three turns in which the rivals take turns.
FastWARC and feedparser come from PyPI into build-peers/, a folder of their own;
without them the lines of isnad are printed alone.
"""
import gzip
import html
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BUILD = ROOT / os.environ.get("BUILD", "build")
PEERS = ROOT / "build-peers"
TURNS = 3

FASTWARC = """
import sys, time
from fastwarc.warc import ArchiveIterator, WarcRecordType
begun = time.process_time()
records = size = 0
for record in ArchiveIterator(open(sys.argv[1], "rb"),
                              record_types=WarcRecordType.response,
                              parse_http=True):
    size += len(record.reader.read())
    records += 1
print(records, size, time.process_time() - begun)
"""

FEEDPARSER = """
import sys, time, feedparser
text = open(sys.argv[1], "rb").read()
begun = time.process_time()
feed = feedparser.parse(text)
print(len(feed.entries), len(text), time.process_time() - begun)
"""


def peer(package):
    """The interpreter that has a package, installed where it is missing."""
    python = PEERS / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
    if subprocess.run([python, "-c", f"import {package}"],
                      capture_output=True).returncode:
        done = subprocess.run([python, "-m", "pip", "-q", "install", package],
                              capture_output=True)
        if done.returncode:
            return None
    return python


# A process counts the memory of the one that started it as its own, so one
# that stays small starts them all.
RUNNER = """
import json, os, subprocess, sys
for line in sys.stdin:
    with open("out", "wb") as out, open("told", "wb") as told:
        child = subprocess.Popen(json.loads(line), stdout=out, stderr=told)
    _, status, used = os.wait4(child.pid, 0)
    print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime,
          used.ru_maxrss, flush=True)
"""
told = tempfile.TemporaryDirectory()
runner = subprocess.Popen([sys.executable, "-c", RUNNER], text=True,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          cwd=told.name)


def measured(*command):
    """Output, first message, exit code, CPU seconds and peak MB."""
    runner.stdin.write(json.dumps([*map(str, command)]) + "\n")
    runner.stdin.flush()
    code, seconds, memory = runner.stdout.readline().split()
    folder = pathlib.Path(told.name)
    message = (folder / "told").read_bytes().split(b"\n")[0]
    return ((folder / "out").read_bytes(), message, int(code), float(seconds),
            int(memory) / 1024)


def real_pages():
    return [gzip.decompress(path.read_bytes())
            for path in sorted((SHARED / "pages").rglob("*.html.gz"))]


def record(number, body):
    block = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
             b"Content-Length: %d\r\n\r\n" % len(body)) + body
    return (b"WARC/1.1\r\nWARC-Type: response\r\n"
            b"WARC-Target-URI: http://news.example/%d\r\n"
            b"WARC-Date: 2030-01-01T00:00:00Z\r\n"
            b"Content-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n" % (number, len(block))
            + block + b"\r\n\r\n")


def write_warc(path, size, packed):
    """Real pages again and again, up to `size` bytes of records."""
    pages, made, number = real_pages(), 0, 0
    members = {}
    with open(path, "wb") as out:
        while made < size:
            which = number % len(pages)
            if which not in members:
                text = record(which, pages[which])
                members[which] = (gzip.compress(text, 6) if packed else text,
                                  len(text))
            out.write(members[which][0])
            made += members[which][1]
            number += 1
    return number, made


def lines(out):
    return out.count(b"\n")


def best(run):
    return min(run() for _ in range(TURNS))


def reader(path):
    """Records, payload bytes and seconds of isnad's reader alone."""
    out = measured(BUILD / "bench/container-speed", path)[0].split()
    return int(out[1]), int(out[3]), float(out[4])


def rival(python, script, path):
    out = measured(python, "-c", script, path)[0].split()
    return int(out[0]), int(out[1]), float(out[2])


def bench_warc(folder):
    python = peer("fastwarc")
    for name, packed in (("pile.warc", False), ("pile.warc.gz", True)):
        path = folder / name
        count, size = write_warc(path, 220 << 20, packed)
        ours, theirs = [], []
        for _ in range(TURNS):
            ours.append(reader(path))
            if python:
                theirs.append(rival(python, FASTWARC, path))
        took = min(o[2] for o in ours)
        line = (f"{name}: {ours[0][0]} of {count} records, "
                f"{size / took / 1e6:.0f} MB/s")
        if theirs:
            rate = min(t[2] for t in theirs)
            line += (f"; FastWARC {theirs[0][0]}, {size / rate / 1e6:.0f} MB/s;"
                     f" ratio {rate / took:.2f}")
        print(line)
        path.unlink()


def bench_pages(folder):
    """From WARC to articles, all of the way to the printed line."""
    path = folder / "pages.warc.gz"
    count, _ = write_warc(path, 60 << 20, True)
    took = []
    for _ in range(TURNS):
        out, _, _, seconds, memory = measured(
            BUILD / "isnad", "text", "-q", "-j1", "--format", "jsonl", path)
        took.append(seconds)
    print(f"WARC to articles: {lines(out)} of {count} pages, "
          f"{count / min(took):.0f} pages/s, peak {memory:.0f} MB")


def corpus_lines(folder):
    path = folder / "corpus.jsonl"
    with open(path, "wb") as out:
        for part in sorted((SHARED / "corpus").glob("*.zst")):
            subprocess.run(["zstd", "-dc", part], stdout=out, check=True)
    return path


def bench_jsonl(folder):
    path = corpus_lines(folder)
    texts = [json.loads(line) for line in path.read_bytes().splitlines()]
    whole = sum(bool(t["text"] or t["title"]) for t in texts)
    size = sum(len((t["title"] + t["text"]).encode()) for t in texts)
    packed = sorted((SHARED / "corpus").glob("*.zst"))
    read = sum(reader(part)[0] for part in packed)
    took = best(lambda: reader(path)[2])
    print(f"JSONL: {read} of {whole} records of the packed corpus read; "
          f"{path.stat().st_size / took / 1e6:.0f} MB/s of file")
    runs = [measured(BUILD / "isnad", "text", "-q", "-j1", "--format", "jsonl",
                     path) for _ in range(TURNS)]
    took = min(r[3] for r in runs)
    print(f"isnad text on JSONL: {lines(runs[0][0])} of {whole} "
          f"documents, {size / took / 1e6:.0f} MB/s of text, "
          f"{whole / took:.0f} documents/s, peak {runs[0][4]:.0f} MB")


def bench_feeds(folder):
    items = []
    for line in corpus_lines(folder).read_bytes().splitlines()[:20000]:
        row = json.loads(line)
        lead = row["text"][:200]
        items.append(f"<item><title>{html.escape(row['title'])}</title><link>"
                     f"{html.escape(row['url'])}</link><description>"
                     f"{html.escape(lead)}</description><pubDate>Tue, 14 Mar "
                     "2023 18:05:00 +0300</pubDate></item>\n")
    python = peer("feedparser")
    sizes = {}
    for name, count in (("large.xml", len(items)), ("small.xml", 1000)):
        path = folder / name
        path.write_text('<?xml version="1.0"?><rss version="2.0"><channel>'
                        + "".join(items[:count]) + "</channel></rss>", "utf-8")
        sizes[name] = path
    took = best(lambda: reader(sizes["large.xml"])[2])
    count = reader(sizes["large.xml"])[0]
    line = f"feeds: {count} entries, {count / took:.0f} entries/s"
    if python:
        entries, _, seconds = rival(python, FEEDPARSER, sizes["small.xml"])
        line += f"; feedparser {entries / seconds:.0f} entries/s"
    print(line)


def bench_gigabyte(folder):
    path = folder / "gigabyte.warc"
    count, size = write_warc(path, 1 << 30, False)
    _, _, _, seconds, memory = measured(
        BUILD / "isnad", "text", "-q", "-o", folder / "out.jsonl", "--format",
        "jsonl", path)
    print(f"1 GB of WARC: {count} pages, all threads, {seconds:.1f} s of CPU, "
          f"peak {memory:.0f} MB")
    path.unlink()


def bombs():
    """{what: bytes that should be refused}"""
    zeros = gzip.compress(bytes(256 << 20), 9)
    nested = gzip.compress(gzip.compress(bytes(400 << 20), 9), 9)
    plain = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n"
    return {
        "gzip 1030:1": zeros,
        "gzip in gzip": nested,
        "Content-Length 2^63": plain + b"Content-Length: 9223372036854775808"
                               b"\r\n\r\n<p>lie</p>\r\n\r\n",
        "Content-Length 2^40": plain + b"Content-Length: 1099511627776"
                               b"\r\n\r\n<p>lie</p>\r\n\r\n",
        "10^6 headers": plain + b"X-Header: y\r\n" * 10 ** 6
                        + b"Content-Length: 1\r\n\r\nx\r\n\r\n",
        "a line of 100 MB": b'{"text": "' + b"a" * (100 << 20) + b'"}\n',
    }


def bench_bombs(folder):
    """Each beside a good record in one file, where its kind has more."""
    good = record(1, real_pages()[0])
    row = b'{"text": "after"}\n'
    for name, bomb in bombs().items():
        path = folder / "bomb"
        is_json = bomb[:1] == b"{"
        is_gzip = bomb[:2] == b"\x1f\x8b"
        head = gzip.compress(good) if is_gzip else row if is_json else good
        tail = head
        path.write_bytes(head + bomb + tail)
        out, told, code, seconds, memory = measured(
            BUILD / "isnad", "text", "-j1", "-q", "--format", "jsonl", path)
        print(f"bomb, {name}: {lines(out)} of 2 good records, exit "
              f"{code}, {seconds:.2f} s, peak {memory:.0f} MB: "
              f"{told.decode().strip()[-60:]}")


BENCHES = {"warc": bench_warc, "pages": bench_pages, "jsonl": bench_jsonl,
           "feeds": bench_feeds, "gigabyte": bench_gigabyte,
           "bombs": bench_bombs}


def main():
    subprocess.run(["ninja", "-C", BUILD, "isnad", "bench/container-speed"],
                   check=True, stdout=subprocess.DEVNULL)
    names = sys.argv[1:] or list(BENCHES)
    for name in names:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
            BENCHES[name](pathlib.Path(folder))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
