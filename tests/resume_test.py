"""Runs that go on: resume_test.py ISNAD ROOT

Whatever of its output an interrupted run left, --resume makes the bytes of an
unbroken run of it, and touches no file that is none of these.
"""
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

from tap import Tap

COMMANDS = (["read"], ["text", "--format", "jsonl"])


def make_pile(folder, pages):
    """Files, records and entries: places with steps and without."""
    with zipfile.ZipFile(folder / "pages.zip", "w",
                         zipfile.ZIP_DEFLATED) as archive:
        for page in pages[:4]:
            archive.write(page, page.name)
    rows = [{"title": f"خبر رقم {n}", "text": f"قال الوزير رقم {n} إن العمل "
             "سيبدأ قريبا في كل المدن."} for n in range(60)]
    (folder / "rows.jsonl").write_text(
        "\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n{cut",
        "utf-8")
    return [*map(str, pages[:3]), "pages.zip", "rows.jsonl"]


def check_cuts(tap, run, command, pile):
    whole = run.folder / "whole.jsonl"
    first = run(*command, *pile, "-o", whole)
    want = whole.read_bytes()
    dice = random.Random(command[0])
    lines = want.splitlines(keepends=True)
    cuts = [0, 1, len(want) - 1, len(want), len(lines[0]), len(b"".join(
        lines[:5]))] + [dice.randrange(len(want)) for _ in range(6)]
    part = run.folder / "part.jsonl"
    codes, same = set(), 0
    for cut in cuts:
        part.write_bytes(want[:cut])
        codes.add(run(*command, *pile, "--resume", "-o", part).returncode)
        same += part.read_bytes() == want
    part.unlink()
    codes.add(run(*command, *pile, "--resume", "-o", part).returncode)
    same += part.read_bytes() == want
    tap.ok(codes == {first.returncode} == {3},
           f"{command[0]}: exit codes of an unbroken run", str(codes))
    tap.ok(same == len(cuts) + 1, f"{command[0]}: the same bytes",
           f"{same} of {len(cuts) + 1}")


def check_interrupt(tap, run, pile):
    """A real Ctrl-C, and the rest afterwards."""
    part = run.folder / "interrupted.jsonl"
    child = subprocess.Popen([run.isnad, "read", "-q", "-", *pile, "-o", part],
                             stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                             cwd=run.folder)
    child.stdin.write(b"{\"text\": \"one\"}\n")
    child.stdin.flush()
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    told = child.communicate(timeout=60)[1]
    tap.ok(child.returncode == 130 and b"--resume" in told and
           part.read_bytes().count(b"\n") <= 1,
           "Ctrl-C leaves whole lines and says how to go on", told.decode())


def check_refusals(tap, run, pile):
    other = run.folder / "other"
    for text in ("no lines of JSON\nat all\n", "plain", "{}\n",
                 '{"path": "elsewhere", "steps": []}\n'):
        other.write_text(text)
        done = run("read", pile[0], "--resume", "-o", other)
        tap.ok(done.returncode in (2, 5) and other.read_text() == text,
               f"left alone: {text.split()[0]}",
               f"{done.returncode} {done.stderr.decode()}")
    for wrong in (["read", pile[0], "--resume"],
                  ["text", pile[0], "--resume", "-o", "x"],
                  ["read", "--pile", pile[0], "--resume", "-o", "x"],
                  ["report", pile[0], "--resume", "-o", "x"]):
        tap.ok(run(*wrong).returncode == 2, f"refused: {wrong[0]} "
               f"{' '.join(wrong[2:])}")


class Program:
    def __init__(self, isnad, folder):
        self.isnad, self.folder = isnad, folder

    def __call__(self, *arguments):
        return subprocess.run([self.isnad, *map(str, arguments)],
                              capture_output=True, cwd=self.folder,
                              timeout=120)


def main():
    isnad, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    pages = sorted((root.resolve() / "demo/pages").iterdir())
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        run = Program(isnad, pathlib.Path(name))
        pile = make_pile(run.folder, pages)
        for command in COMMANDS:
            check_cuts(tap, run, command, pile)
        check_interrupt(tap, run, pile)
        check_refusals(tap, run, pile)
    tap.done()


if __name__ == "__main__":
    main()
