"""Piles written by hand, and what is asked of them: piles_test.py ISNAD
[--errors] [NAME…]

tests/piles/NAME.txt holds piles: documents («== name | time | outlet», the
title, then a paragraph a line), then marks of what is asked, which the head of
each file tells.  Names:
contradictions, lost, quotes, versions.
"""
import collections
import html
import itertools
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
LEAST_PAIRED, LEAST_CHANGES, LEAST_EXACT = .9, .7, .9

PAGE = """<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{time}">
{url}</head>
<body>
<article>
<h1>{title}</h1>
{body}
</article>
</body>
</html>
"""


MARK = re.compile(r'([!="?]|- [a-z]+) (?=\w+: )')


def read(path):
    """[(name, {document: page}, [(mark, [(document, words), …])])]"""
    piles, lines = [], None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# ") or not line:
            continue
        if line.startswith("pile "):
            piles.append((line[5:], {}, []))
        elif line.startswith("== "):
            name, *head = line[3:].split(" | ")
            lines = []
            piles[-1][1][name] = (head, lines)
        elif mark := MARK.match(line):
            sides = [re.fullmatch(r"(?:(\w+): )?(.*)", side.strip()).groups()
                     for side in line[mark.end():].split(" ~ ")]
            piles[-1][2].append((mark[1], sides))
        else:
            lines.append(line)
    return piles


def write(folder, documents):
    for name, (head, (title, *body)) in documents.items():
        time, outlet, *address = head
        url = "".join(f'<meta property="og:url" content="{a}">\n'
                      for a in address)
        page = PAGE.format(title=html.escape(title), time=time, outlet=outlet,
                           url=url, body="\n".join(f"<p>{html.escape(p)}</p>"
                                                   for p in body))
        pathlib.Path(folder, name + ".html").write_text(page, "utf-8")


def span(folder, name, words):
    """Where the words stand in the page, in bytes; None for «-»."""
    if words == "-":
        return None
    page = pathlib.Path(folder, name + ".html").read_bytes()
    key, body = html.escape(words).encode(), page.index(b"<p>")
    at = page.find(key, body)
    at = page.find(key) if at < 0 else at
    if at < 0:
        sys.exit(f"not in {name}: {words}")
    return (name, at, at + len(key))


def spans(folder, pair):
    return [span(folder, name, words) for name, words in pair]


def over(evidence, place):
    name, begin, end = place
    if pathlib.PurePath(evidence["path"]).stem != name:
        return False
    shared = min(evidence["end"], end) - max(evidence["begin"], begin)
    return shared >= .5 * min(evidence["end"] - evidence["begin"], end - begin)


def evidence_of(difference):
    for reading in difference["readings"]:
        e = reading["evidence"]
        yield from e if isinstance(e, list) else [e]


def contradicts(story, pair):
    return any(all(any(over(e, place) for e in evidence_of(d)) for place in pair)
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


# ---- quotes ---------------------------------------------------------------

def words(text):
    """Its words, without marks, and without a و that a cut may bring."""
    return [re.sub("^[وف](?=..)", "", w) for w in
            re.findall(r"\w+", re.sub("[\u064b-\u0652\u0640]", "", text))]


def key_changes(marks, name):
    """What wording `name` does to the fullest one: flags, words that are gone,
    words that are new, words that reported speech changes."""
    kinds, gone, new, shifts = set(), [], [], set()
    for mark, sides in marks:
        if mark[0] != "-" or sides[0][0] != name:
            continue
        kind, parts = mark[2:], [words(text) for _, text in sides]
        if kind in ("reported", "negated"):
            kinds.add(kind)
        if kind in ("shift", "negated"):
            shifts.update(*parts)
        elif kind == "cut":
            gone += parts[0]
        elif kind == "added":
            new += parts[0]
        elif kind == "replaced":
            gone += parts[0]
            new += parts[1]
    return kinds, gone, new, shifts


def made_changes(wording):
    kinds, gone, new = set(), [], []
    for change in wording["changes"]:
        if change["kind"] in ("reported", "negated"):
            kinds.add(change["kind"])
        if change["kind"] in ("cut", "added", "replaced", "number"):
            gone += words(change["from"] or "")
            new += words(change["to"] or "")
    return kinds, gone, new


def same_changes(due, made):
    kinds, gone, new, shifts = due
    count = lambda list_: collections.Counter(
        w for w in list_ if w not in shifts)
    both = lambda a, b: count(a) - count(b)
    return (kinds == made[0] and
            both(gone, new) == both(made[1], made[2]) and
            both(new, gone) == both(made[2], made[1]))


def quotes(isnad, tap):
    hit = made = due = exact = negated = turned = 0
    notes, piles = [], read(PILES / "quotes.txt")
    for name, documents, marks in piles:
        for stories, folder in report(isnad, documents):
            places = {sides[0][0]: span(folder, *sides[0])
                      for mark, sides in marks if mark == '"'}
            decoys = [span(folder, *sides[0]) for mark, sides in marks
                      if mark == "?"]
            rows = [row["wordings"] for s in stories for row in s["statements"]]
            # Pairs of wordings, one of which is of the quotation.
            mine = lambda w: any(over(w, p) for p in places.values())
            pairs = {(a["path"], a["begin"], b["path"], b["begin"]):
                     mine(a) and mine(b) for row in rows
                     for a, b in itertools.combinations(row, 2)
                     if mine(a) or mine(b)}
            found = {(p, q) for row in rows
                     for p, q in itertools.combinations(places, 2)
                     if any(over(w, places[p]) for w in row) and
                     any(over(w, places[q]) for w in row)}
            decoyed = [d for d in decoys for row in rows if
                       any(over(w, d) and not mine(w) for w in row) and
                       any(mine(w) for w in row)]
            made += len(pairs)
            hit += sum(pairs.values())
            due += len(places) * (len(places) - 1) // 2
            if len(found) < len(places) * (len(places) - 1) // 2 or decoyed:
                notes.append(f"{name}: paired {sorted(found)}"
                             f"{' and a decoy' if decoyed else ''}")
            wrong = []
            for page in places:
                wording = next((w for row in rows for w in row
                                if over(w, places[page])), None)
                key = key_changes(marks, page)
                got = made_changes(wording) if wording else None
                if "negated" in key[0]:
                    turned += 1
                    negated += got is not None and "negated" in got[0]
                if got is None or not same_changes(key, got):
                    wrong.append(page)
                    notes.append(f"{name}/{page}: {key} as {got}")
            exact += not wrong
    f = 2 * hit / max(1, made + due)
    tap.ok(f >= LEAST_PAIRED, f"wordings paired: {hit} of {due}, {made} made,"
           f" F1 {f:.3f}", "\n".join(notes))
    tap.ok(exact >= LEAST_CHANGES * len(piles),
           f"changes exact: {exact} of {len(piles)}", "\n".join(notes))
    tap.ok(negated >= LEAST_EXACT * turned, f"negated by mistake: {negated} of {turned}")
    return notes


# ---- versions -------------------------------------------------------------

def touches(evidence, place, name, words):
    """Does the evidence stand there?  A title stands in several places; where
    the words are not there, the clause around them may."""
    if place is None or evidence is None:
        return place is None
    return pathlib.PurePath(evidence["path"]).stem == name and (
        evidence["exact"] == words or
        evidence["begin"] < place[2] and place[1] < evidence["end"])


def exact(evidence):
    return evidence and (pathlib.PurePath(evidence["path"]).stem + ": " +
                         evidence["exact"])


def versions(isnad, tap):
    right = still = quiet = 0
    notes, piles = [], read(PILES / "versions.txt")
    for name, documents, marks in piles:
        for stories, folder in report(isnad, documents):
            made = [v for s in stories for v in s["versions"]]
            due = [(mark[2:], spans(folder, sides), sides)
                   for mark, sides in marks]
            fits = [[v["what"] == kind and
                     touches(v["from"], a, *sides[0]) and
                     touches(v["to"], b, *sides[1])
                     for kind, (a, b), sides in due] for v in made]
            surplus = [v for v, fit in zip(made, fits) if not any(fit)]
            missed = [d for n, d in enumerate(due)
                      if not any(fit[n] for fit in fits)]
            right += not surplus and not missed
            still += not due
            quiet += not due and not made
            notes += [f"{name}: not changed: {v['what']}"
                      f" {exact(v['from'])} ~ {exact(v['to'])}"
                      for v in surplus]
            notes += [f"{name}: {kind} {sides}" for kind, _, sides in missed]
    tap.ok(right >= LEAST_EXACT * len(piles),
           f"versions exact: {right} of {len(piles)}", "\n".join(notes))
    tap.ok(quiet == still,
           f"nothing said of what did not change: {quiet} of {still}")
    return notes


def main():
    tap, notes = Tap(), []
    asked = [a for a in sys.argv[2:] if a != "--errors"]
    for ask in contradictions, lost, quotes, versions:
        if not asked or ask.__name__ in asked:
            notes += ask(sys.argv[1], tap)
    if "--errors" in sys.argv[2:]:
        print("\n".join(notes))
    tap.done()


if __name__ == "__main__":
    main()
