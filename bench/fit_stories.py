"""The weights of src/story/cluster.c, learned from labelled stories.

    fit_stories.py FIT-STORIES ROUNDS [GOLD.tsv PAGES]…

FIT-STORIES  the program build/bench/fit-stories
GOLD.tsv     name TAB story: ../shared/gold/stories.tsv with its pages
             (bench/board.py writes them to build/bench/stories), and
             bench/gold/stories-2018-03.tsv with its own

Logistic regression (L2, Newton's method) of "is it the true story" on the fits
that each document has with the stories a run would consider; then ROUNDS random
steps, each kept when the mean B-cubed F1 of the sets does not fall.  Prints the
rules in the order of story/cluster.h, bias, join and merge last, and what they
reach; then the same with each day left out in turn, which is the honest figure.
"""
import math
import random
import subprocess
import sys

PENALTY = .1
NEWTON = 30
START = [-1.3, 1.2]     # join and merge before the first step


class Program:
    """fit-stories, answering lines of rules."""

    def __init__(self, program, gold, pages):
        self.command = [program, gold, pages]
        self.running = subprocess.Popen(
            [program, "score", gold, pages], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True)

    def rows(self):
        program, *rest = self.command
        out = subprocess.run([program, "rows", *rest], capture_output=True,
                             text=True, check=True)
        for line in out.stdout.splitlines():
            day, same, *fits = line.split()
            yield int(day), int(same), [float(f) for f in fits] + [1.]

    def days(self, rules):
        """(documents, precision, recall) in sum of each day."""
        self.running.stdin.write(" ".join(f"{w:.4f}" for w in rules) + "\n")
        self.running.stdin.flush()
        values = [float(v) for v in self.running.stdout.readline().split()]
        return [values[i:i + 3] for i in range(0, len(values), 3)]


def f1(days):
    documents, precision, recall = (sum(column) for column in zip(*days))
    return 2 * precision * recall / (precision + recall) / documents


def solve(matrix, vector):
    """Gauss with pivots; the matrix is small."""
    n = len(vector)
    system = [row[:] + [v] for row, v in zip(matrix, vector)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(system[k][i]))
        system[i], system[pivot] = system[pivot], system[i]
        for k in range(i + 1, n):
            factor = system[k][i] / system[i][i]
            for j in range(i, n + 1):
                system[k][j] -= factor * system[i][j]
    result = [0.] * n
    for i in reversed(range(n)):
        rest = sum(system[i][j] * result[j] for j in range(i + 1, n))
        result[i] = (system[i][n] - rest) / system[i][i]
    return result


def regression(table):
    n = len(table[0][1])
    weights = [0.] * n
    for _ in range(NEWTON):
        gradient = [PENALTY * w for w in weights[:-1]] + [0.]
        curve = [[PENALTY * (i == j and i < n - 1) for j in range(n)]
                 for i in range(n)]
        for same, x in table:
            score = sum(w * v for w, v in zip(weights, x))
            p = 1 / (1 + math.exp(-score))
            for i in range(n):
                gradient[i] += (p - same) * x[i]
                for j in range(n):
                    curve[i][j] += p * (1 - p) * x[i] * x[j]
        step = solve(curve, gradient)
        weights = [w - s for w, s in zip(weights, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def mean(programs, rules, left_out=None):
    """Of the F1 of the sets, without the day (set, number) that is left out."""
    scores = []
    for s, program in enumerate(programs):
        days = program.days(rules)
        scores.append(f1([d for i, d in enumerate(days)
                          if (s, i) != left_out]))
    return sum(scores) / len(scores)


def search(programs, rules, rounds, left_out=None):
    draw, best = random.Random(1), mean(programs, rules, left_out)
    for _ in range(rounds):
        tried = rules[:]
        for i in draw.sample(range(len(rules)), draw.choice([1, 1, 2, 3])):
            tried[i] += draw.gauss(0, .25) * max(1, abs(tried[i]) / 2)
        score = mean(programs, tried, left_out)
        if score >= best:
            best, rules = score, tried
    return rules


def fit(programs, tables, rounds, left_out=None):
    table = [row for s, rows in enumerate(tables) for day, *row in rows
             if (s, day) != left_out]
    return search(programs, regression(table) + START, rounds, left_out)


def main(program, rounds, *pairs):
    programs = [Program(program, *pairs[i:i + 2])
                for i in range(0, len(pairs), 2)]
    tables = [list(p.rows()) for p in programs]
    rules = fit(programs, tables, int(rounds))
    print(" ".join(f"{w:.2f}" for w in rules))
    for p in programs:
        print(f"{p.command[1]}: {f1(p.days(rules)):.3f}", flush=True)
    for s, p in enumerate(programs):
        unseen = []
        for day in range(len(p.days(rules))):
            left = fit(programs, tables, int(rounds), (s, day))
            unseen.append(p.days(left)[day])
        print(f"{p.command[1]}, each day left out: {f1(unseen):.3f}",
              flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 5 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    main(*sys.argv[1:])
