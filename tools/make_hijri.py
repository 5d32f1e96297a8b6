#!/usr/bin/env python3
"""Writes src/core/hijri_table.c: the months of 1356–1500 AH by Umm al-Qura.

    pip install hijridate && tools/make_hijri.py > src/core/hijri_table.c

The source is the PyPI package hijridate (MIT licence), whose table follows
the calendars as printed.  ICU and Java compute the same months for 1420–1450
only; before and after, they leave the printed calendar by a day (Ramadan
1419 began on 19 December 1998, which ICU puts on the 20th).
Needed only to make the table again.
"""
import datetime
import importlib.metadata

from hijridate import Hijri

FIRST, LAST = 1356, 1500
words = []
for year in range(FIRST, LAST + 1):
    word = 0
    for month in range(1, 13):
        word |= (Hijri(year, month, 1).month_length() - 28) << 2 * (month - 1)
    words.append(f"0x{word:06X}")

def rows(values, a_line):
    return ",\n".join("    " + ", ".join(map(str, values[i:i + a_line]))
                      for i in range(0, len(values), a_line))


first = Hijri(FIRST, 1, 1).to_gregorian()
days = [(datetime.date(*first.datetuple()) - datetime.date(1970, 1, 1)).days]
for year in range(FIRST, LAST + 1):
    days.append(days[-1] + Hijri(year, 1, 1).year_length())
print(f"""/* Made by tools/make_hijri.py from hijridate \
{importlib.metadata.version("hijridate")}.
 * One word a year from {FIRST} AH; bits 2m and 2m + 1 tell by how much month
 * m + 1 is longer than 28 days. */
#include "core/hijri_table.h"

const int32_t isn_hijri_new_years[ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 2] = {{
{rows(days, 10)},
}};
const uint32_t isn_hijri_lengths[ISN_HIJRI_LAST - ISN_HIJRI_FIRST + 1] = {{
{rows(words, 7)},
}};""")
