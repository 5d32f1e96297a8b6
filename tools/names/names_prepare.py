#!/usr/bin/env python3
"""Write the training data of names as plain text: names_prepare.py SHARED OUT

OUT/corpus.txt  every other article of ANT: title and paragraphs a line each, an empty line between articles.
OUT/gold.txt    the articles whose names are marked by hand: D name, T title, P paragraph, and N begin end type, offsets in
                bytes of the title and paragraphs joined by line ends.
OUT/dev.txt     the same of gold/dev, for measuring only.
Needs the zstd command.
"""
import html, json, pathlib, re, subprocess, sys


def records(path):
    with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as p:
        for line in p.stdout:
            yield json.loads(line)


def page(r):
    """The page the gold's offsets count in (corpus/pages.py)."""
    def put(s):
        return html.escape(s, quote=False)
    body = "\n".join(f"<p>{put(p.strip())}</p>" for p in r["text"].split("\n") if p.strip())
    return (f'<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n<title>{put(r["title"])}</title>\n'
            f'<meta property="og:site_name" content="{html.escape(r["outlet"])}">\n'
            f'<meta property="article:published_time" content="{r["when"]}">\n'
            f'<link rel="canonical" href="{html.escape(r["url"])}">\n</head>\n<body>\n<article>\n<h1>{put(r["title"])}</h1>\n'
            f'{body}\n</article>\n</body>\n</html>\n').encode()


ENTITY = {b"&amp;": b"&", b"&lt;": b"<", b"&gt;": b">"}


def plain(raw):
    """Lines (kind, bytes) of the article and a map from page bytes to their joined text."""
    lines, place, at = [], {}, 0
    for m in re.finditer(rb"<(h1|p)>(.*?)</(?:h1|p)>", raw, re.S):
        i, out = m.start(2), bytearray()
        while i < m.end(2):
            place[i] = at + len(out)
            e = re.match(rb"&(?:amp|lt|gt);", raw[i:i + 5])
            if e:
                out += ENTITY[e.group()]
                i += e.end()
            else:
                out += raw[i:i + 1]
                i += 1
        place[i] = at + len(out)
        line = bytes(out).replace(b"\n", b" ").replace(b"\r", b" ")
        lines.append((b"T" if m.group(1) == b"h1" else b"P", line))
        at += len(line) + 1
    return lines, place


def write(out, record, names):
    lines, place = plain(page(record))
    out.write(b"D " + record["name"].encode() + b"\n")
    for kind, line in lines:
        out.write(kind + b" " + line + b"\n")
    for n in names:
        if n["begin"] in place and n["end"] in place:
            out.write(f"N {place[n['begin']]} {place[n['end']]} {n['type']}\n".encode())


def main():
    shared, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    gold = json.load(open(shared / "gold/names.json", encoding="utf-8"))["documents"]
    dev = json.load(open(shared / "gold/dev/gold.json", encoding="utf-8"))["documents"]
    with open(out / "corpus.txt", "wb") as corpus, open(out / "gold.txt", "wb") as g, open(out / "dev.txt", "wb") as d:
        for r in records(shared / "corpus/ant-2018-02-07.jsonl.zst"):
            name = r["name"] + ".html"
            if name in dev:
                write(d, r, dev[name]["names"])
            if name in gold:
                write(g, r, gold[name]["names"])
            if name not in dev and name not in gold:
                for line in [r["title"], *r["text"].split("\n")]:
                    if line.strip():
                        corpus.write(line.strip().replace("\r", " ").encode() + b"\n")
                corpus.write(b"\n")


if __name__ == "__main__":
    main()
