#!/usr/bin/env python3
"""Count the folded word types of the ANT corpus: make_counts.py ANT.jsonl.zst > model/counts.tsv

A line a type, `word TAB count`, types seen at least LEAST times, sorted by word.  Words of digits, Latin letters and
hashtags are left out.  ANT corpus (Chouigui et al. 2017), Apache-2.0.  Needs the zstd command.
"""
import collections, json, re, subprocess, sys

LEAST = 6
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ی": "ي"})
WORD = re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]+")


def main():
    counts = collections.Counter()
    with subprocess.Popen(["zstd", "-dcq", sys.argv[1]], stdout=subprocess.PIPE) as p:
        for line in p.stdout:
            record = json.loads(line)
            text = MARKS.sub("", record["title"] + "\n" + record["text"]).translate(FOLD)
            counts.update(WORD.findall(text))
    for word in sorted(w for w, n in counts.items() if n >= LEAST and len(w) <= 24):
        print(f"{word}\t{counts[word]}")


if __name__ == "__main__":
    main()
