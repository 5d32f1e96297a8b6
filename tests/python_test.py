"""The Python module: python_test.py ISNAD MODULE ROOT SITE

What pyisnad gives is what the command prints; its classes are the schema's;
threads, broken-off readings and wrong use end well; the notebooks run.  pandas
and pyarrow are fetched into SITE where a test may.
"""
import contextlib
import dataclasses
import gc
import io
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading

from pypi import module
from tap import Tap

WRONG = [
    ("no such option", TypeError, lambda p: p.read(b"x", wrong=1)),
    ("no such day", ValueError, lambda p: p.read(b"x", published="2022-13-01")),
    ("no such kind", ValueError, lambda p: p.Pile(".", input="pdf")),
    ("no such field", ValueError, lambda p: p.Pile(".", fields={"x": "y"})),
    ("nothing to read", ValueError, lambda p: p.Pile()),
    ("no text", lambda p: p.IsnadError, lambda p: p.read(b"")),
    ("no file", OSError, lambda p: p.read("missing.html")),
]


def install(made, root, folder):
    """A package like the installed one, of links."""
    package = folder / "pyisnad"
    package.mkdir()
    for path in [*(root / "python/pyisnad").iterdir(), made]:
        if path.is_file():
            (package / path.name).symlink_to(path.resolve())
    sys.path.insert(0, str(folder))
    import pyisnad
    return pyisnad


def command(isnad, *words):
    return subprocess.run([isnad, *map(str, words)], check=True,
                          capture_output=True).stdout


def check_read(tap, p, isnad, pages):
    printed = command(isnad, "read", "-q", pages).splitlines()
    articles = list(p.Pile(pages))
    tap.ok([a.json for a in articles] == [line + b"\n" for line in printed],
           "documents are those of isnad read")
    page = articles[0].path
    tap.ok(p.read(page).json == articles[0].json, "one page by its path")
    raw = pathlib.Path(page).read_bytes()
    tap.ok(p.read(raw, name=page).json == articles[0].json,
           "one page from its bytes")
    plain = [a for a in articles if a.source.charset == "utf-8" and
             a.path.endswith(".txt")]
    spans = [(s, pathlib.Path(a.path).read_bytes()) for a in plain
             for s in (*a.dates, *a.figures, *a.names, *a.statements)]
    tap.ok(len(spans) > 100 and
           all(b[s.begin:s.end].decode() == s.text for s, b in spans),
           "every span opens at its bytes", str(len(spans)))
    printed = [json.loads(line) for line in command(
        isnad, "text", "-q", "--format", "jsonl", pages).splitlines()]
    texts = [json.loads(json.dumps(dataclasses.asdict(t)))
             for t in p.Pile(pages).texts()]
    tap.ok(texts == printed and p.text(page).text == printed[0]["text"],
           "articles alone are those of isnad text")


def check_classes(tap, p, root):
    schema = json.loads((root / "docs/read.schema.json").read_text())
    members = schema["properties"]
    from pyisnad.article import RENAMED
    for key, cls in (("dates", p.Date), ("figures", p.Figure),
                     ("names", p.Name), ("statements", p.Statement),
                     ("hedges", p.Hedge), ("blocks", p.Block)):
        due = set(members[key]["items"]["properties"])
        has = {RENAMED.get(f.name, f.name) for f in dataclasses.fields(cls)}
        tap.ok(due == has, f"{cls.__name__} has the schema's members",
               str(due ^ has))
    made = {n for n, v in vars(p.Article).items() if not n.startswith("_")}
    tap.ok(set(members) <= made, "Article has the schema's members",
           str(set(members) - made))


def check_pile(tap, p, isnad, pages, folder):
    deep = folder / "deep.gz"
    deep.write_bytes(subprocess.run(["gzip", "-c"], input=b"not gzip" * 100,
                                    capture_output=True).stdout[:-9])
    pile = p.Pile(pages, deep)
    count = len(list(pile))
    tap.ok(count == len(os.listdir(pages)) and len(pile.skipped) == 1 and
           pile.skipped[0].path == str(deep) and
           pile.skipped[0].position is not None,
           "what is not read is named", str(pile.skipped))
    for article in p.Pile(pages, threads=2):
        break  # the rest is stopped
    tap.ok(article.path and not threading.active_count() > 1,
           "a reading broken off ends")
    report = pile.report()
    tap.ok(report.format("json") == command(
        isnad, "report", "-q", "--format", "json", pages).decode(),
        "the report is that of isnad report")
    tap.ok(report.format("md", english=True) == command(
        isnad, "report", "-q", "--format", "md", "--labels", "en",
        pages).decode(), "… with English labels")
    tap.ok(len(report.stories) > 2 and report.stories[0].origins and
           "<table>" in report.stories[0]._repr_html_() and
           "<iframe" in report._repr_html_(), "stories show in a notebook")
    told = [sorted(c["links"], key=json.dumps) for c in (
        report.copies(), json.loads(command(isnad, "copies", "-q", "--format",
                                            "json", pages)))]
    tap.ok(told[0] == told[1], "copies")
    command(isnad, "export", "-q", pages, "-o", folder / "tables")
    for path in sorted((folder / "tables").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.open(encoding="utf-8")]
        tap.ok(report.rows(path.stem) == rows and
               all(list(row) == list(report.columns(path.stem))
                   for row in rows), f"table {path.stem} is that of export")
    return report


def check_frames(tap, report, site):
    for what, need, make in (("pandas", "pandas", report.to_pandas),
                             ("pyarrow", "pyarrow", report.to_arrow)):
        fetch = os.environ.get("ISNAD_TEST_STAGE") == "all"
        if not (module(need, need, site) if fetch else None):
            tap.skip(f"tables for {what}", "./test --all fetches it")
            continue
        sizes = {t: (len(report.rows(t)), len(report.columns(t)))
                 for t in ("documents", "statements", "figures", "versions")}
        tap.ok(all(make(t).shape == size for t, size in sizes.items()),
               f"tables for {what}", str(sizes))


def check_threads(tap, p, pages):
    """Eight threads at once give what one gives, and others may go on."""
    raw = [path.read_bytes() for path in sorted(pages.iterdir())]
    due = [p.read(r).json for r in raw]
    got = [None] * 8

    def work(which):
        got[which] = [p.read(r).json for r in raw * 4]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tap.ok(all(g == due * 4 for g in got), "eight threads")


def check_memory(tap, p, pages):
    raw = max((path.read_bytes() for path in pages.iterdir()), key=len)

    def grown(turns):
        before = resident()
        for _ in range(turns):
            p.read(raw).statements
        gc.collect()
        return resident() - before

    def resident():
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    grown(200)
    more = grown(1500)
    tap.ok(more < 2 << 20, "memory does not grow with calls", f"{more} bytes")


def check_notebooks(tap, root, pages):
    os.chdir(root)
    for path in sorted((root / "docs/notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        names, said = {"__name__": "__main__"}, io.StringIO()
        number = 0
        try:
            with contextlib.redirect_stdout(said):
                for cell in cells:
                    if cell["cell_type"] == "code":
                        number += 1
                        exec(compile("".join(cell["source"]), f"cell {number}",
                                     "exec"), names)
            failed = ""
        except Exception as error:  # whatever a reader of the notebook sees
            failed = f"cell {number}: {error!r}"
        tap.ok(number > 2 and not failed, f"notebook {path.name} runs", failed)


def check_wheel(tap, root, folder):
    """pip install . into an empty environment, one page, and away again."""
    if os.environ.get("ISNAD_TEST_STAGE") != "all":
        tap.skip("pip install .", "./test --all builds the wheel")
        return
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"

    def run(*words):
        return subprocess.run([python, *map(str, words)], cwd=folder,
                              capture_output=True, text=True)

    said = run("-m", "pip", "install", "-q", root)
    if "NewConnectionError" in said.stderr:
        tap.skip("pip install .", "PyPI is out of reach")
        return
    tap.ok(said.returncode == 0, "pip install .", said.stderr[-2000:])
    said = run("-c", "import pyisnad, sys; print(len(pyisnad.read("
               "sys.argv[1]).statements))", root / "demo/pages/01-difaf.html")
    tap.ok(said.stdout.strip().isdigit(), "the installed module reads",
           said.stderr)
    run("-m", "pip", "uninstall", "-q", "-y", "pyisnad")
    left = [path for path in (folder / "venv").rglob("*isnad*")]
    tap.ok(not left, "nothing is left of it", str(left))


def main():
    isnad, made, root, site = (pathlib.Path(a).resolve()
                                for a in sys.argv[1:])
    tap, pages = Tap(), root / "demo/pages"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        p = install(made, root, folder)
        check_read(tap, p, isnad, pages)
        check_classes(tap, p, root)
        report = check_pile(tap, p, isnad, pages, folder)
        check_frames(tap, report, site)
        check_threads(tap, p, pages)
        check_memory(tap, p, pages)
        for what, error, call in WRONG:
            kind = error if isinstance(error, type) else error(p)
            try:
                call(p)
                tap.ok(False, what, "no error")
            except kind as told:
                tap.ok(str(told), what)
        check_notebooks(tap, root, pages)
        check_wheel(tap, root, folder)
    tap.done()


if __name__ == "__main__":
    main()
