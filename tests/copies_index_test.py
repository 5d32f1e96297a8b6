"""The index of copies between runs: copies_index_test.py ISNAD

Whatever the threads, the order of files and the number of runs, the links are
the same; and what is not an index is told.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from tap import Tap

WORDS = """النهر الجسر الميناء القرية المزارع الحقل المطر الطريق السوق العامل
المدرسة المكتبة القطار المحطة الشارع الحديقة البلدية المجلس اللجنة المشروع
الموسم القمح الزيتون السفينة الصياد الشاطئ الجبل الوادي البئر السد""".split()


def make_pile(folder):
    """Three pages a day for thirty days, some of them again, changed."""
    dice, texts, paths = random.Random(5), [], []
    for day in range(30):
        lines = []
        for n in range(3):
            if texts and dice.random() < .5:
                words = dice.choice(texts).split()
                words[dice.randrange(len(words))] = f"كلمة{day}{n}"
            else:
                words = [dice.choice(WORDS) + dice.choice(" اتن").strip() +
                         str(dice.randrange(9)) for _ in range(80)]
            texts.append(" ".join(words) + ".")
            lines.append(json.dumps({"text": texts[-1],
                                     "date": f"2023-04-{day + 1:02d}"},
                                    ensure_ascii=False))
        paths.append(folder / f"day-{day:02d}.jsonl")
        paths[-1].write_text("\n".join(lines) + "\n", "utf-8")
    return paths


def main():
    isnad = pathlib.Path(sys.argv[1]).resolve()
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        days = make_pile(folder)

        def copies(*words):
            return subprocess.run([isnad, "copies", *map(str, words)],
                                  capture_output=True, cwd=folder)

        def links(*words):
            done = copies("--format", "json", *words)
            return sorted(json.dumps(x) for x in json.loads(
                done.stdout)["links"])

        plain = copies("--format", "json", *days).stdout
        due = links(*days)
        tap.ok(len(due) > 20, "copies are found", str(len(due)))
        mixed = random.Random(1).sample(days, len(days))
        tap.ok(all(copies("--format", "json", f"-j{j}", *mixed).stdout == plain
                   for j in (1, 2, 3)), "threads and order change nothing")
        told = []
        for day in days:
            told += links("--index", "daily", day)
        tap.ok(len(told) > 20 and links("--index", "daily") == due,
               "day by day as at once")
        again = copies("--index", "daily", *days)
        tap.ok((again.returncode, again.stdout.strip()) == (0, b""),
               "what is known is passed over", str(again.stderr))
        links("--index", "early", *days[:15])
        links("--index", "late", *days[15:])
        links("--index", "early", "--merge", "late")
        tap.ok(links("--index", "early") == due, "two indexes become one")

        passages = [x for x in map(json.loads, due) if x["b"]["steps"]]
        right = 0
        for link in passages:
            sides = []
            for side in "ab":
                path, step = link[side]["path"], link[side]["steps"][0]
                line = (folder / path).read_bytes()[int(step[7:]):].split(
                    b"\n")[0]
                text = json.loads(line)["text"].encode()
                at = 0 if side == "a" else 2
                sides.append([text[p[at]:p[at + 1]].decode()
                              for p in link["passages"]])
            right += sides[0] == sides[1] and all(sides[0])
        tap.ok(right == len(due), "passages are the same bytes on both sides",
               f"{right} of {len(due)}")

        log = folder / "daily/log"
        log.write_bytes(log.read_bytes()[:-9])
        tap.ok(links("--index", "daily") != due and
               not links("--index", "daily", *days[:-1]) and
               links("--index", "daily", days[-1]) is not None and
               links("--index", "daily") == due,
               "what a crash left half is added again")
        (folder / "other").mkdir()
        (folder / "other/base").write_bytes(b"something else" * 9000)
        bad = copies("--index", "other", days[0])
        tap.ok(bad.returncode == 5 and b"other" in bad.stderr,
               "what is no index is told", str(bad))
        tap.ok([copies("--merge", "early", days[0]).returncode,
                copies("--index", "early", "--passages").returncode] == [2, 2],
               "wrong use is told")
    tap.done()


if __name__ == "__main__":
    main()
