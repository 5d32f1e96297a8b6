"""The weights of src/story/cluster.c, learned from labelled stories.

    fit_stories.py FIT-STORIES GOLD.tsv PAGES…

FIT-STORIES  the program build/bench/fit-stories
GOLD.tsv     ../shared/gold/stories.tsv, and PAGES its pages (bench/board.py
             writes them to build/bench/stories)

Logistic regression (L2, C = 10, Newton's method) of "is it the true story"
on the fits that each document has with the stories a run would consider.
Prints the weights in the order of story/cluster.h, the bias last.  The bar
JOIN is chosen beside them: the one with the best B-cubed of
../shared/score/stories.py.
"""
import math
import subprocess
import sys

PENALTY = .1   # 1 / C
ROUNDS = 30


def rows(command):
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    table = []
    for line in out.stdout.splitlines():
        same, *fits = line.split()
        table.append((int(same), [float(f) for f in fits] + [1.]))
    return table


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


def fit(table):
    n = len(table[0][1])
    weights = [0.] * n
    for _ in range(ROUNDS):
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


def main(command):
    table = rows(command)
    print(len(table), "pairs,", sum(same for same, _ in table), "true")
    print(" ".join(f"{w:.2f}" for w in fit(table)))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv[1:])
