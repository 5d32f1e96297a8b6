"""Runs the tests of both builds and counts: run_all.py [NAME...]

Each test is one of Meson's; where it prints the Test Anything Protocol, its
single results are counted.  Ends with `N passed, N failed, N skipped`.
"""
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Folder, what to call it, and the only tests it is for.
BUILDS = [("build", "", None), ("build-san", " (sanitizers)", None)]
if os.environ.get("ISNAD_TEST_STAGE") == "all":
    BUILDS.append(("build-tsan", " (threads)", ["determinism", "serve-threads"]))
RESULT = re.compile(r"^(ok|not ok)\b(?: \d+)?(?: - )?(.*)$")
SKIP = re.compile(r"\s*# ?SKIP\b:?\s*(.*)$", re.I)


def run_meson(folder, names):
    """Runs the tests of a build folder; the records of Meson's log."""
    log = os.path.join(ROOT, folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    command = ["meson", "test", "-C", os.path.join(ROOT, folder),
               "--no-rebuild", "--print-errorlogs", *names]
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True,
                          stdin=subprocess.DEVNULL)
    if not os.path.exists(log):
        if names and "No suitable tests" in done.stdout:
            return []
        print(done.stdout)
        return [{"name": "meson test", "result": "FAIL", "stdout": ""}]
    with open(log, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def results(record):
    """(outcome, name, reason) of each single result of one test."""
    out = []
    for line in record.get("stdout", "").splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        skip = SKIP.search(match[2])
        name = SKIP.sub("", match[2])
        if skip:
            out.append(("skipped", name, skip[1]))
        else:
            out.append(("passed" if match[1] == "ok" else "failed", name, ""))
    name, whole = record["name"], record["result"]
    if not out:
        if whole == "SKIP":
            last = (record.get("stdout") or "").strip().splitlines()
            return [("skipped", name, last[-1] if last else "")]
        return [("passed" if whole == "OK" else "failed", name, "")]
    # A test that died after its last good result has failed all the same.
    if whole not in ("OK", "SKIP") and all(o[0] != "failed" for o in out):
        out.append(("failed", f"ended with {whole}", ""))
    return out


def main():
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    skipped = []
    for folder, suffix, only in BUILDS:
        asked = sys.argv[1:]
        if only:
            asked = [n for n in only if not asked or n in asked]
            if not asked:
                continue
        for record in run_meson(folder, asked):
            name = record["name"].split(":")[-1] + suffix
            found = results(record)
            for outcome, single, reason in found:
                counts[outcome] += 1
                if outcome == "skipped":
                    skipped.append(f"skipped: {name}: {single}"
                                   + (f" ({reason})" if reason else ""))
            bad = sum(o[0] == "failed" for o in found)
            good = sum(o[0] == "passed" for o in found)
            seconds = record.get("duration", 0)
            print(f"{'FAILED' if bad else 'ok':6} {name}: {good} passed"
                  + (f", {bad} failed" if bad else "")
                  + f" ({seconds:.1f} s)", flush=True)
            if bad:
                for stream in ("stdout", "stderr"):
                    for line in (record.get(stream) or "").splitlines():
                        if not line.startswith("ok "):
                            print(f"       {line}")
    for line in skipped:
        print(line)
    print(", ".join(f"{n} {outcome}" for outcome, n in counts.items()))
    sys.exit(1 if counts["failed"] or not counts["passed"] else 0)


if __name__ == "__main__":
    main()
