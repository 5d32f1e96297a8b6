"""The forms for other programs: exchange_test.py ISNAD ROOT FOLDER

report --format jsonld, claimreview, ninjs, ics, citations and chain --format
graphml, against the schemas of docs/, each other and the report.  With the
PyPI packages rdflib and prov, fetched into FOLDER by ./test --all, the JSON-LD
is read as RDF and as PROV.
"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ElementTree

from pypi import module
from tap import Tap

try:
    import jsonschema
except ImportError:
    jsonschema = None

OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
# What http://www.w3.org/ns/anno.jsonld says of the words that isnad uses, as
# the Web Annotation Vocabulary has them: tests fetch nothing.
CONTEXT = {
    "oa": OA, "id": "@id", "type": "@type",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{t: OA + t for t in ("Annotation", "SpecificResource",
                           "DataPositionSelector", "TextQuoteSelector",
                           "identifying")},
    "body": {"@id": OA + "hasBody", "@type": "@id"},
    "target": {"@id": OA + "hasTarget", "@type": "@id"},
    "source": {"@id": OA + "hasSource", "@type": "@id"},
    "selector": {"@id": OA + "hasSelector", "@type": "@id"},
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "start": {"@id": OA + "start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": OA + "end", "@type": "xsd:nonNegativeInteger"},
    "exact": OA + "exact",
}


class Bench:
    def __init__(self, tap, isnad, root):
        self.tap, self.isnad, self.root = tap, isnad, root
        self.demo = root / "demo/pages"
        self.report = json.loads(self.told("report", "json"))

    def told(self, command, form, *pile):
        got = subprocess.run([self.isnad, command, "-q", "--format", form,
                              *(pile or [self.demo])], capture_output=True)
        if got.returncode:
            self.tap.ok(False, f"{command} {form}", got.stderr)
        return got.stdout.decode()

    def fits(self, form, values):
        if not jsonschema:
            self.tap.skip(f"schema of {form}", "no python3-jsonschema")
            return
        schema = json.loads(
            (self.root / f"docs/{form}.schema.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        check = jsonschema.Draft202012Validator(schema)
        bad = [e.message[:300] for v in values for e in check.iter_errors(v)]
        self.tap.ok(values and not bad, f"{form} fits its schema", bad[:3])


def annotations(b, told):
    """The places of the report's wordings, each about its statement."""
    digest = {str(p): hashlib.sha256(p.read_bytes()).hexdigest()
              for p in b.demo.iterdir()}
    places = sorted(
        (f"urn:isnad:{s['id']}:statement:{n + 1}",
         f"urn:sha256:{digest[w['path']]}", w["content"],
         w["begin"], w["end"])
        for s in b.report["stories"] for n, r in enumerate(s["statements"])
        for w in r["wordings"])
    ids = {x["id"] for x in told["@graph"]}
    ours = sorted(
        (x["body"], x["target"]["source"], words["exact"],
         position["start"], position["end"])
        for x in told["@graph"] if x["type"] == "Annotation"
        for position, words in [x["target"]["selector"]])
    b.tap.ok(len(ids) == len(told["@graph"]), "each id once")
    b.tap.ok(len(ours) == len(places) > 50 and
             all(o[:3] == p[:3] and p[3] <= o[3] < o[4] <= p[4] and
                 o[0] in ids and o[1] in ids for o, p in zip(ours, places)),
             "an annotation a wording, at its bytes")


def linked(b, folder):
    text = b.told("report", "jsonld")
    told = json.loads(text)
    b.fits("jsonld", [told])
    annotations(b, told)
    if os.environ.get("ISNAD_TEST_STAGE") != "all" or \
            not module("prov.model", "prov rdflib", folder) or \
            not module("rdflib", "rdflib", folder):
        b.tap.skip("JSON-LD as RDF and PROV", "./test --all fetches prov")
        return
    import rdflib
    from prov.model import ProvDocument, ProvDerivation, ProvEntity
    told["@context"][0] = CONTEXT
    graph = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
    ours = rdflib.Graph()
    for s, p, o in graph:
        if str(p).startswith(PROV) or str(o).startswith(PROV):
            ours.add((s, p, o))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        prov = ProvDocument.deserialize(content=ours.serialize(format="turtle"),
                                        format="rdf", rdf_format="turtle")
    stories = b.report["stories"]
    entities = len(list(b.demo.iterdir())) + \
        sum(len(s["statements"]) for s in stories)
    read = len(list(prov.get_records(ProvEntity)))
    b.tap.ok(read == entities, "prov reads all entities", read)
    copies = len({(c["of"], c["document"]) for s in stories
                  for c in s["copies"]})
    b.tap.ok(len(list(prov.get_records(ProvDerivation))) >= copies > 0,
             "and what derives from what")
    b.tap.ok(len(list(graph.subjects(rdflib.RDF.type,
                                     rdflib.URIRef(OA + "Annotation")))) > 50,
             "rdflib reads the annotations")


def claims(b):
    told = json.loads(b.told("report", "claimreview"))
    b.fits("claimreview", [told])
    b.tap.ok([r["claimReviewed"] for r in told] ==
             [r["words"] for s in b.report["stories"]
              for r in s["statements"]] and
             "Rating" not in json.dumps(told), "a draft a statement, unrated")


def ninjs(b, folder):
    text = b.told("report", "ninjs")
    items = [json.loads(x) for x in text.splitlines()]
    b.fits("ninjs", items)
    file = folder / "items.jsonl"
    file.write_text(text, "utf-8")
    ours = [json.loads(x) for x in b.told("text", "jsonl").splitlines()]
    again = [json.loads(x)
             for x in b.told("text", "jsonl", file).splitlines()]
    day = {x["headline"]: x["versioncreated"][:10] for x in items
           if "versioncreated" in x}
    b.tap.ok(len(again) == len(ours) and
             {x["title"] for x in again} == {x["title"] for x in ours} and
             all(x["published"]["best"] == day[x["title"]] for x in again
                 if x["title"] in day), "isnad reads its own ninjs",
             {x["title"] for x in again} ^ {x["title"] for x in ours})


def calendar(b):
    raw = b.told("report", "ics")
    lines = raw.split("\r\n")
    b.tap.ok("\n" not in raw.replace("\r\n", "") and
             all(len(x.encode()) <= 75 for x in lines),
             "lines of iCalendar are short")
    flat = raw.replace("\r\n ", "")
    events = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", flat, re.S)
    uids = re.findall(r"UID:(.*)\r\n", flat)
    days = [m["when"] for s in b.report["stories"] for m in s["timeline"]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", m["when"])]
    b.tap.ok(len(events) >= len(days) > 5 and len(set(uids)) == len(uids),
             "an event a day of the timeline", f"{len(events)} {len(days)}")
    b.tap.ok(all(re.search(r"DTSTART;VALUE=DATE:\d{8}\r\nDTEND;VALUE=DATE:\d{8}"
                           r"\r\nSUMMARY:.+\r\nDESCRIPTION:.+\r\n", e)
                 for e in events), "each with its days and words")


def citations(b):
    lines = b.told("report", "citations").splitlines()
    digests = {hashlib.sha256(p.read_bytes()).hexdigest()
               for p in b.demo.iterdir()}
    b.tap.ok({x[-64:] for x in lines} == digests and
             len(lines) == len(digests), "a citation line a page")
    b.tap.ok(any(re.search(r"«.+»، .+، \d+ مارس 2023، https://", x)
                 for x in lines), "title, outlet, day, address", lines[:2])


def graph(b):
    chain = json.loads(b.told("chain", "json"))["stories"]
    tree = ElementTree.fromstring(b.told("chain", "graphml"))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {n.get("id") for n in tree.iter(space + "node")}
    edges = list(tree.iter(space + "edge"))
    b.tap.ok(len(nodes) == sum(len(s["nodes"]) for s in chain) and
             len(edges) == sum(len(s["edges"]) for s in chain) > 0 and
             all({e.get("source"), e.get("target")} <= nodes for e in edges),
             "GraphML has the graph of chain")


def main():
    tap = Tap()
    b = Bench(tap, sys.argv[1], pathlib.Path(sys.argv[2]))
    linked(b, sys.argv[3])
    claims(b)
    with tempfile.TemporaryDirectory() as folder:
        ninjs(b, pathlib.Path(folder))
    calendar(b)
    citations(b)
    graph(b)
    tap.done()


main()
