"""isnad serve: serve_test.py ISNAD ROOT

Raw requests and their exact statuses, every page and link of a small pile,
strings that try to be markup, the API against its description, caching, slow
clients, the sandbox, Ctrl-C.  serve_store_test.py sends, corrects, searches and
looks at the pages in Chromium.
"""
import gzip
import html
import html.parser
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

from tap import Tap

try:
    import html5lib
except ImportError:
    html5lib = None
try:
    import jsonschema
except ImportError:
    jsonschema = None

HERE = pathlib.Path(__file__).resolve().parent
# Each tries to run something in another place of a page.
PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "'><iframe src=javascript:alert(1)>",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">x</a>", "javascript:alert(1)",
    "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)",
    "</bdi></a><script>alert(1)</script>", "<!--<script>alert(1)//-->",
    "]]><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "<style>*{color:red}</style>",
    "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example><button>", "{{7*7}}${7*7}<%=7*7%>",
    "\u202e<script>alert(1)</script>", "<math><mtext><script>alert(1)</script>",
]
# Ways out of where a string stands, and what would run there: 200 in all.
OUT = ["", "\">", "'>", "</title>", "</textarea>", "</bdi>", "</option></select>",
       "-->", "]]>", "</style>", "</script>", "`>", "\\\">", "&quot;>", "</svg>",
       "</code></li>", "\x0b\">", "\u2028\">"]
RUN = ["<script>alert(2)</script>", "<img src=x onerror=alert(2)>",
       "<svg onload=alert(2)>", "<details open ontoggle=alert(2)>x",
       "<input autofocus onfocus=alert(2)>", "<iframe srcdoc='<script>alert(2)</script>'>",
       "<object data=javascript:alert(2)>", "<video><source onerror=alert(2)>",
       "<ScRiPt src=//evil.example/x.js></ScRiPt>", "<a href=' javascript:alert(2)'>x</a>"]
PAYLOADS += [out + run for out in OUT for run in RUN][:200 - len(PAYLOADS)]


POLICY = ("default-src 'none'; style-src 'self'; script-src 'self'; "
          "connect-src 'self'; font-src 'self'; img-src 'self' data:; "
          "form-action 'self'; frame-ancestors 'none'; base-uri 'none'")


class Server:
    def __init__(self, isnad, *words, env=None):
        self.process = subprocess.Popen(
            [isnad, "serve", "--port", "0", *map(str, words)], env=env,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)/$", line.strip())
        self.port = int(found[1]) if found else 0
        if not found:
            raise SystemExit(f"no address: {line}{self.process.stderr.read()}")

    def raw(self, request, wait=10):
        """All that comes until the other end closes."""
        with socket.create_connection(("127.0.0.1", self.port)) as s:
            s.settimeout(wait)
            out = b""
            try:
                s.sendall(request)
                while part := s.recv(1 << 16):
                    out += part
            except (ConnectionError, socket.timeout):
                pass
        return out

    def get(self, target, method="GET", *fields):
        """Status, fields, body."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: 127.0.0.1:{self.port}",
                 "Connection: close", *fields, "", ""]
        head, _, body = self.raw("\r\n".join(lines).encode()).partition(
            b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        named = dict(line.split(": ", 1) for line in rest)
        return int(first.split()[1]) if first else 0, named, body

    def end(self):
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(20)
            self.errors = self.process.stderr.read()
            return code
        finally:
            self.process.stdout.close()
            self.process.stderr.close()


# ---- raw requests ----------------------------------------------------------------

def raw_requests(port):
    """Name, bytes, the statuses of all answers."""
    own = f"Host: 127.0.0.1:{port}\r\n"
    bye = "Connection: close\r\n"

    def get(fields="", target="/ar/", method="GET", version="HTTP/1.1",
            host=own, body=""):
        return f"{method} {target} {version}\r\n{host}{fields}\r\n{body}"

    yield "a plain request", get(bye), [200]
    yield "HEAD", get(bye, method="HEAD"), [200]
    yield "HTTP/1.0 ends", get(version="HTTP/1.0"), [200]
    yield "localhost", get(bye, host=f"Host: localhost:{port}\r\n"), [200]
    yield "a redirect", get(bye, target="/"), [303]
    yield "nothing there", get(bye, target="/ar/none"), [404]
    # Host
    yield "no host", get(bye, host=""), [400]
    yield "no host, HTTP/1.0", get(version="HTTP/1.0", host=""), [400]
    yield "another host", get(host="Host: evil.example\r\n"), [421]
    yield "another host, this port", get(host=f"Host: evil.example:{port}\r\n"), [421]
    yield "another port", get(host="Host: 127.0.0.1:1\r\n"), [421]
    yield "no port", get(host="Host: 127.0.0.1\r\n"), [421]
    yield "a name that begins alike", get(host=f"Host: 127.0.0.1:{port}.evil.example\r\n"), [421]
    yield "all addresses", get(host=f"Host: 0.0.0.0:{port}\r\n"), [421]
    yield "two hosts", get(own), [400]
    yield "two hosts, one another's", get("Host: evil.example\r\n"), [400]
    yield "an empty host", get(host="Host:\r\n"), [421]
    yield "absolute form", get(target=f"http://127.0.0.1:{port}/ar/"), [400]
    yield "absolute form of another", get(target="http://evil.example/"), [400]
    # Origin, Sec-Fetch
    yield "its own origin", get(f"Origin: http://127.0.0.1:{port}\r\n{bye}"), [200]
    yield "another origin", get("Origin: http://evil.example\r\n"), [403]
    yield "no origin to name", get("Origin: null\r\n"), [403]
    yield "https of the same", get(f"Origin: https://127.0.0.1:{port}\r\n"), [403]
    yield "an image elsewhere", get("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n"), [403]
    yield "a frame elsewhere", get("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n"), [403]
    yield "a link elsewhere", get(f"Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n{bye}"), [200]
    yield "another port's page", get("Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\n"), [403]
    # traversal
    for path in ("/../etc/passwd", "/assets/../etc/passwd",
                 "/assets/%2e%2e/passwd", "/assets/..%2fpasswd",
                 "/assets/..\\passwd", "//etc/passwd", "/./", "/%00",
                 "/ar/article/%2e%2e%2f"):
        yield f"path {path}", get(target=path), [400]
    yield "a file that is none", get(bye, target="/assets/style.css.map"), [404]
    yield "a file in a folder", get(bye, target="/assets/fonts/x"), [404]
    # encodings
    yield "half an escape", get(target="/ar/claim?q=%4"), [400]
    yield "no escape", get(target="/ar/claim?q=%zz"), [400]
    yield "no UTF-8", get(bye, target="/ar/claim?q=%FF"), [400]
    yield "overlong UTF-8", get(bye, target="/ar/claim?q=%C0%AF"), [400]
    yield "a surrogate", get(bye, target="/ar/claim?q=%ED%A0%80"), [400]
    yield "a zero", get(bye, target="/ar/claim?q=%00"), [400]
    yield "raw Arabic", get(target="/ar/claim?q=\u0642\u0627\u0644"), [400]
    yield "a fragment", get(target="/ar/#main"), [400]
    # methods, versions
    yield "POST", get("Content-Length: 5\r\n", method="POST", body="abcde"), [405]
    yield "PUT", get(method="PUT"), [405]
    yield "DELETE", get(method="DELETE"), [405]
    yield "OPTIONS *", get(method="OPTIONS", target="*"), [405]
    yield "TRACE", get(method="TRACE"), [405]
    yield "CONNECT", get(method="CONNECT", target="evil.example:443"), [405]
    yield "an unknown method", get(method="BREW"), [501]
    yield "a method in small letters", get(method="get"), [501]
    yield "HTTP/2.0", get(version="HTTP/2.0"), [505]
    yield "HTTP/0.9", "GET /ar/\r\n\r\n", [400]
    yield "no version", get(version="HTTP/x"), [400]
    yield "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [501]
    yield "TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", [400]
    # smuggling
    yield "length and coding", get("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", body="0\r\n\r\nG"), [400]
    yield "chunked", get("Transfer-Encoding: chunked\r\n", body="0\r\n\r\n" + get()), [413]
    yield "another coding", get("Transfer-Encoding: xchunked\r\n"), [501]
    yield "a coding and chunked", get("Transfer-Encoding: gzip, chunked\r\n"), [501]
    yield "a request as a body", get("Content-Length: 40\r\n", body=get()), [413]
    yield "two lengths", get("Content-Length: 0\r\nContent-Length: 9\r\n"), [400]
    yield "a list of lengths", get("Content-Length: 0, 0\r\n"), [400]
    yield "a length below nothing", get("Content-Length: -1\r\n"), [400]
    yield "a length with a sign", get("Content-Length: +0\r\n"), [400]
    yield "a length beyond numbers", get("Content-Length: 99999999999999999999\r\n"), [413]
    yield "a blank before the colon", get("Content-Length : 6\r\n"), [400]
    yield "a folded line", get("X: a\r\n b\r\n"), [400]
    yield "a folded coding", get("Transfer-Encoding:\r\n chunked\r\n"), [400]
    yield "lines that end in LF", get(bye).replace("\r\n", "\n"), [400]
    yield "lines that end in CR", get(bye).replace("\r\n", "\r"), [400]
    yield "a field without a colon", get("Nonsense\r\n"), [400]
    yield "a field without a name", get(": x\r\n"), [400]
    yield "a zero in a field", get("X: a\0b\r\n"), [400]
    yield "an empty line first", "\r\n" + get(), [400]
    yield "two blanks", get().replace("GET ", "GET  "), [400]
    yield "a blank in the target", get(target="/ar/ x"), [400]
    yield "Expect", get("Expect: 100-continue\r\n"), [417]
    # sizes
    yield "a long target", get(target="/ar/" + "a" * 8190), [414]
    yield "a longer target", get(target="/ar/" + "a" * 20000), [414]
    yield "a long sentence", get(bye, target="/ar/claim?q=" + "a" * 5000), [414]
    yield "a large field", get("X: " + "a" * 20000 + "\r\n"), [431]
    yield "many fields", get("X: y\r\n" * 70), [431]
    yield "more fields", get("X: y\r\n" * 5000), [431]
    yield "many parts", get(bye, target="/a" * 9), [400]
    # one connection
    yield "three at once", get() + get(method="HEAD") + get(bye), [200, 200, 200]
    yield "a bad one ends it", get() + get(target="/../") + get(), [200, 400]


def check_raw(t, server):
    for name, request, statuses in raw_requests(server.port):
        if isinstance(request, str):
            request = request.encode()
        out = server.raw(request)
        got = [int(s) for s in re.findall(rb"^HTTP/1\.1 (\d{3}) ", out, re.M)]
        t.ok(got == statuses and b"libmicro" not in out, f"raw: {name}",
             f"{got} for {statuses}: {out[:200]}")
    # In single bytes it reads the same.
    with socket.create_connection(("127.0.0.1", server.port)) as s:
        for byte in f"GET /ar/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n":
            s.sendall(byte.encode())
        s.settimeout(10)
        t.ok(s.recv(12) == b"HTTP/1.1 200", "raw: byte by byte")


# ---- pages -------------------------------------------------------------------------

class Page(html.parser.HTMLParser):
    """Links, ids, and what must not be there."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.bad, self.text = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        own = attrs == [("src", "/assets/site.js"), ("defer", None)]
        if tag in ("iframe", "object", "embed", "base", "math", "img",
                   "style") or (tag == "script" and not own):
            self.bad.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.bad.append(f"<{tag} {name}>")
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src", "action"):
                self.links.append(value)
                if not value.startswith(("/", "#")) or value.startswith("//"):
                    self.bad.append(f"<{tag} {name}={value}>")
            if name == "http-equiv":
                self.bad.append(name)

    def handle_data(self, data):
        self.text += data


def faults_of(target, fields, text, strict=True):
    page = Page(text)
    yield from page.bad
    if len(page.ids) != len(set(page.ids)):
        yield "an id twice"
    if fields.get("Content-Security-Policy") != POLICY:
        yield "another policy"
    lang, way = ("en", "ltr") if target.startswith("/en") else ("ar", "rtl")
    if f'<html lang="{lang}" dir="{way}">' not in text:
        yield "the wrong language"
    if html5lib and strict:
        try:
            html5lib.HTMLParser(strict=True).parse(text)
        except html5lib.html5parser.ParseError as e:
            yield f"no valid HTML: {e}"


def crawl(t, server, name, most=400):
    """Follows every link; the pages by their address."""
    due, pages, faults, fragments = ["/ar/", "/en/"], {}, [], []
    while due and len(pages) < most:
        target = due.pop(0)
        if target in pages:
            continue
        status, fields, body = server.get(target)
        pages[target] = ""
        if status != 200:
            faults.append(f"{target}: {status}")
            continue
        if not fields["Content-Type"].startswith("text/html") or \
                "Content-Disposition" in fields:
            continue
        text = pages[target] = body.decode()
        faults += [f"{target}: {f}" for f in faults_of(target, fields, text)]
        for link in Page(text).links:
            path, _, fragment = link.partition("#")
            if fragment:
                fragments.append((path or target, fragment))
            if path and path not in pages:
                due.append(path)
    t.ok(len(pages) > 20 and not faults, f"{name}: {len(pages)} pages are well",
         "\n".join(faults[:20]))
    ids = {target: set(Page(text).ids) for target, text in pages.items()}
    lost = {f"{p}#{f}" for p, f in fragments if p in ids and f not in ids[p]}
    t.ok(fragments and not lost, f"{name}: {len(fragments)} links to words "
         "lead to them", "\n".join(sorted(lost)[:20]))
    return pages


def check_pages(t, server):
    pages = crawl(t, server, "the demo")
    kinds = {p.split("?")[0].split("/")[2] for p in pages if
             p.startswith("/ar/")}
    t.ok({"", "story", "article", "people", "person", "places", "place",
          "figures", "sources", "copies", "claim"} <= kinds,
         "every kind of page is linked", kinds)
    stories = [p for p in pages if p.startswith("/ar/story/")]
    first = Page(pages["/ar/"]).links
    counts = json.loads(server.get("/api/stories")[2])["stories"]
    t.ok([s["origins"] for s in counts] ==
         sorted((s["origins"] for s in counts), reverse=True) and
         [x for x in first if x.startswith("/ar/story/")] ==
         [f"/ar/story/{s['id']}" for s in counts] and len(stories) >= 5,
         "stories stand by independent origins", counts)
    person = next(p for p in pages if p.startswith("/ar/person?"))
    t.ok('class="words' in pages[person], "a person's words")
    t.ok("<mark" in next(text for p, text in pages.items()
                         if p.startswith("/ar/article/")),
         "evidence is marked")
    ask = "/ar/claim?q=" + urllib.parse.quote("قتل 17 شخصا في وادي السرو")
    text = server.get(ask)[2].decode()
    t.ok("matches" in text and "/ar/article/" in text, "a sentence is found",
         text[-3000:])
    text = server.get("/ar/claim?q=" + urllib.parse.quote("البطيخ أزرق"))[2]
    t.ok("matches" not in text.decode(), "another is not")
    odd = [server.get("/ar/claim?q=" + urllib.parse.quote(q))[0] for q in
           ("?", " ", "<meta charset=windows-1256>قال", "\ufeff", "ا" * 600,
            "WARC/1.0\r\n\r\n", "%PDF-1.4", "{\"a\": 1}", "\ufffd")]
    t.ok(set(odd) == {200}, "odd sentences are answered", odd)
    odd = [server.get(p)[0] for p in
           ("/ar/?page=0", "/ar/?page=2", "/ar/?page=x", "/ar/person?name=x",
            "/ar/place?name=x", "/ar/story/none", "/ar/article/none",
            "/ar/copies/a/b", "/fr/", "/ar/people/x", "/api", "/api/none",
            "/ar/?page=-1", "/ar/figures?page=9")]
    t.ok(set(odd) == {404}, "what is not there", odd)
    t.ok(server.get("/ar/person")[0] == 400, "a question without a name")


# ---- markup in strings ------------------------------------------------------------------

def hostile_pages(folder):
    """A payload in every field of a page, two pages each, so that they make a
    story with copies."""
    for i, payload in enumerate(PAYLOADS):
        p = html.escape(payload)
        body = (f"<p>قال وزير الصحة {p} إن {p} بلغ 17 قتيلا في مدينة الساحل {p} يوم الاثنين.</p>"
                f"<p>وأضاف المتحدث سالم {p} الحداد: \"{p} سنفتح الجسر رقم {i} غدا\".</p>"
                f"<p>ونفى محافظ المدينة خالد المنصوري {p} سقوط {i + 3} جرحى في الحادثة.</p>")
        for k in range(2):
            data = json.dumps({"@type": "NewsArticle", "headline": payload + " الجسر",
                               "author": {"name": payload},
                               "publisher": {"name": payload + str(k)},
                               "datePublished": f"2022-01-{i % 28 + 1:02d}"},
                              ensure_ascii=False).replace("<", "\\u003c")
            (folder / f"{i}-{k}-{re.sub('[^a-z]', '_', payload)[:40]}<b>.html").write_text(
                f"<!doctype html><html lang=ar><head><meta charset=utf-8><title>{p} الجسر {i}</title>"
                f"<meta property=og:site_name content=\"{p}{k}\"><meta name=author content=\"{p}\">"
                f"<link rel=canonical href=\"javascript:alert({i})\">"
                f"<script type=application/ld+json>{data}</script></head><body><article><h1>{p} الجسر {i}</h1>"
                f"<p class=byline>{p}</p>{body}<figure><figcaption>{p}</figcaption></figure></article></body></html>",
                encoding="utf-8")


def check_hostile(t, isnad, folder):
    hostile_pages(folder)
    server = Server(isnad, "--lang", "any", "--quiet", folder)
    pages = crawl(t, server, "hostile pages", 300)
    t.ok(any("&lt;script" in text for text in pages.values()),
         "their strings are shown as they are")
    bad = []
    for i, payload in enumerate(PAYLOADS):
        coded = urllib.parse.quote(payload)
        for target in (f"/ar/claim?q={coded}", f"/en/person?name={coded}",
                       f"/ar/place?name={coded}&country={coded}",
                       f"/ar/figures?of={coded}", f"/ar/?order={coded}",
                       f"/ar/?{coded}={coded}", f"/en/none?{coded}"):
            status, fields, body = server.get(target)
            text = body.decode()
            if fields.get("Content-Type", "").startswith("text/html"):
                bad += [f"{target}: {status} {f}" for f in
                        faults_of(target, fields, text, i % 10 == 0)]
    t.ok(not bad, f"{len(PAYLOADS)} payloads in questions stay words", "\n".join(bad[:20]))
    t.ok(server.end() == 0, "Ctrl-C ends it well")


# ---- the API -------------------------------------------------------------------------------

# serve_store_test.py asks for these.
OF_STORES = ("/api/jobs/{number}", "/api/events", "/api/search")


def check_api(t, server, isnad, root):
    description = json.loads((root / "docs/openapi.json").read_text("utf-8"))
    status, fields, body = server.get("/api/openapi.json")
    t.ok(json.loads(body) == description and status == 200,
         "the API describes itself")
    rows = json.loads(server.get("/api/stories")[2])
    story, article = rows["stories"][0]["id"], rows["stories"][0]["articles"][0]
    people = json.loads(server.get("/api/people")[2])
    name = urllib.parse.quote(people["people"][0]["name"])
    asked = {"/api/stories/{id}": f"/api/stories/{story}",
             "/api/articles/{name}": f"/api/articles/{article}",
             "/api/person": f"/api/person?name={name}",
             "/api/claim": "/api/claim?q=" + urllib.parse.quote("قتل 17 شخصا في وادي السرو")}
    found = {}
    for path, methods in description["paths"].items():
        if "get" not in methods or path in OF_STORES:
            continue
        status, fields, body = server.get(asked.get(path, path))
        (kind, content), = methods["get"]["responses"]["200"]["content"].items()
        good = status == 200 and fields["Content-Type"].split(";")[0] == kind
        value = json.loads(body) if "json" in kind else body.decode()
        found[path] = value
        faults = []
        if jsonschema:
            schema = {**content["schema"],
                      "components": description["components"]}
            faults = [e.message[:200] for e in
                      jsonschema.Draft202012Validator(schema).iter_errors(value)]
        t.ok(good and not faults, f"{path} is as described",
             f"{status} {fields} {faults[:5]}")
    if jsonschema:
        def fits(name, value):
            schema = json.loads((root / f"docs/{name}.schema.json").read_text("utf-8"))
            return [f"{name}: {e.message[:200]}" for e in
                    jsonschema.Draft202012Validator(schema).iter_errors(value)]
        faults = fits("read", found["/api/articles/{name}"]) + \
            fits("copies", found["/api/copies"]) + \
            fits("claim", found["/api/claim"]) + \
            fits("report", {"isnad": rows["isnad"], "other_languages": [],
                            "stories": [found["/api/stories/{id}"]]})
        t.ok(not faults, "its rows fit the schemas of the report", "\n".join(faults[:9]))

    def printed(*words):
        return subprocess.run([isnad, *words, root / "demo/pages"], check=True,
                              capture_output=True).stdout

    def pairs(copies):  # a story's order, and that of the arrival
        return sorted(copies["links"], key=json.dumps)
    report = json.loads(printed("report", "-q", "--format", "json"))
    same = next(s for s in report["stories"] if s["id"] == story)
    t.ok(found["/api/stories/{id}"] == same and
         pairs(found["/api/copies"]) ==
         pairs(json.loads(printed("copies", "-q", "--format", "json"))) and
         found["/api/ledger.csv"] == printed("report", "-q", "--format", "csv").decode() and
         found["/api/sources.csv"] == printed("sources", "-q", "--format", "csv").decode(),
         "it has the rows that the commands print")
    said = found["/api/person"]["said"]
    t.ok(said and len(said) == people["people"][0]["statements"] and
         all(s["statement"]["speaker"] for s in said), "all that a person said")
    t.ok([server.get(p)[0] for p in ("/api/stories/none", "/api/person",
                                     "/api/claim", "/api/stories?page=7")] ==
         [404, 400, 400, 404], "and says what it does not have")


# ---- caching, time ---------------------------------------------------------------------

def check_fields(t, server):
    status, fields, body = server.get("/ar/")
    t.ok(fields["X-Content-Type-Options"] == "nosniff" and
         fields["Referrer-Policy"] == "same-origin" and
         fields["Cross-Origin-Resource-Policy"] == "same-origin" and
         "frame-ancestors 'none'" in fields["Content-Security-Policy"] and
         re.match(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$", fields["Date"]),
         "the fields of a page", fields)
    tag = fields["ETag"]
    again, more, nothing = server.get("/ar/", "GET", f"If-None-Match: {tag}")
    t.ok(again == 304 and nothing == b"" and more["ETag"] == tag and
         "Content-Length" not in more, "nothing is sent twice", more)
    t.ok(server.get("/ar/", "GET", 'If-None-Match: "0"')[0] == 200 and
         server.get("/ar/", "GET", f'If-None-Match: "0", W/{tag}')[0] == 304,
         "other tags")
    head, same, nothing = server.get("/ar/", "HEAD")
    t.ok(head == 200 and nothing == b"" and
         {**same, "Date": ""} == {**fields, "Date": ""} and
         int(same["Content-Length"]) == len(body), "HEAD is GET without a body",
         same)
    for name, kind in (("style.css", "text/css"), ("naskh-arabic.woff2", "font/woff2"),
                       ("icon.svg", "image/svg+xml")):
        status, fields, body = server.get(f"/assets/{name}")
        t.ok(status == 200 and fields["Content-Type"].startswith(kind) and
             len(body) == int(fields["Content-Length"]) > 100, f"/assets/{name}", fields)
    t.ok(body.startswith(b"<svg") and
         server.get("/assets/naskh-arabic.woff2")[2][:4] == b"wOF2",
         "fonts are fonts")
    refused = server.raw(b"POST /ar/ HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"
                         + b"x" * 300000)
    t.ok(b"\r\nAllow: GET, HEAD\r\n" in refused and refused.endswith(b"\r\n\r\n405\n"),
         "who sends much reads why it is refused", refused[-300:])


def dribble(server, count, seconds, opening=b"GET /ar/ HTTP/1.1\r\nX: "):
    """Connections that send a byte now and then: how long each lived, and the
    slowest answer to somebody else meanwhile."""
    begun, open_ones, lived = time.monotonic(), [], []
    for _ in range(count):
        s = socket.create_connection(("127.0.0.1", server.port))
        s.sendall(opening)
        s.setblocking(False)
        open_ones.append(s)
    slowest = 0
    while open_ones and time.monotonic() < begun + seconds:
        for s in list(open_ones):
            try:
                s.send(b"a")
                gone = s.recv(1) == b""
            except BlockingIOError:
                gone = False
            except OSError:
                gone = True
            if gone:
                lived.append(time.monotonic() - begun)
                open_ones.remove(s)
                s.close()
        asked = time.monotonic()
        if server.get("/ar/")[0] != 200:
            return lived, 99
        slowest = max(slowest, time.monotonic() - asked)
        time.sleep(.05)
    for s in open_ones:
        s.close()
    return lived, slowest


def check_slow(t, isnad, root):
    server = Server(isnad, "-q", "--connections", 20, "--head-time", "2s",
                    root / "demo/pages")
    lived, slowest = dribble(server, 60, 8)
    t.ok(len(lived) == 60 and sum(x < 1.5 for x in lived) >= 35 and
         max(lived) < 4, "slow clients go: the oldest at once, the others in time",
         sorted(lived))
    t.ok(slowest < 2, f"meanwhile others are answered ({slowest:.3f} s)")
    # One that does not take its answer.
    with socket.create_connection(("127.0.0.1", server.port)) as idle:
        idle.settimeout(8)
        begun = time.monotonic()
        t.ok(idle.recv(1) == b"" and time.monotonic() - begun < 4,
             "who says nothing is let go")
    t.ok(server.end() == 0, "it ends well afterwards")


def status_of(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def check_process(t, isnad, root):
    env = {k: v for k, v in os.environ.items() if k != "ISNAD_NO_SANDBOX"}
    server = Server(isnad, root / "demo/pages", env=env)
    for _ in range(100):
        state = status_of(server.process.pid)
        if state.get("Seccomp_filters", "2") == "2":
            break
        time.sleep(.02)
    t.ok(state.get("Seccomp") == "2" and state["NoNewPrivs"] == "1" and
         state.get("Seccomp_filters", "2") == "2", "it is closed in, and sealed",
         state)
    t.ok(server.get("/ar/claim?q=%D9%82%D8%A7%D9%84")[0] == 200,
         "and answers all the same")
    taken = subprocess.run([isnad, "serve", "--port", str(server.port),
                            root / "demo/pages"], capture_output=True, text=True)
    t.ok(taken.returncode == 5 and str(server.port) in taken.stderr,
         "a port that is taken", taken)
    t.ok(server.end() == 0, "Ctrl-C")
    none = subprocess.run([isnad, "serve", "--port", "0", os.devnull],
                          capture_output=True, text=True, timeout=60)
    t.ok(none.returncode in (1, 3, 5) and not none.stdout, "nothing to serve", none)
    bad = [subprocess.run([isnad, "serve", *words, root / "demo/pages"],
                          capture_output=True, timeout=60).returncode
           for words in (["--port", "x"], ["--port", "70000"],
                         ["--connections", "0"], ["--head-time", "0"],
                         ["-o", "x"])]
    t.ok(set(bad) == {2}, "wrong use", bad)
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/pages.isnad"
        subprocess.run([isnad, "add", "-q", "--store", store, root / "demo/pages"],
                       check=True, capture_output=True)
        server = Server(isnad, "-q", "--store", store, "--labels", "en")
        t.ok(server.get("/")[1]["Location"] == "/en/" and
             json.loads(server.get("/api/stories")[2])["count"] == 5,
             "a store is served too")
        server.end()


def main():
    isnad, root = (pathlib.Path(p).resolve() for p in sys.argv[1:3])
    t = Tap()
    server = Server(isnad, root / "demo/pages")
    check_raw(t, server)
    check_fields(t, server)
    check_pages(t, server)
    check_api(t, server, isnad, root)
    with tempfile.TemporaryDirectory() as pages:
        check_hostile(t, isnad, pathlib.Path(pages))
    t.ok(server.end() == 0, "it comes to its end")
    check_slow(t, isnad, root)
    check_process(t, isnad, root)
    t.done()


if __name__ == "__main__":
    main()
