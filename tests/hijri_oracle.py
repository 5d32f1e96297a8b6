#!/usr/bin/env python3
"""src/core/hijri_table.c, day by day and both ways against the PyPI package
hijridate, and the same days as `isnad read` reads them.

  hijri_oracle.py ROOT FOLDER ISNAD

A package that is not installed is fetched into FOLDER; skipped where that
cannot be done either."""
import datetime
import json
import pathlib
import re
import subprocess
import sys

from pypi import module
from tap import Tap

FIRST, LAST = 1356, 1500
EPOCH = datetime.date(1970, 1, 1)
PACKAGE = "hijridate==2.5.0"


def days_of(root):
    """(year, month, day) of each Hijri day, and its day in our table."""
    text = pathlib.Path(root, "src/core/hijri_table.c").read_text("utf-8")
    years = re.search(r"new_years\[.*?\{(.*?)\};", text, re.S)[1]
    new_years = [int(y) for y in re.findall(r"-?\d+", years)]
    day = new_years[0]
    words = [int(w, 16) for w in re.findall(r"0x[0-9A-F]{6}", text)]
    assert len(words) == LAST - FIRST + 1, "a word for each year"
    for year in range(FIRST, LAST + 1):
        assert day == new_years[year - FIRST], f"new year of {year}"
        for month in range(1, 13):
            length = 28 + (words[year - FIRST] >> 2 * (month - 1) & 3)
            for d in range(1, length + 1):
                yield (year, month, d), EPOCH + datetime.timedelta(day)
                day += 1


def read(isnad, hijri):
    """What the command reads of «10/7/1443هـ», a paragraph for each year."""
    lines = "".join(f"وقع في {d}/{m}/{y}هـ حادث." +
                    ("\n" if m == 12 and d > 28 else " ")
                    for y, m, d in hijri)
    done = subprocess.run([isnad, "read", "-q", "--lang", "any", "-"],
                          input=lines.encode(), capture_output=True,
                          check=True)
    return [d["value"] for d in json.loads(done.stdout)["dates"]]


def main():
    tap = Tap()
    hijridate = module("hijridate", PACKAGE, sys.argv[2])
    if not hijridate:
        tap.skip("Umm al-Qura against hijridate", "it cannot be fetched")
        tap.done()
    Hijri, Gregorian = hijridate.Hijri, hijridate.Gregorian
    days = list(days_of(sys.argv[1]))
    there, back = [], []
    for hijri, day in days:
        theirs = None
        try:
            theirs = datetime.date(*Hijri(*hijri).to_gregorian().datetuple())
            reverse = Gregorian(day.year, day.month, day.day).to_hijri()
            reverse = reverse.datetuple()
        except (ValueError, OverflowError):
            reverse = None
        if theirs != day:
            there.append(f"{hijri}: {day}, theirs {theirs}")
        if reverse != hijri:
            back.append(f"{day}: {hijri}, theirs {reverse}")
    tap.ok(not there, f"Hijri to Gregorian, {len(days)} days",
           "\n".join(there[:20]))
    tap.ok(not back, "Gregorian to Hijri", "\n".join(back[:20]))
    values = read(sys.argv[3], [hijri for hijri, _ in days])
    tap.ok(values == [day.isoformat() for _, day in days],
           "every day as the command reads it", f"{len(values)} dates read")
    tap.done()


if __name__ == "__main__":
    main()
