"""Inputs built to blow up: pathological.py ISNAD

Each is about half a megabyte of something that a careless reader scans again
and again, and must be read in a few seconds.
"""
import subprocess
import sys
import tempfile
import time

from tap import Tap

SIZE = 500_000
LIMIT = 12.0  # seconds for each, on a slow machine; mostly it is well below one


def times(text, head="", tail=""):
    return head + text * (SIZE // len(text.encode())) + tail


INPUTS = {
    "open elements": times("<div>"),
    "open formatting": times("<b><i><a>"),
    "unclosed paragraphs": times("<p>قال"),
    "attributes": times(' a="b"', "<p", ">نص"),
    "one long attribute": times("ا", '<p title="', '">نص'),
    "quotes never closed": times('قال "'),
    "guillemets nested": times("«قال ") + times("»"),
    "brackets": times("("),
    "comments": times("<!--"),
    "half entities": times("&am"),
    "entities": times("&amp;"),
    "less-than signs": times("<"),
    "scripts": times("<script>"),
    "cdata": times("<![CDATA["),
    "one long word": times("ا"),
    "marks": times("\u064b", "ا"),
    "one long number": times("9"),
    "numbers": times("مليون "),
    "number words": times("ألف ومئة "),
    "speech": times("قال إن "),
    "sources": times("نقلا عن "),
    "carry-over": times("وأضاف أن "),
    "one sentence": times("الوزير "),
    "names": times("محمد بن "),
    "days": times("الخميس "),
    "dates": times("13 يناير "),
    "same line": times("عنوان الخبر هنا\n"),
    "short lines": times("ا\n"),
    "line ends": times("\n"),
    "breaks": times("<br>", "<body>"),
    "tables": times("<table><tr><td>"),
    "lists": times("<ul><li>"),
    "metas": times('<meta property="og:title" content="ع">'),
    "times": times('<time datetime="2023-03-14">أمس</time>'),
    "json-ld": times("[", '<script type="application/ld+json">'),
    "json-ld items": times('{"@type":"NewsArticle"},',
                           '<script type="application/ld+json">[',
                           "{}]</script>"),
    "proclitics": times("وبالوبال "),
    "spaces": times(" ", "<p>نص", "نص</p>"),
    "replacement": "\ufffd" * (SIZE // 3),
}


def main():
    isnad = sys.argv[1]
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        for name, text in INPUTS.items():
            path = f"{folder}/{name.replace(' ', '-')}"
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            begun = time.monotonic()
            try:
                done = subprocess.run(
                    [isnad, "read", "--format", "jsonl", path],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                    timeout=LIMIT)
                fault = "" if done.returncode in (0, 1, 3) else \
                    f"exit {done.returncode}: {done.stderr.decode()[-2000:]}"
            except subprocess.TimeoutExpired:
                fault = f"longer than {LIMIT} s"
            seconds = time.monotonic() - begun
            tap.ok(not fault, f"{name}", fault)
            print(f"# {seconds:.2f} s {name}")
    tap.done()


if __name__ == "__main__":
    main()
