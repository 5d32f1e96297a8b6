#!/usr/bin/env python3
"""A store of many articles: bench/long/store.py FOLDER [COUNT] [ISNAD]

Makes COUNT pages (100000 unless given) in FOLDER from the corpus files, by
repetition with small edits: a paragraph left out, a number changed.  Adds them
to a store and measures: articles a second, the file against the compressed
payloads and what each table takes of it, adding one page, searching.  What is
in FOLDER already is used again.
"""
import collections
import ctypes
import hashlib
import importlib.util
import pathlib
import random
import re
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT.parent / "shared/corpus"


def load_pages():
    spec = importlib.util.spec_from_file_location("pages", CORPUS / "pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def edited(record, turn):
    """The record as it came, then with ever another small edit."""
    if turn == 0:
        return record
    lines = [x for x in record["text"].split("\n") if x.strip()]
    if len(lines) > 2:
        del lines[1 + turn % (len(lines) - 1)]
    text = re.sub(r"\d+", lambda m: str(int(m[0][:9]) + turn),
                  "\n".join(lines), count=1)
    return dict(record, text=text, url=f"{record['url']}?{turn}",
                name=f"{record['name']}-{turn}")


def make_pile(target, count):
    pages = load_pages()
    base = [r for path in sorted(CORPUS.glob("*.jsonl.zst"))
            for r in pages.records(path)]
    titles = []
    with open(target.with_suffix(".part"), "wb") as out:
        for n in range(count):
            r = edited(base[n % len(base)], n // len(base))
            titles.append(r["title"])
            body = pages.page(r).encode()
            url = r["url"].replace("\n", "")
            out.write(f"WARC/1.1\r\nWARC-Type: resource\r\n"
                      f"WARC-Target-URI: {url}\r\n"
                      f"Content-Type: text/html\r\n"
                      f"Content-Length: {len(body)}\r\n\r\n".encode()
                      + body + b"\r\n\r\n")
    target.with_suffix(".titles").write_text("\n".join(titles), "utf-8")
    target.with_suffix(".part").rename(target)


def busy():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(*words):
    """Seconds, and what became of it; on a busy machine the processor's time
    tells more than the clock's."""
    begun, before = time.monotonic(), busy()
    done = subprocess.run(list(map(str, words)), capture_output=True,
                          text=True)
    done.cpu = (busy() - before) * 1000
    return time.monotonic() - begun, done


def fill(isnad, store, pile, count):
    took, done = run(isnad, "add", "--store", store, pile)
    print(f"add: {count / took:.0f} articles/s, {took:.0f} s")
    if done.returncode:
        sys.exit(done.stderr)


def payloads(pile):
    with open(pile, "rb") as file:
        while head := file.readline():
            while (line := file.readline()) != b"\r\n":
                head += line
            yield file.read(int(re.search(rb"Length: (\d+)", head)[1]))
            file.readline(), file.readline()


def plain_zstd(pile):
    """What the payloads take when each is compressed alone, each once."""
    zstd = ctypes.CDLL("libzstd.so.1")
    zstd.ZSTD_compress.restype = zstd.ZSTD_compressBound.restype = \
        ctypes.c_size_t
    room = ctypes.create_string_buffer(1 << 22)
    seen, total = set(), 0
    for payload in payloads(pile):
        digest = hashlib.sha256(payload).digest()
        if digest not in seen:
            seen.add(digest)
            total += zstd.ZSTD_compress(room, ctypes.c_size_t(len(room)),
                                        payload,
                                        ctypes.c_size_t(len(payload)), 9)
    return total


def tell_size(isnad, store, pile, folder):
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    told = run(isnad, "add", "--store", store, empty)[1].stdout
    kept = int(re.search(r"bytes in (\d+)", told)[1])
    plain = plain_zstd(pile)
    size = store.stat().st_size
    print(f"file: {size / 1e6:.0f} MB, {size / plain:.2f} times the payloads "
          f"each compressed with zstd -9 ({plain / 1e6:.0f} MB); it has them "
          f"in {kept / 1e6:.0f} MB")
    rows = subprocess.run(["sqlite3", store, "SELECT name, sum(pgsize) FROM "
                           "dbstat GROUP BY name ORDER BY 2 DESC"],
                          capture_output=True, text=True).stdout
    for row in rows.split():
        name, part = row.split("|")
        if int(part) * 200 > size:
            print(f"  {name:24} {int(part) / 1e6:7.1f} MB "
                  f"{100 * int(part) / size:5.1f} %")


def add_pages(isnad, store, folder):
    times = []
    for n in range(15):
        page = folder / "one.txt"
        page.write_text(f"افتتاح سوق جديد\n\nقال رئيس البلدية إن {n} محلا "
                        f"فتحت أبوابها يوم {time.time_ns()}.\n", "utf-8")
        times.append(run(isnad, "add", "--store", store, page))
    tell_times("adding a page", times)


def tell_times(what, runs):
    times = sorted(took * 1000 for took, _ in runs)
    cpu = statistics.median(done.cpu for _, done in runs)
    print(f"{what}: median {statistics.median(times):.0f} ms, nine in ten "
          f"below {times[len(times) * 9 // 10]:.0f} ms, all below "
          f"{times[-1]:.0f} ms; processor {cpu:.0f} ms", flush=True)


def queries(titles):
    """Two words of a title, as somebody remembers it."""
    dice = random.Random(12)
    found = []
    while len(found) < 100:
        words = [w for w in re.findall(r"[ء-ي]{4,}", dice.choice(titles))]
        if len(words) > 2:
            found.append(" ".join(dice.sample(words, 2)))
    return found


def search(isnad, store, pile):
    asked = queries(pile.with_suffix(".titles").read_text("utf-8").split("\n"))
    said = [(w.split()[0], w.split()[1]) for w in asked[:50]]
    kinds = collections.OrderedDict([
        ("two words of a title", [[q] for q in asked]),
        ("a phrase", [[f'"{q}"'] for q in asked]),
        ("one word", [[q.split()[0]] for q in asked]),
        ("a beginning", [[q.split()[0][:4] + "*"] for q in asked]),
        ("who said", [["--said-by", a, b] for a, b in said]),
        ("who said, anybody", [["--said", a, b] for a, b in said]),
        ("words of a month", [["--from", "2018-02-01", "--to", "2018-02-28",
                               q] for q in asked]),
    ])
    for kind, each in kinds.items():
        tell_times(f"search, {kind}",
                   [run(isnad, "search", "-q", "--store", store, *words)
                    for words in each])


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    isnad = sys.argv[3] if len(sys.argv) > 3 else ROOT / "build/isnad"
    folder.mkdir(exist_ok=True)
    pile, store = folder / f"{count}.warc", folder / f"{count}.isnad"
    if not pile.exists():
        make_pile(pile, count)
    if not store.exists():
        fill(isnad, store, pile, count)
    tell_size(isnad, store, pile, folder)
    add_pages(isnad, store, folder)
    search(isnad, store, pile)


if __name__ == "__main__":
    main()
