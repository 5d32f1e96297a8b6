"""isnad add and --store: store_test.py ISNAD ROOT [KILLS]

The store tells the same as the files; adding again changes nothing; what is
told to be on disk outlives kill -9; a full disk is named and leaves it whole.
"""
import json
import pathlib
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from tap import Tap

# Of the demo's pages: several batches, and enough for a dictionary.
COPIES = 36


def make_pile(root, folder):
    folder.mkdir()
    for source in sorted((root / "demo/pages").iterdir()):
        for n in range(COPIES):
            (folder / f"{source.stem}-{n}{source.suffix}").write_bytes(
                source.read_bytes() + b"\n" * n)


class Bench:
    def __init__(self, tap, isnad, root, folder):
        self.tap, self.isnad, self.root = tap, isnad, root
        self.folder, self.pile = folder, folder / "pile"
        make_pile(root, self.pile)
        self.pages = len(list(self.pile.iterdir()))

    def run(self, *arguments, **more):
        return subprocess.run([self.isnad, *map(str, arguments)],
                              capture_output=True, **more)

    def stories(self, *pile):
        report = self.run("report", "--format", "json", *pile).stdout
        return [s["id"] for s in json.loads(report)["stories"]]

    def export(self, store):
        return self.run("text", "-q", "--format", "jsonl", "--store",
                        store).stdout


def contents(store):
    """All rows of a store, told without the numbers that SQLite gave."""
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        db.rollback()
        return [db.execute(query).fetchall() for query in (
            "SELECT * FROM payload ORDER BY id",
            "SELECT * FROM capture ORDER BY id",
            "SELECT * FROM article ORDER BY id",
            "SELECT * FROM name ORDER BY id",
            "SELECT * FROM total",
            "SELECT * FROM dictionary",
            "SELECT count(*) FROM search WHERE search MATCH 'body : \"سيول\"'")]


def whole(store):
    with sqlite3.connect(store) as db:
        return db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def same_as_files(b):
    demo, store = b.root / "demo/pages", b.folder / "demo"
    first = b.run("add", "--store", store, demo)
    b.tap.ok(first.returncode == 0, "the demo is added", first.stderr)
    ids = list(zip(b.stories(demo), b.stories("--store", store)))
    for form in "json csv md text html geojson".split():
        files = b.run("report", "--format", form, demo)
        kept = b.run("report", "--format", form, "--store", store)
        told = files.stdout
        for by_day, by_arrival in ids:
            told = re.sub(by_day.encode() + rb"(?![0-9a-f])",
                          by_arrival.encode(), told)
        b.tap.ok(told and told == kept.stdout,
                 f"report as {form} is the same from the store", kept.stderr)
    report = b.folder / "report.json"
    b.run("report", "--format", "json", "--store", store, "-o", report)
    good = b.run("verify", report, "--store", store)
    b.tap.ok(good.returncode == 0, "a report verifies from the store",
             good.stderr)
    before = store.read_bytes()
    again = b.run("add", "--store", store, demo)
    b.tap.ok(b" 0 changed" in again.stdout and store.read_bytes() == before,
             "adding again changes no byte", again.stdout)


def stable_names(b):
    """A story keeps its id when an older page joins it, and when the page
    that it is called after changes."""
    store, pages = b.folder / "grows", b.folder / "grows-pages"
    pages.mkdir()
    for source in sorted((b.root / "demo/pages").iterdir())[1:]:
        shutil.copy(source, pages)
    b.run("add", "--store", store, pages)
    before = b.stories("--store", store)
    shutil.copy(b.root / "demo/pages/01-difaf.html", pages)
    for source in list(pages.iterdir()):
        source.write_bytes(source.read_bytes() + b"\n")
    b.run("add", "--store", store, pages)
    after = b.stories("--store", store)
    b.tap.ok(before and before == after, "stories keep their ids",
             f"{before} {after}")


def corrections(b):
    """What lies beside a store corrects it, and what it is searched for."""
    folder = b.folder / "corrected"
    folder.mkdir()
    store, file = folder / "s", folder / "isnad.corrections"
    demo = b.root / "demo/pages"
    b.run("add", "-q", "--store", store, demo)

    def rows(*pile):
        told = b.run("report", "--format", "csv", *pile).stdout.decode()
        return [line.split('",', 1)[1] for line in told.splitlines()]
    b.tap.ok(rows("--store", store) == rows(demo), "nothing corrected yet")
    file.write_text("rename  سالم الحداد -> سالم بن حداد\n"
                    "merge   رأس الغار = راس الغار\n"
                    "ignore  مرسى النور\n", "utf-8")
    b.tap.ok(rows("--store", store) == rows("--corrections", file, demo) !=
             rows(demo), "merge, rename, ignore")
    wanted = ("search", "-q", "--store", store, "--person", "سالم بن حداد")
    b.tap.ok(b.run(*wanted).returncode == 1 and
             b.run("rebuild", "--store", store).returncode == 0 and
             b.run(*wanted).returncode == 0,
             "rebuilt, the search knows them")
    again = folder / "again"
    b.run("add", "-q", "--store", again, demo)
    b.tap.ok(contents(again)[:5] == contents(store)[:5],
             "as if they had been there from the start")


def killed(b, kills):
    """Kill after kill, into one store, until a last run finishes it."""
    straight, store = b.folder / "straight", b.folder / "killed"
    begun = time.monotonic()
    b.run("add", "--store", straight, b.pile)
    took = time.monotonic() - begun
    dice, lost, damaged, hits = random.Random(12), 0, 0, 0
    faults = []
    told = 0
    runs = 0
    while hits < kills and runs < 3 * kills:  # some end before they are hit
        runs += 1
        if told == b.pages:
            for end in "", "-wal", "-shm":
                pathlib.Path(f"{store}{end}").unlink(missing_ok=True)
            told = 0
        child = subprocess.Popen([b.isnad, "add", "--store", store, b.pile],
                                 stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        time.sleep(dice.random() * took)
        child.send_signal(signal.SIGKILL)
        out, error = child.communicate()
        lines = out.decode().splitlines()
        if child.returncode not in (0, -signal.SIGKILL):
            faults.append(error.decode())
        hits += child.returncode == -signal.SIGKILL
        on_disk = [int(x.split()[0]) for x in lines if x.endswith("on disk")]
        told += on_disk[-1] if on_disk else 0
        if not store.exists():
            continue
        damaged += not whole(store)
        with sqlite3.connect(store) as db:
            try:
                there = db.execute("SELECT count(*) FROM capture "
                                   "WHERE current").fetchone()[0]
            except sqlite3.OperationalError:
                there = 0  # killed before its tables were there
        lost += there < told
        told = there
    b.tap.ok(hits == kills, f"{hits} of {runs} runs were killed")
    b.tap.ok(lost == 0 and damaged == 0 and not faults,
             "nothing told is lost, all is whole",
             f"{lost} lost, {damaged} damaged {faults}")
    b.run("add", "--store", store, b.pile)
    b.tap.ok(b.export(store) == b.export(straight) != b"" and
             contents(store) == contents(straight),
             "finished, it is as after an unbroken run, row by row")
    b.tap.ok(contents(straight)[5] != [], "its pages taught a dictionary")


def full(b):
    store = b.folder / "full"
    most = 480 << 10

    def no_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    got = b.run("add", "--store", store, b.pile, preexec_fn=no_room)
    b.tap.ok(got.returncode == 5 and str(store).encode() in got.stderr,
             "no more room is told, exit code 5", got.stderr)
    b.tap.ok(whole(store), "the store is whole")
    got = b.run("add", "--store", store, b.pile)
    b.tap.ok(got.returncode == 0 and
             b.export(store) == b.export(b.folder / "straight"),
             "with room again it goes on", got.stderr)


def places(b):
    demo = b.root / "demo/pages"
    home = {"XDG_DATA_HOME": str(b.folder / "data"), "PATH": "/usr/bin"}
    b.run("add", demo, env=home)
    b.tap.ok((b.folder / "data/isnad/store.isnad").exists() and
             b.run("text", "--store", "-", env=home).returncode == 0,
             "the store of the home")
    other = b.folder / "other"
    other.write_bytes(b"words " * 1000)
    got = b.run("report", "--store", other)
    b.tap.ok(got.returncode == 2 and b"no store of isnad" in got.stderr,
             "what is no store is refused", got.stderr)


def main():
    tap = Tap()
    isnad, root = sys.argv[1], pathlib.Path(sys.argv[2])
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    folder = pathlib.Path(tempfile.mkdtemp())
    b = Bench(tap, isnad, root, folder)
    same_as_files(b)
    stable_names(b)
    corrections(b)
    killed(b, kills)
    full(b)
    places(b)
    shutil.rmtree(folder)
    tap.done()


main()
