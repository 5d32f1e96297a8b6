#!/usr/bin/env python3
"""Dates stripped from pages of the corpus, and what isnad makes of them:
undated.py make STORY_FOLDERS… OUT | undated.py score OUT REPORT

make   copies the pages of each folder (a story each; pages named …-YYYYMMDD)
       into OUT, every second one without what their heads say of the day, and
       writes OUT.tsv with the days; the pages keep no day in their names
score  how many of the stripped pages got an interval, in how many of them the
       true day lies, and the median width in days
"""
import datetime
import hashlib
import json
import pathlib
import re
import sys

DATED = re.compile(rb'<meta[^>]*(?:published_time|date)[^>]*>|<time[^>]*>.*?</time>'
                   rb'|<link rel="canonical"[^>]*>')


def day_of(path):
    return datetime.datetime.strptime(path.stem[-8:], "%Y%m%d").date()


def make(folders, out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    lines = []
    for folder in map(pathlib.Path, folders):
        pages = sorted(folder.glob("*.html"), key=lambda p: (
            hashlib.sha256(p.stem.encode()).hexdigest()))
        for number, page in enumerate(pages):
            name = hashlib.sha256(page.stem.encode()).hexdigest()[:12]
            data = page.read_bytes()
            if number % 2:
                data = DATED.sub(b"", data)
                lines.append(f"{name}\t{day_of(page)}\n")
            (out / f"{name}.html").write_bytes(data)
    out.with_suffix(".tsv").write_text("".join(lines))


def bounds(value):
    """First and last day of a value of time."""
    first, _, last = value.partition("/")
    return (datetime.date.fromisoformat(first[:10]),
            datetime.date.fromisoformat((last or first)[:10]))


def score(out, report):
    true = dict(line.split("\t") for line in
                pathlib.Path(out).with_suffix(".tsv").read_text().splitlines())
    told, right, widths = 0, 0, []
    for story in json.load(open(report, encoding="utf-8"))["stories"]:
        for document in story["documents"]:
            name = pathlib.PurePath(document["path"]).stem
            published = document["published"]
            if name not in true or not published or not published["value"]:
                continue
            first, last = bounds(published["value"])
            day = datetime.date.fromisoformat(true[name])
            told += 1
            right += first <= day <= last
            widths.append((last - first).days + 1)
            if not first <= day <= last:
                print("wrong", name, published["value"], published["from"],
                      day)
    median = sorted(widths)[len(widths) // 2] if widths else 0
    print(f"undated   {told} of {len(true)} told, {right} right"
          f" ({right / max(1, told):.3f}), median width {median} days")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2:-1], sys.argv[-1])
    else:
        score(*sys.argv[2:])
