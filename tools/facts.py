"""What `isnad doctor` says of this build: facts.py OUT NAME=VERSION… -- FILE…

Writes the versions of the libraries that the build was made with, and size and
SHA-256 of the data that is compiled in, as rows of C.  Files of one folder
that end in .txt (tables) count as one.
"""
import hashlib
import os
import sys


def rows(files):
    """(name, files, bytes, digest) of tables and models."""
    tables = sorted(f for f in files if f.endswith(".txt"))
    for name, group in [(os.path.dirname(tables[0]), tables)] + [
            (f, [f]) for f in sorted(set(files) - set(tables))]:
        content = b"".join(open(f, "rb").read() for f in group)
        short = "/".join(name.split("/")[-2:])
        yield short, len(group), len(content), \
            hashlib.sha256(content).hexdigest()


def main():
    out, rest = sys.argv[1], sys.argv[2:]
    middle = rest.index("--")
    with open(out, "w", encoding="utf-8") as to:
        to.write("/* Made by tools/facts.py. */\n"
                 "static const build_library libraries[] = {\n")
        for word in rest[:middle]:
            name, version = word.split("=", 1)
            to.write(f'    {{"{name}", "{version}"}},\n')
        to.write("};\nstatic const build_data data[] = {\n")
        for name, count, size, digest in rows(rest[middle + 1:]):
            to.write(f'    {{"{name}", {count}, {size}, "{digest}"}},\n')
        to.write("};\n")


if __name__ == "__main__":
    main()
