"""What is installed: install_test.py BUILD ROOT CC…

Every command has a manual page that roff takes, and the shells complete it; a
program finds headers and library by pkg-config, in C and in C++; the library
offers isnad_ names alone.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from tap import Tap

COMPLETE = """
source "$1"
COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
_isnad
printf '%s\\n' "${COMPREPLY[@]}"
"""


def run(*words, **more):
    return subprocess.run([str(w) for w in words], capture_output=True,
                          text=True, **more)


def check_manual(tap, isnad, man):
    commands = [line.split()[1] for line in run(isnad, "--help").stdout
                .splitlines() if line.startswith("  isnad ")]
    pages = {p.name for p in man.iterdir()}
    due = {"isnad.1", *(f"isnad-{c}.1" for c in commands)}
    tap.ok(len(commands) > 15 and pages == due, "a manual page each",
           str(pages ^ due))
    options = [word.split("=")[0] for word in
               run(isnad, "read", "--help").stdout.split()
               if word.startswith("--")]
    text = (man / "isnad-read.1").read_text("utf-8").replace("\\-", "-")
    tap.ok(all(o in text for o in options), "with all options of --help",
           str([o for o in options if o not in text]))
    if not shutil.which("groff"):
        tap.skip("roff takes them", "no groff here")
        return
    said = "".join(run("groff", "-Kutf8", "-Tutf8", "-man", "-ww", "-z",
                       page).stderr for page in man.iterdir())
    tap.ok(not said, "roff takes them", said[:2000])


def check_bash(tap, script):
    def complete(*words):
        return run("bash", "-c", COMPLETE, "bash", script, *words) \
            .stdout.split()

    tap.ok({"read", "report", "rebuild"} <= set(complete("isnad", "re")) and
           "text" not in complete("isnad", "re"), "bash completes commands")
    tap.ok(complete("isnad", "read", "--form") == ["--format"],
           "bash completes options", str(complete("isnad", "read", "--form")))
    tap.ok(set(complete("isnad", "report", "--format", "c")) ==
           {"csv", "claimreview", "citations"}, "bash completes formats")


def check_shells(tap, share):
    for shell, name in (("zsh", "zsh/site-functions/_isnad"),
                        ("fish", "fish/vendor_completions.d/isnad.fish")):
        path = share / name
        text = path.read_text("utf-8")
        tap.ok("claimreview" in text and "max-nesting" in text,
               f"{shell} is told commands, options and formats")
        if shutil.which(shell):
            done = run(shell, "-n", path)
            tap.ok(done.returncode == 0, f"{shell} takes it", done.stderr)


def check_library(tap, root, dest, cc):
    pc = next(dest.rglob("isnad.pc"))
    library = pc.parent.parent
    env = {**os.environ, "PKG_CONFIG_PATH": str(pc.parent),
           "PKG_CONFIG_SYSROOT_DIR": str(dest),
           "LD_LIBRARY_PATH": str(library)}
    flags = run("pkg-config", "--cflags", "--libs", "isnad", env=env)
    if not tap.ok(flags.returncode == 0, "pkg-config knows it", flags.stderr):
        return
    source = root / "docs/example_article.c"
    plus = ["g++", "-xc++"] if shutil.which("g++") else None
    for name, compiler in (("C", cc), ("C++", plus)):
        if not compiler:
            tap.skip("a program links in C++", "no g++ here")
            continue
        program = dest / f"program-{name}"
        # The example, with main alone, is C++ as well.
        made = run(*compiler, source, "-xnone", "-o", program,
                   *flags.stdout.split(), "-Wno-missing-field-initializers",
                   "-fpermissive" if plus is compiler else "-w")
        if tap.ok(made.returncode == 0, f"a program links in {name}",
                  made.stderr):
            with open(root / "demo/pages/01-difaf.html") as page:
                done = run(program, stdin=page, env=env)
            tap.ok(done.returncode == 0 and done.stdout, f"and reads, in {name}",
                   done.stderr)
    names = [line.split()[-1] for line in run(
        "nm", "-D", "--defined-only", library / "libisnad.so")
        .stdout.splitlines()]
    tap.ok(len(names) > 50 and
           all(n.startswith("isnad_") for n in names),
           "the library offers isnad_ names alone",
           str([n for n in names if not n.startswith("isnad_")][:9]))


def main():
    build, root = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        dest = pathlib.Path(folder)
        done = run("meson", "install", "-C", build, "--no-rebuild", "--quiet",
                   "--destdir", dest)
        if not tap.ok(done.returncode == 0, "installs below DESTDIR",
                      done.stdout + done.stderr):
            tap.done()
        share = next(dest.rglob("man1")).parent.parent
        check_manual(tap, build / "isnad", share / "man/man1")
        check_bash(tap, share / "bash-completion/completions/isnad")
        check_shells(tap, share)
        check_library(tap, root, dest, sys.argv[3:])
    tap.done()


if __name__ == "__main__":
    main()
