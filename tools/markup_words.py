#!/usr/bin/env python3
"""Compile src/page/markup.txt to a C hash table: markup_words.py IN.txt OUT.c"""
import re
import sys

SLOTS = 2048


def fail(path, number, what):
    sys.exit(f"{path}:{number}: {what}")


def spread(word):
    h = 2166136261
    for b in word.encode():
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    return (h ^ h >> 15) & (SLOTS - 1)


def read(path, known):
    rows = {}
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        word, *hints = line.split()
        whole = word.startswith("=")
        word = word.lstrip("=")
        if not re.fullmatch(r"[a-z0-9]{1,22}", word):
            fail(path, number, f"not a plain word of up to 22: {word}")
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
        at = spread(word)
        while table[at]:
            at = (at + 1) % SLOTS
        table[at] = (word, whole, bits)
    with open(target, "w", encoding="utf-8") as out:
        out.write("/* Made by tools/markup_words.py from src/page/markup.txt. "
                  '*/\n#include "page/markup.h"\n\n'
                  "const isn_markup_word isn_markup_words[ISN_MARKUP_SLOTS] = "
                  "{\n")
        for at, row in enumerate(table):
            if row:
                out.write(f'    [{at}] = {{"{row[0]}", {int(row[1])}, '
                          f"0x{row[2]:08X}u}},\n")
        out.write("};\n")


if __name__ == "__main__":
    main()
