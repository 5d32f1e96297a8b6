"""The pile teaches the template: template_test.py ISNAD ROOT

What repeats over the pages of one host is furniture in a pile and nothing
stands in it; copies and the background of a story stay articles; the order of
files and the number of threads change nothing.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from tap import Tap

LETTER = "وقال محرر الموقع إن «رسالة المساء تصلك كل يوم إلى بريدك مجانا»."
BOX = ("جولة في حدائق المدينة القديمة مع مرشدينا",
       "كيف تحفظ زيتون العام حتى الربيع المقبل؟")

# Title, what is said in it, and two paragraphs of its own.
STORIES = (
    ("افتتاح جسر جديد فوق نهر السرو", "الجسر يختصر الطريق إلى النصف",
     "احتفل سكان الضفتين أمس بانتهاء أعمال البناء التي دامت ثلاثة أعوام "
     "ونصف العام.",
     "وقال مدير الطرق هاني العبد إن «{}»."),
    ("ارتفاع محصول القمح في السهل الغربي", "المطر جاء في وقته هذا الموسم",
     "جمع الفلاحون هذا الصيف أكثر مما جمعوا في الأعوام الخمسة الماضية كلها.",
     "وقالت المهندسة رنا الصالح إن «{}»."),
    ("المنتخب يفوز على ضيفه بهدفين", "اللاعبون بذلوا كل ما لديهم",
     "سجل المهاجم الشاب هدفه الأول في الدقائق الأخيرة وسط فرحة الجمهور.",
     "وقال المدرب سامي الخطيب إن «{}»."),
    ("متحف السفن يفتح أبوابه للزوار", "بعض القطع تعرض للمرة الأولى",
     "يضم المبنى الواقع قرب الميناء مئات القطع التي جمعها البحارة عبر قرنين.",
     "وقال أمين المتحف وليد الحسن إن «{}»."),
    ("إغلاق مدرستين بسبب الثلوج", "الدروس ستستمر عن بعد",
     "تراكمت الثلوج في القرى العالية حتى تعذر وصول الحافلات إليها صباحا.",
     "وقال مدير التعليم جهاد النمر إن «{}»."),
    ("انخفاض أسعار الأسماك في الأسواق", "الصيادون عادوا بشباك مليئة",
     "امتلأت أكشاك الباعة بأنواع لم تشاهد في الأسواق منذ بداية الشتاء.",
     "وقال نقيب الصيادين عمر البحري إن «{}»."),
)

# The same paragraph in each report of one story is no template.
BACKGROUND = ("وكان حريق المصنع قد اندلع فجر الأحد في المستودع الشمالي وامتد "
              "إلى المباني المجاورة قبل وصول فرق الإطفاء.")
FIRE = (
    ("حريق المصنع: ارتفاع عدد الجرحى", "نقل ستة عمال إلى مستشفى المدينة وحالة "
     "اثنين منهم حرجة بحسب الأطباء هناك."),
    ("التحقيق في حريق المصنع يبدأ اليوم", "وصلت لجنة من العاصمة لمعاينة "
     "المكان وسماع أقوال الحراس والعاملين فيه."),
    ("مالك المصنع المحترق يعد بالتعويض", "اجتمع المالك بأسر العمال ووعدهم "
     "بأن تدفع الأجور كاملة حتى نهاية العام."),
    ("إطفاء حريق المصنع بعد يومين", "أعلنت فرق الإنقاذ انتهاء عملها بعد أن "
     "أخمدت آخر بؤر النار في الطابق السفلي."),
)


# A weekly column has the same subheads each week; a box has a heading too.
SUBHEAD, BOX_HEAD = "ماذا رأيت هذا الأسبوع", "أصداء القراء"
BOX_TEXT = "يصل صندوق البريد كل خميس إلى باب الجريدة."


def page(host, number, title, paragraphs):
    body = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return (f'<!doctype html><html lang="ar"><head><title>{title}</title>\n'
            f'<link rel="canonical" href="https://{host}/news/{number}">\n'
            f"</head><body><article><h1>{title}</h1>\n{body}\n"
            "</article></body></html>\n")


def write_pile(folder):
    for n, (title, said, first, second) in enumerate(STORIES):
        parts = [first, LETTER, second.format(said), *BOX,
                 f"وسيعود الموقع إلى هذا الخبر في نشرته رقم {n + 3}."]
        (folder / f"a{n}.html").write_text(
            page("www.safha.example", n, title, parts), "utf-8")
        # The same without markup, where only the folder tells the host.
        (folder / "flat").mkdir(exist_ok=True)
        (folder / "flat" / f"f{n}.txt").write_text(
            "\n\n".join([title, *parts]) + "\n", "utf-8")
    for n, (title, own) in enumerate(FIRE):
        (folder / f"b{n}.html").write_text(
            page("khabar.example", n, title, [own, BACKGROUND]), "utf-8")
    for n, (title, said, first, second) in enumerate(STORIES):
        made = page("column.example", n, title, [
            second.format(said), "SUBHEAD", first, "BOX", BOX_TEXT])
        made = made.replace("<p>SUBHEAD</p>", f"<h2>{SUBHEAD}</h2>")
        made = made.replace("<p>BOX</p>", f"<h2>{BOX_HEAD}</h2>")
        (folder / f"d{n}.html").write_text(made, "utf-8")
    title, said, first, second = STORIES[0]
    for n in range(4):  # one wire report under four headlines
        (folder / f"c{n}.html").write_text(
            page("wikala.example", n, STORIES[n][0],
                 [first, second.format(said), BACKGROUND]), "utf-8")


def roles(documents, text):
    """Roles and kinds of all blocks that read so, by folder and letter."""
    found = {}
    for d in documents:
        name = pathlib.Path(d["path"]).name
        for b in d["blocks"]:
            if b["text"] == text:
                found.setdefault(name[0], set()).add(
                    (b["role"], b.get("kind")))
    return found


def check_read(tap, alone, pile):
    def lines(output):
        return [json.loads(line) for line in output.decode().splitlines()]
    alone, pile = lines(alone), lines(pile)
    for text in (LETTER, *BOX):
        before, after = roles(alone, text), roles(pile, text)
        tap.ok(all(r != "furniture" for kinds in before.values()
                   for r, _ in kinds), "a page alone knows no template", before)
        tap.ok(after == {"a": {("furniture", "template")},
                         "f": {("furniture", "template")}},
               "what repeats is template", after)
    tap.ok(roles(pile, BACKGROUND) == {"b": {("paragraph", None)},
                                       "c": {("paragraph", None)}},
           "background and copies stay", roles(pile, BACKGROUND))
    spoilt = [d["path"] for d in pile for s in d["statements"]
              if "رسالة" in s["text"]]
    tap.ok(not spoilt, "nothing is said in template", spoilt)
    before = {d["path"]: d for d in alone}
    same = all(
        [s for s in before[d["path"]]["statements"]
         if "رسالة" not in s["text"]] == d["statements"]
        for d in pile)
    tap.ok(same, "what is said elsewhere is as it was")
    found = [s for d in pile for s in d["statements"]]
    tap.ok(len(found) >= 2 * len(STORIES), "and something is said", len(found))


def check_column(tap, pile):
    pile = [json.loads(line) for line in pile.splitlines()]
    tap.ok(roles(pile, SUBHEAD) == {"d": {("subhead", None)}},
           "the subhead of a column stays", roles(pile, SUBHEAD))
    tap.ok(roles(pile, BOX_HEAD) == {"d": {("furniture", "template")}},
           "the heading of a box goes with it", roles(pile, BOX_HEAD))


def main():
    isnad, tap = os.path.abspath(sys.argv[1]), Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages = folder / "pages"
        pages.mkdir()
        write_pile(pages)
        paths = sorted(str(p.relative_to(folder)) for p in pages.rglob("*.*"))

        def run(*arguments):
            return subprocess.run([isnad, *arguments], capture_output=True,
                                  cwd=folder).stdout

        check_read(tap, run("read", *paths), run("read", "--pile", *paths))
        check_column(tap, run("read", "--pile", *paths))
        text = run("text", "--learn", *paths).decode()
        tap.ok(LETTER not in text and STORIES[5][2] in text,
               "text --learn leaves it out")
        tap.ok(LETTER in run("text", *paths).decode(), "text keeps it")
        rng = random.Random(5)
        for command in (("report", "--format", "json"), ("read", "--pile"),
                        ("text", "--learn"), ("copies", "--format", "json"),
                        ("figures",), ("sources",), ("chain",)):
            first = run(*command, "-j1", *paths)
            tap.ok(first and all(
                run(*command, threads, *rng.sample(paths, len(paths))) == first
                for threads in ("-j1", "-j2", "-j2", "-j5")),
                f"{command[0]}: the same for any order and threads")
        report = folder / "report.json"
        report.write_bytes(run("report", "--format", "json", "pages"))
        tap.ok("رسالة المساء" not in report.read_text("utf-8"),
               "the report has no words of the template")
        done = subprocess.run([isnad, "verify", str(report), "pages"],
                              capture_output=True, text=True, cwd=folder)
        tap.ok(done.returncode == 0, "verify", done.stdout + done.stderr)
    tap.done()


if __name__ == "__main__":
    main()
