#!/usr/bin/env python3
"""isnad serve under load: bench/long/serve.py [ISNAD] [SECONDS]

1. 2 000 clients send a byte of a request now and then, or of a form, for
   SECONDS (60 unless given), with the cap of connections at 1 000; each that is
   let go comes again.  Meanwhile a plain client asks for a page: its times.
2. 10 000 connections are open at once, and each is answered.
"""
import pathlib
import re
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Server:
    def __init__(self, isnad, *words):
        self.process = subprocess.Popen([isnad, "serve", "-q", "--port", "0", *map(str, words)],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline())[1])

    def connect(self):
        s = socket.socket()
        s.connect(("127.0.0.1", self.port))
        return s

    def head(self, line, *fields):
        return "\r\n".join([f"{line} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", *fields, ""]).encode()

    def end(self):
        self.process.send_signal(signal.SIGINT)
        print("exit code", self.process.wait(30))


def ask(server, s):
    """Seconds until the whole page is there."""
    begun = time.perf_counter()
    s.sendall(server.head("GET /ar/") + b"\r\n")
    got = b""
    while b"\r\n\r\n" not in got:
        part = s.recv(1 << 16)
        if not part:
            raise ConnectionError
        got += part
    head, _, body = got.partition(b"\r\n\r\n")
    due = int(re.search(rb"Content-Length: (\d+)", head)[1])
    while len(body) < due:
        body += s.recv(1 << 16)
    assert head.startswith(b"HTTP/1.1 200")
    return time.perf_counter() - begun


def slow_clients(isnad, seconds, count=2000):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([isnad, "add", "-q", "--store", f"{folder}/s.isnad", ROOT / "demo/pages"], check=True)
        server = Server(isnad, "--store", f"{folder}/s.isnad")
        form = server.head("POST /ar/add", "Content-Type: multipart/form-data; boundary=x", "Content-Length: 9000") + b"\r\n--x"
        begins = [server.head("GET /ar/", "X: "), form]

        def slow(i):
            s = server.connect()
            s.sendall(begins[i % 2])
            s.setblocking(False)
            return s
        clients, again, times = [], 0, []
        begun = time.monotonic()
        turn = 0
        while time.monotonic() < begun + seconds:
            while len(clients) < count:
                clients.append(slow(len(clients)))
            # A fortieth of them sends a byte; who is let go comes again.
            for i in range(turn % 40, count, 40):
                try:
                    clients[i].send(b"a")
                    gone = clients[i].recv(1) == b""
                except BlockingIOError:
                    gone = False
                except OSError:
                    gone = True
                if gone:
                    clients[i].close()
                    clients[i] = slow(i)
                    again += 1
            turn += 1
            with server.connect() as s:
                for _ in range(5):
                    times.append(ask(server, s))
        times.sort()
        print(f"{count} slow clients, {seconds} s, {again} came again: {len(times)} pages, "
              f"median {times[len(times) // 2] * 1e3:.2f} ms, p99 {times[len(times) * 99 // 100] * 1e3:.2f} ms, "
              f"slowest {times[-1] * 1e3:.2f} ms")
        for s in clients:
            s.close()
        server.end()


def many_connections(isnad, count=10000):
    server = Server(isnad, "--connections", count + 100, "--head-time", "60s", ROOT / "demo/pages")
    begun = time.monotonic()
    open_ones = [server.connect() for _ in range(count)]
    took = time.monotonic() - begun
    for s in open_ones:
        s.sendall(server.head("GET /ar/") + b"\r\n")
    poll, answered = select.epoll(), 0
    by_fd = {s.fileno(): s for s in open_ones}
    for s in open_ones:
        poll.register(s, select.EPOLLIN)
    while by_fd and (events := poll.poll(10)):
        for fd, _ in events:
            s = by_fd.pop(fd)
            answered += s.recv(12) == b"HTTP/1.1 200"
            poll.unregister(s)
    with server.connect() as s:
        last = ask(server, s)
    memory = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{server.process.pid}/status").read_text())
    status = len(list(pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir()))
    print(f"{count} connections made in {took:.1f} s, {answered} answered, {status} files open, one more in "
          f"{last * 1e3:.2f} ms, {int(memory[1]) // 1024} MiB")
    for s in open_ones:
        s.close()
    server.end()


def main():
    isnad = sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/isnad"
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20000), hard))
    many_connections(isnad)
    slow_clients(isnad, seconds)


if __name__ == "__main__":
    main()
