"""The same bytes out: determinism.py ISNAD ROOT

For one thread and several, files in any order, any language and time zone,
and, where ./test --all has built it, from another compiler's isnad.
"""
import os
import pathlib
import random
import subprocess
import sys

from tap import Tap

COMMANDS = (["report", "--format", "json"], ["report", "--format", "csv"],
            ["report", "--format", "md"], ["report", "--format", "text"],
            ["report", "--format", "html"], ["copies", "--format", "json"],
            ["figures"], ["sources"], ["chain"],
            ["read", "--pile", "--format", "jsonl"],
            ["text", "--format", "jsonl"])
# Documents come in the order of the inputs, each the same.
IN_ORDER = ("read", "text")


def main():
    isnad, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    pages = sorted(str(p) for p in (root / "demo/pages").iterdir())
    tap = Tap()

    other = root.resolve() / "build-clang/isnad"
    compare = os.environ.get("ISNAD_TEST_STAGE") == "all" and other.exists()
    if not compare:
        tap.skip("another compiler", "./test --all builds with it")

    def run(arguments, paths, program=isnad, **env):
        done = subprocess.run([program, *arguments, *paths], capture_output=True,
                              cwd=root, env={**os.environ, **env})
        return done.stdout if done.returncode == 0 else \
            b"exit code %d" % done.returncode

    for command in COMMANDS:
        name = " ".join(command)
        first = run(command + ["-j1"], pages)
        tap.ok(first and not first.startswith(b"exit code"),
               f"{name} prints something", first)
        rng = random.Random(7)
        for threads in ("-j2", "-j7"):
            tap.ok(run(command + [threads], pages) == first,
                   f"{name} {threads}")
        for n in range(3):
            mixed = rng.sample(pages, len(pages))
            if command[0] in IN_ORDER:
                same = sorted(run(command, mixed).splitlines()) == \
                    sorted(first.splitlines())
            else:
                same = run(command, mixed) == first
            tap.ok(same, f"{name}, shuffled {n + 1}")
        if command[0] != "text":
            tap.ok(run(command, pages + pages[:3]) == first,
                   f"{name}, pages named twice count once")
        tap.ok(run(command, pages, LANG="ar_SA.UTF-8", LC_ALL="ar_SA.UTF-8",
                   TZ="Pacific/Kiritimati") == first,
               f"{name}, other language and time zone")
        tap.ok(run(command, pages, LC_ALL="C", TZ="America/Adak") == first,
               f"{name}, LC_ALL=C")
        if compare:
            tap.ok(run(command, pages, program=other) == first,
                   f"{name}, {other.parent.name}")
    tap.done()


if __name__ == "__main__":
    main()
