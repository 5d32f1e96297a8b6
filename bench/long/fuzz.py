#!/usr/bin/env python3
"""A campaign of fuzzing that can be broken off and adds up over runs.

bench/long/fuzz.py [MINUTES [TARGET…]]    prints the tally after each target
bench/long/fuzz.py 0                      prints it alone

Each target runs for MINUTES (2 unless given), those with the least time so far
first.  What was done is kept in build-fuzz/campaign.json, inputs that add
coverage in build-fuzz/corpus.  A finding ends the campaign with its name; once
mended it belongs into fuzz/corpus/TARGET, where every ./test tries it again.
"""
import json
import pathlib
import re
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STATE = ROOT / "build-fuzz/campaign.json"
AIM = 20  # CPU minutes of each target


def targets():
    return sorted(path.stem[len("fuzz_"):]
                  for path in (ROOT / "fuzz").glob("fuzz_*.c"))


def load():
    return json.loads(STATE.read_text()) if STATE.exists() else {}


def save(target, tally):
    """Keeps one tally; others may have been written by a campaign beside."""
    STATE.parent.mkdir(exist_ok=True)
    state = load() | {target: tally}
    STATE.write_text(json.dumps(state, indent=1, sort_keys=True) + "\n")


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def last(pattern, text, otherwise):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else otherwise


def run(target, seconds, tally):
    """Whether the target found nothing; adds to its tally."""
    before = processor_seconds()
    done = subprocess.run(["tools/fuzz.sh", target, str(seconds)], cwd=ROOT,
                          capture_output=True, text=True, errors="replace")
    told = done.stderr
    ran = last(r"Done \d+ runs in (\d+) second", told, 0)
    # On a busy machine a second of the clock is not one of the processor.
    ran = min(ran, round(processor_seconds() - before))
    tally["seconds"] = tally.get("seconds", 0) + ran
    tally["runs"] = tally.get("runs", 0) + last(
        r"stat::number_of_executed_units: (\d+)", told, 0)
    tally["coverage"] = last(r"cov: (\d+)", told, tally.get("coverage", 0))
    tally["features"] = last(r"ft: (\d+)", told, tally.get("features", 0))
    if done.returncode:
        sys.stderr.write(told[-4000:])
    return done.returncode == 0


def print_tally(state):
    print(f"{'target':10} {'minutes':>8} {'of':>3} {'runs':>12} "
          f"{'a second':>9} {'coverage':>9} {'features':>9}")
    for target in targets():
        t = state.get(target, {})
        seconds = t.get("seconds", 0)
        print(f"{target:10} {seconds / 60:8.1f} {AIM:3} {t.get('runs', 0):12} "
              f"{t.get('runs', 0) / max(seconds, 1):9.0f} "
              f"{t.get('coverage', 0):9} {t.get('features', 0):9}", flush=True)


def main():
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 2
    wanted = sys.argv[2:] or targets()
    state = load()
    for target in sorted(wanted, key=lambda t: state.get(t, {}).get("seconds",
                                                                    0)):
        tally = state.setdefault(target, {})
        if minutes <= 0:
            break
        whole = run(target, round(minutes * 60), tally)
        save(target, tally)
        if not whole:
            print(f"{target}: a finding, or no build; see above")
            sys.exit(1)
    print_tally(load())


if __name__ == "__main__":
    main()
