"""isnad watch against a server with faults: watch_test.py ISNAD ROOT

The whole of 127/8 is the server's, so that each fault has a host of its own.
"""
import gzip
import hashlib
import http.server
import json
import os
import pathlib
import re
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import zlib

from tap import Tap

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>أخبار</title>
%s</channel></rss>
"""
ITEM = "<item><title>خبر %d</title><link>%s</link></item>\n"


# ---- the server -------------------------------------------------------------

class Site:
    """What is served; the tests change it between runs."""

    def __init__(self, root):
        pages = sorted((root / "demo/pages").glob("*.html"))
        self.pages = [p.read_bytes() for p in pages[:3]]
        self.asked = []  # (host, path, headers)
        self.entries = []
        self.feed_tag = '"one"'
        self.lock = threading.Lock()

    def count(self, host, path):
        with self.lock:
            return sum(a[:2] == (host, path) for a in self.asked)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site = None

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        host = self.headers["Host"].rsplit(":", 1)[0]
        with self.site.lock:
            self.site.asked.append((host, self.path, dict(self.headers)))
        name = "do_" + re.sub(r"\W", "_", self.path.split("?")[0].strip("/"))
        try:
            getattr(self, name, self.missing)(host)
        except OSError:
            self.close_connection = True

    def send(self, body, code=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def missing(self, host):
        self.send(b"nothing here", 404)

    def do_robots_txt(self, host):
        if host == "127.0.0.7":
            self.send(b"", 503)
        elif host == "127.0.0.1":
            body = b"User-agent: *\nDisallow: /\n\n" \
                b"User-agent: isnad\nDisallow: /forbidden\n"
            self.send(gzip.compress(body), kind="text/plain",
                      Content_Encoding="gzip")
        else:
            self.missing(host)

    def do_feed_xml(self, host):
        if self.headers["If-None-Match"] == self.site.feed_tag:
            self.send_response(304)
            self.send_header("ETag", self.site.feed_tag)
            self.end_headers()
            return
        items = "".join(ITEM % (i, link)
                        for i, link in enumerate(self.site.entries))
        self.send((FEED % items).encode(), kind="application/rss+xml",
                  ETag=self.site.feed_tag)

    def do_same_xml(self, host):
        self.send((FEED % "").encode(), kind="application/rss+xml")

    def do_page1(self, host):
        self.send(self.site.pages[0])

    def do_page2(self, host):
        """Packed, in chunks."""
        packed = gzip.compress(self.site.pages[1])
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for at in range(0, len(packed), 700):
            piece = packed[at:at + 700]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def do_page3(self, host):
        self.send(self.site.pages[2])

    def do_moved(self, host):
        self.send(b"", 301, Location="/page3")

    def do_loop(self, host):
        self.send(b"", 302, Location="/loop?again")

    def do_inside(self, host):
        port = self.server.server_address[1]
        self.send(b"", 302, Location=f"http://127.0.0.99:{port}/page1")

    def do_strange(self, host):
        self.send(b"", 302, Location="file:///etc/passwd")

    def do_huge(self, host):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x" * 65536)

    def do_slow(self, host):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(.1)

    def do_cut(self, host):
        """Half of what was promised, twice; then all of it."""
        page = self.site.pages[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        again = self.site.count(host, "/cut") > 2
        self.wfile.write(page if again else page[:len(page) // 2])
        self.close_connection = True

    def do_badchunk(self, host):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nhello\r\nzz\r\n")
        self.close_connection = True

    def do_busy(self, host):
        if self.site.count(host, "/busy") == 1:
            self.send(b"later", 429, Retry_After="1")
        else:
            self.send(self.site.pages[0])

    def do_far(self, host):
        self.send(b"later", 503, Retry_After="3600")

    def do_bomb(self, host):
        self.send(gzip.compress(b" " * (64 << 20)), Content_Encoding="gzip",
                  kind="application/rss+xml")

    def do_noise(self, host):
        self.wfile.write(b"\x00\x01nonsense\r\n\r\n")
        self.close_connection = True


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass


# ---- the archive ---------------------------------------------------------------

def members(data):
    """The gzip members of a file, unpacked."""
    while data:
        packer = zlib.decompressobj(31)
        yield packer.decompress(data) + packer.flush()
        data = packer.unused_data


def records(folder):
    """(headers, block) of each record, a member each."""
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        for member in members(path.read_bytes()):
            head, _, rest = member.partition(b"\r\n\r\n")
            lines = head.decode().split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines[1:])
            block = rest[:int(headers["Content-Length"])]
            good = lines[0] == "WARC/1.1" and rest == block + b"\r\n\r\n"
            headers["sound"] = good and headers["WARC-Block-Digest"] == \
                "sha256:" + hashlib.sha256(block).hexdigest()
            found.append((headers, block))
    return found


def of(found, kind, path):
    return [(h, b) for h, b in found if h["WARC-Type"] == kind and
            h.get("WARC-Target-URI", "").endswith(path)]


# ---- the tests ---------------------------------------------------------------------

class Watch:
    def __init__(self, isnad, folder, port):
        self.isnad, self.folder, self.port = isnad, folder, port

    def url(self, host, path):
        return f"http://127.0.0.{host}:{self.port}/{path}"

    def command(self, *words):
        allow = [w for n in range(1, 11)
                 for w in ("--allow-host", f"127.0.0.{n}")]
        return [self.isnad, "watch", "--warc", str(self.folder / "archive"),
                "--pace", "0", "--timeout", "1s", "--max-body", "300K",
                *allow, *words]

    def __call__(self, *words, plain=False):
        command = [self.isnad, "watch", *words] if plain else \
            self.command(*words)
        return subprocess.run(command, capture_output=True, text=True,
                              cwd=self.folder, timeout=60)


def said(done):
    return f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"


def first_run(tap, watch, site):
    """All faults at once."""
    site.entries = [
        "/page1", watch.url(1, "page2"), "/moved", "/loop", "/inside",
        "/strange", "/forbidden/x", "/huge", "/gone", watch.url(2, "slow"),
        watch.url(3, "cut"), watch.url(4, "busy"), watch.url(5, "far"),
        watch.url(6, "badchunk"), watch.url(7, "page1"), watch.url(9, "noise"),
        "mailto:a@b.example", "file:///etc/passwd", "/page1#again"]
    (watch.folder / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline text="all">'
        f'<outline type="rss" xmlUrl="{watch.url(1, "feed.xml")}"/>'
        f'<outline type="rss" xmlUrl="{watch.url(10, "same.xml")}"/>'
        "</outline></body></opml>")
    (watch.folder / "more.txt").write_text(
        f"# bombs\n\n{watch.url(8, 'bomb')}\n")
    began = time.time()
    done = watch("--once", "feeds.opml", "more.txt")
    tap.ok(done.returncode == 3 and not done.stdout and
           time.time() - began < 20, "a run with faults ends", said(done))
    for path, what in (("loop?again", "redirected more than 5 times"),
                       ("page1", "127.0.0.99 is no public address"),
                       ("strange", "no http address"),
                       ("forbidden/x", "robots.txt forbids it"),
                       ("huge", "larger than 307200 bytes"),
                       ("gone", "answered 404"),
                       ("slow", "Timeout was reached"),
                       ("far", "answered 503; its host is left alone for "
                               "3600 s"),
                       ("badchunk", ""),
                       ("page1", "no robots.txt: the server answered 503"),
                       ("noise", ""),
                       ("bomb", "byte ")):
        tap.ok(any(f"/{path}: " in line and what in line
                   for line in done.stderr.splitlines()),
               f"/{path} is named{': ' if what else ''}{what}", done.stderr)
    tap.ok("passwd" not in "".join(a[1] for a in site.asked) and
           site.count("127.0.0.99", "/page1") == 0 and
           site.count("127.0.0.1", "/forbidden/x") == 0 and
           site.count("127.0.0.7", "/page1") == 0 and
           site.count("127.0.0.1", "/page1") == 1,
           "nothing is asked for that should not be", site.asked)
    tap.ok(site.count("127.0.0.4", "/busy") == 2 and
           site.count("127.0.0.3", "/cut") == 3 and
           site.count("127.0.0.5", "/far") == 1,
           "Retry-After and attempts", [a[:2] for a in site.asked])


def check_archive(tap, watch):
    found = records(watch.folder / "archive")
    tap.ok(found and all(h["sound"] for h, _ in found),
           "every record is sound, in a member of its own", len(found))
    responses = {h["WARC-Record-ID"] for h, _ in found
                 if h["WARC-Type"] == "response"}
    asked = {h["WARC-Concurrent-To"] for h, _ in found
             if h["WARC-Type"] == "request"}
    tap.ok(responses and asked == responses,
           "every answer has its request", responses ^ asked)
    tap.ok(all(b.startswith(b"GET ") for h, b in found
               if h["WARC-Type"] == "request"), "requests as they were sent")
    tap.ok(b"\r\n0\r\n\r\n" in of(found, "response", "/page2")[0][1] and
           b"\x1f\x8b" in of(found, "response", "/page2")[0][1],
           "chunks and gzip are kept as they travelled")
    tap.ok(b"301" in of(found, "response", "/moved")[0][1][:12] and
           len(of(found, "response", "/loop?again")) == 5,
           "redirects are kept")
    for path, reason in (("/huge", "length"), ("/slow", "time"),
                         ("/cut", "disconnect"), ("/badchunk", None)):
        kept = of(found, "response", path)
        reasons = [h.get("WARC-Truncated") for h, _ in kept]
        tap.ok(reasons and reasons[0] and (not reason or reason in reasons),
               f"{path} is kept, marked as cut", reasons)
    tap.ok(len(of(found, "response", "/cut")) == 3 and
           "WARC-Truncated" not in of(found, "response", "/cut")[-1][0],
           "what was cut is asked for again")


def check_readers(tap, watch):
    """What was kept is read by the other commands."""
    def isnad(*words):
        return subprocess.run([watch.isnad, *words], capture_output=True,
                              text=True, cwd=watch.folder, timeout=120)
    done = isnad("text", "--format", "jsonl", "archive")
    docs = [json.loads(line) for line in done.stdout.splitlines()]
    urls = " ".join(d.get("url") or "" for d in docs)
    steps = [d["steps"] for d in docs]
    tap.ok(len(docs) >= 4 and any("dechunk" in s for s in steps) and
           "robots" not in urls, "isnad text reads the archive", said(done))
    done = isnad("report", "--format", "json", "archive", "-o", "report.json")
    report = json.loads((watch.folder / "report.json").read_text("utf-8"))
    tap.ok(done.returncode in (0, 3) and report["stories"],
           "isnad report reads it", said(done))
    done = isnad("verify", "report.json", "archive")
    tap.ok(done.returncode == 0, "isnad verify holds the evidence in it",
           said(done))


def second_run(tap, watch, site):
    """Nothing new; then something."""
    archive = watch.folder / "archive"
    before = records(archive)
    site.asked.clear()
    site.entries = ["/page1", watch.url(5, "far")]
    done = watch("--once", "feeds.opml")
    new = records(archive)[len(before):]
    # Pages are missing, so the feed is asked for without conditions.
    tap.ok(site.count("127.0.0.5", "/far") == 0 and
           site.count("127.0.0.1", "/page1") == 0 and
           site.count("127.0.0.1", "/feed.xml") == 1,
           "what was seen and who wants to be left alone is not asked",
           [a[:2] for a in site.asked])
    same = of(new, "revisit", "/same.xml")
    tap.ok(len(same) == 1 and same[0][0]["WARC-Profile"].endswith(
        "identical-payload-digest") and same[0][1].endswith(b"\r\n\r\n") and
           same[0][0]["WARC-Refers-To"] ==
           of(before, "response", "/same.xml")[0][0]["WARC-Record-ID"],
           "the same body is kept as a reference", same)
    site.entries = ["/page1", "/page2"]
    site.feed_tag = '"two"'
    watch("--once", watch.url(1, "feed.xml"))
    site.asked.clear()
    before = records(archive)
    done = watch("--once", watch.url(1, "feed.xml"))
    new = records(archive)[len(before):]
    feeds = [a for a in site.asked if a[1] == "/feed.xml"]
    tap.ok(feeds[0][2].get("If-None-Match") == '"two"' and
           done.returncode == 0, "the request is conditional", said(done))
    kept = of(new, "revisit", "/feed.xml")
    tap.ok(len(kept) == 1 and kept[0][0]["WARC-Profile"].endswith(
        "server-not-modified") and b" 304 " in kept[0][1][:20] and
           kept[0][0]["WARC-Refers-To"] in
           {h["WARC-Record-ID"] for h, _ in before}, "304 is kept as a revisit",
           kept)
    site.feed_tag = '"three"'
    site.entries.append("/page3")
    site.asked.clear()
    done = watch("--once", watch.url(1, "feed.xml"))
    tap.ok([a[1] for a in site.asked if "page" in a[1]] == ["/page3"] and
           done.returncode == 0, "a new entry alone is fetched", said(done))


def check_files(tap, watch, site):
    """The archive is gone on with, unless a crash left something behind."""
    archive = watch.folder / "archive"
    files = sorted(archive.glob("*.warc.gz"))
    tap.ok(len(files) == 1, "runs go on with one file", files)
    with open(files[0], "ab") as file:
        file.write(b"\x1f\x8b\x08half a record")
    (archive / ".watch-seen").open("a").write("http://cut")
    before = files[0].read_bytes()
    watch("--once", watch.url(10, "same.xml"))
    now = sorted(archive.glob("*.warc.gz"))
    tap.ok(len(now) == 2 and files[0].read_bytes() == before,
           "half a record is left as it is", now)
    other = watch.folder / "small"
    subprocess.run([*watch.command("--once", "--max-file", "1K",
                                   "--warc", str(other)),
                    watch.url(1, "page1"), watch.url(1, "page2")],
                   capture_output=True, timeout=60)
    tap.ok(len(list(other.glob("*.warc.gz"))) >= 3 and
           all(h["sound"] for h, _ in records(other)), "files are rotated",
           list(other.iterdir()))


def check_addresses(tap, watch):
    port = watch.port
    inside = [f"http://localhost:{port}/", f"http://2130706433:{port}/",
              f"http://0x7f.1:{port}/", f"http://[::1]:{port}/",
              f"http://[::ffff:127.0.0.1]:{port}/",
              "http://169.254.169.254/latest/", "http://10.1.2.3/",
              "http://100.64.0.1/", "http://[64:ff9b::7f00:1]/",
              "http://[fe80::1]/", "http://224.0.0.1/", "http://0.0.0.0/"]
    done = watch("--warc", "inside", "--once", "--pace", "0", *inside,
                 plain=True)
    refused = [line for line in done.stderr.splitlines()
               if "is no public address" in line]
    # The second and third are one, 127.0.0.1, once they are understood.
    tap.ok(len(refused) == len(inside) - 1 and done.returncode == 5 and
           not list((watch.folder / "inside").glob("*.warc.gz")),
           "private addresses are refused however they are written",
           said(done))


def check_wrong_use(tap, watch):
    (watch.folder / "bad.opml").write_text("<opml><body><outline xmlUrl=")
    (watch.folder / "entity.opml").write_text(
        '<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>')
    for words, what in ((["http://a.example/"], "--warc"),
                        (["--warc", "x", "ftp://a.example/"], ""),
                        (["--warc", "x", "no-such-file"], "no-such-file"),
                        (["--warc", "x", "bad.opml"], "bad.opml"),
                        (["--warc", "x", "entity.opml"], "entities"),
                        (["--warc", "/dev/null", "http://a.example/"],
                         "/dev/null"),
                        (["--warc", "x", "--every", "soon",
                          "http://a.example/"], "soon"),
                        (["--warc", "x", "http://user:word@a.example/"],
                         "no http address")):
        done = watch("--once", *words, plain=True)
        tap.ok(done.returncode in (2, 5) and what in done.stderr,
               f"wrong use: {' '.join(words)}", said(done))


def check_stop(tap, watch, site):
    """Ctrl-C in the middle; a second one in the same folder."""
    archive = watch.folder / "stopped"
    command = watch.command("--warc", str(archive), "--every", "1s",
                            watch.url(1, "feed.xml"), watch.url(2, "slow"))
    site.asked.clear()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True,
                               cwd=watch.folder)
    until = time.time() + 10
    while time.time() < until and (
            site.count("127.0.0.1", "/feed.xml") < 2 or
            site.count("127.0.0.2", "/slow") < 1):
        time.sleep(.05)
    tap.ok(site.count("127.0.0.1", "/feed.xml") >= 2,
           "--every visits again, whatever is slow beside it",
           [a[:2] for a in site.asked])
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    tap.ok("Seccomp:\t2" in status, "watching is closed in")
    done = watch("--once", "--warc", str(archive), "http://a.example/",
                 plain=True)
    tap.ok(done.returncode == 2 and "another isnad" in done.stderr,
           "one watcher a folder", said(done))
    process.send_signal(signal.SIGINT)
    noise = process.communicate(timeout=10)[1]
    tap.ok(process.returncode == 130 and "interrupted" in noise,
           "Ctrl-C ends it and says what was done", noise)
    tap.ok(all(h["sound"] for h, _ in records(archive)) and
           (archive / ".watch").exists(), "what is written is whole")


def main():
    isnad, root = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    tap = Tap()
    Handler.site = site = Site(root)
    Server.address_family = socket.AF_INET
    server = Server(("0.0.0.0", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(isnad, pathlib.Path(folder), server.server_address[1])
        first_run(tap, watch, site)
        check_archive(tap, watch)
        check_readers(tap, watch)
        second_run(tap, watch, site)
        check_files(tap, watch, site)
        check_addresses(tap, watch)
        check_wrong_use(tap, watch)
        check_stop(tap, watch, site)
    tap.done()


if __name__ == "__main__":
    main()
