"""Copies with exact truth, made from a corpus: how many isnad finds, and how
many MinHash finds.

    copies_synthetic.py make CORPUS.jsonl.zst DIR [BASES]
    copies_synthetic.py score DIR LINKS.json     (isnad copies --format json)
    copies_synthetic.py peers DIR                (datasketch, rensa, gaoya)

`make` draws BASES articles (1 500 unless given) of at least 60 words, no two
of which share a twentieth of their word triples, and changes each of them in
seven ways:

    light      1 to 3 % of the words replaced
    dropped    a third to a half of the sentences gone
    words-10   8 to 14 % of the words replaced by words of other articles
    words-25   20 to 30 % of the words replaced
    brief      the opening alone: 25 to 40 words
    embedded   40 to 120 words of it within another article
    mixed      a tenth of the words replaced, sentences dropped, another
               opening

Beside them stand templates: forms filled in with other names and numbers,
written here, which are no copies of each other.  DIR/documents.jsonl has a
document a line, DIR/truth.tsv its family, its kind and, for an embedded one,
the family of its host.

Recall: of all pairs of a base and a changed one, those that are linked.
Precision: of all linked pairs of two families or two templates and of a base
and a changed one, the latter.  Pairs of two changed ones are no matter.
"""
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import time
import unicodedata

TRIPLES = 3
TOO_MUCH = .05
NAMES = """سالم الراعي|منى الحسيني|فهد العامر|ليلى القاسم|طارق النجار|هدى السيد
باسم الشريف|نورة الفارس|كريم الحلبي|سعاد المنصور|جمال الزين|رباب الخطيب
عادل البكري|سلمى الهاشمي|وليد الرفاعي|أمل الصباغ""".replace("\n", "|").split("|")
PLACES = """الوادي الأخضر|مرسى الرمال|تل الزيتون|رأس النخيل|عين الحجر|باب الجبل
حي الميناء|سهل القمح|جسر الحديد|ضاحية الشمس""".replace("\n", "|").split("|")
TEMPLATES = [
    "تتوقع مديرية الأرصاد أن يكون الطقس اليوم في {place} {sky} مع رياح {wind} "
    "سرعتها {n} كيلومترا في الساعة ويكون ارتفاع الموج من متر إلى {m} أمتار "
    "وتبلغ درجة الحرارة العظمى {n2} درجة والصغرى {m2} درجة وتنصح المديرية "
    "السائقين بالحذر على الطرق المكشوفة وتذكّر بأرقام الطوارئ المعتادة",
    "رفع {name} برقية عزاء ومواساة إلى أسرة الفقيد {name2} في {place} سائلا "
    "المولى عز وجل أن يتغمد الفقيد بواسع رحمته وأن يلهم أهله وذويه الصبر "
    "والسلوان إنا لله وإنا إليه راجعون",
    "أغلق مؤشر سوق {place} للأوراق المالية تعاملات اليوم عند مستوى {n} نقطة "
    "بتداولات بلغت قيمتها {n2} مليون درهم وبلغ عدد الأسهم المتداولة {m2} "
    "مليون سهم توزعت على {m} صفقة وسجلت فيها أسهم {n3} شركة ارتفاعا في قيمتها",
    "استقبل {name} في مكتبه صباح اليوم {name2} الذي قدم للسلام عليه والتهنئة "
    "بسلامة الوصول وجرى خلال اللقاء تبادل الأحاديث الودية ومناقشة عدد من "
    "الموضوعات ذات الاهتمام المشترك بحضور عدد من المسؤولين في {place}",
    "مواقيت الصلاة اليوم في مدينة {place} وضواحيها الفجر {m} و{n} دقيقة الظهر "
    "الثانية عشرة و{m2} دقيقة العصر الثالثة و{n2} دقيقة المغرب السادسة و{n3} "
    "دقيقة العشاء الثامنة إلا {m} دقائق مع مراعاة فروق التوقيت",
    "نفذت السلطات في {place} اليوم حكم القتل قصاصا في الجاني {name} الذي أقدم "
    "على قتل {name2} بضربه بآلة حادة إثر خلاف بينهما وأسفر التحقيق معه عن "
    "توجيه الاتهام إليه وبإحالته إلى المحكمة صدر بحقه صك شرعي يقضي بثبوت ما "
    "نسب إليه وصدق من مرجعه",
]
SKIES = "صافيا غائما ماطرا مغبرا معتدلا حارا".split()
WINDS = "شمالية جنوبية شرقية غربية".split()


def folded(text):
    """Words as MinHash gets them: marks gone, one spelling of alef."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = text.replace("ـ", "").replace("ى", "ي").replace("ة", "ه")
    return re.findall(r"\w+", text)


def triples(words):
    return {" ".join(words[i:i + TRIPLES])
            for i in range(len(words) - TRIPLES + 1)}


def records(path):
    with subprocess.Popen(["zstd", "-dcq", path],
                          stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            yield json.loads(line)


def draw(path, wanted, rng):
    """Articles of which no two share much; found by counting every triple."""
    pool = [r for r in records(path) if len(r["text"].split()) >= 60]
    rng.shuffle(pool)
    owners, kept = collections.defaultdict(list), []
    for record in pool:
        mine = triples(folded(record["text"]))
        shared = collections.Counter(o for t in mine for o in owners[t])
        if any(n > TOO_MUCH * min(len(mine), kept[o][1])
               for o, n in shared.items()):
            continue
        for triple in mine:
            owners[triple].append(len(kept))
        kept.append((record, len(mine)))
        if len(kept) == wanted:
            break
    return [record for record, _ in kept]


def sentences(text):
    return [s for s in re.split(r"(?<=[.؟!])\s+|\n", text) if s.strip()]


def replace(text, share, words, rng):
    parts = re.split(r"(\s+)", text)
    places = [i for i in range(0, len(parts), 2) if parts[i]]
    for i in rng.sample(places, max(1, round(share * len(places)))):
        parts[i] = rng.choice(words)
    return "".join(parts)


def drop(text, rng):
    parts = sentences(text)
    if len(parts) < 3:  # one long sentence: half of its words
        words = text.split()
        half = len(words) // 2
        at = rng.randrange(len(words) - half)
        return " ".join(words[at:at + half])
    gone = max(1, round(rng.uniform(.33, .5) * len(parts)))
    kept = sorted(rng.sample(range(len(parts)), len(parts) - gone))
    return "\n".join(parts[i] for i in kept)


def embed(text, host, rng):
    words, around = text.split(), sentences(host)
    length = min(len(words), rng.randint(40, 120))
    at = rng.randrange(len(words) - length + 1)
    place = rng.randrange(len(around) + 1)
    return "\n".join(around[:place] + [" ".join(words[at:at + length])] +
                     around[place:])


def change(kind, text, words, host, rng):
    if kind == "light":
        return replace(text, rng.uniform(.01, .03), words, rng)
    if kind == "dropped":
        return drop(text, rng)
    if kind == "words-10":
        return replace(text, rng.uniform(.08, .14), words, rng)
    if kind == "words-25":
        return replace(text, rng.uniform(.20, .30), words, rng)
    if kind == "brief":
        return " ".join(text.split()[:rng.randint(25, 40)])
    if kind == "embedded":
        return embed(text, host, rng)
    opening = " ".join(rng.choice(words) for _ in range(8))
    return opening + "\n" + replace(drop(text, rng), .1, words, rng)


KINDS = ("light", "dropped", "words-10", "words-25", "brief", "embedded",
         "mixed")


def fill(template, rng):
    return template.format(
        place=rng.choice(PLACES), sky=rng.choice(SKIES), wind=rng.choice(WINDS),
        name=rng.choice(NAMES), name2=rng.choice(NAMES), n=rng.randint(10, 59),
        n2=rng.randint(20, 59), n3=rng.randint(10, 59), m=rng.randint(2, 9),
        m2=rng.randint(10, 29))


def make(corpus, folder, count=1500):
    rng = random.Random(10)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(corpus, 2 * count, rng)
    bases, hosts = drawn[:count], drawn[count:]
    words = [w for r in drawn for w in r["text"].split()]
    rows = []
    for family, base in enumerate(bases):
        rows.append((f"b{family}", "base", "-", base["text"], base["when"]))
        for kind in KINDS:
            host = hosts[family % len(hosts)]
            text = change(kind, base["text"], words, host["text"], rng)
            rows.append((f"b{family}", kind, "-", text, base["when"]))
    for i in range(2 * count // 5):
        text = fill(TEMPLATES[i % len(TEMPLATES)], rng)
        rows.append((f"t{i}", "template", "-", text, bases[i]["when"]))
    rng.shuffle(rows)
    with open(folder / "documents.jsonl", "w", encoding="utf-8") as documents, \
            open(folder / "truth.tsv", "w", encoding="utf-8") as truth:
        for family, kind, host, text, when in rows:
            documents.write(json.dumps({"text": text, "date": when[:10]},
                                       ensure_ascii=False) + "\n")
            truth.write(f"{family}\t{kind}\t{host}\n")


def judge(folder, linked):
    """linked: pairs of line numbers."""
    truth = [line.split("\t") for line in (pathlib.Path(folder) / "truth.tsv")
             .read_text("utf-8").splitlines()]
    base = {t[0]: i for i, t in enumerate(truth) if t[1] == "base"}
    due, found = collections.Counter(), collections.Counter()
    for i, (family, kind, _) in enumerate(truth):
        if kind not in ("base", "template"):
            due[kind] += 1
            found[kind] += (min(i, base[family]), max(i, base[family])) in linked
    wrong = [(i, k) for i, k in linked if truth[i][0] != truth[k][0]]
    total = sum(found.values())
    print(f"made      R {total / sum(due.values()):.4f}"
          f" P {total / max(1, total + len(wrong)):.4f}   "
          + "  ".join(f"{k} {found[k] / due[k]:.3f}" for k in due)
          + f"  wrong {len(wrong)}")
    return wrong, [(i, base[t[0]], t[1]) for i, t in enumerate(truth)
                   if t[1] in due and
                   (min(i, base[t[0]]), max(i, base[t[0]])) not in linked]


def score(folder, links):
    offsets, at = {}, 0  # isnad names a record by its first byte
    with open(pathlib.Path(folder) / "documents.jsonl", "rb") as file:
        for i, line in enumerate(file):
            offsets[f"record:{at}"] = i
            at += len(line)
    number = lambda side: offsets[side["steps"][0]]
    pairs = set()
    for link in json.loads(pathlib.Path(links).read_text("utf-8"))["links"]:
        a, b = number(link["a"]), number(link["b"])
        pairs.add((min(a, b), max(a, b)))
    wrong, missed = judge(folder, pairs)
    kinds = collections.Counter(m[2] for m in missed)
    print("missed", dict(kinds), *missed[:8], sep="  ")
    print("wrong", *wrong[:8], sep="  ")


def peers(folder):
    import datasketch
    import gaoya
    import rensa
    with open(pathlib.Path(folder) / "documents.jsonl", encoding="utf-8") as f:
        texts = [" ".join(folded(json.loads(line)["text"])) for line in f]
    sets = [triples(t.split()) for t in texts]
    limit, size = .5, 128

    def told(name, begun, pairs):
        print(f"{name}: {len(texts) / (time.monotonic() - begun):.0f}"
              " documents/s, ", end="")
        judge(folder, pairs)

    def exact(candidates, jaccard):
        return {(min(a, b), max(a, b)) for a, b in candidates
                if a != b and jaccard(a, b) >= limit}

    begun = time.monotonic()
    index, hashes, pairs = datasketch.MinHashLSH(limit, size), [], set()
    for i, s in enumerate(sets):
        m = datasketch.MinHash(size)
        m.update_batch([t.encode() for t in s])
        hashes.append(m)
        pairs |= exact(((i, k) for k in index.query(m)),
                       lambda a, b: hashes[a].jaccard(hashes[b]))
        index.insert(i, m)
    told("datasketch", begun, pairs)

    begun = time.monotonic()
    index, hashes, pairs = rensa.RMinHashLSH(limit, size, 32), [], set()
    for i, s in enumerate(sets):
        m = rensa.RMinHash(size, 10)
        m.update(list(s))
        hashes.append(m)
        pairs |= exact(((i, k) for k in index.query(m)),
                       lambda a, b: hashes[a].jaccard(hashes[b]))
        index.insert(i, m)
    told("rensa", begun, pairs)

    begun = time.monotonic()
    index, pairs = gaoya.minhash.MinHashStringIndex(
        32, limit, 32, 4, None, "word", False, (3, 3)), set()
    for i, text in enumerate(texts):
        pairs |= {(k, i) for k in index.query(text)}
        index.insert_document(i, text)
    told("gaoya", begun, pairs)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    {"make": lambda c, d, n=1500: make(c, d, int(n)), "score": score,
     "peers": peers}[sys.argv[1]](*sys.argv[2:])
