"""Names corrected by hand, and places: corrections_test.py ISNAD

Thirty corrections hold for the pages they were written for and for pages that
come later; without them most do not hold.  A line that contradicts an earlier
one is named.  The places of the same pages are valid GeoJSON; bare heads and
roles belong to whom they mean.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

from tap import Tap

GIVEN = "سامر ماجد نبيل وائل فراس باسل هيثم زياد عامر رامي".split()
FAMILY = "الدروبي الكيلاني الحسامي العطار الشرباتي البيطار القوتلي".split()
TOWNS = ["بنغازي", "مصراتة", "طرابلس", "سبها"]


def corrections():
    full = [f"{given} {family}" for family in FAMILY for given in GIVEN]
    merges = [(full[i], full[60 - i]) for i in range(10)]
    renames = [(full[12 + i], f"{full[12 + i]} الأول") for i in range(8)]
    # A rule takes the first and the last name for the full one.
    splits = [(name, " بن ناصر ".join(name.split())) for name in full[22:28]]
    ignores = [full[40 + i] for i in range(6)]
    return merges, renames, splits, ignores


def text_of(merges, renames, splits, ignores):
    return "".join(
        ["# people of the water board\n"]
        + [f"merge  {a} = {b}\n" for a, b in merges]
        + [f"rename  {a} -> {b}\n" for a, b in renames]
        + [f"split\t{a} | {b}\n" for a, b in splits]
        + [f"ignore  {a}\n" for a in ignores])


def page(number, names):
    day = 10 + number % 3
    said = "\n".join(
        f"وقال المهندس {name} إن العمل في القناة رقم {i} سيبدأ قريبا. وأوضح"
        f" {name} أن مياه {TOWNS[i % 4]} لن تنقطع."
        for i, name in enumerate(names))
    return (f"مجلس المياه يعرض خطة القنوات في بنغازي\n"
            f"بنغازي - {day} مارس 2022\n"
            f"عرض مجلس المياه في بنغازي خطة القنوات الجديدة على أعضائه في"
            f" جلسة علنية حضرها مهندسون من مصراتة وسبها.\n{said}\n")


def report(isnad, pages, *more):
    run = subprocess.run(
        [isnad, "report", "--quiet", "--format", "json", *more, str(pages)],
        capture_output=True, text=True)
    return json.loads(run.stdout), run


def forms(entity):
    return {f["text"] for f in entity["forms"]}


def broken(found, sets):
    """The corrections that do not hold in a report, or are about nothing."""
    merges, renames, splits, ignores = sets
    stories = [s["entities"] for s in found["stories"]]

    def holders(story, name):
        return [e for e in story if name in forms(e)]

    for a, b in merges:
        both = [(x, y) for s in stories for x in holders(s, a)
                for y in holders(s, b)]
        if not both or any(x is not y for x, y in both):
            yield f"merge {a} = {b}"
    for a, b in renames:
        named = [e["name"] for s in stories for e in holders(s, a)]
        if not named or set(named) != {b}:
            yield f"rename {a} -> {b}: {named}"
    for a, b in splits:
        if (not any(holders(s, a) for s in stories)
                or not any(holders(s, b) for s in stories)
                or any(x is y for s in stories for x in holders(s, a)
                       for y in holders(s, b))):
            yield f"split {a} | {b}"
    for a in ignores:
        if any(holders(s, a) for s in stories):
            yield f"ignore {a}"


def write_pages(folder, numbers, sets):
    merges, renames, splits, ignores = sets
    names = ([n for pair in merges for n in pair] + [a for a, _ in renames]
             + [n for pair in splits for n in pair] + ignores)
    for n in numbers:
        # Each page has all names, in an order of its own.
        turned = names[n * 7 % len(names):] + names[:n * 7 % len(names)]
        (folder / f"{n:02}.txt").write_text(page(n, turned),
                                            encoding="utf-8")


def test_corrections(tap, isnad, work):
    sets = corrections()
    count = sum(map(len, sets))
    pages = work / "pages"
    pages.mkdir()
    write_pages(pages, range(3), sets)
    plain, _ = report(isnad, pages)
    without = len(list(broken(plain, sets)))
    beside = work / "isnad.corrections"
    beside.write_text(text_of(*sets), encoding="utf-8")
    first, run = report(isnad, pages)
    tap.ok(count == 30 and run.returncode == 0
           and not list(broken(first, sets)), f"{count} corrections hold",
           "\n".join(broken(first, sets)) + run.stderr)
    tap.ok(without >= 24, "most would not hold by the rules", without)
    write_pages(pages, range(3, 7), sets)
    again, run = report(isnad, pages)
    tap.ok(run.returncode == 0 and len(documents(again)) > len(documents(first))
           and not list(broken(again, sets)), "they hold with new pages",
           "\n".join(broken(again, sets)) + run.stderr)
    for command in ("read", "figures", "chain", "sources", "explain"):
        run = subprocess.run([isnad, command, "--quiet", "--corrections",
                              str(beside), str(pages)], capture_output=True)
        tap.ok(run.returncode in (0, 1), f"isnad {command} takes corrections",
               run.stderr.decode())
    test_faults(tap, isnad, pages, beside, sets)


def documents(found):
    return [d for s in found["stories"] for d in s["documents"]]


def test_faults(tap, isnad, pages, beside, sets):
    lines = text_of(*sets).splitlines()
    a, b = sets[2][0]
    first = lines.index(f"split\t{a} | {b}") + 1
    beside.write_text(text_of(*sets) + f"merge {a} = {b}\n", encoding="utf-8")
    clash, run = report(isnad, pages)
    tap.ok(run.returncode == 3
           and f"isnad.corrections:{len(lines) + 1}: " in run.stderr
           and f"line {first} " in run.stderr and not list(broken(clash, sets)),
           "a line that contradicts an earlier one is named", run.stderr)
    beside.write_text("marge a = b\n", encoding="utf-8")
    run = subprocess.run([isnad, "report", str(pages)], capture_output=True,
                         text=True)
    tap.ok(run.returncode == 2 and "isnad.corrections:1: " in run.stderr,
           "a line that is no correction stops", run.stderr)
    beside.unlink()


def test_places(tap, isnad, work):
    run = subprocess.run([isnad, "report", "--quiet", "--format", "geojson",
                          str(work / "pages")], capture_output=True, text=True)
    found = json.loads(run.stdout)
    by_name = {f["properties"]["name"]: f for f in found["features"]}
    sound = found["type"] == "FeatureCollection" and all(
        f["type"] == "Feature" and f["geometry"]["type"] == "Point"
        and -180 <= f["geometry"]["coordinates"][0] <= 180
        and -90 <= f["geometry"]["coordinates"][1] <= 90
        and f["properties"]["documents"] for f in found["features"])
    tap.ok(sound, "the places are valid GeoJSON", run.stdout[:500])
    tap.ok(len(by_name) == len(found["features"]), "each once")
    libya = {n: by_name.get(n) for n in TOWNS}
    tap.ok(all(
        f and f["properties"]["country"] == "LY"
        and f["properties"]["statements"]
        and 9 < f["geometry"]["coordinates"][0] < 26
        and 19 < f["geometry"]["coordinates"][1] < 34
        for f in libya.values()), "طرابلس beside بنغازي lies in Libya",
           list(by_name))
    run = subprocess.run([isnad, "report", "--quiet", "--format", "html",
                          str(work / "pages")], capture_output=True, text=True)
    maps = re.findall(r'<div class="part map">.*?</div>', run.stdout, re.S)
    tap.ok(len(maps) == run.stdout.count('<section class="story"')
           and all(re.search(f'aria-label="[^"]*{town}', maps[0])
                   and f">{town}</text>" in maps[0] for town in TOWNS)
           and run.stdout.count('id="world"') == 1,
           "the dossier draws them on a map", maps[:1])


HEADS = """وزارة الصحة اللبنانية تعلن خطة
بيروت 12 آذار 2022
أعلنت وزارة الصحة اللبنانية خطة جديدة للقاحات. \
وقال وزير الصحة فادي حمدان إن الخطة تبدأ غدا. وأوضحت الوزارة أن اللقاح متوفر. \
وأضاف الوزير أن العمل يبدأ في طرابلس.
"""


def test_heads(tap, isnad, work):
    page = work / "heads.txt"
    page.write_text(HEADS, encoding="utf-8")
    found, _ = report(isnad, page)
    entities = {e["name"]: e for s in found["stories"] for e in s["entities"]}
    ministry = entities.get("وزارة الصحة اللبنانية")
    tap.ok(ministry and "الوزارة" in forms(ministry),
           "a bare head is the organisation before it", list(entities))
    minister = entities.get("فادي حمدان", {"roles": []})
    tap.ok({"text": "وزير الصحة", "from": "2022-03-12", "to": "2022-03-12"}
           in minister["roles"], "a role has its holder and its days", minister)
    tripoli = entities.get("طرابلس", {"location": None})
    tap.ok((tripoli["location"] or {}).get("country") == "LB",
           "طرابلس in a page of Beirut lies in Lebanon", tripoli)


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        test_corrections(tap, sys.argv[1], work)
        test_places(tap, sys.argv[1], work)
        test_heads(tap, sys.argv[1], work)
    tap.done()


if __name__ == "__main__":
    main()
