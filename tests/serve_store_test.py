"""isnad serve over a store: serve_store_test.py ISNAD ROOT BUILD_DIR quick|browser

Forms and their exact statuses, pages that are sent, corrections, what each
arrival changed and its feed, progress, search, slow senders.  Where Chromium is
there it looks at every page (tests/web/serve.mjs), and a newcomer walks through
them (tests/web/walk.mjs).
"""
import gzip
import json
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml

import serve_test
from browser import browser_tools, take_tap
from serve_test import Server
from tap import Tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

ATOM = "{http://www.w3.org/2005/Atom}"


def form(fields, files=(), boundary="isnadtest"):
    """The bytes of a form; files: (name, bytes)."""
    out = b""
    for name, value in fields:
        out += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'
                f'\r\n\r\n{value}\r\n').encode()
    for name, data in files:
        out += (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; '
                f'filename="{name}"\r\nContent-Type: text/html\r\n\r\n').encode()
        out += data + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


class Store(Server):
    """A server over a store, empty at first."""

    def __init__(self, isnad, folder, *words):
        self.folder = pathlib.Path(folder)
        super().__init__(isnad, "-q", "--store", self.folder / "s.isnad", *words)
        self.token = self.json("/api/status")["token"]

    def json(self, target):
        return json.loads(self.get(target)[2])

    def post(self, target, body, *fields, origin=True, length=None,
             kind="multipart/form-data; boundary=isnadtest"):
        """Status, fields, body of a form that is sent."""
        lines = [f"POST {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}",
                 "Connection: close", f"Content-Type: {kind}",
                 f"Content-Length: {len(body) if length is None else length}"]
        lines += [f"Origin: http://127.0.0.1:{self.port}"] * origin
        head = "\r\n".join([*lines, *fields, "", ""]).encode()
        head, _, rest = self.raw(head + body).partition(b"\r\n\r\n")
        first, *named = head.decode("latin-1").split("\r\n")
        return (int(first.split()[1]) if first else 0,
                dict(line.split(": ", 1) for line in named), rest)

    def send(self, files, target="/api/pages"):
        return self.post(target, form([("token", self.token)], files))

    def correct(self, kind, name, other="", target="/api/corrections"):
        return self.post(target, form([("token", self.token), ("kind", kind),
                                       ("name", name), ("other", other)]))

    def wait(self, number):
        """The job once it is done."""
        for _ in range(600):
            job = self.json(f"/api/jobs/{number}")
            if job["stage"] in ("done", "failed"):
                return job
            time.sleep(.05)
        return job

    def add(self, *files):
        """Sends and waits."""
        return self.wait(json.loads(self.send(files)[2])["job"])


def demo(root, *numbers):
    pages = sorted((root / "demo/pages").iterdir())
    return [(pages[n - 1].name, pages[n - 1].read_bytes()) for n in numbers]


# ---- what is let in ---------------------------------------------------------------

def check_forms(t, server):
    good = form([("token", server.token)], [("a.html", b"<p>x")])
    evil = "http://evil.example"

    def says(name, got, wanted):
        t.ok(got[0] == wanted, f"form: {name}", f"{got[0]} for {wanted}: {got[1]}")

    says("no token", server.post("/ar/add", form([], [("a", b"b")])), 403)
    says("another token", server.post("/ar/add", form([("token", "0" * 32)], [("a", b"b")])), 403)
    says("a longer token", server.post("/ar/add", form([("token", server.token + "0")], [("a", b"b")])), 403)
    says("an empty token", server.post("/ar/add", form([("token", "")], [("a", b"b")])), 403)
    says("another origin", server.post("/ar/add", good, f"Origin: {evil}", origin=False), 403)
    says("no origin to name", server.post("/ar/add", good, "Origin: null", origin=False), 403)
    says("two origins", server.post("/ar/add", good, f"Origin: {evil}"), 400)
    says("a page of another site", server.post("/ar/add", good, "Sec-Fetch-Site: cross-site", origin=False), 403)
    says("by a link of another site", server.post(
        "/ar/add", good, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document", origin=False), 403)
    says("another port of this computer", server.post("/ar/add", good, "Sec-Fetch-Site: same-site", origin=False), 403)
    says("plain text", server.post("/ar/add", good, kind="text/plain"), 415)
    says("JSON", server.post("/ar/add", b"{}", kind="application/json"), 415)
    says("a form in an address", server.post("/ar/add", b"token=x", kind="application/x-www-form-urlencoded"), 415)
    says("no boundary", server.post("/ar/add", good, kind="multipart/form-data"), 415)
    says("another boundary", server.post("/ar/add", good, kind="multipart/form-data; boundary=other"), 400)
    says("half a form", server.post("/ar/add", good[:-10]), 400)
    says("no files", server.post("/ar/add", form([("token", server.token)])), 400)
    says("too much", server.post("/ar/add", b"", length=65 << 20), 413)
    says("without end", server.post("/ar/add", b"", length=10 ** 18), 413)
    says("beyond numbers", server.post("/ar/add", b"", length=10 ** 30), 413)
    says("chunked and a length", server.post("/ar/add", good, "Transfer-Encoding: chunked"), 400)
    says("Expect", server.post("/ar/add", good, "Expect: 100-continue"), 417)
    says("to a page that takes none", server.post("/ar/people", good), 405)
    says("to a file", server.post("/assets/style.css", good), 405)
    says("with a query", server.post("/ar/add?x=y", good), 405)
    says("to the API's rows", server.post("/api/stories", good), 405)
    says("no kind of correction", server.post("/ar/corrections", form([("token", server.token), ("name", "x")])), 400)
    says("a kind that is none", server.correct("shout", "x", "y"), 409)
    says("a name that is none", server.correct("rename", "x", "y | z"), 409)
    says("a line within a name", server.correct("rename", "x", "y\r\nignore z"), 409)
    says("only one name", server.correct("merge", "x"), 409)
    says("a line that is not there", server.correct("withdraw", "merge  a = b"), 409)
    t.ok(server.json("/api/status")["documents"] == 0 and
         not (server.folder / "isnad.corrections").exists(),
         "nothing of all this was kept")


# ---- pages --------------------------------------------------------------------------

def check_pages(t, server, root, isnad):
    files = demo(root, *range(1, 21))
    status, fields, body = server.send(files, "/ar/add")
    t.ok(status == 303 and re.match(r"/ar/jobs/\d+$", fields["Location"]), "files are sent, and answered once they are kept", fields)
    count = subprocess.run([isnad, "read", "-q", "--format", "jsonl", "--store", server.folder / "s.isnad"],
                           capture_output=True, text=True).stdout.count("\n")
    t.ok(count == 20, "then they are on the disk", count)
    job = server.wait(int(fields["Location"].split("/")[-1]))
    names = [f["name"] for f in job["files"]]
    t.ok(job["stage"] == "done" and names == [n for n, _ in files] and
         all(f["added"] == 1 and f["article"] for f in job["files"]), "what became of each", job)
    status = server.json("/api/status")
    t.ok(status["documents"] == 20 and status["stories"] == 4, "they are in what is served", status)
    again = server.add(*files[:3])
    t.ok([f["known"] for f in again["files"]] == [1, 1, 1] and
         server.json("/api/status")["documents"] == 20, "again is no change", again)
    odd = server.add(("none.html", b""), ("نص \"غريب\".txt".replace('"', "%22"), "قال محافظ الساحل إن الجسر مفتوح.".encode()),
                     ("../../etc/passwd", "قالت وزارة النقل إن الطريق مغلق.".encode()))
    t.ok(odd["stage"] == "done" and odd["files"][0]["skipped"] == 1 and odd["files"][0]["reason"] and
         odd["files"][2]["name"] == "passwd", "files that are odd", odd)
    english = server.add(("en.html", b"<html lang=en><body><article><h1>Bridge opens</h1><p>The governor said on "
                          b"Monday that the new bridge over the river is open to all of the traffic, and that the "
                          b"old one will be closed for repairs until the end of the year.</p></article>"))
    t.ok(english["files"][0]["added"] == 1 and english["files"][0]["other_language"] == 1,
         "a page in another language is kept, and told of", english)
    page = server.get(f"/ar/jobs/{english['job']}")[2].decode()
    t.ok("بلغة أخرى" in page and "en.html" in page, "and its page says so")
    t.ok(server.get("/ar/jobs/999")[0] == server.get("/ar/jobs/x")[0] == server.get("/ar/jobs/0")[0] == 404,
         "jobs that are none")
    story = server.json("/api/stories")["stories"][0]["id"]
    status, fields, body = server.get(f"/ar/dossier/{story}")
    t.ok(status == 200 and fields["Content-Disposition"] == "attachment" and
         body.startswith(b"<!doctype html>") and b"url(data:font" in body, "a story can be taken along", fields)


def check_seen_by_others(t, server, root, isnad, folder):
    """What others add to the store is noticed."""
    before = server.json("/api/status")["documents"]
    pages = pathlib.Path(folder) / "more"
    pages.mkdir()
    for name, data in demo(root, 25, 26):
        (pages / name).write_bytes(data)
    subprocess.run([isnad, "add", "-q", "--store", server.folder / "s.isnad", pages], check=True,
                   capture_output=True)
    for _ in range(100):
        if server.json("/api/status")["documents"] == before + 2:
            break
        time.sleep(.1)
    t.ok(server.json("/api/status")["documents"] == before + 2, "what `isnad add` adds meanwhile comes in by itself")


# ---- corrections -----------------------------------------------------------------------

def check_corrections(t, server, isnad):
    people = server.json("/api/people")["people"]
    name = people[0]["name"]
    other = name + " الأول"
    job = server.wait(json.loads(server.correct("rename", name, other)[2])["job"])
    text = (server.folder / "isnad.corrections").read_text("utf-8")
    t.ok(job["stage"] == "done" and text == f"rename  {name} -> {other}\n", "a correction is written to its file", text)
    shown = {p["name"] for p in server.json("/api/people")["people"]}
    t.ok(other in shown and name not in shown, "and holds", sorted(shown))
    printed = subprocess.run([isnad, "report", "-q", "--format", "json", "--store", server.folder / "s.isnad"],
                             capture_output=True, text=True).stdout
    t.ok(f'"{other}"' in printed, "`isnad report --store` finds it beside the store")
    t.ok(server.correct("split", name, other)[0] == 409, "one that contradicts it is not written")
    t.ok(server.correct("rename", " " + name + "\t", other)[0] in (200, 409), "blanks around names go")
    page = server.get("/ar/corrections?name=" + serve_test.urllib.parse.quote(name))[2].decode()
    t.ok(f'value="{name}"' in page and "withdraw" in page, "its page has the name, and a way back")
    for line in (server.folder / "isnad.corrections").read_text("utf-8").splitlines():
        job = server.wait(json.loads(server.correct("withdraw", line)[2])["job"])
    shown = {p["name"] for p in server.json("/api/people")["people"]}
    t.ok((server.folder / "isnad.corrections").read_text("utf-8") == "" and name in shown and other not in shown,
         "taken back, all is as before")
    status, fields, _ = server.correct("ignore", "الحدث", target="/en/corrections")
    t.ok(status == 303 and re.match(r"/en/jobs/\d+$", fields["Location"]), "from the page it leads to its job", fields)
    server.wait(int(fields["Location"].split("/")[-1]))
    t.ok(not list(server.folder.glob("*.new")), "nothing lies about")


# ---- what changed ------------------------------------------------------------------------

def report(outlet, day, *paragraphs, credit=""):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    data = json.dumps({"@type": "NewsArticle", "headline": "حريق في سوق المدينة القديمة بواحة النخيل",
                       "publisher": {"name": outlet}, "datePublished": day}, ensure_ascii=False)
    return (f"<!doctype html><html lang=ar><head><meta charset=utf-8><title>حريق في سوق المدينة القديمة بواحة النخيل</title>"
            f"<script type=application/ld+json>{data}</script></head><body><article>"
            f"<h1>حريق في سوق المدينة القديمة بواحة النخيل</h1>{body}<p>{credit}</p></article></body></html>").encode()


FIRST = ["اندلع حريق كبير في سوق المدينة القديمة بواحة النخيل فجر اليوم الثلاثاء وأتى على عشرات المحال التجارية.",
         "وقال مدير الدفاع المدني سالم الحداد إن 11 شخصا قتلوا في الحريق.",
         "وأضاف الحداد: \"سنفتح السوق من جديد بعد أسبوعين\"."]
MOVED = ["اندلع حريق كبير في سوق المدينة القديمة بواحة النخيل فجر اليوم الثلاثاء وأتى على عشرات المحال التجارية.",
         "وقال مدير الدفاع المدني سالم الحداد إن 14 شخصا قتلوا في الحريق.",
         "وأضاف الحداد: \"سنفتح السوق من جديد بعد أسبوعين\"."]
QUOTED = ["اندلع حريق كبير في سوق المدينة القديمة بواحة النخيل فجر اليوم الثلاثاء وأتى على عشرات المحال التجارية.",
          "وقال مدير الدفاع المدني سالم الحداد إن 14 شخصا قتلوا في الحريق.",
          "وأضاف الحداد: \"سنفتح السوق من جديد بعد أسبوعين إن شاء الله\"."]
OTHER = ["شب حريق هائل في سوق المدينة القديمة بواحة النخيل يوم الثلاثاء، وتصاعد الدخان فوق البيوت المجاورة ساعات طويلة.",
         "وقال رئيس بلدية واحة النخيل منصور العامري إن 14 شخصا قتلوا في حريق السوق.",
         "وتحدث تجار عن خسائر كبيرة في المحال والبضائع، وطالبوا بتعويضات عاجلة من الحكومة."]


def arrivals():
    """Ten that come after the first: each with what it changes."""
    for i in range(3):
        yield f"copy{i}.html", report(f"صحيفة الواحة {i}", "2023-03-14", *FIRST, credit="وكالة النخيل للأنباء"), None
    yield "moved.html", report("وكالة النخيل للأنباء", "2023-03-15", *MOVED), "figure"
    yield "again.html", report("صحيفة القافلة", "2023-03-15", *MOVED, credit="وكالة النخيل للأنباء"), None
    yield "quoted.html", report("صحيفة البئر", "2023-03-15", *QUOTED, credit="وكالة النخيل للأنباء"), "quote"
    yield "quoted2.html", report("صحيفة الينبوع", "2023-03-15", *QUOTED, credit="وكالة النخيل للأنباء"), None
    yield "other.html", report("قناة الرمال", "2023-03-15", *OTHER), "origin"
    yield "other2.html", report("قناة الرمال", "2023-03-15", *OTHER, credit="قناة الرمال"), None
    yield "known.html", report("صحيفة الواحة 0", "2023-03-14", *FIRST, credit="وكالة النخيل للأنباء"), None


def check_changes(t, isnad, folder):
    server = Store(isnad, folder)
    server.add(("first.html", report("وكالة النخيل للأنباء", "2023-03-14", *FIRST)))
    since = server.json("/api/status")["newest"]
    t.ok(server.json("/api/changes")["count"] == 0 and "لا جديد" in server.get("/ar/changes")[2].decode(),
         "one page has changed nothing")
    wanted = []
    for name, data, kind in arrivals():
        job = server.add((name, data))
        if kind:
            wanted.append((kind, job["files"][0]["article"]))
    changes = server.json(f"/api/changes?since={since}")
    got = [(a["changes"][0]["kind"], a["article"]) for a in changes["arrivals"]]
    t.ok(server.json("/api/stories")["count"] == 1, "ten arrivals make one story", server.json("/api/stories"))
    t.ok(got == wanted[::-1] and changes["count"] == 3 and all(len(a["changes"]) == 1 for a in changes["arrivals"]),
         "of ten arrivals exactly the three that change something are told", json.dumps(changes, ensure_ascii=False))
    status, fields, body = server.get(f"/ar/changes.atom?since={since}")
    feed = xml.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    ids = {e.findtext(f"{ATOM}id") for e in entries}
    t.ok(fields["Content-Type"] == "application/atom+xml" and len(entries) == len(ids) == 3 and
         all(re.match(r"2023-03-15T\d\d:\d\d:00Z$", e.findtext(f"{ATOM}updated")) and e.findtext(f"{ATOM}title") and
             e.find(f"{ATOM}link").get("href").startswith(f"http://127.0.0.1:{server.port}/ar/article/")
             for e in entries) and feed.findtext(f"{ATOM}id") and feed.findtext(f"{ATOM}updated"),
         "its feed has exactly three entries", body.decode())
    page = server.get("/ar/changes")[2].decode()
    t.ok(page.count('<li><h3>') == 3 and re.search(r">11<.*>14<", page), "and the page", page[-4000:])
    newest = server.json("/api/status")["newest"]
    later = server.json(f"/api/changes?since={newest}")
    t.ok(later["count"] == 0 and len(xml.fromstring(server.get(f"/en/changes.atom?since={newest}")[2])
                                     .findall(f"{ATOM}entry")) == 0, "seen is seen", later)
    before = server.json("/api/changes")
    t.ok(server.end() == 0, "Ctrl-C ends it")
    server = Store(isnad, folder)
    t.ok(server.json("/api/changes") == before, "after a new start the same is told", before)
    server.end()


# ---- progress, the API, time ------------------------------------------------------------

def check_events(t, server):
    with socket.create_connection(("127.0.0.1", server.port)) as s:
        s.settimeout(20)
        s.sendall(f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        seen, job, events = b"", None, []
        while not events or events[-1]["job"] != job or events[-1]["stage"] != "done":
            seen += s.recv(4096)
            events = [json.loads(e) for e in re.findall(rb"data: (.*)\n\n", seen)]
            if events and job is None:
                job = json.loads(server.send([("new.html", report("جريدة الغدير", "2023-05-01", *OTHER))])[2])["job"]
    kinds = [e["work"] for e in events]
    t.ok(b"text/event-stream" in seen and {"reading", "comparing"} & set(kinds) and events[-1]["stage"] == "done" and
         events[-1]["job"] == job, "progress is told while it goes on", events)
    # A seventh listener of a browser, a thirty-third of all.
    many = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(33)]
    heads = []
    for s in many:
        s.settimeout(5)
        s.sendall(f"GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        heads.append(s.recv(12))
    for s in many:
        s.close()
    t.ok(heads.count(b"HTTP/1.1 503") == 1 and heads.count(b"HTTP/1.1 200") == 32, "so many may listen", heads)


def check_api(t, server, root):
    description = json.loads((root / "docs/openapi.json").read_text("utf-8"))
    if not jsonschema:
        t.skip("the API of a store", "jsonschema is wanted")
        return

    def faults(path, method, value):
        content = description["paths"][path][method]["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": description["components"]}
        return [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(value)]
    sent = json.loads(server.send(demo(root, 1))[2])
    bad = faults("/api/pages", "post", sent) + faults("/api/status", "get", server.json("/api/status")) + \
        faults("/api/changes", "get", server.json("/api/changes")) + \
        faults("/api/jobs/{number}", "get", server.json(f"/api/jobs/{sent['job']}"))
    schema = json.loads((root / "docs/search.schema.json").read_text("utf-8"))
    found = server.json("/api/search?q=%D8%A7%D9%84%D8%B3%D9%8A%D9%88%D9%84")
    bad += [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(found)]
    t.ok(not bad, "the API of a store is as described", bad)


def check_search(t, server):
    def ask(**parameters):
        return "/ar/search?" + serve_test.urllib.parse.urlencode(parameters)
    text = server.get(ask(q="الجسر السيول"))[2].decode()
    found = server.json(ask(q="السيول").replace("/ar/", "/api/"))
    t.ok(found["total"] >= 3 and found["hits"] and found["facets"], "the search has hits and facets", found)
    page = server.get(ask(q="السيول"))[2].decode()
    links = serve_test.Page(page).links
    hits = [x for x in links if x.startswith("/ar/article/")]
    t.ok(len(hits) == len(found["hits"]) and "<mark>" in page and all(server.get(x)[0] == 200 for x in hits),
         "each hit shows its words and leads to its article", hits)
    narrower = [x for x in links if x.startswith("/ar/search?") and "outlet=" in x]
    less = server.json(narrower[0].replace("&amp;", "&").replace("/ar/", "/api/"))
    t.ok(narrower and 0 < less["total"] < found["total"], "facets narrow", less["total"])
    month = next(f for f in found["facets"] if f["kind"] == "month")
    narrowed = next(x for x in links if x.startswith("/ar/search?from=")).replace("&amp;", "&")
    t.ok(month["value"] in narrowed and
         server.json(narrowed.replace("/ar/", "/api/"))["total"] == month["count"], "a month narrows by its days", narrowed)
    page = server.get(ask(said_by="الحداد"))[2].decode()
    t.ok('class="who"' in page and "الحداد" in page, "who said it")
    t.ok("البطيخ" not in server.get(ask(q="البطيخ الأزرق"))[2].decode().split("</form>")[1], "what is not there")
    odd = [server.get(ask(q=q))[0] for q in ('"', "-x", "*", "NEAR(", "'; DROP TABLE payload; --", "ا" * 300,
                                             "أ | ب", "NEAR(أ ب, 99999999999)", "(" * 200)]
    t.ok(set(odd) == {200}, "odd questions are answered", odd)
    t.ok(server.get("/api/search")[0] == 400 and server.get("/ar/search")[0] == 200 and
         server.get("/api/search?q=%22")[0] == 400 and text, "no question")
    bad = []
    for payload in serve_test.PAYLOADS:
        for name in ("q", "said_by", "outlet", "order"):
            target = ask(**{name: payload})
            status, fields, body = server.get(target)
            if status != 400:  # control characters
                bad += [f"{target}: {f}" for f in serve_test.faults_of(target, fields, body.decode(), False)]
    t.ok(not bad, "payloads in its fields stay words", bad[:9])


def check_slow(t, isnad, folder):
    """Senders that trickle are let go in time; others are answered meanwhile."""
    server = Store(isnad, folder, "--body-time", "2s", "--connections", "40")
    opening = (f"POST /ar/add HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: 1000000\r\n"
               "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x").encode()
    lived, slowest = serve_test.dribble(server, 30, 10, opening)
    t.ok(len(lived) == 30 and 1.5 < max(lived) < 6, f"senders that trickle are let go after {max(lived, default=0):.1f} s",
         lived)
    t.ok(slowest < 1, f"meanwhile others are answered ({slowest:.3f} s)")
    body = form([("token", server.token)], [("a.html", b"<p>" + "قال ".encode() * 100000)])
    with socket.create_connection(("127.0.0.1", server.port)) as s:
        s.settimeout(10)
        head = (f"POST /api/pages HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: multipart/form-data; boundary=isnadtest\r\n\r\n").encode()
        # In pieces, with the next request behind it at once.
        whole = head + body + f"GET /api/status HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode()
        for i in range(0, len(whole), 70001):
            s.sendall(whole[i:i + 70001])
        out = b""
        while part := s.recv(1 << 16):
            out += part
    got = re.findall(rb"HTTP/1\.1 (\d{3}) ", out)
    t.ok(got == [b"200", b"200"], "a form in pieces, and a request right behind it", out[-600:])
    t.ok(server.end() == 0, "it ends well afterwards", server.errors)


def check_killed(t, isnad, folder, root):
    """Whatever was answered is on the disk."""
    server = Store(isnad, folder)
    kept = 0
    for name, data in demo(root, 1, 2, 3, 4):
        kept += server.send([(name, data)])[0] == 200
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.process.stdout.close()
    server.process.stderr.close()
    server = Store(isnad, folder)
    t.ok(kept == 4 and server.json("/api/status")["documents"] == 4, "after kill -9 all that was answered is there",
         server.json("/api/status"))
    server.end()


# ---- in Chromium ----------------------------------------------------------------------------

def check_script(t, tools, root, work):
    """What is built in is what its source makes."""
    run = lambda *words: subprocess.run([tools[1], *words], cwd=work, capture_output=True, text=True)
    shutil.copy(root / "src/serve/site.ts", work)
    types = run("node_modules/typescript/bin/tsc", "-p", "tsconfig.json")
    t.ok(types.returncode == 0, "the types of site.ts", types.stdout)
    made = run("bundle.mjs", "site.ts", "made.js")
    committed = (root / "src/serve/site.js").read_bytes()
    t.ok(made.returncode == 0 and (work / "made.js").read_bytes() == committed,
         "site.js is what site.ts makes", made.stderr)
    size = len(gzip.compress(committed, 9))
    t.ok(size <= 60 << 10, f"it is {size} bytes, compressed")


def check_browser(t, isnad, root, folders, work):
    """Every page of a store with the demo, strings that try to be markup, and
    a newcomer's walk."""
    tools = browser_tools(work)
    if not tools:
        t.skip("serve in Chromium", "Chromium, Node and npm's playwright-core are wanted")
        return
    check_script(t, tools, root, work)
    run = lambda *words: take_tap(t, subprocess.run([tools[1], *map(str, words)], cwd=work,
                                                    capture_output=True, text=True))
    server = Store(isnad, folders[0])
    server.add(*demo(root, *range(1, 31)))
    server.wait(json.loads(server.correct("rename", "سالم الحداد", "سالم بن علي الحداد")[2])["job"])
    pages = folders[1] / "pages"
    pages.mkdir()
    serve_test.hostile_pages(pages)
    hostile = Server(isnad, "-q", "--lang", "any", pages)
    run("serve.mjs", tools[0], f"http://127.0.0.1:{server.port}", f"http://127.0.0.1:{hostile.port}")
    t.ok(server.end() == 0 and hostile.end() == 0, "Ctrl-C ends both")
    server = Store(isnad, folders[1])
    run("walk.mjs", tools[0], f"http://127.0.0.1:{server.port}", folders[1],
        *sorted((root / "demo/pages").iterdir())[:20])
    t.ok(server.end() == 0, "Ctrl-C ends it")


def main():
    isnad, root, build = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
    t = Tap()
    with tempfile.TemporaryDirectory() as f:
        folders = [pathlib.Path(f) / str(i) for i in range(7)]
        for folder in folders:
            folder.mkdir()
        server = Store(isnad, folders[0])
        check_forms(t, server)
        check_pages(t, server, root, isnad)
        check_seen_by_others(t, server, root, isnad, folders[4])
        check_corrections(t, server, isnad)
        check_events(t, server)
        check_api(t, server, root)
        check_search(t, server)
        t.ok(server.end() == 0, "Ctrl-C ends it well")
        check_changes(t, isnad, folders[1])
        check_slow(t, isnad, folders[2])
        check_killed(t, isnad, folders[3], root)
        if sys.argv[4] == "browser":
            (build / "serve").mkdir(exist_ok=True)
            check_browser(t, isnad, root, folders[5:], build / "serve" / "web")
    t.done()


if __name__ == "__main__":
    main()
