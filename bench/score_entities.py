"""B-cubed of the entities of stories: score_entities.py GOLD.tsv PAGES REPORT.json

GOLD.tsv     page, begin, end, story, entity: the mentions grouped by hand
PAGES        the folder of the pages that the report was made of
REPORT.json  what `isnad report --format json` prints of them

A mention belongs to the entity, of the story its page was put into, one of
whose forms is the mention's words; words that are a form of several go to the
entity with the most mentions of that form.  A mention that is found nowhere
is alone.  The second line leaves out what the grouping of pages into stories
did: mentions of one entity in two stories of the report count as two.  The
third is what equal words in a story alone would give.
"""
import collections
import json
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(SHARED / "score"))
sys.dont_write_bytecode = True
import score  # noqa: E402


def keys(words):
    """The words as they are compared, strictest first."""
    words = words.replace("_", " ")
    return score.fold(words), score.core(words)


def forms_of(story):
    """For each strictness: words to the story's entities, most used first."""
    tables = [collections.defaultdict(list), collections.defaultdict(list)]
    for n, entity in enumerate(story["entities"]):
        for form in entity["forms"]:
            for table, key in zip(tables, keys(form["text"])):
                table[key].append((-(form.get("count") or 0), n))
    return [{key: min(found)[1] for key, found in table.items()}
            for table in tables]


def bcubed(gold, made):
    """Precision, recall and F1 of labels in the order of the mentions."""
    due, got = collections.Counter(gold), collections.Counter(made)
    both = collections.Counter(zip(gold, made))
    p = sum(both[g, m] / got[m] for g, m in zip(gold, made)) / len(gold)
    r = sum(both[g, m] / due[g] for g, m in zip(gold, made)) / len(gold)
    return p, r, 2 * p * r / (p + r)


def print_parted(gold, made, spelled):
    """Entities of a story of the report that lie in several of its own."""
    parts = collections.defaultdict(lambda: collections.defaultdict(set))
    for entity, label, words in zip(gold, made, spelled):
        parts[entity][label].add(words)
    for entity, found in parts.items():
        if len(found) > 1:
            print("parted", *entity, " / ".join(
                " = ".join(sorted(p)) for p in found.values()),
                file=sys.stderr)


def main(gold_file, pages, report):
    with open(report, encoding="utf-8") as file:
        stories = json.load(file)["stories"]
    story_of = {pathlib.PurePosixPath(document["path"]).stem: n
                for n, story in enumerate(stories)
                for document in story["documents"]}
    tables = {}
    gold, within, made, same, spelled = [], [], [], [], []
    found = 0
    with open(gold_file, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file
                if line.strip() and not line.startswith("#")]
    for n, (page, begin, end, story, entity) in enumerate(rows):
        raw = (pathlib.Path(pages) / (page + ".html")).read_bytes()
        words = raw[int(begin):int(end)].decode("utf-8")
        home = story_of.get(page)
        if home is not None and home not in tables:
            tables[home] = forms_of(stories[home])
        label = None
        for table, key in zip(tables.get(home, ()), keys(words)):
            if label is None:
                label = table.get(key)
        found += label is not None
        gold.append((story, entity))
        within.append((home, story, entity))
        made.append(("alone", n) if label is None else (home, label))
        spelled.append(words)
        same.append((story, keys(words)[0]))
        if label is None and "--errors" in sys.argv:
            print("not found", page, begin, words, file=sys.stderr)
    if "--errors" in sys.argv:
        print_parted(within, made, spelled)
    for name, a, b in (("entities", gold, made),
                       ("given stories", within, made),
                       ("equal words", gold, same)):
        print("%-14s %.3f %.3f %.3f" % (name, *bcubed(a, b)))
    print(f"{len(rows)} mentions of {len(set(gold))} entities in"
          f" {len({r[3] for r in rows})} stories, found {found},"
          f" grouped into {len(set(made))};"
          f" their pages lie in {len({w[0] for w in within})} stories")


if __name__ == "__main__":
    main(*[a for a in sys.argv[1:] if a != "--errors"])
