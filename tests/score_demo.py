"""Scores what isnad finds in the demo: score_demo.py ISNAD [--errors]

The key is hand-made (demo/key.txt; make_key.py gives it offsets).  Each
measure has a floor; stories are asked point by point.  --errors lists what
was missed and what is wrong.
"""
import json
import re
import subprocess
import sys
import unicodedata

import make_key
from tap import Tap

# F1 that each measure must reach; "all" of what is asked where it is 1.
FLOORS = {"published": 1.0, "facts": 1.0, "titles": 1.0, "furniture": .95,
          "dates right": .95, "figures right": .95, "names right": .80,
          "said found": .95, "said by whom": .95, "quotes by whom": .95,
          "stance": 1.0, "via": .80, "hedges": 1.0}

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ئ": "ي",
                      "ؤ": "و", "ة": "ه"})


def fold(text):
    """Words without what spelling varies in, nor proclitics of the first."""
    text = MARKS.sub("", unicodedata.normalize("NFKC", text or ""))
    words = " ".join(re.findall(r"\w+", text.translate(FOLD)))
    return re.sub(r"^(?:[وفبك]?ال|[وفب]?لل|[وفبلك](?=\w{3}))", "", words)


class Tally:
    def __init__(self):
        self.hit = self.made = self.due = 0
        self.notes = []

    def add(self, pairs, made, due, right=lambda g, m: True):
        good = [(g, m) for g, m in pairs if right(g, m)]
        self.hit += len(good)
        self.made += len(made)
        self.due += len(due)
        self.notes += [f"missed {g}" for g in due
                       if not any(g is x for x, _ in good)]
        self.notes += [f"wrong {brief(m)}" for m in made
                       if not any(m is y for _, y in good)]

    def f1(self):
        if self.made + self.due == 0:
            return 1.0
        return 2 * self.hit / (self.made + self.due)


def brief(item):
    kept = ("text", "value", "of", "low", "high", "type", "direct", "stance",
            "speaker", "role")
    return {k: item[k] for k in kept if k in item}


def overlap(a, b):
    inner = min(a["end"], b["end"]) - max(a["begin"], b["begin"])
    outer = max(a["end"], b["end"]) - min(a["begin"], b["begin"])
    return max(0, inner) / max(1, outer)


def pair(due, made, least):
    """One to one, best overlap first."""
    ranked = sorted(((overlap(g, m), -i, -j) for i, g in enumerate(due)
                     for j, m in enumerate(made) if overlap(g, m) >= least),
                    reverse=True)
    used_due, used_made, out = set(), set(), []
    for _, i, j in ranked:
        if i not in used_due and j not in used_made:
            used_due.add(i)
            used_made.add(j)
            out.append((due[-i], made[-j]))
    return out


def speaker_right(key, found):
    if key["speaker"] is None or found.get("speaker") is None:
        return key["speaker"] is None and found.get("speaker") is None
    accepted = {fold(n) for n in key["speaker"]}
    speaker = found["speaker"]
    return fold(speaker["entity"]) in accepted or \
        fold(speaker["text"]) in accepted


def published_right(key, doc):
    got = doc.get("published") or {}
    if not key["within"]:
        return got.get("value") == key["value"]
    low, high = key["value"].split("/")
    value = got.get("value") or ""
    first, _, last = value.partition("/")
    return low <= first <= (last or first) <= high


def score_page(name, key, doc, tally):
    counts = lambda item: not any(overlap(item, i) > 0 for i in key["ignore"])
    kept = {k: [i for i in doc[k] if counts(i)]
            for k in ("dates", "figures", "names", "statements", "hedges")}

    def asked(measure, right, what):
        t = tally[measure]
        t.due += 1
        t.made += 1
        t.hit += bool(right)
        if not right:
            t.notes.append(f"{name}: {what}")

    asked("published", published_right(key["published"], doc),
          f"{doc.get('published')} for {key['published']['value']}")
    for fact in ("outlet", "author"):
        if fact in key:
            asked("facts", doc.get(fact) == key[fact],
                  f"{fact} {doc.get(fact)} for {key[fact]}")
    if "agency" in key:
        asked("facts", key["agency"] in doc["agencies"],
              f"agencies {doc['agencies']} for {key['agency']}")
    if key["title"]:
        titles = [b for b in doc["blocks"] if b["role"] == "title"]
        asked("titles", any(overlap(key["title"], t) >= .9 for t in titles),
              f"title {[t['text'] for t in titles]}")
    if key["furniture"]:
        made = [b for b in doc["blocks"]
                if b["role"] in ("furniture", "caption") and counts(b)]
        tally["furniture"].add(pair(key["furniture"], made, .6), made,
                               key["furniture"])
    # Durations are figures here.
    dates = [d for d in kept["dates"] if not str(d["value"]).startswith("P")]
    tally["dates right"].add(
        pair(key["dates"], dates, .3), dates, key["dates"],
        lambda g, m: g["value"] == m["value"])
    figures = [f for f in kept["figures"] if f["of"]]
    tally["figures right"].add(
        pair(key["figures"], figures, .3), figures, key["figures"],
        lambda g, m: all(g[k] == m[k] for k in ("of", "low", "high")))
    tally["names right"].add(
        pair(key["names"], kept["names"], 1.0), kept["names"], key["names"],
        lambda g, m: g["type"] == m["type"])
    said = pair(key["said"], kept["statements"], .6)
    made = kept["statements"]
    tally["said found"].add(said, made, key["said"])
    tally["said by whom"].add(said, made, key["said"], speaker_right)
    direct = [(g, m) for g, m in said if g["direct"] and m["direct"]]
    tally["quotes by whom"].add(
        direct, [m for m in made if m["direct"]],
        [g for g in key["said"] if g["direct"]], speaker_right)
    for g, m in said:
        asked("stance", g["stance"] == m["stance"],
              f"{m['stance']} for {g['stance']}: {g['text']}")
        want = [{fold(n) for n in names} for names in g["via"]]
        got = {fold(v["text"]) for v in m["via"]}
        via = tally["via"]
        via.hit += sum(bool(got & names) for names in want)
        via.made += len(got)
        via.due += len(want)
        if len(got) != len(want) or not all(got & names for names in want):
            via.notes.append(f"{name}: via {got} for {want}: {g['text']}")
    hedges = tally["hedges"]
    hedges.add(pair(key["hedges"], kept["hedges"], .5), kept["hedges"],
               key["hedges"])


# ---- stories --------------------------------------------------------------


def base(path):
    return path.rsplit("/", 1)[-1]


def stands_in(quoted, wordings):
    return any(base(w["path"]) == quoted["doc"]
               and w["begin"] < quoted["end"] and quoted["begin"] < w["end"]
               for w in wordings)


def evidence(reading):
    found = reading.get("evidence") or []
    return found if isinstance(found, list) else [found]


def reading_there(want, story):
    for row in story["figures"]:
        for r in row["readings"]:
            if (row["of"], r["low"], r["high"], base(r["document"]["path"]),
                    r["status"]) == (want["of"], want["low"], want["high"],
                                     want["doc"], want["status"]) and \
                    want["relation"] in (None, r["relation"]):
                return True
    return False


def check_story(tap, key, stories):
    title, members = key["title"], set(key["documents"])

    def want(what, good, detail=""):
        tap.ok(good, f"{title}: {what}", detail)

    def shares(story):
        return len(members & {base(d["path"]) for d in story["documents"]})

    story = max(stories, key=shares, default=None)
    got = {base(d["path"]) for d in story["documents"]} if story else set()
    if not want_story(tap, title, members, got):
        return
    origins = {frozenset(map(base, o["documents"])) for o in story["origins"]}
    due = {frozenset(o) for o in key["origins"]}
    want("origins", origins == due,
         f"made {[sorted(o) for o in origins]}")
    made = {frozenset((base(c["of"]["path"] if isinstance(c["of"], dict)
                            else c["of"]),
                       base(c["document"]["path"]
                            if isinstance(c["document"], dict)
                            else c["document"]))) for c in story["copies"]}
    for pair_due in key["copies"]:
        want(f"copy {pair_due}", frozenset(pair_due) in made,
             f"made {[sorted(m) for m in made]}")
    for r in key["readings"]:
        want(f"{r['of']} {r['low']} in {r['doc']} is {r['status']}"
             f" {r['relation'] or ''}".rstrip(),
             reading_there(r, story),
             [(f["of"], [(base(x["document"]["path"]), x["low"], x["high"],
                          x["status"], x["relation"]) for x in f["readings"]])
              for f in story["figures"] if f["of"] == r["of"]])
    for f in key["forms"]:
        want(f"one {f['type']}: {f['forms']}",
             any(e["type"] == f["type"] and
                 set(f["forms"]) <= {x["text"] for x in e["forms"]}
                 for e in story["entities"]))
    for same in key["same"]:
        want(f"one statement: {same['words'][0]['text']}",
             any(all(stands_in(q, s["wordings"]) for q in same["words"])
                 for s in story["statements"]))
    for c in key["changed"]:
        want(f"{c['kind']}: {c['text']}",
             any(stands_in(c, [w]) and
                 any(x["kind"] == c["kind"] for x in w["changes"])
                 for s in story["statements"] for w in s["wordings"]))
    for d in key["differ"]:
        want(f"{d['relation']}: {d['readings'][0]['text']}",
             any(x["relation"] == d["relation"] and
                 all(stands_in(q, [e for r in x["readings"]
                                   for e in evidence(r)])
                     for q in d["readings"]) for x in story["differences"]))
    for label in key["labels"]:
        want(f"label {label['word']} in the voice of the {label['voice']}",
             any(m["voice"] == label["voice"] and
                 any(base(e["path"]) == label["doc"] and
                     label["word"] in e["exact"] for e in evidence(m))
                 for x in story["labels"] for m in x["mentions"]))
    for a in key["agree"]:
        want(f"agreement: {a['words']}",
             any(set(a["in"]) <= {base(e["path"]) for e in evidence(x)} and
                 any(fold(a["words"]) in fold(e["exact"]) or
                     fold(e["exact"]) in fold(a["words"])
                     for e in evidence(x)) for x in story["agreements"]))


def want_story(tap, title, members, got):
    return tap.ok(got == members, f"{title}: one story of its pages",
                  f"missing {sorted(members - got)}, too many"
                  f" {sorted(got - members)}")


def run(isnad, *arguments):
    done = subprocess.run([isnad, *arguments, str(make_key.DEMO / "pages")],
                          capture_output=True)
    if done.returncode:
        sys.exit(f"isnad {' '.join(arguments)} ended with {done.returncode}:"
                 f" {done.stderr.decode()}")
    return done.stdout.decode()


def main():
    isnad, show = sys.argv[1], "--errors" in sys.argv
    key = json.loads(make_key.make())
    docs = {base(d["path"]): d for d in map(
        json.loads, run(isnad, "read", "--pile", "--format",
                        "jsonl").splitlines())}
    report = json.loads(run(isnad, "report", "--format", "json"))
    tap = Tap()
    tally = {name: Tally() for name in FLOORS}
    for name, page in key["documents"].items():
        doc = docs.get(name)
        good = doc and doc["source"]["sha256"] == page["sha256"]
        if tap.ok(good, f"{name} is read"):
            score_page(name, page, doc, tally)
    for name, floor in FLOORS.items():
        t = tally[name]
        notes = list(map(str, t.notes if show else t.notes[:12]))
        if len(notes) < len(t.notes):
            notes.append(f"… {len(t.notes)} in all; --errors shows them")
        tap.ok(t.f1() >= floor, f"{name} F1 {t.f1():.3f}, at least {floor}"
               f" ({t.hit}/{t.made}/{t.due})", "\n".join(notes))
        if show and t.f1() >= floor:
            for note in t.notes:
                print(f"#   {note}")
    for story in key["stories"]:
        check_story(tap, story, report["stories"])
    tap.done()


if __name__ == "__main__":
    main()
