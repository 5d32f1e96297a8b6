#!/usr/bin/env python3
"""A disk that is full: bench/long/store_full.py [PILE [ISNAD]]

Adds PILE, or the demo's pages many times over, to a store on a tmpfs of 1 to
32 MB, in a name space of its own.  When it is full, isnad must say so with exit
code 5, the store must be whole and hold all that was told to be on disk; with
room again the same command goes on, and in the end the store tells the same as
one that had room from the start.
"""
import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZES = (1, 2, 4, 8, 16, 32)
COPIES = 300


def run(isnad, *words):
    return subprocess.run([isnad, *map(str, words)], capture_output=True)


def make_pile(folder):
    folder.mkdir()
    for source in sorted((ROOT / "demo/pages").iterdir()):
        for n in range(COPIES):
            # Bytes that do not compress, so that the store grows.
            tail = b"\n<!-- " + os.urandom(2000).hex().encode() + b" -->\n"
            (folder / f"{source.stem}-{n}{source.suffix}").write_bytes(
                source.read_bytes() + tail)
    return folder


def check(size, isnad, pile, disk, wanted):
    """What is wrong, or nothing."""
    store = disk / "s"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}M", "none",
                    disk], check=True)
    first = run(isnad, "add", "--store", store, pile)
    told = [int(x.split()[0]) for x in first.stdout.decode().splitlines()
            if x.endswith("on disk")]
    said = first.stderr.decode().strip().splitlines()[-1:]
    if first.returncode == 5:
        if str(store) not in "".join(said):
            yield f"the message does not name the store: {said}"
        # Even to look takes a little room.
        subprocess.run(["mount", "-o", "remount,size=2G", disk], check=True)
        if store.exists():
            with contextlib.closing(sqlite3.connect(store)) as db:
                if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    yield "the store is damaged"
                kept = db.execute("SELECT count(*) FROM capture"
                                  ).fetchone()[0] if told else 0
                if kept < (told or [0])[-1]:
                    yield f"{told[-1]} told, {kept} there"
        again = run(isnad, "add", "-q", "--store", store, pile)
        if again.returncode:
            yield f"it does not go on: {again.stderr.decode()}"
    elif first.returncode:
        yield f"exit code {first.returncode}: {said}"
    if export(isnad, store) != wanted:
        yield "in the end it tells something else"
    print(f"{size} MB: exit code {first.returncode}, "
          f"{(told or [0])[-1]} pages before it was full", flush=True)
    subprocess.run(["umount", disk], check=True)


def export(isnad, store):
    return run(isnad, "text", "-q", "--format", "jsonl", "--store",
               store).stdout


def main():
    if os.environ.get("ISNAD_OWN_SPACE") != "1":
        os.environ["ISNAD_OWN_SPACE"] = "1"
        os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        isnad = sys.argv[2] if len(sys.argv) > 2 else ROOT / "build/isnad"
        pile = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 \
            else make_pile(folder / "pile")
        run(isnad, "add", "-q", "--store", folder / "whole", pile)
        wanted = export(isnad, folder / "whole")
        print(f"a store of {(folder / 'whole').stat().st_size >> 20} MB")
        disk = folder / "disk"
        disk.mkdir()
        bad = [f"{size} MB: {fault}" for size in SIZES
               for fault in check(size, isnad, pile, disk, wanted)]
    print("\n".join(bad) or "all as it must be")
    sys.exit(bool(bad))


main()
