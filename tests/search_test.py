"""isnad search: search_test.py ISNAD ROOT

Written pages, questions, and the pages that each must find; who said what
about what; facets; the words marked where they stand.
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

from tap import Tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

PAGES = {
    "jisr.txt": """افتتاح جسر الوادي الجديد
2023-05-02
قال وزير الأشغال سامي حداد إن الجسر سيخفف الزحام عن المدينة. وأضاف أن
أعمال التوسعة ستنتهي في الخريف.

وذكر شهود عيان أن سيارات كثيرة عبرت الجسور صباح اليوم.
""",
    "matar.txt": """أمطار غزيرة في وادي النور
2023-05-03
أعلنت هيئة الأرصاد أن الأمطار ستستمر ثلاثة أيام. وقالت مديرة الهيئة ليلى
عواد إن السيول قد تقطع طريق الوادي.
""",
    "sihha.txt": """وزيرة الصحة ترد على الشكاوى
2023-06-10
نفت وزيرة الصحة هدى صالح وجود نقص في الأدوية، وقالت إن المستودعات ممتلئة.
وقال مصدر طبي إن المستشفيات تشكو نقص الأدوية منذ شهر.
""",
    "suq.txt": """حكومة المدينة توسع السوق
2023-06-11
قررت حكومة المدينة توسعة السوق القديمة، وقال وزير الأشغال سامي حداد إن
الحكومة رصدت مالا كافيا. ولم يعلق سامي حداد على أعمال الجسر.
""",
}

# Question and options, and what it must find.
ARTICLES = [
    ("الجسر", [], {"jisr", "suq"}),
    ("جسور", [], {"jisr"}),
    ("لأمطار", [], {"matar"}),
    ("حكومتها", [], {"suq"}),
    ("توسعة", [], {"jisr", "suq"}),
    ("وادي", [], {"jisr", "matar"}),
    ('"وادي النور"', [], {"matar"}),
    ('"النور وادي"', [], set()),
    ("الوادي -جسر", [], {"matar"}),
    ("سيول | أدوية", [], {"matar", "sihha"}),
    ("سيول أو أدوية", [], {"matar", "sihha"}),
    ("مستود*", [], {"sihha"}),
    ("NEAR(السيول طريق, 3)", [], {"matar"}),
    ("NEAR(الأرصاد طريق, 3)", [], set()),
    ("قرب(السيول طريق، ٣)", [], {"matar"}),
    ("", ["--person", "سامي حداد"], {"jisr", "suq"}),
    ("", ["--person", "سامي", "--from", "2023-06-01"], {"suq"}),
    ("", ["--to", "2023-05-02"], {"jisr"}),
    ("", ["--role", "وزيرة الصحة"], {"sihha"}),
    ("", ["--kind", "eyewitness"], {"jisr"}),
    ("", ["--place", "وادي النور"], {"matar"}),
    ("؟!", ["--from", "2023-06-11"], {"suq"}),
]

# Options, and the words of the statements that must be found.
STATEMENTS = [
    (["--said-by", "سامي حداد"],
     {"الجسر سيخفف", "أعمال التوسعة", "الحكومة رصدت"}),
    (["--said-by", "سامي حداد", "الجسر"], {"الجسر سيخفف"}),
    (["--said-by", "وزير الأشغال", "مال"], {"الحكومة رصدت"}),
    (["--said-by", "سامي", "السيول"], set()),
    (["--said", "أدوية"], {"نقص في الأدوية", "المستشفيات تشكو"}),
    (["--said", "أدوية", "--kind", "unnamed"], {"المستشفيات تشكو"}),
    (["--said-by", "ليلى عواد"], {"السيول قد تقطع"}),
    (["ماذا قال سامي حداد عن الجسر؟"], {"الجسر سيخفف"}),
    (["ماذا قالت ليلى عواد"], {"السيول قد تقطع"}),
    (["من تحدث عن أدوية"], {"نقص في الأدوية", "المستشفيات تشكو"}),
]


def lines(text):
    """A paragraph a line: above they are folded."""
    head, body = text.split("\n2023", 1)
    return head + "\n2023" + body[:6] + "\n" + "\n".join(
        " ".join(p.split()) for p in body[6:].split("\n\n")) + "\n"


class Bench:
    def __init__(self, tap, isnad, root, folder):
        self.tap, self.isnad, self.store = tap, isnad, folder / "s.isnad"
        self.faults = []
        self.schema = jsonschema and jsonschema.Draft202012Validator(
            json.loads((root / "docs/search.schema.json").read_text("utf-8")))
        pages = folder / "pages"
        pages.mkdir()
        for name, text in PAGES.items():
            (pages / name).write_text(lines(text), "utf-8")
        got = self.run("add", pages)
        tap.ok(got.returncode == 0, "the pages are added", got.stderr)

    def run(self, command, *words):
        return subprocess.run(
            [self.isnad, command, "--store", self.store, *map(str, words)],
            capture_output=True)

    def search(self, *words):
        got = self.run("search", "--format", "json", *words)
        if got.returncode not in (0, 1):
            return None
        found = json.loads(got.stdout)
        assert (got.returncode == 1) == (not found["hits"])
        self.faults += self.schema.iter_errors(found) if self.schema else []
        return found


def stem(hit):
    return pathlib.Path(hit["passage"]["path"]).stem


def articles(b):
    for words, options, wanted in ARTICLES:
        found = b.search(*options, words)
        got = found and {stem(h) for h in found["hits"]}
        b.tap.ok(got == wanted, f"{words} {' '.join(options)}", got)


def statements(b):
    for options, wanted in STATEMENTS:
        found = b.search(*options)
        said = [h["passage"]["exact"] for h in found["hits"]]
        good = len(said) == len(wanted) and \
            all(any(w in s for s in said) for w in wanted)
        b.tap.ok(good, f"who said {' '.join(options)}", said)


def marks(b):
    hit = b.search("جسور")["hits"][0]
    words = [m["text"] for m in hit["marks"]]
    b.tap.ok(words == ["الجسور"], "the word as it is written is marked", words)
    hit = b.search('"هيئة الأرصاد"')["hits"][0]
    words = [m["text"] for m in hit["marks"]]
    b.tap.ok(words == ["هيئة الأرصاد"], "a phrase is one mark", words)
    place = hit["passage"]
    payload = pathlib.Path(place["path"]).read_bytes()
    b.tap.ok(payload[place["begin"]:place["end"]].decode() == place["exact"],
             "a passage is told by its bytes")
    text = b.run("search", "جسور").stdout.decode()
    b.tap.ok("[الجسور]" in text, "a mark on paper", text)


def facets(b):
    found = b.search("سامي")
    got = {(f["kind"], f["value"]): f["count"] for f in found["facets"]}
    b.tap.ok(got.get(("person", "سامي حداد")) == 2 and
             got.get(("month", "2023-05")) == 1 and
             got.get(("month", "2023-06")) == 1 and
             got.get(("role", "وزير الأشغال")) == 2 and
             got.get(("kind", "eyewitness")) == 1, "values are counted", got)


def order(b):
    def days(*words):
        return [h["published"] for h in b.search(*words, "المدينة")["hits"]]
    newest = days("--sort", "newest")
    b.tap.ok(newest == ["2023-06-11", "2023-05-02"], "newest first", newest)
    b.tap.ok(days("--sort", "oldest") == newest[::-1], "oldest first")
    b.tap.ok(days("--sort", "oldest", "--limit", "1", "--skip", "1") ==
             newest[:1], "one page behind another")
    total = b.search("--limit", "1", "المدينة")["total"]
    b.tap.ok(total == 2, "how many there are in all", total)


def faults(b):
    for words in ['"جسر', "-جسر", "NEAR(جسر"], ["--from", "2023"], \
            ["--kind", "friend"], ["--limit", "2000"], ["--sort", "size"], \
            ["--skip", "999", "--limit", "10", "جسر"]:
        codes = {b.run("search", *([w] if isinstance(words, list) and
                                   not words[0].startswith("--") else words)
                       ).returncode for w in words}
        b.tap.ok(codes <= {2, 4}, f"refused: {' '.join(words)}", codes)


def words_of(store):
    """The words of the index, each with how many pages have it."""
    with sqlite3.connect(store) as base:
        base.execute("CREATE VIRTUAL TABLE temp.words USING "
                     "fts5vocab('main', 'search', 'row')")
        return dict(base.execute("SELECT term, doc FROM temp.words"))


def changes(b):
    page = b.store.parent / "pages/jisr.txt"
    page.write_text("افتتاح نفق\n2023-05-02\nقال سامي حداد إن النفق مفتوح.\n",
                    "utf-8")
    b.run("add", page.parent)
    b.tap.ok({stem(h) for h in b.search("جسر")["hits"]} == {"suq"} and
             {stem(h) for h in b.search("نفق")["hits"]} == {"jisr"},
             "a page is found as it is now")
    before = {stem(h) for h in b.search("سامي | سيول")["hits"]}
    left = words_of(b.store)
    again = b.run("rebuild")
    b.tap.ok(left == words_of(b.store) and "شاهد" not in left,
             "nothing is left in the index of what it said before",
             set(left.items()) ^ set(words_of(b.store).items()))
    after = {stem(h) for h in b.search("سامي | سيول")["hits"]}
    b.tap.ok(again.returncode == 0 and before == after != set(),
             "rebuilt, it finds the same", again.stderr)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        b = Bench(tap, sys.argv[1], pathlib.Path(sys.argv[2]),
                  pathlib.Path(folder))
        for part in articles, statements, marks, facets, order, faults, \
                changes:
            part(b)
        tap.ok(not b.faults, "all of it fits the schema",
               "\n".join(f.message[:200] for f in b.faults[:5]))
    tap.done()


main()
