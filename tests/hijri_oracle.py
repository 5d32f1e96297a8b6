#!/usr/bin/env python3
"""src/core/hijri_table.c, day by day against the PyPI package hijridate.

  hijri_oracle.py ROOT FOLDER

A package that is not installed is fetched into FOLDER; skipped where that
cannot be done either."""
import datetime
import importlib
import pathlib
import re
import subprocess
import sys

from tap import Tap

FIRST, LAST = 1356, 1500
PACKAGE = "hijridate==2.5.0"


def oracle(folder):
    """The class Hijri of the package, or None."""
    sys.path.insert(0, folder)
    for fetched in (False, True):
        if fetched:
            try:
                subprocess.run(
                    [sys.executable, "-m", "pip", "install", "--quiet",
                     "--no-deps", "--disable-pip-version-check",
                     "--target", folder, PACKAGE],
                    check=True, capture_output=True, timeout=60)
            except (subprocess.SubprocessError, OSError):
                return None
            importlib.invalidate_caches()
        try:
            from hijridate import Hijri
            return Hijri
        except ImportError:
            continue
    return None


def main():
    tap = Tap()
    Hijri = oracle(sys.argv[2])
    if not Hijri:
        tap.skip("Umm al-Qura against hijridate", "it cannot be fetched")
        tap.done()
    text = pathlib.Path(sys.argv[1], "src/core/hijri_table.c").read_text(
        encoding="utf-8")
    day = int(re.search(r"first_day = (-?\d+);", text)[1])
    words = [int(w, 16) for w in re.findall(r"0x[0-9A-F]{6}", text)]
    faults, epoch = [], datetime.date(1970, 1, 1)
    for year in range(FIRST, LAST + 1):
        for month in range(1, 13):
            length = 28 + (words[year - FIRST] >> 2 * (month - 1) & 3)
            for d in range(1, length + 1):
                try:
                    theirs = datetime.date(
                        *Hijri(year, month, d).to_gregorian().datetuple())
                except ValueError:
                    theirs = None
                if theirs != epoch + datetime.timedelta(day):
                    faults.append(f"{year}-{month}-{d}: {theirs}")
                day += 1
    tap.ok(len(words) == LAST - FIRST + 1, "a word for each year")
    tap.ok(not faults, "every day of 1356-1500 AH", "\n".join(faults[:20]))
    tap.done()


if __name__ == "__main__":
    main()
