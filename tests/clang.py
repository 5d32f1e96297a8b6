"""The sources please clang too: clang.py ROOT BUILD

Every file of the library and the command, with the warnings of the build and
without a word from the compiler.
"""
import concurrent.futures
import json
import os
import shlex
import shutil
import subprocess
import sys

from tap import Tap


def check(entry):
    words = shlex.split(entry["command"])
    while not words[0].startswith("-"):
        words = words[1:]  # the compiler, perhaps behind ccache
    kept, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MQ"):
            skip = True
        elif word not in ("-c", "-MD"):
            kept.append(word)
    done = subprocess.run(["clang", "-fsyntax-only", "-Werror",
                           "-Wno-unknown-warning-option", *kept,
                           "-fno-color-diagnostics"],
                          cwd=entry["directory"], capture_output=True,
                          text=True)
    return done.returncode, done.stderr


def main():
    root, build = os.path.abspath(sys.argv[1]), sys.argv[2]
    tap = Tap()
    if not shutil.which("clang"):
        tap.skip("clang", "not installed")
        tap.done()
    with open(f"{build}/compile_commands.json", encoding="utf-8") as file:
        entries = [e for e in json.load(file) if os.path.abspath(
            os.path.join(e["directory"], e["file"])).startswith(f"{root}/src")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for entry, (code, noise) in zip(entries, pool.map(check, entries)):
            name = os.path.relpath(os.path.join(entry["directory"],
                                                entry["file"]), root)
            tap.ok(code == 0, name, noise[:2000])
    tap.done()


if __name__ == "__main__":
    main()
