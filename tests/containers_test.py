"""Containers: containers_test.py ISNAD ROOT

The demo's pages in WARC and JSON, plain and packed: the same documents come
out, their evidence verifies through all steps, and damage costs one record.
"""
import gzip
import html
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from tap import Tap


def warc_record(kind, url, content, block):
    head = (f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2030-01-01T00:00:00Z\r\nContent-Type: {content}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def http(body, number):
    """Every third body chunked, every third in gzip."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    if number % 3 == 1:
        head += "Transfer-Encoding: chunked\r\n"
        parts = [body[i:i + 700] for i in range(0, len(body), 700)]
        body = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts)
        body += b"0\r\n\r\n"
    elif number % 3 == 2:
        head += "Content-Encoding: gzip\r\n"
        body = gzip.compress(body, mtime=0)
    return head.encode() + b"\r\n" + body


def warc_records(pages):
    yield warc_record("warcinfo", "urn:x", "application/warc-fields",
                      b"software: test\r\n")
    for number, page in enumerate(pages):
        url = f"http://news.example/{page.name}"
        yield warc_record("request", url, "application/http; msgtype=request",
                          b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n")
        yield warc_record("response", url,
                          "application/http; msgtype=response",
                          http(page.read_bytes(), number))


def decoded(page):
    """JSON is UTF-8, whatever the page's own words about its charset."""
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode("cp1256")


def json_records(pages):
    for page in pages:
        yield {"url": f"http://news.example/{page.name}",
               "date": "2023-03-15",
               "text": decoded(page.read_bytes())}


def rss(rows):
    """Contents in CDATA, so that their words stand as they are."""
    items = "".join(
        f"<item><link>{html.escape(r['url'])}</link>"
        f"<pubDate>Wed, 15 Mar 2023 08:00:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[{r['text']}]]></content:encoded></item>\n"
        for r in rows)
    return ('<?xml version="1.0"?><rss version="2.0" xmlns:content="c">'
            f"<channel>{items}</channel></rss>")


def make(folder, pages):
    """(name, documents) of each container."""
    records = list(warc_records(pages))
    rows = list(json_records(pages))
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    files = {
        "pile.warc": b"".join(records),
        "members.warc.gz": b"".join(gzip.compress(r, mtime=0)
                                    for r in records),
        "whole.warc.gz": gzip.compress(b"".join(records), mtime=0),
        "pile.jsonl": lines.encode(),
        "pile.jsonl.gz": gzip.compress(lines.encode(), mtime=0),
        "pile.json": json.dumps(rows, indent=1).encode(),
        "feed.json": json.dumps({"title": "f", "items": rows},
                                ensure_ascii=False).encode(),
        "rss.xml": rss(rows).encode(),
    }
    for name, bytes_ in files.items():
        (folder / name).write_bytes(bytes_)
    return sorted(files)


class Program:
    def __init__(self, isnad, folder):
        self.isnad, self.folder = isnad, folder

    def __call__(self, *arguments, stdin=b""):
        return subprocess.run([self.isnad, *map(str, arguments)],
                              input=stdin, capture_output=True,
                              cwd=self.folder, timeout=120)


def check_same(tap, run, name, pages):
    done = run("read", name)
    docs = [json.loads(line) for line in done.stdout.splitlines()]
    tap.ok(done.returncode == 0 and len(docs) == len(pages),
           f"{name}: all pages", f"{len(docs)}\n{done.stderr.decode()}")
    if "warc" in name:
        alone = run("read", *pages)
        want = [json.loads(line)["source"]["sha256"]
                for line in alone.stdout.splitlines()]
        tap.ok([d["source"]["sha256"] for d in docs] == want,
               f"{name}: the payloads are the pages")
        tap.ok(all(d["steps"][-1] != "dechunk" or "warc:" in d["steps"][-2]
                   for d in docs) and
               any("dechunk" in d["steps"] for d in docs),
               f"{name}: chunking is a step")


def check_verify(tap, run, name):
    report = run.folder / "report.json"
    done = run("report", "--format", "json", "-o", report, name)
    tap.ok(done.returncode == 0, f"{name}: report", done.stderr.decode())
    done = run("verify", report, name)
    tap.ok(done.returncode == 0, f"{name}: verify",
           (done.stdout + done.stderr).decode())
    # The same container elsewhere, and one with other words in one place.
    moved = run.folder / "moved"
    moved.mkdir(exist_ok=True)
    (moved / name).write_bytes((run.folder / name).read_bytes())
    done = run("verify", report, moved)
    tap.ok(done.returncode == 0, f"{name}: verify after moving",
           (done.stdout + done.stderr).decode())
    raw = (moved / name).read_bytes()
    plain = gzip.decompress(raw) if name.endswith(".gz") else raw
    changed = with_other_words(json.loads(report.read_text("utf-8")), plain)
    (moved / name).write_bytes(gzip.compress(changed, mtime=0)
                               if name.endswith(".gz") else changed)
    done = run("verify", report, moved)
    tap.ok(changed != plain and done.returncode == 1,
           f"{name}: other words differ",
           f"exit {done.returncode}\n{(done.stdout + done.stderr).decode()}")


def with_other_words(report, plain):
    """The container with one statement's words turned round."""
    for story in report["stories"]:
        for row in story["statements"]:
            words = row["words"]
            for ascii in (True, False):
                here, there = (json.dumps(w, ensure_ascii=ascii)[1:-1].encode()
                               for w in (words, words[::-1]))
                if here in plain and len(here) == len(there):
                    return plain.replace(here, there)
    return plain


def check_damage(tap, run, name, pages):
    """After one flipped bit at most one page is lost; no cut is fatal."""
    raw = (run.folder / name).read_bytes()
    dice = random.Random(name)
    worst, codes = 0, set()
    for _ in range(40):
        damaged = bytearray(raw)
        damaged[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        done = run("text", "-j1", "--format", "jsonl", "-",
                   stdin=bytes(damaged))
        codes.add(done.returncode)
        worst = max(worst, len(pages) - done.stdout.count(b"\n"))
    for _ in range(40):
        done = run("text", "-j1", "--format", "jsonl", "-",
                   stdin=raw[:dice.randrange(1, len(raw))])
        codes.add(done.returncode)
    tap.ok(codes <= {0, 1, 3}, f"{name}: damage is no fault", str(codes))
    if name not in ("whole.warc.gz", "pile.jsonl.gz", "feed.json", "rss.xml"):
        tap.ok(worst <= 1, f"{name}: a flipped bit costs one page at most",
               f"{worst} pages")


def main():
    isnad, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    pages = sorted((root.resolve() / "demo/pages").iterdir())
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        run = Program(isnad, pathlib.Path(name))
        for container in make(run.folder, pages):
            check_same(tap, run, container, pages)
            check_verify(tap, run, container)
            check_damage(tap, run, container, pages)
    tap.done()


if __name__ == "__main__":
    main()
