"""Real output fits the schemas of docs/: schema.py ISNAD ROOT

Beside the schema it is checked that offsets mean what docs/evidence.md says:
the bytes of an address have its hash.
"""
import hashlib
import json
import pathlib
import subprocess
import sys

from tap import Tap

try:
    import jsonschema
except ImportError:
    jsonschema = None


def faults(schema, value):
    validator = jsonschema.Draft202012Validator(schema)
    for error in list(validator.iter_errors(value))[:20]:
        where = "/".join(map(str, error.absolute_path))
        yield f"{where}: {error.message[:200]}"


def addresses(value):
    if isinstance(value, dict):
        if {"path", "begin", "end", "sha256", "exact"} <= set(value):
            yield value
        for inner in value.values():
            yield from addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from addresses(inner)


def rotten(report):
    """Addresses whose bytes are not what they say."""
    for a in addresses(report):
        raw = pathlib.Path(a["path"]).read_bytes()[a["begin"]:a["end"]]
        if hashlib.sha256(raw).hexdigest() != a["sha256"] or not raw:
            yield f"{a['path']} [{a['begin']}, {a['end']}): {a['exact'][:60]}"


# Words of two demo pages, in another order.
CLAIM = "عمال الموانئ لن يعودوا إلى العمل قبل توقيع الاتفاق"


def main():
    isnad, root = sys.argv[1], pathlib.Path(sys.argv[2])
    tap = Tap()
    if jsonschema is None:
        tap.skip("schemas", "no python3-jsonschema")
        tap.done()
    pages = str(root / "demo/pages")
    for command, lines in ((["read", "--format", "jsonl"], True),
                           (["read", "--pile", "--format", "jsonl"], True),
                           (["text", "--format", "jsonl"], True),
                           (["report", "--format", "json"], False),
                           (["copies", "--format", "json"], False),
                           (["copies", "--passages", "--format", "json"],
                            False),
                           (["claim", "--format", "json", CLAIM], False),
                           (["doctor", "--format", "json"], False)):
        name = "isnad " + " ".join(command)
        schema = json.loads(
            (root / f"docs/{command[0]}.schema.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        done = subprocess.run([isnad, *command, pages], capture_output=True)
        if not tap.ok(done.returncode == 0, f"{name} runs",
                      done.stderr.decode()):
            continue
        text = done.stdout.decode()
        values = list(map(json.loads, text.splitlines())) if lines \
            else [json.loads(text)]
        found = [f for v in values for f in faults(schema, v)]
        tap.ok(values and not found, f"{name} fits its schema",
               "\n".join(found[:20]))
        if command[0] == "report":
            bad = list(rotten(values[0]))
            count = len(list(addresses(values[0])))
            tap.ok(count > 100 and not bad, "addresses lead to their bytes",
                   "\n".join(bad[:20]) or f"only {count} addresses")
    tap.done()


if __name__ == "__main__":
    main()
