"""No module includes a later or a sibling one: layers.py ROOT

Reads src/layers.txt and names each include that strays, with file and line.
A public header include/isnad/NAME.h belongs to module NAME where there is
one, and to core otherwise.
"""
import pathlib
import re
import sys

from tap import Tap

INCLUDE = re.compile(r'\s*#\s*include\s*["<]([^">]+)[">]')
# Generated from lang/ar into the build folder.
GENERATED = {"tables.h": "lang"}


def read_layers(root):
    layers = {}
    for line in (root / "src/layers.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, uses = line.split(":")
            layers[name.strip()] = set(uses.split())
    return layers


def owner(path, layers):
    """The module that an included path belongs to; None: not ours."""
    if path in GENERATED:
        return GENERATED[path]
    first, _, rest = path.partition("/")
    if first == "isnad":
        name = rest.removesuffix(".h")
        return name if name in layers else "core"
    return first if first in layers else None


def strays(root, layers, module):
    allowed = layers[module] | {module}
    for file in sorted((root / "src" / module).rglob("*.[ch]")):
        lines = file.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            used = owner(match[1], layers)
            if used is not None and used not in allowed:
                yield (f"{file.relative_to(root)}:{number}: {module} may not"
                       f" include {match[1]} of {used}")
            if match[1].startswith(".") or (
                    used is None and "/" not in match[1]
                    and (file.parent / match[1]).exists()):
                yield (f"{file.relative_to(root)}:{number}: write"
                       f" {module}/{match[1].lstrip('./')}")


def main():
    root = pathlib.Path(sys.argv[1])
    layers = read_layers(root)
    tap = Tap()
    for module in layers:
        faults = list(strays(root, layers, module))
        tap.ok(not faults, f"{module} stays in its layer", "\n".join(faults))
    folders = {p.name for p in (root / "src").iterdir() if p.is_dir()}
    tap.ok(folders == set(layers), "src/layers.txt lists every module",
           f"only one of them has: {folders ^ set(layers)}")
    earlier = set()
    for module, uses in layers.items():
        tap.ok(uses <= earlier, f"{module} uses earlier modules only",
               uses - earlier)
        earlier.add(module)
    tap.done()


if __name__ == "__main__":
    main()
