"""The examples of docs/ do what they say: example_test.py ISNAD ARTICLE

ARTICLE is docs/example_article.c, built with the public headers alone.
"""
import subprocess
import sys

from tap import Tap

PAGE = """<!doctype html><html lang="ar"><head><title>عودة القطار | ضفاف</title>
<meta property="article:published_time" content="2021-05-03T08:00:00+03:00">
</head><body><nav><a href="/">الرئيسية</a><a href="/s">رياضة</a></nav>
<article><h1>عودة القطار إلى الساحل</h1>
<p>عاد القطار إلى الساحل صباح اليوم بعد انقطاع دام سبعة أعوام كاملة.</p>
<p>وقال مدير المحطة إن «الرحلات ستكون ثلاثا كل يوم».</p></article>
<footer>جميع الحقوق محفوظة</footer></body></html>
"""


def main():
    isnad, article = sys.argv[1:]
    tap = Tap()

    def run(*command, given=PAGE):
        return subprocess.run(command, input=given.encode(),
                              capture_output=True)

    lines = run(article).stdout.decode().splitlines()
    tap.ok(lines[:1] == ["عودة القطار إلى الساحل (2021-05-03)"],
           "title and day", lines)
    text = run(isnad, "text", "-").stdout.decode().splitlines()
    tap.ok(lines[1:] == text and any("سبعة أعوام" in x for x in text) and
           not any("الرئيسية" in x or "الحقوق" in x for x in text),
           "the article as `isnad text` prints it", lines)
    empty = run(article, given="")
    tap.ok(empty.returncode == 1 and empty.stderr, "no page, no article")
    tap.done()


if __name__ == "__main__":
    main()
