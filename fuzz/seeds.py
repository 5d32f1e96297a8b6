"""Writes the pages of all golden cases as seeds: seeds.py OUT

OUT/page, OUT/flat and OUT/grammar get one file each per case.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from run_cases import parse  # noqa: E402


def main():
    out = pathlib.Path(sys.argv[1])
    for target in ("page", "flat", "grammar"):
        (out / target).mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "tests/cases").rglob("*.case")):
        for number, case in enumerate(parse(path)):
            name = f"{path.parent.name}-{path.stem}-{number:03d}"
            text = case.page().encode()
            target = "page" if b"<" in text[:200] else "flat"
            (out / target / name).write_bytes(text)
            (out / "grammar" / name).write_bytes(b"\0" + text)


if __name__ == "__main__":
    main()
