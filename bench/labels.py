#!/usr/bin/env python3
"""Scores what is called what, and by whom: labels.py GOLD REPORT [--errors]

GOLD    bench/gold/labels.jsonl: one mention a line, with bytes of the page,
        its referent ("group", within a story), whose word it is ("voice")
        and other voices to be accepted ("also")
REPORT  `isnad report --format json` on the pages of all stories

A mention is found where the report has one that shares half of the shorter
one's bytes; the list is not complete, so others are no errors.  Referents
are scored by B-cubed over the mentions found in one story, where the report
holds those to be one that stand under one label.
"""
import collections
import json
import pathlib
import sys


def mentions(report):
    found = collections.defaultdict(list)
    for number, story in enumerate(report["stories"]):
        for label_number, label in enumerate(story["labels"]):
            for mention in label["mentions"]:
                for e in mention["evidence"]:
                    doc = pathlib.PurePosixPath(e["path"]).stem
                    found[doc].append((e["begin"], e["end"],
                                       (number, label_number),
                                       mention["voice"]))
    return found


def match(gold, made):
    """The mention that shares most with the gold's, or None."""
    end, best, most = gold["begin"] + gold["length"], None, 0
    for mention in made[gold["doc"]]:
        shared = min(mention[1], end) - max(mention[0], gold["begin"])
        least = min(mention[1] - mention[0], gold["length"])
        if shared >= .5 * least and shared > most:
            best, most = mention, shared
    return best


def b_cubed(pairs):
    """P and R of [(true, made)], mean over items."""
    p = r = 0
    for true, made in pairs:
        both = sum(t == true and m == made for t, m in pairs)
        p += both / sum(m == made for _, m in pairs)
        r += both / sum(t == true for t, _ in pairs)
    return p, r


def main():
    gold = [json.loads(line) for line in
            pathlib.Path(sys.argv[1]).read_text("utf-8").splitlines()]
    made = mentions(json.load(open(sys.argv[2], encoding="utf-8")))
    hits = [(g, match(g, made)) for g in gold]
    found = [(g, m) for g, m in hits if m]
    p = r = 0
    for story in {g["story"] for g in gold}:
        part = b_cubed([(g["group"], m[2]) for g, m in found
                        if g["story"] == story])
        p, r = p + part[0], r + part[1]
    n = max(1, len(found))
    p, r = p / n, r / n
    f = 2 * p * r / (p + r) if p + r else 0
    print(f"mentions  {len(found)}/{len(gold)} found")
    print(f"referent  P {p:.3f} R {r:.3f} F1 {f:.3f}")
    for form in None, "direct", "reported", "quoted":
        some = [(g, m) for g, m in found if g["form"] == form]
        right = sum(m[3] == g["voice"] or m[3] in g["also"] for g, m in some)
        print(f"owner     {form or 'outlet':9} {right}/{len(some)}")
    right = sum(m[3] == g["voice"] or m[3] in g["also"] for g, m in found)
    print(f"owner     all       {right}/{len(found)} {right / n:.3f}")
    if "--errors" in sys.argv:
        for g, m in hits:
            if not m:
                print("missed", g["doc"], g["begin"], g["length"], g["group"])
            elif m[3] != g["voice"] and m[3] not in g["also"]:
                print("voice", g["doc"], g["begin"], g["voice"], g["form"],
                      "as", m[3])


if __name__ == "__main__":
    main()
