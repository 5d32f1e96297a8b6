#!/usr/bin/env python3
"""Compile src/page/markup.txt to a C hash table: markup_words.py IN.txt OUT.c"""
import re
import sys

SLOTS = 2048
LONGEST = 22
FACTOR = 0x01000193


def fail(path, number, what):
    sys.exit(f"{path}:{number}: {what}")


def spread(word):
    """The slot of a word, and the mark by which most others are told apart."""
    h = 0
    for b in word.encode():
        h = h * FACTOR + b & 0xFFFFFFFF
    return (h ^ h >> 15) & (SLOTS - 1), h >> 24 | 1


def read(path, known):
    rows = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        word, *hints = line.split()
        whole = word.startswith("=")
        word = word.lstrip("=")
        if not re.fullmatch(f"[a-z0-9]{{1,{LONGEST}}}", word):
            fail(path, number, f"not a plain word of up to {LONGEST}: {word}")
        if (word, whole) in rows:
            fail(path, number, f"already said: {word}")
        bits = 0
        for hint in hints:
            if hint == "none":
                continue
            if hint not in known:
                fail(path, number, f"unknown hint: {hint}")
            bits |= 1 << known.index(hint)
        if not hints:
            fail(path, number, "no hint")
        rows[word, whole] = bits
    return rows


def main():
    source, header, target = sys.argv[1:]
    known = re.findall(r'^ {4}X\([A-Z]+, "([a-z]+)"\)',
                       open(header, encoding="utf-8").read(), re.M)
    table = [None] * SLOTS
    for (word, whole), bits in sorted(read(source, known).items()):
        at, mark = spread(word)
        while table[at]:
            at = (at + 1) % SLOTS
        table[at] = (word, whole, bits, mark)
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Made by tools/markup_words.py from src/page/markup.txt. "
                  '*/\n#include "page/markup.h"\n\n'
                  "const isn_markup_word isn_markup_words[ISN_MARKUP_SLOTS] = "
                  "{\n")
        for at, row in enumerate(table):
            if row:
                out.write(f'    [{at}] = {{"{row[0]}", {int(row[1])}, '
                          f"0x{row[2]:08X}u}},\n")
        out.write("};\n\nconst uint8_t isn_markup_marks[ISN_MARKUP_SLOTS] = {\n")
        for at, row in enumerate(table):
            if row:
                out.write(f"    [{at}] = {row[3]},\n")
        powers = ", ".join(f"0x{pow(FACTOR, n, 1 << 32):08X}u"
                           for n in range(LONGEST + 1))
        out.write("};\n\nconst uint32_t "
                  "isn_markup_powers[ISN_MARKUP_LONGEST + 1] = {\n    "
                  f"{powers}}};\n")


if __name__ == "__main__":
    main()
