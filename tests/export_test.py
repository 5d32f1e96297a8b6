"""isnad export and bundle: export_test.py ISNAD ROOT FOLDER

The tables say the same in each format as the report does; again is the same
bytes; a bundle proves itself, and no longer when a byte of it changes.  Parquet
is made with pyarrow, fetched into FOLDER by ./test --all.
"""
import csv
import gzip
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from pypi import module
from tap import Tap

TABLES = ["documents", "stories", "statements", "attributions", "figures",
          "quotes", "copies", "versions"]


class Bench:
    def __init__(self, tap, isnad, root, folder):
        self.tap, self.isnad, self.root = tap, isnad, root
        self.folder, self.demo = folder, root / "demo/pages"

    def run(self, *arguments):
        return subprocess.run([self.isnad, *map(str, arguments)],
                              capture_output=True)

    def export(self, name, *more):
        to = self.folder / name
        got = self.run("export", "-q", *more, "-o", to)
        self.tap.ok(got.returncode == 0, f"export {name}", got.stderr)
        return to


def lines(path):
    return [json.loads(x) for x in path.read_text("utf-8").splitlines()]


def as_text(value):
    """A value as CSV writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def cell(text):
    return " ".join(text.removeprefix("'").split())


def same_cell(one, other):
    if isinstance(one, float):
        return float(other) == one
    return cell(as_text(one)) == cell(other)


def formats(b):
    rows, sheets = b.export("jsonl", b.demo), b.export("csv", "-f", "csv",
                                                       b.demo)
    manifest = json.loads((rows / "manifest.json").read_text())
    b.tap.ok([t["name"] for t in manifest["tables"]] == TABLES and
             sorted(p.stem for p in rows.iterdir()) ==
             sorted(TABLES + ["manifest"]), "all tables are there")
    for table in manifest["tables"]:
        raw = (rows / table["file"]).read_bytes()
        b.tap.ok(hashlib.sha256(raw).hexdigest() == table["sha256"] and
                 len(raw) == table["bytes"], f"{table['name']}: its digest")
        told = lines(rows / table["file"])
        names = [c["name"] for c in table["columns"]]
        with open(sheets / f"{table['name']}.csv", encoding="utf-8-sig",
                  newline="") as file:
            sheet = list(csv.DictReader(file))
        bad = [(t, s) for t, s in zip(told, sheet)
               if list(t) != names or
               not all(same_cell(t[n], s[n]) for n in names)]
        b.tap.ok(len(told) == len(sheet) == table["rows"] and not bad,
                 f"{table['name']}: the same as CSV", bad[:1])
    return rows


def agrees(b, rows):
    report = json.loads(b.run("report", "-f", "json", b.demo).stdout)
    stories = report["stories"]
    count = {t: len(lines(rows / f"{t}.jsonl")) for t in TABLES}
    b.tap.ok(count["stories"] == len(stories) and
             count["documents"] == len(list(b.demo.iterdir())) and
             count["statements"] == sum(len(s["statements"])
                                        for s in stories) and
             count["figures"] == sum(len(f["readings"]) for s in stories
                                     for f in s["figures"]) and
             count["copies"] > 0 and count["attributions"] > count["quotes"],
             "as many as in the report", count)
    told = {(s["id"], n + 1): r["words"] for s in stories
            for n, r in enumerate(s["statements"])}
    ours = {(r["story"], r["statement"]): r["words"]
            for r in lines(rows / "statements.jsonl")}
    b.tap.ok(told == ours, "the same statements")
    for table in "statements", "attributions", "figures", "quotes":
        bad = [r for r in lines(rows / f"{table}.jsonl")
               if hashlib.sha256(pathlib.Path(r["path"]).read_bytes()
                                 [r["begin"]:r["end"]]).hexdigest() !=
               r["sha256"]]
        b.tap.ok(not bad, f"{table}: places have their bytes", bad[:1])


def again(b, rows):
    once = {p.name: p.read_bytes() for p in rows.iterdir()}
    b.run("export", "-q", "-j", "1", b.demo, "-o", rows)
    b.tap.ok(once == {p.name: p.read_bytes() for p in rows.iterdir()},
             "again is the same bytes")
    store = b.folder / "s.isnad"
    b.run("add", "-q", "--store", store, b.demo)
    kept = b.export("kept", "--store", store)
    b.tap.ok((kept / "copies.jsonl").read_bytes() == once["copies.jsonl"],
             "from a store too")
    got = b.run("export", b.demo)
    b.tap.ok(got.returncode == 2, "without a folder: wrong use", got.stderr)
    got = b.run("export", b.demo, "-o", b.demo / "01-difaf.html")
    b.tap.ok(got.returncode == 5, "a file is no folder", got.stderr)


def versions(b):
    pages = b.folder / "versions"
    pages.mkdir()
    page = """<html><head><meta property="og:url"
content="https://nahr.example/1"><title>{0}</title></head><body><article>
<h1>{0}</h1><p>بيروت في {1} مايو 2023 - قالت وزارة الأشغال في بيان إن جسر الوادي
سيفتح أمام السيارات بعد أعمال دامت عامين كاملين.</p><p>وأصيب {2} عمال في أثناء
الأعمال التي بدأت قبل عامين، بحسب الوزارة.</p></article></body></html>"""
    (pages / "a.html").write_text(page.format("جسر الوادي يفتح", 2, 3), "utf-8")
    (pages / "b.html").write_text(page.format("جسر الوادي يفتح غدا", 3, 7),
                                  "utf-8")
    rows = lines(b.export("changed", pages) / "versions.jsonl")
    what = {r["what"] for r in rows}
    b.tap.ok("title" in what and
             {r["url"] for r in rows} == {"https://nahr.example/1"},
             "what an outlet changed", rows)


def parquet(b, rows, folder):
    allowed = os.environ.get("ISNAD_TEST_STAGE") == "all"
    if not (module("pyarrow.parquet", "pyarrow numpy", folder) if allowed
            else None):
        b.tap.skip("Parquet", "./test --all fetches pyarrow")
        return
    import pyarrow.parquet
    to = b.folder / "parquet"
    got = subprocess.run(
        [sys.executable, b.root / "tools/parquet.py", rows, to],
        capture_output=True, env={**os.environ, "PYTHONPATH": folder})
    b.tap.ok(got.returncode == 0, "tools/parquet.py runs", got.stderr)
    bad = [t for t in TABLES
           if pyarrow.parquet.read_table(to / f"{t}.parquet").to_pylist() !=
           lines(rows / f"{t}.jsonl")]
    b.tap.ok(not bad, "Parquet has the same rows", bad)


def bundles(b):
    report = json.loads(b.run("report", "-f", "json", b.demo).stdout)
    for story in report["stories"]:
        to = b.folder / "evidence.warc.gz"
        b.run("bundle", story["id"], b.demo, "-o", to)
        moved = b.folder / "moved.warc.gz"
        to.rename(moved)
        got = b.run("verify", moved)
        b.tap.ok(got.returncode == 0 and b" places hold" in got.stderr and
                 b" 0 of" not in got.stderr, "a bundle proves itself",
                 got.stderr + got.stdout)
        pages = b.run("text", "-f", "jsonl", moved).stdout.splitlines()
        b.tap.ok(len(pages) == len(story["documents"]),
                 "its pages are read as any others")
    once = moved.read_bytes()
    b.run("bundle", story["id"], b.demo, "-o", to)
    b.tap.ok(once == to.read_bytes(), "again is the same bytes")
    raw = gzip.decompress(once)
    words = story["statements"][0]["words"].encode()
    forged = raw.replace(words, words[:-2] + "ء".encode(), 1)
    moved.write_bytes(gzip.compress(forged))
    got = b.run("verify", moved)
    b.tap.ok(raw != forged and got.returncode == 1,
             "a changed word is found", got.stderr)
    moved.write_bytes(gzip.compress(raw[:len(raw) // 2]))
    got = b.run("verify", moved)
    b.tap.ok(got.returncode in (2, 5), "a cut bundle is named", got.stderr)
    last = len(report["stories"])
    to.unlink()
    b.run("bundle", last, b.demo, "-o", to)
    b.tap.ok(once == to.read_bytes(), "a story by its number")
    b.tap.ok(b.run("bundle", last + 1, b.demo, "-o", to).returncode == 2 and
             b.run("bundle", 0, b.demo, "-o", to).returncode == 2,
             "a number that no story has")
    got = b.run("bundle", "nothing", b.demo, "-o", moved)
    b.tap.ok(got.returncode == 2 and b"nothing" in got.stderr,
             "no such story", got.stderr)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        b = Bench(tap, sys.argv[1], pathlib.Path(sys.argv[2]),
                  pathlib.Path(folder))
        rows = formats(b)
        agrees(b, rows)
        again(b, rows)
        versions(b)
        parquet(b, rows, sys.argv[3])
        bundles(b)
    tap.done()


main()
