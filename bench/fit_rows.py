#!/usr/bin/env python3
"""Fits the weights of src/story/alike.c: fit_rows.py GOLD_DIR PAIRS.tsv

GOLD_DIR   ../shared/gold/align: which statements of real stories are one
PAIRS.tsv  what bench/row-pairs prints of their pages

A logistic regression with a quadratic penalty, by Newton's method.  First
each story is left out in turn, fitted on the others and joined into rows as
src/story/rows.c does, for a range of thresholds: the pairs found so are what
the thresholds are chosen by.  Then the weights of all stories are printed as
a C initialiser.  Statements that are equal word by word but are no pair of
the gold (which does not list all that copies share) are left out of the
fitting.
"""
import argparse
import collections
import itertools
import json
import math
import pathlib

PENALTY = 1
EQUAL = .93  # of the measure LOCAL_JACCARD
JACCARD = 2  # its place among the measures


def over(a, b):
    shorter = min(a[2] - a[1], b[2] - b[1])
    return min(a[2], b[2]) - max(a[1], b[1]) >= .5 * shorter


def read(gold_dir, pairs):
    """The gold's pairs, and rows (a, b, gold pairs hit, measures, story)."""
    gold, story_of = [], {}
    for number, path in enumerate(sorted(gold_dir.glob("*.json"))):
        story = json.loads(path.read_text("utf-8"))
        story_of.update((d, number) for d in story["documents"])
        for group in story["same_statement"]:
            for x, y in itertools.combinations(group, 2):
                if x["doc"] != y["doc"]:
                    gold.append(tuple((s["doc"], s["begin"], s["end"])
                                      for s in (x, y)))
    at = collections.defaultdict(list)
    for number, (x, y) in enumerate(gold):
        at[x[0], y[0]].append((number, x, y))
        at[y[0], x[0]].append((number, y, x))
    rows = []
    for line in pairs.read_text("utf-8").splitlines():
        cells = line.split("\t")
        a, b = ((pathlib.PurePosixPath(cells[i]).stem, int(cells[i + 1]),
                 int(cells[i + 2])) for i in (0, 3))
        hits = [n for n, x, y in at[a[0], b[0]] if over(x, a) and over(y, b)]
        rows.append((a, b, hits, [float(c) for c in cells[7:]],
                     story_of[a[0]]))
    return gold, at, rows


def solve(matrix, vector):
    """Gauss with pivots."""
    n = len(vector)
    table = [row[:] + [v] for row, v in zip(matrix, vector)]
    for i in range(n):
        best = max(range(i, n), key=lambda k: abs(table[k][i]))
        table[i], table[best] = table[best], table[i]
        for k in range(i + 1, n):
            by = table[k][i] / table[i][i]
            for j in range(i, n + 1):
                table[k][j] -= by * table[i][j]
    out = [0.] * n
    for i in reversed(range(n)):
        rest = sum(table[i][j] * out[j] for j in range(i + 1, n))
        out[i] = (table[i][n] - rest) / table[i][i]
    return out


def fit(examples):
    """Weights, the bias last, for (measures, label) pairs."""
    size = len(examples[0][0]) + 1
    weights = [0.] * size
    for _ in range(25):
        slope = [PENALTY * w for w in weights]
        slope[-1] = 0.
        curve = [[0.] * size for _ in range(size)]
        for i in range(size - 1):
            curve[i][i] = PENALTY
        for measures, label in examples:
            x = measures + [1.]
            z = sum(w * v for w, v in zip(weights, x))
            p = 1 / (1 + math.exp(-max(-30, min(30, z))))
            h = max(p * (1 - p), 1e-9)
            for i, v in enumerate(x):
                if v:
                    slope[i] += (p - label) * v
                    for j, u in enumerate(x):
                        curve[i][j] += h * v * u
        step = solve(curve, slope)
        weights = [w - s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def score(weights, measures):
    return weights[-1] + sum(w * m for w, m in zip(weights, measures))


def join(rows, scores, least, mean):
    """Rows of statements, joined greedily by the likeliest pair."""
    known = {}
    for (a, b, *_), s in zip(rows, scores):
        known[a, b] = known[b, a] = s
    group = {s: [s] for a, b, *_ in rows for s in (a, b)}
    for i in sorted(range(len(rows)), key=lambda i: -scores[i]):
        if scores[i] < least:
            break
        left, right = (group[rows[i][k]] for k in (0, 1))
        if left is right:
            continue
        cross = [known.get((x, y), -6.) for x in left for y in right
                 if x[0] != y[0]]
        clash = any(x[0] == y[0] and min(x[2], y[2]) <= max(x[1], y[1])
                    for x in left for y in right)
        if clash or sum(cross) / len(cross) < mean:
            continue
        left += right
        for statement in right:
            group[statement] = left
    return {id(g): g for g in group.values()}.values()


def judge(groups, gold, at):
    made = right = 0
    found = set()
    for group in groups:
        for a, b in itertools.combinations(group, 2):
            if a[0] != b[0]:
                hits = [n for n, x, y in at[a[0], b[0]]
                        if over(x, a) and over(y, b)]
                made += 1
                right += bool(hits)
                found.update(hits)
    p, r = right / max(1, made), len(found) / len(gold)
    return 2 * p * r / (p + r) if p + r else 0., p, r


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=pathlib.Path)
    parser.add_argument("pairs", type=pathlib.Path)
    arguments = parser.parse_args()
    gold, at, rows = read(arguments.gold, arguments.pairs)
    usable = [r for r in rows if r[2] or r[3][JACCARD] <= EQUAL]
    scores = [0.] * len(rows)
    for story in sorted({r[4] for r in rows}):
        weights = fit([(r[3], bool(r[2])) for r in usable if r[4] != story])
        for i, r in enumerate(rows):
            if r[4] == story:
                scores[i] = score(weights, r[3])
    print("least  mean   F1    P     R, each story left out in turn")
    for least in (-2.6, -2.4, -2.2, -2., -1.8, -1.6, -1.4, -1.2, -1.):
        for mean in (-3., -2.5, -2.):
            f, p, r = judge(join(rows, scores, least, mean), gold, at)
            print(f"{least:5.1f} {mean:5.1f}  {f:.3f} {p:.3f} {r:.3f}")
    weights = fit([(r[3], bool(r[2])) for r in usable])
    print("WEIGHTS", ", ".join(f"{w:.2f}f" for w in weights[:-1]))
    print(f"BIAS {weights[-1]:.2f}f")


if __name__ == "__main__":
    main()
