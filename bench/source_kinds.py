"""The kind of source of statements: source_kinds.py GOLD.tsv READ.jsonl [--errors]

GOLD.tsv    page, begin, end, kind: bytes of what is said, its kind of source
READ.jsonl  what `isnad read --format jsonl` prints of those pages; `-` for
            standard input

A statement pairs with the attribution of its page that it shares most bytes
with, of those of either; at least half, one to one, best first.  The aim of
issue 9 is the accuracy over the paired.  The gold leaves out headlines and
some short statements: what is found in excess is not scored.  --errors lists
the places where the kinds differ, as offsets.
"""
import collections
import json
import pathlib
import sys

KINDS = ("named", "office", "document", "media", "social", "eyewitness",
         "unnamed", "nobody")
LEAST = .5


def gold_of(path):
    """Page to its attributions: begin, end, kind."""
    pages = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                page, begin, end, kind = line.rstrip("\n").split("\t")
                if kind not in KINDS:
                    sys.exit(f"{path}: no kind {kind}")
                pages[page].append((int(begin), int(end), kind))
    return pages


def made_of(lines):
    """Page to its statements: begin, end, kind."""
    pages = {}
    for line in lines:
        document = json.loads(line)
        page = pathlib.PurePosixPath(document["path"]).stem
        pages[page] = [(s["begin"], s["end"], s["source_kind"] or "nobody")
                       for s in document["statements"]]
    return pages


def overlap(a, b):
    """The bytes in both of those in either."""
    both = min(a[1], b[1]) - max(a[0], b[0])
    return max(both, 0) / (max(a[1], b[1]) - min(a[0], b[0]))


def pairs(gold, made):
    """One to one, those that overlap most first."""
    near = sorted(((overlap(g, m), -i, -j) for i, g in enumerate(gold)
                   for j, m in enumerate(made) if overlap(g, m) >= LEAST),
                  reverse=True)
    of_gold, of_made = {}, set()
    for _, i, j in near:
        if -i not in of_gold and -j not in of_made:
            of_gold[-i] = -j
            of_made.add(-j)
    return of_gold


def main(gold_file, read_file):
    gold = gold_of(gold_file)
    if read_file == "-":
        made = made_of(sys.stdin)
    else:
        with open(read_file, encoding="utf-8") as file:
            made = made_of(file)
    missing = [page for page in gold if page not in made]
    if missing:
        sys.exit("not read: " + " ".join(missing))
    table, due = collections.Counter(), collections.Counter()
    for page, rows in gold.items():
        found = pairs(rows, made[page])
        for n, (begin, end, kind) in enumerate(rows):
            due[kind] += 1
            if n in found:
                got = made[page][found[n]][2]
                table[kind, got] += 1
                if got != kind and "--errors" in sys.argv:
                    print(page, begin, end, kind, got, sep="\t")
    paired = sum(table.values())
    right = sum(n for (kind, got), n in table.items() if kind == got)
    total = sum(due.values())
    print(f"found {paired} of {total} ({paired / total:.3f}); kind right "
          f"{right} of {paired} ({right / max(paired, 1):.3f})")
    print("gold \\ isnad".ljust(13) + "".join(k.rjust(11) for k in KINDS)
          + "not found".rjust(11) + "right".rjust(8))
    for kind in KINDS:
        row = [table[kind, got] for got in KINDS]
        share = f"{table[kind, kind] / sum(row):.2f}" if sum(row) else "-"
        print(kind.ljust(13) + "".join(str(n).rjust(11) for n in row)
              + str(due[kind] - sum(row)).rjust(11) + share.rjust(8))
    other = sorted({got for _, got in table} - set(KINDS))
    if other:
        print("kinds unknown to the gold:", " ".join(other))


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(arguments) != 2:
        sys.exit(__doc__)
    main(*arguments)
