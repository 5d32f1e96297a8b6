#!/usr/bin/env python3
"""Write the named character references of HTML as a C table: entities.py OUT.c

The names are those of the HTML Standard as Python's standard library lists
them (html.entities.html5), sorted by their bytes, with the few that may lack
their semicolon beside those that end in one.
"""
import html.entities
import sys


def literal(text):
    return "".join(f"\\{b:03o}" for b in text.encode("utf-8"))


def main():
    names = sorted(html.entities.html5)
    first = {}
    for i, name in enumerate(names):
        first.setdefault(name[0], i)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("/* Made by tools/entities.py from Python's "
                  "html.entities. */\n"
                  '#include "page/html_entities.h"\n\n'
                  f"const uint32_t isn_html_entity_count = {len(names)};\n\n"
                  "const isn_html_entity isn_html_entities[] = {\n")
        for name in names:
            text = literal(html.entities.html5[name])
            out.write(f'    {{"{name}", "{text}"}},\n')
        out.write("};\n\nconst uint16_t isn_html_entity_first[129] = {\n")
        at = 0
        row = []
        for c in range(129):
            while at < len(names) and ord(names[at][0]) < c:
                at += 1
            row.append(f"{at},")
        for i in range(0, len(row), 12):
            out.write("    " + " ".join(row[i:i + 12]) + "\n")
        out.write("};\n")


if __name__ == "__main__":
    main()
