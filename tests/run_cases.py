"""Golden cases: run_cases.py ISNAD FILE-OR-FOLDER... [--only WORDS] [--accept]

A case is readable Arabic:

    === title
    @published 2022-01-13
    قال وزير الصحة إن «اللقاح متوفر».
    ---
    said    اللقاح متوفر = direct asserts | speaker وزير الصحة
    !date   اليوم

An expectation quotes words; their place in the page is the span that must be
found, `words#2` being the second occurrence.  A ! in front: nothing of that
kind may touch these words (said: no statement mostly the same).  docs/cases.md
lists the kinds.  All cases are read in one run of isnad.

--only runs the cases whose title holds WORDS; --accept rewrites expectations
that fail to what was found, for review.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import Tap

ROLES = ("title", "deck", "paragraph", "subhead", "caption", "credit", "list",
         "table", "quote", "furniture")
FACTS = ("published", "best", "url", "outlet", "author", "agency", "language",
         "charset")
KINDS = ("date", "figure", "name", "said", "hedge", *ROLES, *FACTS)
EXPECT = re.compile(r"^(!?)(\w+)(?:[ \t]+(.*))?$")


class Case:
    def __init__(self, path, line, title):
        self.path, self.line, self.title = path, line, title
        self.options, self.text, self.expect = {}, [], []

    def page(self):
        return "\n".join(self.text).strip("\n") + "\n"


def fail_at(path, number, message):
    sys.exit(f"{path}:{number}: {message}")


def parse(path):
    """The cases of one file; stops with file and line at a faulty one."""
    cases, part = [], None
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if line.startswith("=== "):
            cases.append(Case(path, number, line[4:].strip()))
            part = "text"
        elif not cases:
            if line.strip() and not line.startswith("#"):
                fail_at(path, number, "a case begins with `=== title`")
        elif part == "text" and line == "---":
            part = "expect"
        elif part == "text":
            if line.startswith("@") and not cases[-1].text:
                key, _, value = line[1:].partition(" ")
                if key != "published":
                    fail_at(path, number, f"unknown option @{key}")
                cases[-1].options[key] = value.strip()
            else:
                cases[-1].text.append(line)
        elif line.strip() and not line.startswith("#"):
            match = EXPECT.match(line)
            if not match or match[2] not in KINDS:
                fail_at(path, number, f"not an expectation: {line}")
            cases[-1].expect.append((number, match[1] == "!", match[2],
                                     (match[3] or "").strip()))
    for case in cases:
        if not case.expect:
            fail_at(path, case.line, f"the case expects nothing: {case.title}")
    return cases


# ---- what was found -----------------------------------------------------


def number(value):
    return "null" if value is None else f"{value:.15g}"


def said_value(s):
    out = ["direct" if s["direct"] else "indirect", s["stance"]]
    parts = [" ".join(out)]
    speaker = s.get("speaker")
    parts.append("speaker " + (speaker["entity"] if speaker else "-"))
    parts.append("via " + (", ".join(v["text"] for v in s["via"]) or "-"))
    return " | ".join(parts)


def found(doc, kind):
    """(begin, end, words, value, item) of each finding of a kind."""
    if kind == "date":
        items, value = doc["dates"], lambda d: str(d["value"])
    elif kind == "figure":
        items = doc["figures"]

        def value(f):
            flags = [k for k in ("approximate", "vague", "negated") if f.get(k)]
            part = [f"part={f['part']}"] if f.get("part") else []
            flags += [f"fate={f['fate']}"] if f.get("fate") else []
            return " ".join([f["of"] or "null", number(f["low"]),
                             number(f["high"]), *flags, *part])
    elif kind == "name":
        items, value = doc["names"], lambda n: f"{n['type']} {n['entity']}"
    elif kind == "said":
        items, value = doc["statements"], said_value
    elif kind == "hedge":
        items, value = doc["hedges"], lambda h: ""
    else:
        items = [b for b in doc["blocks"] if b["role"] == kind]
        value = lambda b: b.get("kind") or ""
    return [(i["begin"], i["end"], i["text"], value(i), i) for i in items]


def fact(doc, kind):
    published = doc.get("published") or {}
    if kind == "published":
        return published.get("value"), published.get("from")
    if kind == "best":
        return published.get("best"), None
    if kind == "agency":
        return ", ".join(doc.get("agencies") or []) or None, None
    if kind == "charset":
        return doc["source"].get("charset"), None
    return doc.get(kind), None


# ---- comparing ----------------------------------------------------------


def place(page, words):
    """Byte span of `words` or `words#2` in the page, or None."""
    count = 1
    match = re.match(r"^(.*)#(\d+)$", words, re.S)
    if match:
        words, count = match[1], int(match[2])
    at = -1
    for _ in range(count):
        at = page.find(words.encode(), at + 1)
        if at < 0:
            return None
    return at, at + len(words.encode())


def same_figure(want, got):
    """Flags that the expectation names must be there; others may be."""
    want, got = want.split(), got.split()
    return want[:3] == got[:3] and set(want[3:]) <= set(got[3:])


def same_said(want, item):
    """Each part that the expectation names must fit."""
    for part in (p.strip() for p in want.split("|")):
        key, _, rest = part.partition(" ")
        if key == "speaker":
            speaker = item.get("speaker")
            names = {speaker["entity"], speaker["text"]} if speaker else {"-"}
            if not names & {n.strip() for n in re.split("[,،]", rest)}:
                return False
        elif key == "chain":
            if [h["name"] for h in item["chain"]] != \
                    [n.strip() for n in rest.split("←")]:
                return False
        elif key == "via":
            got = {v["text"] for v in item["via"]} or {"-"}
            if got != {v.strip() for v in re.split("[,،]", rest)}:
                return False
        elif key == "on":
            if item.get("on") != rest.strip():
                return False
        elif key == "class":
            if item.get("class") != rest.strip():
                return False
        elif key == "kind":
            if item.get("source_kind") != rest.strip():
                return False
        else:
            flags = {"direct" if item["direct"] else "indirect",
                     item["stance"]}
            if not set(part.split()) <= flags:
                return False
    return True


def fits(kind, want, item):
    """Does a finding at the right place have the wanted value?"""
    if want is None:
        return True
    if kind == "figure":
        return same_figure(want, item[3])
    if kind == "said":
        return same_said(want, item[4])
    if kind == "name" and " " not in want:
        return item[3].split(" ", 1)[0] == want
    return item[3] == want


def ratio(a, b):
    """The part of both spans together that both cover."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, common) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def split_value(text):
    """«words = value»; the = stands between blanks."""
    words, mark, value = text.rpartition(" = ")
    return (words.strip(), value.strip()) if mark else (text, None)


def check(case, doc, negated, kind, text):
    """(fault or None, replacement line for --accept)."""
    if kind in FACTS:
        got, how = fact(doc, kind)
        want, how_want = split_value(text)
        want = None if want in ("", "-", "null") else want
        bad = (got == want) if negated else got != want
        if not negated and how_want and how != how_want:
            bad = True
        line = f"{kind} {got or '-'}" + (f" = {how}" if how and how_want else "")
        return (f"{kind} is {got} from {how}" if bad else None), line
    page = case.page().encode()
    words, want = split_value(text)
    items = found(doc, kind)
    if negated and not words:
        hits = items
        return ("; ".join(f"found {h[2]} = {h[3]}" for h in hits) or None), ""
    at = place(page, words)
    if at is None:
        return f"the words are not in the page: {words}", None
    if negated:
        least = .6 if kind == "said" else 1e-9
        hits = [i for i in items if ratio(at, i) >= least
                and (want is None or fits(kind, want, i))]
        return ("; ".join(f"found {h[2]} = {h[3]}" for h in hits) or None), ""
    here = [i for i in items if (i[0], i[1]) == at]
    if any(fits(kind, want, i) for i in here):
        return None, None
    near = here or sorted((i for i in items if ratio(at, i) > 0),
                          key=lambda i: -ratio(at, i))
    if not near:
        others = ", ".join(f"{i[2]} = {i[3]}" for i in items[:6]) or "none"
        return f"not found; {kind}s: {others}", f"!{kind} {words}"
    best = near[0]
    line = f"{kind} {best[2]}" + (f" = {best[3]}" if want is not None else "")
    return f"found {best[2]} = {best[3]}", line


def read(isnad, cases):
    """What isnad says of each case, in their order; None: nothing."""
    with tempfile.TemporaryDirectory() as folder:
        known = pathlib.Path(folder, "published.tsv")
        pages = pathlib.Path(folder, "pages")
        pages.mkdir()
        with known.open("w", encoding="utf-8") as tsv:
            for n, case in enumerate(cases):
                name = f"case-{n:04d}.txt"
                pages.joinpath(name).write_text(case.page(), "utf-8")
                if "published" in case.options:
                    tsv.write(f"{name}\t{case.options['published']}\n")
        command = [isnad, "read", "--format", "jsonl", "--published-from",
                   str(known), str(pages)]
        done = subprocess.run(command, capture_output=True)
    sys.stderr.write(done.stderr.decode("utf-8", "replace"))
    if done.returncode not in (0, 3):
        sys.exit(f"isnad read ended with {done.returncode}")
    docs = [None] * len(cases)
    for line in done.stdout.decode().splitlines():
        doc = json.loads(line)
        docs[int(re.search(r"case-(\d+)\.txt$", doc["path"])[1])] = doc
    return docs


def accept(changes):
    """changes: {path: {line number: new text}}."""
    for path, lines in changes.items():
        text = path.read_text("utf-8").split("\n")
        for number, line in lines.items():
            text[number - 1] = line
        path.write_text("\n".join(text), "utf-8")
        print(f"# rewrote {len(lines)} lines of {path}")


def main():
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ap.add_argument("isnad")
    ap.add_argument("files", nargs="+", type=pathlib.Path)
    ap.add_argument("--only", default="")
    ap.add_argument("--accept", action="store_true")
    a = ap.parse_args()
    files = []
    for path in a.files:
        files += sorted(path.rglob("*.case")) if path.is_dir() else [path]
    cases = [c for f in files for c in parse(f) if a.only in c.title]
    tap = Tap()
    changes = {}
    for case, doc in zip(cases, read(a.isnad, cases) if cases else []):
        faults = []
        for number, negated, kind, text in case.expect:
            fault, line = ("not read", None) if doc is None else \
                check(case, doc, negated, kind, text)
            if fault:
                mark = "!" if negated else ""
                faults.append(f"{case.path}:{number}: {mark}{kind} {text}\n"
                              f"  {fault}")
                if line is not None:
                    changes.setdefault(case.path, {})[number] = line
        tap.ok(not faults, f"{case.path.stem}: {case.title}",
               "\n".join(faults))
    if a.accept:
        accept(changes)
    tap.done()


if __name__ == "__main__":
    main()
