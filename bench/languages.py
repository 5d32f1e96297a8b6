#!/usr/bin/env python3
"""The language of pages beside what their html element claims.

    bench/languages.py BUILD_DIR [SHARED]

Reads every page of SHARED/pages (default ../shared) whole, and each paragraph
of ANT's corpus and of the Arabic golds alone, and prints how many are told
right.  Claims that templates make by themselves ("en" over another script or
another language's words) are shown, for a reader to judge.
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SAME = {"iw": "he", "no": "nb", "nb": "no", "nn": "no"}


def languages(isnad, files):
    done = subprocess.run([isnad, "text", "-q", "--format", "jsonl", *files],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)
    return {r["path"]: r["language"]
            for r in map(json.loads, done.stdout.decode().splitlines())}


def claim(page):
    tag = re.search(rb"<html[^>]*>", page[:20000], re.I)
    lang = tag and re.search(rb"\blang\s*=\s*[\"']?([a-zA-Z]+)", tag[0])
    return lang[1].decode().lower()[:3] if lang else None


def report(name, right, wrong):
    print(f"{name:34} right {right} of {right + len(wrong)}")
    for line in wrong[:20]:
        print("   ", line)


def pages(isnad, shared):
    files = sorted((shared / "pages").glob("*/*.html.gz"))
    found = languages(isnad, files)
    right, wrong = 0, []
    for path in files:
        want, got = claim(gzip.open(path).read()), found.get(str(path))
        if not want or str(path) not in found:
            continue
        if want == got or SAME.get(want) == got:
            right += 1
        else:
            wrong.append(f"{path.name}: claims {want}, told {got}")
    report("pages, by their own claim", right, wrong)


def texts(isnad, shared):
    files = sorted((shared / "seeds").glob("*.txt"))
    files += sorted((shared / "gold").rglob("pages/*"))
    files = [f for f in files if f.is_file()]
    found = languages(isnad, files)
    wrong = [f"{p}: {l}" for p, l in found.items() if l != "ar"]
    report("seeds and golds, all Arabic", len(found) - len(wrong), wrong)


def paragraphs(isnad, shared):
    """Each paragraph of the seeds and golds by itself."""
    with tempfile.TemporaryDirectory() as folder:
        count = 0
        for path in [*sorted((shared / "seeds").glob("*.txt")),
                     *sorted((shared / "gold").rglob("pages/*.txt"))]:
            for line in path.read_text("utf-8", "replace").split("\n"):
                arabic = len(re.findall("[\u0620-\u064a]", line))
                if arabic > 12 and arabic * 2 > len(line):
                    pathlib.Path(folder, f"{count}.txt").write_text(line)
                    count += 1
        found = languages(isnad, [folder])
        wrong = [f"{l}: {pathlib.Path(p).read_text()[:90]}"
                 for p, l in found.items() if l != "ar"]
        report("their lines alone", len(found) - len(wrong), wrong)


def main():
    isnad = pathlib.Path(sys.argv[1]).resolve() / "isnad"
    shared = pathlib.Path(sys.argv[2] if len(sys.argv) > 2
                          else "../shared").resolve()
    pages(isnad, shared)
    texts(isnad, shared)
    paragraphs(isnad, shared)


if __name__ == "__main__":
    main()
