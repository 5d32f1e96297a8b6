"""isnad serve with threads watched: serve_threads_test.py ISNAD ROOT

Meant for a build with -Db_sanitize=thread (./test --all): pages are sent, a
name corrected and pages added by another process, while three readers ask for
every kind of page.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse

from serve_store_test import Store, demo
from tap import Tap

ASKED = ["/ar/", "/en/people", "/ar/figures", "/ar/places", "/ar/changes", "/en/copies", "/ar/changes.atom",
         "/api/stories", "/api/status", "/ar/claim?q=" + urllib.parse.quote("قتل 17 شخصا في وادي السرو"),
         "/ar/search?q=" + urllib.parse.quote("السيول")]


class Reader(threading.Thread):
    def __init__(self, server):
        super().__init__()
        self.server, self.ending, self.statuses = server, False, []

    def run(self):
        while not self.ending:
            self.statuses += [self.server.get(target)[0] for target in ASKED]
            for story in self.server.json("/api/stories")["stories"][:2]:
                self.statuses += [self.server.get(f"{where}{story['id']}")[0] for where in ("/ar/story/", "/api/stories/")]


def main():
    isnad, root = (pathlib.Path(p).resolve() for p in sys.argv[1:3])
    t = Tap()
    with tempfile.TemporaryDirectory() as folder:
        server = Store(isnad, folder)
        readers = [Reader(server) for _ in range(3)]
        for reader in readers:
            reader.start()
        stages = [server.add(*demo(root, *range(i, i + 3)))["stage"] for i in range(1, 28, 3)]
        answer = server.correct("rename", "سالم الحداد", "سالم بن علي الحداد")[2]
        stages.append(server.wait(json.loads(answer)["job"])["stage"])
        added = subprocess.run([isnad, "add", "-q", "--store", server.folder / "s.isnad", root / "demo/pages"])
        stages.append(server.add(*demo(root, 28))["stage"])
        for reader in readers:
            reader.ending = True
            reader.join()
        statuses = [s for reader in readers for s in reader.statuses]
        t.ok(set(stages) == {"done"} and added.returncode == 0, "all that was sent came in", stages)
        t.ok(len(statuses) > 100 and set(statuses) <= {200, 404}, f"{len(statuses)} answers meanwhile",
             sorted(set(statuses)))
        code = server.end()
        t.ok(code == 0 and not re.search("ThreadSanitizer", server.errors), "no two threads met in one place",
             server.errors[:3000])
    t.done()


if __name__ == "__main__":
    main()
