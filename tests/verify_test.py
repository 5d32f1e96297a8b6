"""isnad verify: verify_test.py ISNAD ROOT

A report of many pages verifies, through gzip too; when a byte of evidence
changes, the statement is named.
"""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from tap import Tap

COPIES = 10  # of the demo's pages, so that 100 and more are read


def make_pile(root, folder, packed):
    """Pages of the demo, each several times with another headline."""
    for source in sorted((root / "demo/pages").iterdir()):
        for n in range(COPIES):
            bytes_ = source.read_bytes()
            name = f"{source.stem}-{n}{source.suffix}"
            if packed and n % 2:
                (folder / (name + ".gz")).write_bytes(
                    gzip.compress(bytes_, mtime=0))
            else:
                (folder / name).write_bytes(bytes_)


def evidence(report):
    """(statement's words, address) of all ledger rows."""
    for story in report["stories"]:
        for row in story["statements"]:
            for a in row["evidence"] + row["wordings"]:
                yield row["words"], a


def flip(path, at, packed):
    raw = bytearray(gzip.decompress(path.read_bytes()) if packed
                    else path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(gzip.compress(bytes(raw), mtime=0) if packed
                     else bytes(raw))


def check(tap, isnad, root, packed):
    kind = "gzip" if packed else "files"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = folder / "pages"
        pages.mkdir()
        make_pile(root, pages, packed)
        report = folder / "report.json"

        def run(*arguments):
            return subprocess.run([isnad, *map(str, arguments)],
                                  capture_output=True, text=True)

        done = run("report", "--format", "json", "-o", report, pages)
        tap.ok(done.returncode == 0, f"{kind}: report", done.stderr)
        made = json.loads(report.read_text("utf-8"))
        documents = sum(len(s["documents"]) for s in made["stories"])
        tap.ok(documents >= 100, f"{kind}: {documents} documents")
        done = run("verify", report, pages)
        tap.ok(done.returncode == 0, f"{kind}: verify after report",
               done.stdout + done.stderr)
        places = list(evidence(made))
        for words, a in places[:: max(1, len(places) // 12)]:
            path = pathlib.Path(a["path"])
            gz = path.suffix == ".gz"
            middle = (a["begin"] + a["end"]) // 2
            for at in (a["begin"], middle, a["end"] - 1):
                before = path.read_bytes()
                flip(path, at, gz)
                done = run("verify", report, pages)
                path.write_bytes(before)
                said = done.stdout + done.stderr
                # The words are named as far as a terminal line goes.
                tap.ok(done.returncode == 1 and words[:12] in said,
                       f"{kind}: byte {at} of {path.name} flipped",
                       f"exit {done.returncode}, not named: {words}\n{said}")
        missing = pathlib.Path(places[0][1]["path"])
        os.rename(missing, folder / "aside")
        done = run("verify", report, pages)
        tap.ok(done.returncode not in (0, 130), f"{kind}: a page is missing",
               done.stdout + done.stderr)
        os.rename(folder / "aside", missing)
        done = run("verify", report, pages)
        tap.ok(done.returncode == 0, f"{kind}: all is back",
               done.stdout + done.stderr)


def main():
    isnad, root = sys.argv[1], pathlib.Path(sys.argv[2])
    tap = Tap()
    check(tap, isnad, root, False)
    check(tap, isnad, root, True)
    with tempfile.NamedTemporaryFile(suffix=".json") as wrong:
        wrong.write(b'{"isnad": ')
        wrong.flush()
        done = subprocess.run([isnad, "verify", wrong.name, str(root / "demo")],
                              capture_output=True, text=True)
        tap.ok(done.returncode not in (0, 1) and done.stderr,
               "no report at all", f"exit {done.returncode}")
    tap.done()


if __name__ == "__main__":
    main()
