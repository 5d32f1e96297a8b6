#!/usr/bin/env python3
"""Flatten articles of a corpus as crawlers do, and know what is furniture.

    bench/flatten.py CORPUS.jsonl.zst OUT_DIR [COUNT [SEED]]

Writes OUT_DIR/pages/*.txt and OUT_DIR/gold.json, which ../shared/score/score.py
reads:

    bench/flatten.py ../shared/corpus/saudi-2015-07.jsonl.zst /tmp/flat 400
    isnad read --format jsonl /tmp/flat/pages > /tmp/flat/read.jsonl
    ../shared/score/score.py /tmp/flat/gold.json /tmp/flat/read.jsonl

Each page is one record between what templates put around it: clocks, menus,
doubled titles and captions, share buttons, pointers, headlines and teasers of
other records, tags, prompts, leaks, rights.  Which of them, in which words and
where, is drawn by chance.
"""
import hashlib
import json
import pathlib
import random
import subprocess
import sys

MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو",
          "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
LEVANT = ("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز",
          "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول")
DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت",
        "الأحد")
SECTIONS = ("سياسة", "اقتصاد", "رياضة", "ثقافة وفن", "منوعات", "صحة",
            "تكنولوجيا", "الشرق الأوسط", "العالم", "رأي", "محليات", "فيديو",
            "صور", "تحقيقات", "حوادث")
SHARE = ("شارك", "شارك المقال", "شارك الخبر", "مشاركة", "انشر", "نسخ الرابط",
         "شارك عبر", "أرسل إلى صديق", "طباعة", "حفظ", "فيسبوك", "تويتر",
         "واتساب", "تلغرام", "لينكد إن", "Facebook", "Twitter", "WhatsApp",
         "البريد الإلكتروني", "شارك هذه الصفحة", "إرسال")
POINT = ("اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "اقرأ المزيد", "مواضيع ذات صلة",
         "أخبار ذات صلة", "ذات صلة", "شاهد أيضا", "قد يهمك أيضا",
         "مقالات ذات صلة", "المزيد من الأخبار", "طالع أيضا", "للمزيد")
LISTS = ("الأكثر قراءة", "الأكثر مشاهدة", "آخر الأخبار", "أخبار متعلقة",
         "الأكثر تعليقا", "مختارات", "اخترنا لكم", "من نفس القسم",
         "المزيد من هذا القسم", "أهم الأخبار")
LEAKS = ("Changed", "Close", "undefined", "Loading...", "Menu", "Search",
         "Toggle navigation", "null", "{{ item.title }}", "[object Object]",
         "إغلاق", "جاري التحميل", "تكبير الخط", "0 Comments", "Advertisement",
         "Skip to main content", "Previous", "Next", "Play Video", "Aa", "×")
PROMPTS = ("التعليقات", "أضف تعليقا", "اترك تعليقا", "اشترك في النشرة البريدية",
           "تابعنا على تويتر", "سجل الدخول للتعليق",
           "لن يتم نشر عنوان بريدك الإلكتروني",
           "اشترك في نشرتنا ليصلك جديد الأخبار كل صباح",
           "تابعوا صفحتنا على فيسبوك", "حمل تطبيقنا الآن", "إعلان",
           "تفعيل الإشعارات", "لا توجد تعليقات")
RIGHTS = ("جميع الحقوق محفوظة © {y}", "© {y} كافة الحقوق محفوظة للموقع",
          "سياسة الخصوصية", "شروط الاستخدام", "من نحن", "اتصل بنا",
          "خريطة الموقع", "أعلن معنا", "هيئة التحرير",
          "نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع.")
SOURCES = ("رويترز", "أ ف ب", "غيتي", "أسوشيتد برس", "الأناضول", "د ب أ")
COUNTS = ("عدد المشاهدات: {n}", "{n} مشاهدة", "القراءات: {n}", "{m} دقائق قراءة",
          "وقت القراءة: {m} دقائق", "{m} تعليق")


def records(path):
    with subprocess.Popen(["zstd", "-dcq", path],
                          stdout=subprocess.PIPE) as p:
        return [json.loads(line) for line in p.stdout]


class Page:
    def __init__(self, rng):
        self.rng, self.data, self.gold = rng, b"", []
        self.gap = rng.choice(["\n", "\n", "\n\n"]).encode()

    def add(self, text, kind=None):
        text = " ".join(text.split())
        if not text:
            return
        if self.data:
            self.data += self.gap if self.rng.random() < .9 else b"\n"
        begin = len(self.data)
        self.data += text.encode()
        if kind:
            self.gold.append({"begin": begin, "end": len(self.data),
                              "text": text, "kind": kind})


def clock(rng):
    d, m, y = rng.randrange(1, 29), rng.randrange(12), rng.randrange(2016, 2026)
    month = rng.choice([MONTHS[m], LEVANT[m], f"{MONTHS[m]} / {LEVANT[m]}",
                        f"{MONTHS[m]} / {MONTHS[m]}"])
    return rng.choice([
        f"{rng.choice(DAYS)} {d} {month} {y}", f"{rng.choice(DAYS)}، {d} {month}، {y}",
        f"{d} {month} {y}", f"{d:02}/{m + 1:02}/{y}",
        f"{rng.choice(DAYS)} {d} {month} {y} - {rng.randrange(1, 13)}:{rng.randrange(60):02} ص",
        f"{y}-{m + 1:02}-{d:02} {rng.randrange(24):02}:{rng.randrange(60):02}"])


def others(pool, rng, mine, count):
    out = []
    while len(out) < count:
        r = rng.choice(pool)
        if r is not mine and 4 <= len(r["title"].split()) <= 18:
            out.append(r)
    return out


def caption(rng, paragraphs):
    words = rng.choice(paragraphs).split()
    text = " ".join(words[:rng.randrange(5, 11)]).rstrip(".،:؛\"» ")
    return rng.choice([f"{text} ({rng.choice(SOURCES)})",
                       f"{text} - {rng.choice(SOURCES)}",
                       f"صورة: {text}", text + " (أرشيفية)"])


def front(page, rng, r, paragraphs):
    if rng.random() < .3:
        page.add(rng.choice(LEAKS), "template-leak")
    if rng.random() < .4:
        page.add(clock(rng), "page-clock")
    if rng.random() < .3:
        for s in rng.sample(SECTIONS, rng.randrange(3, 9)):
            page.add(s, "navigation")
    if rng.random() < .35:
        page.add(rng.choice([" > ", " / ", " » "]).join(
            ["الرئيسية", rng.choice(SECTIONS)]
            + ([r["title"]] if rng.random() < .3 else [])), "navigation")
    page.add(r["title"])
    if rng.random() < .45:
        page.add(r["title"], "repeated-title")
    if rng.random() < .3:
        page.add(rng.choice(LEAKS), "template-leak")
    if rng.random() < .35:
        page.add(rng.choice(["تاريخ النشر: ", "نشر في: ", "آخر تحديث: ", "نشر في ", ""])
                 + clock(rng), "date")
    if rng.random() < .3:
        for s in rng.sample(SHARE, rng.randrange(1, 6)):
            page.add(s, "share")
    if rng.random() < .2:
        page.add(rng.choice(COUNTS).format(n=rng.randrange(50, 9000),
                                           m=rng.randrange(2, 9)), "count")
    if rng.random() < .5:
        text = caption(rng, paragraphs)
        for _ in range(rng.choice([1, 1, 2])):
            page.add(text, "caption")


def middle(page, rng, r, pool, paragraphs):
    for i, p in enumerate(paragraphs):
        page.add(p)
        if i + 1 == len(paragraphs) or rng.random() > .12:
            continue
        draw = rng.random()
        if draw < .35:
            page.add(rng.choice(POINT) + ": "
                     + others(pool, rng, r, 1)[0]["title"], "read-more")
        elif draw < .7:
            page.add(rng.choice(POINT), "read-more")
            for o in others(pool, rng, r, rng.randrange(1, 4)):
                page.add(o["title"], "related")
        elif draw < .85:
            page.add(rng.choice(LEAKS + PROMPTS[-3:-2]), "template-leak")
        else:
            page.add(caption(rng, paragraphs), "caption")


def back(page, rng, r, pool):
    year = rng.randrange(2016, 2026)
    if rng.random() < .3:
        page.add(rng.choice(["الوسوم: ", "كلمات مفتاحية: ", "تاغات: "])
                 + rng.choice(["، ", " - ", " | "]).join(
                     rng.sample(SECTIONS, 4)), "tags")
    if rng.random() < .4:
        for s in rng.sample(SHARE, rng.randrange(1, 6)):
            page.add(s, "share")
    if rng.random() < .6:
        page.add(rng.choice(POINT + LISTS), "related")
        teaser = rng.random() < .35
        for o in others(pool, rng, r, rng.randrange(2, 7)):
            page.add(o["title"], "related")
            if teaser:
                page.add(o["text"].split("\n")[0][:rng.randrange(90, 400)]
                         + rng.choice(["", "...", " ..."]), "related")
            if rng.random() < .2:
                page.add(clock(rng), "related")
    if rng.random() < .4:
        for s in rng.sample(PROMPTS, rng.randrange(1, 4)):
            page.add(s, "comments")
    if rng.random() < .35:
        for s in rng.sample(RIGHTS, rng.randrange(1, 5)):
            page.add(s.format(y=year), "copyright")
    if rng.random() < .3:
        page.add(rng.choice(LEAKS), "template-leak")


def main():
    pool = [r for r in records(sys.argv[1])
            if 3 <= len(r["text"].split("\n")) and r["title"].strip()]
    out = pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    (out / "pages").mkdir(parents=True, exist_ok=True)
    documents = {}
    for r in rng.sample(pool, count):
        paragraphs = [p for p in r["text"].split("\n") if p.strip()]
        page = Page(rng)
        front(page, rng, r, paragraphs)
        middle(page, rng, r, pool, paragraphs)
        back(page, rng, r, pool)
        name = r["name"] + ".txt"
        (out / "pages" / name).write_bytes(page.data)
        documents[name] = {"sha256": hashlib.sha256(page.data).hexdigest(),
                           "furniture": page.gold}
    (out / "gold.json").write_text(json.dumps(
        {"documents": documents, "entities": {}}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
