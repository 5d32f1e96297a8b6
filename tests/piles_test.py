"""Piles written by hand, and what is asked of them: piles_test.py ISNAD
[--errors]

A pile: its documents («== name | time | outlet», the title, then a paragraph a
line), then what is asked of it, in marks of two places:

  tests/piles/contradictions.txt
    ! a: words ~ b: words      they contradict each other
    = a: words ~ b: words      both were true, each at its time or of its thing
  tests/piles/lost.txt
    - KIND a: words ~ b: words what `b` lost of `a`
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
LEAST_FOUND, MOST_WRONG = .8, 2
LEAST_RIGHT, LEAST_LOST = .9, .8

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
    """[(name, {document: page}, [(mark, [(document, words), …])])]"""
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
        elif mark := re.match(r"([!=]|- \w+) (?=\w+: )", line):
            pair = [tuple(side.strip().split(": ", 1))
                    for side in line[mark.end():].split(" ~ ")]
            piles[-1][2].append((mark[1], pair))
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


def report(isnad, documents):
    """What isnad reports on the pile, and its folder while that is read."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, documents)
        done = subprocess.run(
            [isnad, "report", "--format", "json", folder],
            capture_output=True, text=True,
            env={**os.environ, "LC_ALL": "C"})
        yield json.loads(done.stdout)["stories"], folder


def contradictions(isnad, tap):
    found = asked = wrong = decoys = claimed = 0
    notes = []
    for name, documents, pairs in read(PILES / "contradictions.txt"):
        for stories, folder in report(isnad, documents):
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
    tap.ok(found >= LEAST_FOUND * asked,
           f"contradictions named: {found} of {asked}", "\n".join(notes))
    tap.ok(wrong <= MOST_WRONG,
           f"updates called contradictions: {wrong} of {decoys}"
           f" ({claimed} claimed)", "\n".join(notes))
    return notes


KINDS = {"part to whole": "part"}


def lost(isnad, tap):
    right = made = found = asked = 0
    notes = []
    for name, documents, pairs in read(PILES / "lost.txt"):
        for stories, folder in report(isnad, documents):
            losses = [loss for s in stories for loss in s["lost"]]
            due = [(mark[2:], spans(folder, pair)) for mark, pair in pairs]
            fits = [[KINDS.get(loss["what"], loss["what"]) == kind and
                     over(loss["from"], a) and over(loss["to"], b)
                     for kind, (a, b) in due] for loss in losses]
            made += len(losses)
            right += sum(map(any, fits))
            asked += len(due)
            found += sum(map(any, zip(*fits)))
            notes += [f"{name}: not lost: {loss['what']}"
                      f" {loss['from']['exact']} ~ {loss['to']['exact']}"
                      for loss, fit in zip(losses, fits) if not any(fit)]
            notes += [f"{name}: {mark} {pair}" for n, (mark, pair)
                      in enumerate(pairs) if not any(f[n] for f in fits)]
    tap.ok(right >= LEAST_RIGHT * made,
           f"told as lost and lost: {right} of {made}", "\n".join(notes))
    tap.ok(found >= LEAST_LOST * asked,
           f"lost and told: {found} of {asked}", "\n".join(notes))
    return notes


def main():
    tap, notes = Tap(), []
    for ask in contradictions, lost:
        notes += ask(sys.argv[1], tap)
    if "--errors" in sys.argv[2:]:
        print("\n".join(notes))
    tap.done()


if __name__ == "__main__":
    main()
