"""The dossier is valid, small, self-contained and works in a browser: dossier.py ISNAD BUILD_DIR quick|browser

HTML is parsed strictly where html5lib is there.  With ./test --all the pages are also looked at in Chromium
(tests/web/dossier.mjs): three widths, light and dark, axe, no script, no request, print.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys

import tap
from browser import browser_tools, take_tap

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def dossier(isnad, out, *options, pile=ROOT / "demo/pages"):
    subprocess.run([isnad, "report", "--quiet", "--format", "html", "-o", out, *options, pile], check=True,
                   stdin=subprocess.DEVNULL)
    return out.read_text(encoding="utf-8")


def strict(text):
    """What html5lib has against it, or None where there is no html5lib."""
    try:
        import html5lib
    except ImportError:
        return None
    try:
        html5lib.HTMLParser(strict=True).parse(text)
        return ""
    except html5lib.html5parser.ParseError as e:
        return f"not valid: {e}"


def mixed_page(folder):
    """A page that quotes every string of mixed direction."""
    cases = json.loads((HERE / "web/mixed.json").read_text(encoding="utf-8"))
    body = "".join(f"<p>وقال المتحدث باسم الوزارة: \"{html.escape(c['text'])}\".</p>\n" for c in cases)
    page = folder / "mixed.html"
    page.write_text("<!doctype html><html lang=\"ar\" dir=\"rtl\"><meta charset=\"utf-8\"><title>اتجاهات مختلطة</title>"
                    f"<article><h1>اتجاهات مختلطة في نص واحد</h1>\n{body}</article></html>\n", encoding="utf-8")
    return page


def browser_tests(t, isnad, folder, files):
    if os.environ.get("ISNAD_TEST_STAGE") != "all":
        t.skip("dossier in Chromium", "./test --all wants it")
        return
    work = folder / "web"
    tools = browser_tools(work)
    if not tools:
        t.skip("dossier in Chromium", "Chromium, Node and npm's playwright-core and axe-core are wanted")
        return
    chromium, node = tools
    run = lambda *words: subprocess.run([node, *words], cwd=work, capture_output=True, text=True)
    take_tap(t, run("dossier.mjs", chromium, *files))
    mixed = folder / "mixed-dossier.html"
    dossier(isnad, mixed, pile=mixed_page(folder))
    take_tap(t, run("mixed.mjs", chromium, mixed, "mixed.json"))


def main():
    isnad, folder = sys.argv[1], pathlib.Path(sys.argv[2]) / "dossier"
    folder.mkdir(exist_ok=True)
    t = tap.Tap()
    arabic = dossier(isnad, folder / "demo-ar.html")
    english = dossier(isnad, folder / "demo-en.html", "--labels", "en")
    t.ok('lang="ar" dir="rtl"' in arabic and "سجلّ الأقوال" in arabic, "Arabic labels, right to left")
    t.ok('lang="en" dir="ltr"' in english and "Claim ledger" in english and "سجلّ الأقوال" not in english,
             "English labels, left to right")
    for name, text in (("Arabic", arabic), ("English", english)):
        problem = strict(text)
        if problem is None:
            t.skip(f"{name}: valid HTML", "no html5lib")
        else:
            t.ok(not problem, f"{name}: valid HTML", problem)
        t.ok(not re.search(r"""<script|<[^>]*\s(?:on\w+|src)=|href="(?!#)|url\((?!data:)|@import""", text),
                 f"{name}: no script and no address that a browser would fetch")
        ids = re.findall(r'\bid="([^"]+)"', text)
        t.ok(len(ids) == len(set(ids)), f"{name}: no id twice")
        bare = re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)
        t.ok(len(bare.encode()) <= 30 * 30_000, f"{name}: {len(bare.encode())} bytes apart from the fonts")
    if sys.argv[3] == "browser":
        browser_tests(t, isnad, folder, [folder / "demo-ar.html", folder / "demo-en.html"])
    t.done()


if __name__ == "__main__":
    main()
