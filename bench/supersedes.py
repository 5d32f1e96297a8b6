#!/usr/bin/env python3
"""Scores which figure readings supersede which:
supersedes.py EDGES LEDGER REPORT… [--errors]

EDGES   bench/gold/supersedes.jsonl: [later, earlier, kind, kinds accepted
        too, optional, nearest], readings by their line in LEDGER
LEDGER  ../shared/gold/ledger.jsonl
REPORT  `isnad report --format json`, one of each story's pages

A reading is found by document, role and bounds.  A reading of the report
supersedes those that its "supersedes" numbers among the readings of its slot,
and what they supersede.
Precision counts all pairs of readings that the gold has; recall asks for the
nearest edges alone, the others follow from them.
"""
import itertools
import json
import pathlib
import sys

SUPERSEDES = {"rises", "refines", "corrects", "withdraws"}


def lines(path):
    return [json.loads(line) for line in
            pathlib.Path(path).read_text("utf-8").splitlines()]


def replaced(readings, at):
    """The readings that number `at` supersedes, at once or by others."""
    found, due = set(), [at]
    while due:
        new = set(readings[due.pop()]["supersedes"]) - found
        found |= new
        due += new
    return found - {at}


def claimed(story, rows):
    """Pairs of readings, each as the rows that say the same of a document."""
    pairs = set()
    for slot in story["figures"]:
        known = [rows.get((pathlib.PurePosixPath(r["document"]["path"]).stem,
                           slot["of"], r["low"], r["high"]))
                 for r in slot["readings"]]
        for at, same in enumerate(known):
            pairs |= {(same, known[i])
                      for i in replaced(slot["readings"], at)}
    return {(a, b) for a, b in pairs if a and b and a != b}


def main():
    args = [a for a in sys.argv[1:] if a != "--errors"]
    ledger = lines(args[1])
    rows = {}
    for n, r in enumerate(ledger):
        key = r["docno"], r["role"], r["low"], r["high"]
        rows[key] = rows.get(key, ()) + (n,)
    pairs = set()
    for path in args[2:]:
        for story in json.load(open(path, encoding="utf-8"))["stories"]:
            pairs |= claimed(story, rows)
    true, left_open, nearest = {}, set(), set()
    for later, earlier, kind, also, optional, near in lines(args[0]):
        supersedes = kind in SUPERSEDES
        if optional or (not supersedes and SUPERSEDES & set(also)):
            left_open.add((later, earlier))
        elif supersedes:
            true[later, earlier] = kind
            if near:
                nearest.add((later, earlier))
    spread = {p: set(itertools.product(*p)) for p in pairs}
    counted = {p for p in pairs if not spread[p] & left_open}
    right = {p for p in counted if spread[p] & true.keys()}
    found = set().union(*spread.values()) & nearest
    p = len(right) / max(1, len(counted))
    r = len(found) / max(1, len(nearest))
    f = 2 * p * r / (p + r) if p + r else 0
    print(f"edges     P {p:.3f} R {r:.3f} F1 {f:.3f}"
          f"  ({len(counted)} claimed, {len(nearest)} due)")
    if "--errors" in sys.argv:
        wrong = {min(spread[p]) for p in counted - right}
        for name, some in ("wrong", wrong), ("missed", nearest - found):
            for later, earlier in sorted(some):
                a, b = ledger[later], ledger[earlier]
                print(name, true.get((later, earlier), ""), a["docno"],
                      a["words"], a.get("scope") or "", "OVER", b["docno"],
                      b["words"], b.get("scope") or "")


if __name__ == "__main__":
    main()
