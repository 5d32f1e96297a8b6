"""The table compiler names file and line of every mistake: table_errors.py ISN_TABLES"""
import pathlib
import subprocess
import sys
import tempfile

HEAD = "%table planet\n%columns words order:int kind:enum(rock,gas) note:text\n"
GOOD = HEAD + "عطارد\t1\trock\t-\nالمشتري\t5\tgas\tالأكبر\t# a comment\n"
MISTAKES = [
    ("unknown directive", HEAD + "%columsn words\n", 3, "unknown directive"),
    ("missing column", HEAD + "عطارد\t1\trock\n", 3, "3 columns, 4 wanted"),
    ("surplus column", HEAD + "عطارد\t1\trock\t-\t-\n", 3, "more than 4 columns"),
    ("value not of the enum", HEAD + "عطارد\t1\tice\t-\n", 3, "`ice` is not among"),
    ("no number", HEAD + "عطارد\tواحد\trock\t-\n", 3, "is no number"),
    ("same line twice", HEAD + "عطارد\t1\trock\t-\n\nعطارد\t1\trock\t-\n", 5, "says the same as line 3"),
    ("invisible character", HEAD + "عطا\u200fرد\t1\trock\t-\n", 3, "invisible character U+200F"),
    ("not NFC", HEAD + "ا\u0654رض\t3\trock\t-\n", 3, "not in normal form"),
    ("not UTF-8", HEAD.encode() + b"\xd8\xd8\t3\trock\t-\n", 3, "not UTF-8"),
    ("entry before columns", "%table planet\nعطارد\t1\n", 2, "before %columns"),
    ("entry before table", "عطارد\t1\n", 1, "before %table"),
    ("first column", "%table planet\n%columns order:int\n", 2, "always `words`"),
    ("unknown type", "%table planet\n%columns words order:float\n", 2, "is wanted"),
    ("column twice", "%table planet\n%columns words a:int a:int\n", 2, "twice"),
    ("unknown inflection", HEAD + "%inflect adverb\n", 3, "%inflect"),
]


def compiled(program, content):
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder, "planets.txt")
        table.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = subprocess.run([program, folder, table], capture_output=True, text=True)
        header = pathlib.Path(folder, "tables.h")
        return done, header.read_text() if header.exists() else ""


def main():
    results = []
    done, header = compiled(sys.argv[1], GOOD)
    results.append(("a good table compiles", done.returncode == 0
                    and "ISN_CLASS_PLANET = 0" in header and "#define ISN_PLANET_KIND_GAS 1" in header))
    for name, content, line, message in MISTAKES:
        done, header = compiled(sys.argv[1], content)
        results.append((name, done.returncode == 1 and f"planets.txt:{line}: " in done.stderr
                        and message in done.stderr and not header))
    print(f"1..{len(results)}")
    for n, (name, ok) in enumerate(results, 1):
        print(f"{'ok' if ok else 'not ok'} {n} - {name}")
    sys.exit(any(not ok for _, ok in results))


if __name__ == "__main__":
    main()
