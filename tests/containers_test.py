"""Containers: containers_test.py ISNAD ROOT [CUTS FLIPS]

The demo's pages in containers of every kind, plain and packed: the same
documents come out, their evidence verifies through all steps, and damage costs
one record.  Each container is cut at CUTS points and has FLIPS bits flipped, 40
of both unless given; bench/long/damage.sh does more.
"""
import base64
import gzip
import html
import io
import json
import pathlib
import quopri
import random
import re
import subprocess
import sys
import tempfile
import types
import zipfile

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


def newsml(rows):
    """As agencies deliver: many items in one message."""
    items = "".join(
        '<newsItem guid="urn:x"><itemMeta><itemClass qcode="ninat:text"/>'
        "<versionCreated>2023-03-15T08:00:00Z</versionCreated></itemMeta>"
        '<contentSet><inlineData contenttype="text/plain"><![CDATA['
        f"{r['text']}]]></inlineData></contentSet></newsItem>\n" for r in rows)
    return ('<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/'
            f'2006-10-01/"><itemSet>{items}</itemSet></newsMessage>')


def mhtml(page, encoding):
    """One page, as a browser saves it."""
    body = (quopri.encodestring(page.read_bytes(), quotetabs=False)
            if encoding == "quoted-printable"
            else base64.encodebytes(page.read_bytes()))
    head = ("From: <Saved by Blink>\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related;\n\ttype="text/html";\n'
            '\tboundary="--x"\n\n\n----x\nContent-Type: text/html\n'
            f"Content-Transfer-Encoding: {encoding}\n"
            f"Content-Location: http://news.example/{page.name}\n\n")
    tail = ("\n----x\nContent-Type: text/css\n"
            "Content-Transfer-Encoding: 8bit\n\np { }\n----x--\n")
    return head.encode() + body + tail.encode()


def zipped(pages):
    """Every other entry deflated, among pictures and styles."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, page in enumerate(pages):
            name = zipfile.ZipInfo(page.name)
            archive.writestr(name, page.read_bytes(),
                             zipfile.ZIP_DEFLATED if number % 2
                             else zipfile.ZIP_STORED)
            archive.writestr(zipfile.ZipInfo(f"{number}/a.css"), "p { }")
    return out.getvalue()


def containers(pages):
    """{name: (bytes, pages in it)}"""
    records = list(warc_records(pages))
    rows = list(json_records(pages))
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n"
                    for r in rows).encode()
    saved = [page for page in pages if page.suffix == ".html"]
    files = {
        "pile.warc": b"".join(records),
        "members.warc.gz": b"".join(gzip.compress(r, mtime=0)
                                    for r in records),
        "whole.warc.gz": gzip.compress(b"".join(records), mtime=0),
        "pile.jsonl": lines,
        "pile.jsonl.gz": gzip.compress(lines, mtime=0),
        "pile.json": json.dumps(rows, indent=1).encode(),
        "feed.json": json.dumps({"title": "f", "items": rows},
                                ensure_ascii=False).encode(),
        "rss.xml": rss(rows).encode(),
        "newsml.xml": newsml(rows).encode(),
        "pile.zip": zipped(pages),
        "pile.zip.gz": gzip.compress(zipped(pages), mtime=0),
    }
    files = {name: (bytes_, pages) for name, bytes_ in files.items()}
    files["quoted.mhtml"] = mhtml(saved[0], "quoted-printable"), saved[:1]
    files["base64.mhtml"] = mhtml(saved[-1], "base64"), saved[-1:]
    return files


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
    if not name.endswith((".json", ".jsonl", ".jsonl.gz", ".xml")):
        alone = run("read", *pages)
        want = [json.loads(line)["source"]["sha256"]
                for line in alone.stdout.splitlines()]
        tap.ok([d["source"]["sha256"] for d in docs] == want,
               f"{name}: the payloads are the pages")
    if "warc" in name:
        tap.ok(all(d["steps"][-1] != "dechunk" or "warc:" in d["steps"][-2]
                   for d in docs) and
               any("dechunk" in d["steps"] for d in docs),
               f"{name}: chunking is a step")


def check_verify(tap, run, name, pages):
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
    changed = with_other_words(json.loads(report.read_text("utf-8")), pages)
    (moved / name).write_bytes(containers(changed)[name][0])
    done = run("verify", report, moved)
    tap.ok(done.returncode == 1, f"{name}: other words differ",
           f"exit {done.returncode}\n{(done.stdout + done.stderr).decode()}")


def with_other_words(report, pages):
    """The pages with one statement's words turned round in every one."""
    words = max((row["words"] for story in report["stories"]
                 for row in story["statements"]), key=len)
    changed = []
    for page in pages:
        raw = page.read_bytes()
        for charset in ("utf-8", "cp1256"):
            try:
                raw = raw.replace(words.encode(charset),
                                  words[::-1].encode(charset))
            except UnicodeEncodeError:
                pass
        changed.append(types.SimpleNamespace(
            name=page.name, suffix=page.suffix, read_bytes=lambda raw=raw: raw))
    return changed


def record_ends(name, raw, pages):
    """Where the documents of a container end, of those kinds that tell."""
    if name.endswith(".warc"):
        marks = [m.start() for m in re.finditer(rb"WARC/1.1\r\n", raw)]
        ends = [*marks[1:], len(raw)]
        return ends[2::2]  # information, then request and response in turn
    if name == "members.warc.gz":
        sizes = [len(gzip.compress(r, mtime=0)) for r in warc_records(pages)]
        return [sum(sizes[:n + 1]) for n in range(len(sizes))][2::2]
    if name == "pile.jsonl":
        return [m.end() for m in re.finditer(rb"\n", raw)]
    if name == "pile.zip":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return [entry.header_offset for entry in archive.infolist()][1::2]
    return []


def check_damage(tap, run, name, pages, cuts, flips):
    """After one flipped bit at most one page is lost; a cut costs none of the
    pages in front of it; neither is fatal."""
    raw = (run.folder / name).read_bytes()
    dice = random.Random(name)
    ends = record_ends(name, raw, pages)
    worst, codes, lost = 0, set(), 0

    def read(damaged):
        done = run("text", "-j1", "--format", "jsonl", "-", stdin=damaged)
        codes.add(done.returncode)
        return done.stdout.count(b"\n")

    for _ in range(flips):
        damaged = bytearray(raw)
        damaged[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        worst = max(worst, len(pages) - read(bytes(damaged)))
    for _ in range(cuts):
        cut = dice.randrange(1, len(raw))
        lost += sum(end <= cut for end in ends) > read(raw[:cut])
    tap.ok(codes <= {0, 1, 3}, f"{name}: damage is no fault", str(codes))
    if ends:
        tap.ok(lost == 0, f"{name}: a cut costs nothing in front of it",
               f"{lost} of {cuts} cuts")
    if name not in ("whole.warc.gz", "pile.jsonl.gz", "pile.zip.gz",
                    "feed.json", "rss.xml", "newsml.xml"):
        tap.ok(worst <= 1, f"{name}: a flipped bit costs one page at most",
               f"{worst} pages")


def main():
    isnad, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    pages = sorted((root.resolve() / "demo/pages").iterdir())
    cuts, flips = map(int, sys.argv[3:] or (40, 40))
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        run = Program(isnad, pathlib.Path(name))
        for container, (bytes_, within) in containers(pages).items():
            (run.folder / container).write_bytes(bytes_)
            check_same(tap, run, container, within)
            check_verify(tap, run, container, pages)
            check_damage(tap, run, container, within, cuts, flips)
    tap.done()


if __name__ == "__main__":
    main()
