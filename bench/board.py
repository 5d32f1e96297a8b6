"""Runs the scorers of ../shared over this build: see board.sh.

Each section writes its pages once into build/bench, runs isnad on them, runs
a scorer, and keeps what that prints beside time and memory.  Sections that
are not asked for keep what an earlier run wrote only if it was of the same
commit.
"""
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
WORK = ROOT / "build" / "bench"
ISNAD = ROOT / "build" / "isnad"
GOLD = ROOT / "bench" / "gold"
BOARD = ROOT / "bench" / "BOARD.md"


def isnad(out, *arguments):
    """Runs isnad into WORK/out; a line with what it took."""
    path = WORK / out
    begun = time.monotonic()
    with open(path, "wb") as file:
        process = subprocess.Popen([ISNAD, *map(str, arguments)], stdout=file,
                                   stderr=subprocess.PIPE)
        noise = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    code = process.returncode
    line = (f"isnad {arguments[0]}: exit {code}, {seconds:.2f} s,"
            f" {usage.ru_maxrss / 1024:.0f} MiB")
    if code not in (0, 1, 3):
        line += "\n" + noise[-2000:]
    elif noise.strip():
        line += f", {len(noise.splitlines())} lines on standard error"
    return path, line


def score(script, *arguments):
    return run(SHARED / "score" / script, arguments)


def own(script, *arguments):
    """A scorer of this repository."""
    return run(ROOT / "bench" / script, arguments)


def run(script, arguments):
    done = subprocess.run([sys.executable, script, *map(str, arguments)],
                          capture_output=True, text=True)
    # Measures that this gold does not have say nothing.
    lines = [line for line in done.stdout.splitlines()
             if not line.endswith("/0")]
    return "\n".join(lines) or done.stderr.rstrip()[-1500:]


def corpus_pages(folder, corpus, names=()):
    """Pages of a corpus, written once."""
    target = WORK / folder
    if not (target / ".done").exists():
        names = list(names)
        for at in range(0, max(1, len(names)), 5000):
            done = subprocess.run(
                [sys.executable, SHARED / "corpus" / "pages.py",
                 SHARED / "corpus" / corpus, target, *names[at:at + 5000]],
                capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(done.stderr[-500:])
        (target / ".done").touch()
    return target


ANT, SAUDI = "ant-2018-02-07.jsonl.zst", "saudi-2015-07.jsonl.zst"


def seeds():
    """The two seed pages, read as a pile, and their report."""
    pages = sorted((SHARED / "seeds").glob("*.txt"))
    read, a = isnad("seeds.jsonl", "read", "--pile", "--format", "jsonl",
                    *pages)
    report, b = isnad("seeds.json", "report", "--format", "json", *pages)
    return [a, score("score.py", SHARED / "seeds" / "key.json", read), b,
            score("seeds.py", report)]


def dev():
    """48 real articles of 2018, each read by itself."""
    gold = SHARED / "gold" / "dev"
    read, a = isnad("dev.jsonl", "read", "--format", "jsonl", gold / "pages")
    return [a, score("score.py", gold / "gold.json", read, "--pages",
                     gold / "pages")]


def names():
    """1 000 articles whose names the tagger was trained on: no test of it."""
    gold = SHARED / "gold" / "names.json"
    docs = json.loads(gold.read_text("utf-8"))["documents"]
    pages = corpus_pages("names", ANT, [n[:-5] for n in docs])
    read, a = isnad("names.jsonl", "read", "--format", "jsonl", pages)
    return [a, score("score.py", gold, read, "--pages", pages)]


def stories():
    """Every article of three days, by story."""
    gold = SHARED / "gold" / "stories.tsv"
    docs = [line.split("\t")[0] for line in
            gold.read_text("utf-8").splitlines() if line.strip()]
    pages = corpus_pages("stories", ANT, docs)
    report, a = isnad("stories.json", "report", "--format", "json", pages)
    return [a, score("stories.py", gold, report)]


def align():
    """Nine stories of several outlets."""
    gold = SHARED / "gold" / "align"
    docs = sorted({d for f in gold.glob("*.json") for d in
                   json.loads(f.read_text("utf-8"))["documents"]})
    pages = corpus_pages("align", ANT, docs)
    report, a = isnad("align.json", "report", "--format", "json", pages)
    return [a, score("align.py", gold, report)]


def ledger():
    """Figures that 74 articles of six stories give as their own."""
    gold = SHARED / "gold" / "ledger.jsonl"
    docs = sorted({json.loads(line)["docno"] for line in
                   gold.read_text("utf-8").splitlines() if line.strip()})
    pages = corpus_pages("ledger", ANT, docs)
    report, a = isnad("ledger.json", "report", "--format", "json", pages)
    return [a, score("ledger.py", gold, report)]


def story_documents():
    """{story: documents} of the sets that tell them by story."""
    stories = {}
    for line in (SHARED / "gold" / "ledger.jsonl").read_text(
            "utf-8").splitlines():
        reading = json.loads(line)
        stories.setdefault(reading["story"], set()).add(reading["docno"])
    for file in sorted((SHARED / "gold" / "align").glob("*.json")):
        stories[file.stem] = set(json.loads(
            file.read_text("utf-8"))["documents"])
    for line in (GOLD / "labels.jsonl").read_text("utf-8").splitlines():
        mention = json.loads(line)
        stories.setdefault(mention["story"], set()).add(mention["doc"])
    return stories


def undated():
    """Every second page of 30 stories without its day: what is told of it."""
    folders, seen = [], set()
    for name, docs in story_documents().items():
        if not docs & seen:
            folders.append(corpus_pages(f"story-{name}", ANT, sorted(docs)))
            seen |= docs
    pages = WORK / "undated"
    own("undated.py", "make", *folders, pages)
    report, a = isnad("undated.json", "report", "--format", "json", pages)
    return [a, own("undated.py", "score", pages, report)]


def supersedes():
    """What supersedes what among the figures of those stories."""
    gold = SHARED / "gold" / "ledger.jsonl"
    stories = {}
    for line in gold.read_text("utf-8").splitlines():
        reading = json.loads(line)
        stories.setdefault(reading["story"], set()).add(reading["docno"])
    reports = []
    for name, docs in sorted(stories.items()):
        pages = corpus_pages(f"ledger-{name}", ANT, sorted(docs))
        reports.append(isnad(f"ledger-{name}.json", "report", "--format",
                             "json", pages)[0])
    return [own("supersedes.py", GOLD / "supersedes.jsonl", gold, *reports)]


def labels():
    """What outlets call the same people and acts, in 15 stories."""
    gold = GOLD / "labels.jsonl"
    docs = sorted({json.loads(line)["doc"] for line in
                   gold.read_text("utf-8").splitlines()})
    pages = corpus_pages("labels", ANT, docs)
    report, a = isnad("labels.json", "report", "--format", "json", pages)
    return [a, own("labels.py", gold, report)]


def copies():
    """200 labelled pairs among 12 824 Saudi newspaper articles."""
    pages = corpus_pages("saudi", SAUDI)
    report, a = isnad("copies.json", "copies", "--format", "json", pages)
    return [a, score("copies.py", SHARED / "gold" / "copies.tsv", report)]


def synthetic():
    """Copies with exact truth, made from each corpus."""
    script, out = ROOT / "bench" / "copies_synthetic.py", []
    for name, corpus in (("ant", ANT), ("saudi", SAUDI)):
        folder = WORK / f"synthetic-{name}"
        if not (folder / "truth.tsv").exists():
            subprocess.run([sys.executable, script, "make",
                            SHARED / "corpus" / corpus, folder], check=True)
        links, a = isnad(f"synthetic-{name}.json", "copies", "--format",
                         "json", folder / "documents.jsonl")
        out += [f"{name}: {a}", score(script, "score", folder, links)]
    return out


def pages():
    """Saved pages: the article's words, the day of publication."""
    out = []
    for kind in ("benchmark", "arabic", "dated"):
        folder = SHARED / "pages" / kind
        text, a = isnad(f"pages-{kind}.jsonl", "text", "--format", "jsonl",
                        folder)
        out += [f"{kind}: {a}", score("pages.py", folder / "gold.json", text)]
    return out


def specs():
    """The Arabic cases of Recognizers-Text."""
    gold = SHARED / "specs" / "recognizers-ar.json"
    folder = WORK / "specs"
    score("specs.py", gold, "write", folder)
    read, a = isnad("specs.jsonl", "read", "--format", "jsonl",
                    "--published-from", folder / "reference.tsv",
                    *sorted(folder.glob("*.txt")))
    return [a, score("specs.py", gold, "score", read)]


def segments():
    """Clitics of two treebanks."""
    out = []
    for name in ("pud", "padt-dev"):
        gold = SHARED / "segmentation" / f"{name}.gold"
        made, a = isnad(f"{name}.segments", "read", "--format", "segments",
                        gold.with_suffix(".raw"))
        out += [f"{name}: {a}", score("segments.py", gold, made)]
    return out


def thousand():
    """A report of 1 000 pages of the corpus, and verify of it."""
    folder = corpus_pages("names", ANT, [n[:-5] for n in json.loads(
        (SHARED / "gold" / "names.json").read_text("utf-8"))["documents"]])
    report, a = isnad("thousand.json", "report", "--format", "json", folder)
    made = json.loads(report.read_text("utf-8"))["stories"]
    count = sum(len(s["documents"]) for s in made)
    _, b = isnad("thousand.verify", "verify", report, folder)
    return [a, f"{count} documents in {len(made)} stories, report of"
            f" {report.stat().st_size / 1e6:.1f} MB", b]


SECTIONS = {f.__name__: f for f in (seeds, dev, names, stories, align, ledger,
                                    undated, supersedes, labels, copies, synthetic, pages, specs, segments,
                                    thousand)}


def commit():
    git = lambda *a: subprocess.run(["git", "-C", ROOT, *a], text=True,
                                    capture_output=True).stdout.strip()
    changed = git("status", "--porcelain", "--untracked-files=no", "--",
                  "src", "include", "lang", "model", "tools")
    return git("rev-parse", "--short", "HEAD") + (
        " with local changes" if changed else "")


def machine():
    model = ""
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        model = re.search(r"model name\s*: (.*)", text)[1]
    except (OSError, TypeError):
        pass
    return f"{os.cpu_count()} × {model or platform.machine()}"


def earlier(head):
    """Sections that an earlier run of the same commit wrote."""
    if not BOARD.exists():
        return {}
    text = BOARD.read_text("utf-8")
    if f"commit {head}," not in text or "local changes" in head:
        return {}
    return {m[1]: m[2] for m in
            re.finditer(r"## (\w+)\n\n.*?\n\n```\n(.*?)```\n", text,
                        re.S)}


def main():
    if not SHARED.is_dir():
        print("There is no ../shared with gold data; nothing to score.",
              file=sys.stderr)
        return
    WORK.mkdir(parents=True, exist_ok=True)
    asked = sys.argv[1:] or list(SECTIONS)
    head = commit()
    done = earlier(head)
    for name in asked:
        try:
            text = "\n".join(SECTIONS[name]())
        except (RuntimeError, OSError, ValueError, KeyError) as error:
            text = f"not scored: {error!r}"
        done[name] = text.rstrip() + "\n"
        print(f"## {name}\n{text}\n", flush=True)
    lines = ["# Score board", "", "Made by `bench/board.sh`; the scorers and"
             " their gold are described in", "`../shared/score/README.md`.",
             "", f"commit {head}, {datetime.date.today()}, {machine()}", ""]
    for name in SECTIONS:
        if name in done:
            lines += [f"## {name}", "", SECTIONS[name].__doc__.strip(), "",
                      "```", done[name].rstrip(), "```", ""]
    BOARD.write_text("\n".join(lines).rstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
