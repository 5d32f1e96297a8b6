"""Computes the answer key of the demo: make_key.py [--check]

demo/key.txt quotes words of the pages, by hand; demo/key.json says where they
stand, as bytes of the page, end exclusive.  --check compares instead.
"""
import hashlib
import json
import pathlib
import re
import sys

DEMO = pathlib.Path(__file__).resolve().parent.parent / "demo"
LINE = re.compile(r"^(\w+\*?)\s+(.*)$")


class Page:
    """One page's section: where words are looked for, and what was asked."""

    def __init__(self, name, number):
        self.name, self.number = name, number
        self.options, self.lines = {}, []

    def prepare(self):
        self.bytes = (DEMO / "pages" / self.name).read_bytes()
        self.charset = self.options.get("charset", "utf-8")
        self.low, self.high = 0, len(self.bytes)
        self.at = 0
        if "from" in self.options:
            self.low = self.bytes.index(self.encode(self.options["from"]))
        if "to" in self.options:
            self.high = self.bytes.index(self.encode(self.options["to"]),
                                         self.low)

    def encode(self, text):
        return text.encode(self.charset)

    def spans(self, words, at):
        needle, out = self.encode(words), []
        while True:
            at = self.bytes.find(needle, at, self.high)
            if at < 0:
                return out
            out.append({"begin": at, "end": at + len(needle), "text": words})
            at += len(needle)

    def span(self, quoted, number):
        words, _, count = quoted.partition("#")
        found = self.spans(words, max(self.low, self.at))
        n = int(count or 1)
        if len(found) < n:
            sys.exit(f"demo/key.txt:{number}: not in {self.name}: {quoted}")
        return dict(found[n - 1])


def overlaps(a, b):
    return a["begin"] < b["end"] and b["begin"] < a["end"]


def figure_value(text):
    of, low, high, *flags = text.split()
    bound = lambda s: None if s == "null" else float(s) if "." in s else int(s)
    return {"of": of, "low": bound(low), "high": bound(high),
            **{flag: True for flag in flags}}


def said_value(text):
    out = {"direct": False, "stance": "asserts", "speaker": None, "via": []}
    for part in (p.strip() for p in text.split("|")):
        key, _, rest = part.partition(" ")
        if key == "speaker":
            out["speaker"] = [n.strip() for n in rest.split(" / ")]
        elif key == "via":
            out["via"] = [[n.strip() for n in v.split(" / ")]
                          for v in rest.split("،")]
        elif key == "on":
            out["on"] = rest
        else:
            for word in part.split():
                if word in ("direct", "indirect"):
                    out["direct"] = word == "direct"
                else:
                    out["stance"] = word
    return out


def page_key(page):
    page.at = page.low
    key = {"sha256": hashlib.sha256(page.bytes).hexdigest(), "title": None,
           "published": None, "furniture": [], "subheads": [], "ignore": [],
           "dates": [], "figures": [], "names": [], "said": [], "hedges": []}
    wide = []
    for number, kind, rest in page.lines:
        words, mark, value = rest.partition(" = ")
        if kind == "at":
            page.at = page.span(rest, number)["begin"]
        elif kind in ("published", "placed"):
            key["published"] = {"value": rest, "within": kind == "placed"}
        elif kind in ("outlet", "author", "agency"):
            key[kind] = rest
        elif kind == "title":
            key["title"] = page.span(rest, number)
        elif kind in ("ignore", "subhead", "hedge"):
            key[kind if kind == "ignore" else kind + "s"].append(
                page.span(rest, number))
        elif kind == "name*":
            wide.append((number, words, value))
        else:
            span = page.span(words, number)
            if kind == "furniture":
                key["furniture"].append({**span, "kind": value})
            elif kind == "date":
                key["dates"].append({**span, "value": value})
            elif kind == "figure":
                key["figures"].append({**span, **figure_value(value)})
            elif kind == "said":
                key["said"].append({**span, **said_value(value)})
            elif kind == "name":
                type_, _, entity = value.partition(" ")
                key["names"].append({**span, "type": type_,
                                     "entity": entity or span["text"]})
            else:
                sys.exit(f"demo/key.txt:{number}: unknown kind {kind}")
    # Longer names first, so that a shorter one inside does not count.
    junk = key["ignore"] + [f for f in key["furniture"]
                            if f["kind"] != "caption"]
    for number, words, value in sorted(wide, key=lambda w: -len(w[1])):
        type_, _, entity = value.partition(" ")
        kept = [s for s in page.spans(words, page.low)
                if not any(overlaps(s, other)
                           for other in key["names"] + junk)]
        if not kept:
            sys.exit(f"demo/key.txt:{number}: not in {page.name}: {words}")
        key["names"] += [{**s, "type": type_, "entity": entity or words}
                         for s in kept]
    page.at = page.low
    for name in ("dates", "figures", "names", "said"):
        key[name].sort(key=lambda s: s["begin"])
    return key


def story_key(story, pages):
    """Pages are named by the number their file begins with."""
    full = {name[:2]: name for name in pages}
    out = {"title": story.name, "documents": [], "origins": [], "copies": [],
           "readings": [], "forms": [], "same": [], "changed": [],
           "differ": [], "agree": [], "labels": []}

    def quoted(text, number):
        short, _, words = text.strip().partition(" ")
        return {"doc": full[short], **pages[full[short]].span(words, number)}

    for number, kind, rest in story.lines:
        head, _, tail = rest.partition(" = ")
        if kind == "documents":
            out["documents"] = [full[n] for n in rest.split()]
        elif kind == "origin":
            out["origins"].append([full[n] for n in rest.split()])
        elif kind == "copy":
            out["copies"].append([full[n] for n in rest.split()])
        elif kind == "reading":
            of, low, high, doc = head.split()
            status, _, relation = (tail or "current").partition(" ")
            out["readings"].append({**figure_value(f"{of} {low} {high}"),
                                    "doc": full[doc], "status": status,
                                    "relation": relation or None})
        elif kind == "forms":
            out["forms"].append({"type": head, "forms":
                                 [f.strip() for f in tail.split("|")]})
        elif kind == "same":
            out["same"].append({"words": [
                quoted(q, number) for q in rest.split("|")]})
        elif kind == "changed":
            out["changed"].append({"kind": head, **quoted(tail, number)})
        elif kind == "differ":
            out["differ"].append({"relation": head,
                                  "readings": [quoted(q, number)
                                               for q in tail.split("|")]})
        elif kind == "label":
            voice, doc = tail.split()
            out["labels"].append({"word": head, "voice": voice,
                                  "doc": full[doc]})
        elif kind == "agree":
            out["agree"].append({"words": head,
                                 "in": [full[n] for n in tail.split()]})
        else:
            sys.exit(f"demo/key.txt:{number}: unknown kind {kind}")
    return out


def parse():
    pages, stories, section = {}, [], None
    text = (DEMO / "key.txt").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("=== story "):
            section = Page(line[10:].strip(), number)
            stories.append(section)
        elif line.startswith("=== "):
            section = Page(line[4:].strip(), number)
            pages[section.name] = section
        elif line.startswith("@"):
            name, _, value = line[1:].partition(" ")
            section.options[name] = value
        else:
            match = LINE.match(line)
            if not match:
                sys.exit(f"demo/key.txt:{number}: {line}")
            section.lines.append((number, match[1], match[2].strip()))
    for page in pages.values():
        page.prepare()
    return pages, stories


def make():
    pages, stories = parse()
    key = {"about": "Made by tests/make_key.py from demo/key.txt.",
           "documents": {n: page_key(p) for n, p in pages.items()},
           "entities": {},
           "stories": [story_key(s, pages) for s in stories]}
    return json.dumps(key, ensure_ascii=False, indent=1) + "\n"


def main():
    made, file = make(), DEMO / "key.json"
    if "--check" in sys.argv:
        old = file.read_text("utf-8") if file.exists() else ""
        if made != old:
            sys.exit("demo/key.json is not what demo/key.txt and the pages"
                     " give; run tests/make_key.py")
    else:
        file.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
