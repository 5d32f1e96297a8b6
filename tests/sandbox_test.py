"""The sandbox: sandbox_test.py ISNAD BREAKOUT

A helper that is closed in as the commands are tries to get out, through each
layer alone and both; every command that reads and writes is closed in while
it runs; what it writes takes its name all the same.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from tap import Tap

PAGE = "قال محافظ الساحل إن الجسر الجديد مفتوح.\n"
COMMANDS = ("read", "text", "explain", "report", "copies", "figures",
            "sources", "chain", "verify", "claim", "add", "export")
# Those that read no pile, and those that have tests of their own, which look.
OTHERS = ("doctor", "help", "version", "watch", "serve", "search",
          "rebuild", "bundle")
# What stands before the pile.
WORDS = {"verify": ["report.json"], "claim": [PAGE.strip()],
         "add": ["--store", "pages.isnad"], "export": ["-o", "tables"]}


def break_out(tap, breakout, layer):
    """Runs the helper and passes its results on."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "in").mkdir()
        for name in ("in/page", "linked", "secret"):
            (root / name).write_text(PAGE, "utf-8")
        (root / "in/link").symlink_to("../linked")
        done = subprocess.run([breakout, layer, folder], capture_output=True,
                              text=True, timeout=60)
        lines = done.stdout.splitlines()
        for line in lines:
            good, _, rest = line.partition(" - ")
            name, _, why = rest.partition(" # SKIP ")
            if why:
                tap.skip(name, why)
            elif rest:
                tap.ok(good.startswith("ok"), name, done.stderr)
        tap.ok(lines and lines[-1].startswith("1..") and
               done.returncode in (0, 1), f"{layer}: the helper came to its end",
               f"exit {done.returncode}\n{done.stdout}{done.stderr}")
        kept = all((root / name).read_text("utf-8") == PAGE
                   for name in ("in/page", "in/link", "linked", "secret"))
        tap.ok(kept and sorted(os.listdir(root / "in")) == ["link", "page"],
               f"{layer}: every file is as before", os.listdir(root / "in"))


def status_of(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def closed_in(isnad, arguments, folder, env):
    """Is it, while it waits for its standard input?"""
    process = subprocess.Popen([isnad, *arguments], stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, cwd=folder,
                               stderr=subprocess.DEVNULL, env=env)
    state = {}
    for _ in range(100):
        state = status_of(process.pid)
        if state.get("Seccomp") == "2":
            break
        time.sleep(.02)
    process.stdin.close()
    process.wait(60)
    return state.get("Seccomp") == "2" and state.get("NoNewPrivs") == "1"


def check_commands(tap, isnad, folder):
    listing = subprocess.run([isnad, "help"], capture_output=True,
                             text=True).stdout
    known = [line.split()[1] for line in listing.splitlines()
             if line.startswith("  isnad ")]
    listed = set(COMMANDS) | set(OTHERS)
    tap.ok(known and set(known) <= listed,
           "every command is in one of the lists of this test",
           set(known) - listed)
    env = {k: v for k, v in os.environ.items() if k != "ISNAD_NO_SANDBOX"}
    (pathlib.Path(folder) / "report.json").write_text('{"stories": []}')
    for command in filter(known.__contains__, COMMANDS):
        words = [command, *WORDS.get(command, []), "-"]
        tap.ok(closed_in(isnad, words, folder, env), f"{command} is closed in")


def check_output(tap, isnad, folder):
    """Names are given by a child, since the closed one may not."""
    root = pathlib.Path(folder)
    (root / "page.txt").write_text(PAGE, "utf-8")
    (root / "out.txt").write_text("before")
    (root / "there.txt").symlink_to("out.txt")

    def run(*words, **more):
        return subprocess.run([isnad, *words], capture_output=True, text=True,
                              cwd=folder, timeout=60, **more)

    def left_over():
        return [n for n in os.listdir(root) if n.startswith(".")]

    done = run("text", "page.txt", "-o", "out.txt", "--errors", "err.jsonl")
    tap.ok(done.returncode == 0 and "الجسر" in
           (root / "out.txt").read_text("utf-8") and not left_over() and
           (root / "err.jsonl").exists(), "-o and --errors replace", done)
    (root / "out.txt").write_text("before")
    done = run("text", "page.txt", "-o", "there.txt")
    tap.ok((root / "there.txt").is_symlink() and "الجسر" in
           (root / "out.txt").read_text("utf-8"), "-o through a link", done)
    (root / "out.txt").write_text("before")
    process = subprocess.Popen([isnad, "text", "-", "-o", "out.txt"],
                               stdin=subprocess.PIPE, cwd=folder)
    # Once it has opened all it needs it is closed in.
    for _ in range(100):
        if status_of(process.pid).get("NoNewPrivs") == "1":
            break
        time.sleep(.02)
    there = left_over()
    process.kill()
    process.wait()
    process.stdin.close()
    for _ in range(100):
        if not left_over():
            break
        time.sleep(.02)
    tap.ok(there and not left_over() and
           (root / "out.txt").read_text() == "before",
           "a killed process leaves no half file", left_over())


def check_doctor(tap, isnad):
    """It tells of itself what the kernel tells of it."""
    env = {k: v for k, v in os.environ.items() if k != "ISNAD_NO_SANDBOX"}
    done = subprocess.run([isnad, "doctor", "--format", "json"],
                          capture_output=True, env=env)
    said = json.loads(done.stdout)
    layers = said["sandbox"]
    tap.ok(layers["seccomp"] and layers["why_not"] is None or
           layers["why_not"], "doctor: the layers, or why not", said)
    tap.ok(all(len(d["sha256"]) == 64 and d["bytes"] for d in said["data"]) and
           said["libraries"] and said["limits"]["payload"] == 64 << 20,
           "doctor: libraries, data, limits", said)
    text = subprocess.run([isnad, "doctor"], capture_output=True, text=True,
                          env=env).stdout
    tap.ok(all(("active (" in line) == bool(layers[line.split()[0]])
               for line in text.splitlines()
               if line.startswith(("landlock", "seccomp"))),
           "doctor: the same as text", text)
    done = subprocess.run([isnad, "doctor", "--format", "json"],
                          capture_output=True,
                          env={**env, "ISNAD_NO_SANDBOX": "1"})
    said = json.loads(done.stdout)["sandbox"]
    tap.ok(not said["seccomp"] and not said["landlock"] and
           "ISNAD_NO_SANDBOX" in said["why_not"],
           "doctor: switched off", said)


def check_calls(tap, isnad, folder):
    """Of all commands watch and serve alone ask for the network: seen without
    the sandbox, which would refuse the others."""
    if not shutil.which("strace"):
        tap.skip("no call of the network", "strace is not installed")
        return
    root = pathlib.Path(folder)
    (root / "page.txt").write_text(PAGE, "utf-8")
    env = {**os.environ, "ISNAD_NO_SANDBOX": "1"}
    # The search for leaks wants to trace the process itself.
    env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"

    def calls(*words, program=isnad):
        trace = root / "calls"
        done = subprocess.run(
            ["strace", "-f", "-qq", "-e", "trace=%network", "-e", "signal=none",
             "-o", trace, program, *words], capture_output=True, cwd=folder,
            env=env, timeout=120)
        return done, trace.read_text() if trace.exists() else "no trace"

    _, made = calls("-c", "import socket; socket.socket()",
                    program=sys.executable)
    if "socket(" not in made:
        tap.skip("no call of the network", "strace sees nothing here")
        return
    report, _ = calls("report", "--format", "json", "page.txt")
    if not tap.ok(report.returncode == 0 and report.stdout,
                  "report runs under strace",
                  f"exit {report.returncode}\n{report.stderr.decode()[-2000:]}"):
        return
    (root / "report.json").write_bytes(report.stdout)
    story = json.loads(report.stdout)["stories"][0]["id"]
    store = ["--store", "pages.isnad"]
    runs = [[c, *WORDS.get(c, []), "page.txt"] for c in COMMANDS]
    runs += [["doctor"], ["help"], ["version"], ["search", *store, "الجسر"],
             ["rebuild", *store], ["bundle", "-o", "b.warc.gz", story,
                                   "page.txt"]]
    for words in runs:
        done, made = calls(*words)
        tap.ok(done.returncode == 0 and made == "",
               f"{words[0]}: no call of the network",
               made + done.stderr.decode())


def main():
    isnad, breakout = map(os.path.abspath, sys.argv[1:3])
    tap = Tap()
    for layer in ("landlock", "seccomp", "both", "serve"):
        break_out(tap, breakout, layer)
    check_doctor(tap, isnad)
    with tempfile.TemporaryDirectory() as folder:
        check_commands(tap, isnad, folder)
        check_output(tap, isnad, folder)
    with tempfile.TemporaryDirectory() as folder:
        check_calls(tap, isnad, folder)
    tap.done()


if __name__ == "__main__":
    main()
