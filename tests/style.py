"""The look of the source: style.py ROOT

Invisible characters, TABs, blanks at line ends, lines over 80 columns in C,
file names that are not unique, and the formatting where clang-format is.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

from tap import Tap

TEXT = {".c", ".h", ".py", ".sh", ".txt", ".case", ".md", ".json", ".build",
        ".html", ".tsv", ".cff", ".yml", ""}
# Foreign bytes on purpose, or made by a script.
BYTES = ("fuzz/corpus/", "demo/pages/", "model/", "bench/BOARD.md")
# Tables keep their columns apart by TABs, and make asks for them.
WITH_TABS = ("lang/", "src/page/markup.txt", "tools/packages.txt",
             "docs/tables.md", "Makefile", "debian/rules")
FORMATTER = 14  # the clang-format whose output the tree follows
NOT_UNIQUE = {"meson.build", "README.md", "__init__.py"}


def tracked(root):
    """Files of the repository; without git, all that are not built."""
    try:
        listing = subprocess.run(
            ["git", "-C", root, "-c", "safe.directory=*", "ls-files", "-z",
             "--cached", "--others", "--exclude-standard"],
            capture_output=True, check=True).stdout
        names = listing.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [str(p.relative_to(root)) for p in pathlib.Path(root).rglob("*")
                 if not str(p.relative_to(root)).startswith((".", "build"))
                 and "__pycache__" not in p.parts]
    return sorted(n for n in names if n and os.path.isfile(f"{root}/{n}"))


def invisible(char):
    kind = unicodedata.category(char)
    return (kind in ("Cf", "Cc", "Co", "Cn", "Zl", "Zp") and char not in "\n\t"
            ) or char == "\u00a0"


def text_faults(name, text):
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}:{number}:"
        for char in line:
            if invisible(char):
                yield f"{where} invisible U+{ord(char):04X}"
        if line != line.rstrip():
            yield f"{where} blank at the end of the line"
        if "\t" in line and not name.startswith(WITH_TABS) and \
                not name.endswith((".tsv", ".case")):
            yield f"{where} TAB"
        # Marks stand above or below their letter and take no column.
        columns = sum(unicodedata.category(c) != "Mn" for c in line)
        if name.endswith((".c", ".h")) and columns > 80:
            yield f"{where} {columns} columns"
    if text and not text.endswith("\n"):
        yield f"{name}: no line end at the end"


def check_text(tap, root, names):
    faults = []
    for name in names:
        if name.startswith(BYTES) or os.path.splitext(name)[1] not in TEXT:
            continue
        try:
            text = open(f"{root}/{name}", encoding="utf-8", newline="").read()
        except UnicodeDecodeError as error:
            faults.append(f"{name}: {error}")
            continue
        faults += text_faults(name, text)
    tap.ok(not faults, "lines and characters", "\n".join(faults[:200]))


def check_names(tap, names):
    seen, faults = {}, []
    for name in names:
        base = os.path.basename(name)
        source = re.search(r"\.(c|h|py|sh)$|^lang/.*\.txt$|\.case$", name)
        if not source or base in NOT_UNIQUE or name.startswith(BYTES):
            continue
        # Cases are named after what they try; a module's folder tells them
        # apart, and a public header may share its module's name.
        key = name if name.endswith(".case") or name.startswith("include/") \
            else base
        if key in seen:
            faults.append(f"{seen[key]} and {name}")
        seen[key] = name
    tap.ok(not faults, "file names are unique", "\n".join(faults))


def check_format(tap, root, names):
    tool = shutil.which(f"clang-format-{FORMATTER}") or \
        shutil.which("clang-format")
    if not tool:
        tap.skip("formatting", "no clang-format")
        return
    version = subprocess.run([tool, "--version"], capture_output=True,
                             text=True).stdout
    match = re.search(r"version (\d+)", version)
    if not match or int(match[1]) != FORMATTER:
        tap.skip("formatting", f"needs clang-format {FORMATTER}, found"
                 f" {version.strip()}")
        return
    sources = [f"{root}/{n}" for n in names if n.endswith((".c", ".h"))]
    done = subprocess.run([tool, "--dry-run", "-Werror", "--ferror-limit=1",
                           *sources], capture_output=True, text=True)
    faults = [line.replace(f"{root}/", "") for line in done.stderr.splitlines()
              if "error:" in line]
    tap.ok(done.returncode == 0, "formatting", "\n".join(faults))


def main():
    root = sys.argv[1]
    names = tracked(root)
    tap = Tap()
    check_text(tap, root, names)
    check_names(tap, names)
    check_format(tap, root, names)
    tap.done()


if __name__ == "__main__":
    main()
