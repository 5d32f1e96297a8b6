"""The command line: cli_test.py ISNAD ROOT

Exit codes, streams, files, signals and inputs of every kind.
"""
import gzip
import json
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time

from tap import Tap

COMMANDS = ("report", "read", "text", "copies", "verify")


class Shell:
    def __init__(self, isnad, folder):
        self.isnad, self.folder = isnad, folder

    def __call__(self, *arguments, stdin=b"", env=None):
        return subprocess.run(
            [self.isnad, *map(str, arguments)], input=stdin,
            capture_output=True, cwd=self.folder, timeout=120,
            env={**os.environ, **(env or {})})


def said(done):
    return (f"exit {done.returncode}\n{done.stdout.decode(errors='replace')}"
            f"\n{done.stderr.decode(errors='replace')}")


def check_help(tap, sh):
    done = sh("--help")
    tap.ok(done.returncode == 0 and done.stdout and not done.stderr,
           "--help on standard output", said(done))
    text = done.stdout.decode()
    tap.ok(all(c in text for c in COMMANDS), "--help names the commands", text)
    for command in COMMANDS:
        done = sh(command, "--help")
        text = done.stdout.decode()
        tap.ok(done.returncode == 0 and f"isnad {command}" in text,
               f"{command} --help shows an example", said(done))
    done = sh("--version")
    tap.ok(done.returncode == 0 and done.stdout.strip(), "--version",
           said(done))
    for wrong in ([], ["nonsense"], ["read"], ["read", "--nonsense", "x"],
                  ["read", "--format", "xml", "."], ["report", "-j", "many",
                  "."], ["read", "--published", "2023-02-30", "."],
                  ["verify", "only-one"]):
        done = sh(*wrong)
        tap.ok(done.returncode == 2 and done.stderr and not done.stdout,
               f"wrong use: {' '.join(wrong) or '(nothing)'}", said(done))


def check_inputs(tap, sh, page):
    folder = pathlib.Path(sh.folder)
    (folder / "page.html").write_bytes(page)
    (folder / "page.html.gz").write_bytes(gzip.compress(page, mtime=0))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "cut.html.gz").write_bytes(gzip.compress(page, mtime=0)[:-20])

    def read(*arguments, **more):
        return sh("read", "--format", "jsonl", *arguments, **more)

    def first(done):
        return json.loads(done.stdout.splitlines()[0]) if done.stdout else {}

    plain = read("page.html")
    tap.ok(plain.returncode == 0 and first(plain)["steps"] == [],
           "a file", said(plain))
    packed = read("page.html.gz")
    tap.ok(first(packed).get("steps") == ["gunzip"] and
           first(packed)["source"]["sha256"] ==
           first(plain)["source"]["sha256"], "the same in gzip", said(packed))
    piped = read("-", stdin=page)
    tap.ok(first(piped).get("source") == first(plain)["source"],
           "standard input", said(piped))
    done = read("page.html", "no-such-file")
    tap.ok(done.returncode in (3, 5) and b"no-such-file" in done.stderr and
           first(done)["path"] == "page.html",
           "a missing file is named, others are read", said(done))
    done = read("cut.html.gz", "page.html")
    tap.ok(done.returncode == 3 and b"cut.html.gz" in done.stderr,
           "cut gzip is named", said(done))
    done = read("empty.txt")
    tap.ok(done.returncode in (1, 3), "an empty file", said(done))
    done = read("page.html", env={"LANG": "C"})
    tap.ok(done.stdout == plain.stdout and not done.stderr,
           "nothing on standard error without a terminal", said(done))
    done = read("--published", "2020-02-29", "page.html")
    tap.ok(done.returncode == 0 and
           first(done)["published"]["value"] == "2020-02-29",
           "--published", said(done))
    (folder / "days.tsv").write_text("page.html\t2019-05-06\n", "utf-8")
    done = read("--published-from", "days.tsv", folder / "page.html")
    tap.ok(first(done).get("published", {}).get("value") == "2019-05-06",
           "--published-from by file name", said(done))


def check_output(tap, sh):
    folder = pathlib.Path(sh.folder)
    done = sh("text", "--format", "jsonl", "-o", "out.jsonl", "page.html")
    tap.ok(done.returncode == 0 and not done.stdout and
           (folder / "out.jsonl").stat().st_size > 0, "-o", said(done))
    done = sh("read", "-o", "no/such/folder/out", "page.html")
    tap.ok(done.returncode == 5 and done.stderr, "-o into nowhere", said(done))
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            code = subprocess.run([sh.isnad, "read", "page.html"], stdout=full,
                                  stderr=subprocess.PIPE, cwd=folder)
        tap.ok(code.returncode == 5 and code.stderr, "a full disk",
               f"exit {code.returncode}")
    # A reader that goes away, such as `| head -1`, is no fault to shout of.
    many = folder / "many"
    many.mkdir(exist_ok=True)
    for n in range(200):
        (many / f"{n}.html").write_bytes((folder / "page.html").read_bytes())
    process = subprocess.Popen([sh.isnad, "read", "--format", "jsonl", many],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    noise = process.stderr.read().decode()
    tap.ok(process.wait(60) in (0, 5, -signal.SIGPIPE, 141),
           "a pipe that closes ends it", noise)
    process.stderr.close()


def check_containers(tap, sh):
    folder = pathlib.Path(sh.folder)
    (folder / "rows.jsonl").write_text(
        '{"a": {"body": "قال الوزير إن الطريق مفتوح."}, "day": "2020-02-03"}\n'
        '{"a": \n'
        '{"a": {"body": "قال الوزير إن الجسر مغلق."}, "day": "2020-02-04"}\n',
        "utf-8")
    done = sh("read", "--fields", "text=a/body,date=day", "--errors",
              "errors.jsonl", "rows.jsonl")
    docs = [json.loads(line) for line in done.stdout.splitlines()]
    tap.ok(done.returncode == 3 and
           [d["published"]["value"] for d in docs] ==
           ["2020-02-03", "2020-02-04"], "--fields", said(done))
    errors = [json.loads(line) for line in
              (folder / "errors.jsonl").read_text("utf-8").splitlines()]
    tap.ok(len(errors) == 1 and errors[0]["path"] == "rows.jsonl" and
           errors[0]["offset"] > 0 and errors[0]["reason"] and
           b"rows.jsonl:" in done.stderr, "--errors", str(errors))
    for wrong in ("text", "text=", "colour=a", "text=a,,"):
        done = sh("read", "--fields", wrong, "rows.jsonl")
        tap.ok(done.returncode == 2, f"wrong use: --fields {wrong}",
               said(done))
    (folder / "english.html").write_text(
        '<html lang="en"><h1>Bridge closed</h1>'
        "<p>The minister said that the bridge is closed to all traffic.</p>"
        "<p>Workers will repair it within two weeks, the ministry added.</p>")
    done = sh("read", "--lang", "ar", "page.html", "english.html")
    paths = [json.loads(line)["path"] for line in done.stdout.splitlines()]
    tap.ok(done.returncode == 0 and paths == ["page.html"] and
           b"1 left out, in other languages: en 1" in done.stderr, "--lang",
           said(done))
    for given, kept in ((), 1), (("--lang", "any"), 2), (("--lang", "en"), 1):
        done = sh("report", "--format", "json", *given, "page.html",
                  "english.html")
        report = json.loads(done.stdout)
        pages = {d["path"] for s in report["stories"] for d in s["documents"]}
        others = [o["paths"] for o in report["other_languages"]]
        tap.ok(len(pages) == kept and len(others) == 2 - kept,
               "report " + " ".join(given), said(done))


def check_limits(tap, sh):
    rows = "".join('{"text": "افتتح الوزير الجسر رقم %d."}\n' % n
                   for n in range(5)).encode()
    (pathlib.Path(sh.folder) / "five.jsonl").write_bytes(rows)
    (pathlib.Path(sh.folder) / "five.gz").write_bytes(gzip.compress(gzip.compress(rows)))
    (pathlib.Path(sh.folder) / "dense.gz").write_bytes(gzip.compress(rows * 4000))
    for options, good, reason in (
            (("--max-records", "3", "five.jsonl"), 3, "five.jsonl:"),
            (("--max-payload", "8", "five.jsonl"), 0, "larger than"),
            (("--max-nesting", "1", "five.gz", "five.jsonl"), 5, "five.gz:0:"),
            (("--max-ratio", "20", "dense.gz", "five.jsonl"), None, "dense.gz:")):
        done = sh("text", "-q", "--format", "jsonl", *options)
        made = done.stdout.count(b"\n")
        tap.ok(done.returncode == 3 and reason in done.stderr.decode() and
               (5 <= made < 20000 if good is None else made == good),
               f"{options[0]} stops and says where", f"{made} {said(done)}"[-900:])


def check_closed_files(tap, sh):
    """No output lands in a file that took a closed stream's place."""
    command = f"exec {sh.isnad} read page.html no-such-file"
    for closed, code in ((">&-", 5), ("-o closed.jsonl 2>&-", 3)):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"],
                              capture_output=True, cwd=sh.folder, timeout=60)
        tap.ok(done.returncode == code, f"a closed stream: {closed}",
               said(done))
    lines = (pathlib.Path(sh.folder) / "closed.jsonl").read_bytes()
    tap.ok(lines.count(b"\n") == 1 and b"isnad:" not in lines,
           "messages stay out of the output", repr(lines[:300]))


def check_interrupt(tap, sh):
    folder = pathlib.Path(sh.folder)
    fifo = folder / "waits"
    os.mkfifo(fifo)
    process = subprocess.Popen([sh.isnad, "read", "page.html", "-"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, cwd=folder)
    time.sleep(.5)
    process.send_signal(signal.SIGINT)
    try:
        code = process.wait(20)
    except subprocess.TimeoutExpired:
        # It waits for input: the end of the input lets it see the signal.
        process.stdin.close()
        code = process.wait(20)
    process.kill()
    tap.ok(code in (130, -signal.SIGINT), "SIGINT", f"exit {code}")
    os.unlink(fifo)


def check_terminal(tap, sh):
    """On a terminal nothing of the page may act."""
    evil = "<h1>عنوان \x1b[31mأحمر\x1b[0m \u202eمقلوب</h1><p>نص \x07 الخبر هنا"
    (pathlib.Path(sh.folder) / "evil.html").write_text(evil, "utf-8")
    name = "a page cannot act on the terminal"
    try:
        master, slave = pty.openpty()
    except OSError as error:
        tap.skip(name, f"no terminal to be had: {error}")
        return
    process = subprocess.Popen(
        [sh.isnad, "report", "--format", "text", "evil.html"], stdout=slave,
        stderr=subprocess.DEVNULL, cwd=sh.folder,
        env={**os.environ, "NO_COLOR": "1", "TERM": "xterm"})
    os.close(slave)
    shown = b""
    while True:
        ready, _, _ = select.select([master], [], [], 20)
        try:
            piece = os.read(master, 65536) if ready else b""
        except OSError:
            piece = b""
        if not piece:
            break
        shown += piece
    process.wait(20)
    text = shown.decode("utf-8", "replace")
    tap.ok("أحمر" in text and "\x1b" not in text and "\x07" not in text and
           "\u202e" not in text, name, repr(text[:400]))


def check_explain(tap, sh):
    """Each finding with its rule, in the order of the text."""
    (pathlib.Path(sh.folder) / "rule.txt").write_text(
        "قال وزير الري سالم حدّاد الخميس إن أكثر من 12 قرية غرقت.\n", "utf-8")
    done = sh("explain", "--labels", "en", "--published", "2022-01-14", "-q",
              "rule.txt")
    lines = [line.strip() for line in done.stdout.decode().splitlines()]
    wanted = ["الخميس", "Date: 2022-01-13", "Counted from: 2022-01-14",
              "Certainty: likely", "Rule: day  (weekday + cue of the past)",
              "Rule: bound  (digits + noun of a table)",
              "Rule: cue and clause"]
    missing = [w for w in wanted if w not in lines]
    tap.ok(done.returncode == 0 and not missing,
           "explain names the rule of a date, a figure and a statement",
           f"missing: {missing}\n{said(done)}")
    places = [lines.index(w) for w in (wanted[0], wanted[5]) if w in lines]
    tap.ok(len(places) == 2 and places[0] < places[1],
           "explain keeps the order of the text", said(done))
    tap.ok(sh("explain", "--format", "csv", "rule.txt").returncode == 2,
           "explain has no other format")


def check_figures(tap, sh):
    """Vague words by interval or by ACLED's numbers; measures in SI."""
    (pathlib.Path(sh.folder) / "count.txt").write_text(
        "قتل عشرات المزارعين ونزح مئات الآلاف وجرح بضعة عمال وفر آلاف السكان.\n"
        "سار 5 أميال ثم أكثر من 12 كيلومترا، والحرارة 104 درجات فهرنهايت "
        "و40 درجة مئوية و20 درجة، والارتفاع 300 قدم والإنتاج 2 مليون برميل.\n",
        "utf-8")

    def figures(*arguments):
        done = sh("read", "-q", *arguments, "count.txt")
        return json.loads(done.stdout)["figures"]

    def vague(found):
        return [(f["low"], f["high"]) for f in found if f["vague"]]

    plain, acled = figures(), figures("--vague", "acled")
    tap.ok(vague(plain) == [(20, 99), (200000, 999999), (3, 9), (2000, 9999)]
           and plain == figures("--vague", "interval"),
           "vague words are intervals", repr(vague(plain)))
    tap.ok(vague(acled) == [(12, 12), (100000, 100000), (10, 10),
                            (2000, 9999)],
           "--vague acled: 12, 100 and 10, times their scale",
           repr(vague(acled)))
    tap.ok([f for f in plain if not f["vague"]] ==
           [f for f in acled if not f["vague"]],
           "--vague acled leaves what is no vague word")
    si = [(m["low"], m["high"], m["unit"])
          for m in (f["measure"] for f in plain) if m]
    tap.ok(si == [(8046.72, 8046.72, "m"), (13000, None, "m"),
                  (40, 40, "degC"), (40, 40, "degC"), (91.44, 91.44, "m"),
                  (317974.59, 317974.59, "m3")],
           "measures stand beside the figure in SI", repr(si))
    tap.ok(sh("read", "--vague", "some", "count.txt").returncode == 2,
           "--vague knows two words")


def main():
    isnad, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    tap = Tap()
    page = (root / "demo/pages/01-difaf.html").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        sh = Shell(isnad, folder)
        check_help(tap, sh)
        check_inputs(tap, sh, page)
        check_output(tap, sh)
        check_containers(tap, sh)
        check_limits(tap, sh)
        check_closed_files(tap, sh)
        check_interrupt(tap, sh)
        check_terminal(tap, sh)
        check_explain(tap, sh)
        check_figures(tap, sh)
    tap.done()


if __name__ == "__main__":
    main()
