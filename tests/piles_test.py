"""Piles written by hand, and what is asked of them: piles_test.py ISNAD
[--errors]

tests/piles/contradictions.txt holds short piles of made-up news.  After the
documents of a pile stand pairs of words: «!» marks two that contradict each
other, «=» two that were both true, each at its time or of its own thing.  A
pair is called a contradiction where one difference of that kind has evidence
in both.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import Tap

PILES = pathlib.Path(__file__).resolve().parent / "piles"
LEAST_FOUND, MOST_WRONG = .85, 2

PAGE = """<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{time}">
</head>
<body>
<article>
<h1>{title}</h1>
{body}
</article>
</body>
</html>
"""


def read(path):
    """[(name, {document: page}, [(mark, (document, words), …)])]"""
    piles, lines = [], None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("pile "):
            piles.append((line[5:], {}, []))
        elif line.startswith("== "):
            name, time, outlet = line[3:].split(" | ")
            lines = []
            piles[-1][1][name] = (time, outlet, lines)
        elif re.match(r"[!=] \w+: ", line):
            pair = [tuple(side.strip().split(": ", 1))
                    for side in line[2:].split(" ~ ")]
            piles[-1][2].append((line[0], pair))
        else:
            lines.append(line)
    return piles


def write(folder, documents):
    for name, (time, outlet, (title, *body)) in documents.items():
        page = PAGE.format(title=html.escape(title), time=time, outlet=outlet,
                           body="\n".join(f"<p>{html.escape(p)}</p>"
                                          for p in body))
        pathlib.Path(folder, name + ".html").write_text(page, "utf-8")


def spans(folder, pair):
    """Where the words of both sides stand, in bytes."""
    out = []
    for name, words in pair:
        page = pathlib.Path(folder, name + ".html").read_bytes()
        key, body = words.encode(), page.index(b"<p>")
        at = page.find(key, body)
        at = page.find(key) if at < 0 else at
        if at < 0:
            sys.exit(f"not in {name}: {words}")
        out.append((name, at, at + len(key)))
    return out


def over(evidence, span):
    name, begin, end = span
    if pathlib.PurePath(evidence["path"]).stem != name:
        return False
    shared = min(evidence["end"], end) - max(evidence["begin"], begin)
    return shared >= .5 * min(evidence["end"] - evidence["begin"], end - begin)


def evidence_of(difference):
    for reading in difference["readings"]:
        e = reading["evidence"]
        yield from e if isinstance(e, list) else [e]


def contradicts(story, pair):
    return any(all(any(over(e, span) for e in evidence_of(d)) for span in pair)
               for d in story["differences"] if d["relation"] ==
               "contradiction")


def main():
    tap, errors = Tap(), "--errors" in sys.argv[2:]
    found = asked = wrong = decoys = claimed = 0
    notes = []
    for name, documents, pairs in read(PILES / "contradictions.txt"):
        with tempfile.TemporaryDirectory() as folder:
            write(folder, documents)
            done = subprocess.run(
                [sys.argv[1], "report", "--format", "json", folder],
                capture_output=True, text=True,
                env={**os.environ, "LC_ALL": "C"})
            stories = json.loads(done.stdout)["stories"]
            claimed += sum(d["relation"] == "contradiction"
                           for s in stories for d in s["differences"])
            for mark, pair in pairs:
                places = spans(folder, pair)
                hit = any(contradicts(s, places) for s in stories)
                found += hit and mark == "!"
                wrong += hit and mark == "="
                asked += mark == "!"
                decoys += mark == "="
                if hit != (mark == "!"):
                    notes.append(f"{name}: {mark} {pair}")
    note = "\n".join(notes) if errors else None
    tap.ok(found >= LEAST_FOUND * asked,
           f"contradictions named: {found} of {asked}", note)
    tap.ok(wrong <= MOST_WRONG,
           f"updates called contradictions: {wrong} of {decoys}"
           f" ({claimed} claimed)", note)
    if errors:
        print("\n".join(notes))
    tap.done()


if __name__ == "__main__":
    main()
