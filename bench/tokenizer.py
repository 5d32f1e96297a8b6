#!/usr/bin/env python3
"""Run html5lib's tokenizer cases against isnad's tokenizer.

    bench/tokenizer.py BUILD_DIR [SDIST.tar.gz]

The cases come inside the source package of html5lib 1.1, fetched from PyPI
where no file is given; they are not part of isnad.  Prints what fails and one
line of counts; exit 1 if any case fails.
"""
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

STATES = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2,
          "Script data state": 3, "PLAINTEXT state": 4,
          "CDATA section state": 5}


def fetch(folder):
    limit = os.path.join(folder, "limit.txt")
    with open(limit, "w") as out:
        out.write("setuptools<60\n")
    subprocess.run([sys.executable, "-m", "pip", "download", "-q",
                    "--no-binary", ":all:", "--no-deps", "html5lib==1.1",
                    "-d", folder], check=True,
                   env={**os.environ, "PIP_CONSTRAINT": limit})
    return os.path.join(folder, "html5lib-1.1.tar.gz")


def cases(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if "/testdata/tokenizer/" not in member.name or \
                    not member.name.endswith(".test"):
                continue
            data = json.load(archive.extractfile(member))
            for case in data.get("tests", []):
                for state in case.get("initialStates", ["Data state"]):
                    yield os.path.basename(member.name), case, state


def unescape(value):
    if isinstance(value, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})",
                      lambda m: chr(int(m[1], 16)), value)
    if isinstance(value, list):
        return [unescape(v) for v in value]
    if isinstance(value, dict):
        return {unescape(k): unescape(v) for k, v in value.items()}
    return value


def encode(text):
    # Pairs of surrogates are one character, single ones stay as they are.
    text = text.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass") if not re.search(
            "[\ud800-\udfff]", text) else re.sub(
                "[\ud800-\udbff][\udc00-\udfff]",
                lambda m: m[0].encode("utf-16-le", "surrogatepass").decode(
                    "utf-16-le"), text)
    return text.encode("utf-8", "surrogatepass")


def expected(output):
    tokens = []
    for token in output:
        if token == "ParseError":
            continue
        kind = token[0]
        if kind == "Character":
            if tokens and tokens[-1][0] == "C":
                tokens[-1][1] += encode(token[1])
            else:
                tokens.append(["C", encode(token[1])])
        elif kind == "StartTag":
            attrs = {encode(k): encode(v) for k, v in token[2].items()}
            tokens.append(["S", encode(token[1]), attrs,
                           bool(len(token) > 3 and token[3])])
        elif kind == "EndTag":
            tokens.append(["E", encode(token[1])])
        elif kind == "Comment":
            tokens.append(["M", encode(token[1])])
        else:
            ids = [None if v is None else encode(v) for v in token[1:4]]
            tokens.append(["D", *ids, token[4]])
    return tokens


def answered(line):
    words = line.split()
    tokens, at = [], 0

    def text():
        nonlocal at
        at += 1
        return bytes.fromhex(words[at - 1].strip('"'))

    def number():
        nonlocal at
        at += 1
        return int(words[at - 1])

    while at < len(words):
        kind = words[at]
        at += 1
        if kind == "C":
            value = text()
            if tokens and tokens[-1][0] == "C":
                tokens[-1][1] += value
            else:
                tokens.append(["C", value])
        elif kind in "SE":
            closing = bool(number())
            name = text()
            attrs = {}
            for _ in range(number()):
                key = text()
                attrs[key] = text()
            tokens.append(["S", name, attrs, closing] if kind == "S"
                          else ["E", name])
        elif kind == "M":
            tokens.append(["M", text()])
        else:
            flags = [number() for _ in range(4)]
            ids = [text(), text(), text()]
            tokens.append(["D"] + [v if f else None
                                   for f, v in zip(flags, ids)]
                          + [not flags[3]])
    return tokens


def main():
    build = sys.argv[1]
    subprocess.run(["ninja", "-C", build, "bench/tokenizer-cases"], check=True,
                   stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        path = sys.argv[2] if len(sys.argv) > 2 else fetch(folder)
        todo = list(cases(path))
    feed, wants = b"", []
    for name, case, state in todo:
        if case.get("doubleEscaped"):
            case = {**case, "input": unescape(case["input"]),
                    "output": unescape(case["output"])}
        data = encode(case["input"])
        last = encode(case.get("lastStartTag", ""))
        feed += b"%d %d %d\n" % (STATES[state], len(last), len(data))
        feed += last + data + b"\n"
        wants.append((name, case, state, expected(case["output"])))
    done = subprocess.run([os.path.join(build, "bench", "tokenizer-cases")],
                          input=feed, stdout=subprocess.PIPE, check=True)
    lines = done.stdout.decode().split("\n")
    failed = 0
    for (name, case, state, want), line in zip(wants, lines):
        got = answered(line)
        if got != want:
            failed += 1
            if failed <= 20:
                print(name, state, repr(case["input"]), "\n  want", want,
                      "\n  got ", got)
    print(f"{len(wants) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(failed > 0 or len(lines) < len(wants))


if __name__ == "__main__":
    main()
