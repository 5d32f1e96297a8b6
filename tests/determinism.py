"""The same bytes out: determinism.py ISNAD ROOT

For one thread and several, files in any order, any language, time zone and
working folder.
"""
import os
import pathlib
import random
import subprocess
import sys

from tap import Tap

COMMANDS = (["report", "--format", "json"], ["report", "--format", "csv"],
            ["report", "--format", "md"], ["report", "--format", "text"],
            ["copies", "--format", "json"],
            ["read", "--pile", "--format", "jsonl"])


def main():
    isnad, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    pages = sorted(str(p) for p in (root / "demo/pages").iterdir())
    tap = Tap()

    def run(arguments, paths, **env):
        done = subprocess.run([isnad, *arguments, *paths], capture_output=True,
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
            if command[0] == "read":
                # Documents come in the order of the inputs, each the same.
                same = sorted(run(command, mixed).splitlines()) == \
                    sorted(first.splitlines())
            else:
                same = run(command, mixed) == first
            tap.ok(same, f"{name}, shuffled {n + 1}")
        tap.ok(run(command, pages + pages[:3]) == first,
               f"{name}, pages named twice count once")
        tap.ok(run(command, pages, LANG="ar_EG.UTF-8", LC_ALL="de_DE.UTF-8",
                   TZ="Pacific/Kiritimati") == first,
               f"{name}, other language and time zone")
        tap.ok(run(command, pages, LC_ALL="C", TZ="America/Adak") == first,
               f"{name}, LC_ALL=C")
    tap.done()


if __name__ == "__main__":
    main()
