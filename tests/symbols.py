"""The library keeps to itself: symbols.py OBJDUMP LIBRARY...

Its names begin isnad_ or isn_; it never exits, aborts, prints or reads the
locale or the environment; it has no variables that can change.
"""
import re
import subprocess
import sys

from tap import clean

FORBIDDEN = {"exit", "_exit", "_Exit", "abort", "quick_exit", "printf",
             "vprintf", "puts", "putchar", "perror", "setlocale", "getenv",
             "system", "popen", "srand", "rand", "strtok", "localtime",
             "gmtime", "__printf_chk", "__vprintf_chk", "stdout", "stderr"}
SYMBOL = re.compile(r"^[0-9a-f]+ (.{7}) (\S+)\s+([0-9a-f]+)\s+(\S.*)$")


def faults(objdump, library):
    listing = subprocess.run([objdump, "-t", library], check=True,
                             capture_output=True, text=True).stdout
    member = library
    for line in listing.splitlines():
        if line.endswith(":     file format elf64-x86-64") or \
                ":     file format" in line:
            member = line.split(":")[0]
        match = SYMBOL.match(line)
        if not match:
            continue
        flags, section, size, name = match.groups()
        name = name.replace(".hidden ", "").replace(".protected ", "")
        if section == "*UND*":
            if name in FORBIDDEN:
                yield f"{member} calls {name}"
            continue
        if "g" in flags[0] and not re.match(r"isnad_|isn_", name):
            yield f"{member} defines {name}"
        changes = section in (".data", ".bss", "*COM*") or \
            section.startswith((".data.", ".bss.")) and \
            not section.startswith(".data.rel.ro")
        if changes and int(size, 16) > 0 and "O" in flags:
            yield f"{member} has a variable that can change: {name}"


def main():
    found = []
    for library in sys.argv[2:]:
        found += faults(sys.argv[1], library)
    clean("names, calls and variables of the library", found)


if __name__ == "__main__":
    main()
