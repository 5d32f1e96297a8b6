"""Chromium for the tests that look at pages: the scripts of tests/web."""
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent


def browser_tools(work):
    """Chromium and Node, with what tests/web needs in the folder `work`; None
    where something is not there."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (chromium and node and npm):
        return None
    lock = (HERE / "web/package-lock.json").read_bytes()
    stamp = work / "node_modules/.isnad-lock"
    shutil.copytree(HERE / "web", work, dirs_exist_ok=True)
    if not stamp.exists() or stamp.read_bytes() != lock:
        if subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--silent"],
                          cwd=work, capture_output=True).returncode:
            return None
        stamp.write_bytes(lock)
    return chromium, node


def take_tap(t, done):
    """The results that a script of Node printed."""
    for line in done.stdout.splitlines():
        if m := re.match(r"(not ok|ok) \d+ - (.*)", line):
            t.ok(m[1] == "ok", m[2])
        elif line.startswith("#"):
            print(line)
    t.ok(re.search(r"^1\.\.\d+$", done.stdout, re.M), "the browser came to the end",
         done.stderr[-2000:])
