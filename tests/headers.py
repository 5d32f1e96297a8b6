"""Every header compiles alone: headers.py ROOT BUILD CC...

Public headers with nothing but include/ in the path, as ISO C17 and, where a
C++ compiler is there, as C++; those of the modules with src/ as well.
"""
import pathlib
import shutil
import subprocess
import sys

from tap import Tap

STRICT = ["-fsyntax-only", "-Wall", "-Wextra", "-Werror"]


def compiles(command, header):
    source = f'#include "{header}"\n#include "{header}"\n'
    return subprocess.run(command + ["-"], input=source, text=True,
                          capture_output=True)


def main():
    root, build = pathlib.Path(sys.argv[1]), sys.argv[2]
    compiler = sys.argv[3:]
    tap = Tap()
    public = [f"-I{root}/include"]
    for path in sorted((root / "include").rglob("*.h")):
        name = str(path.relative_to(root / "include"))
        done = compiles(compiler + STRICT + ["-std=c17", "-pedantic", "-xc"]
                        + public, name)
        tap.ok(done.returncode == 0, name, done.stderr)
        if shutil.which("g++"):
            done = compiles(["g++", *STRICT, "-std=c++17", "-xc++"] + public,
                            name)
            tap.ok(done.returncode == 0, f"{name} in C++", done.stderr)
    inner = public + [f"-I{root}/src", f"-I{build}/tools", "-D_GNU_SOURCE"]
    for path in sorted((root / "src").rglob("*.h")):
        name = str(path.relative_to(root / "src"))
        done = compiles(compiler + STRICT + ["-std=gnu17", "-xc"] + inner, name)
        tap.ok(done.returncode == 0, name, done.stderr)
    tap.done()


if __name__ == "__main__":
    main()
