"""How place names are spelled: folding, Arabic transliteration, and the choice of a place's alternates."""

import difflib
import re
import unicodedata

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

# First words that English names are written without or with.
ABBREVIATED = (("Saint ", "St. "), ("Sainte ", "Ste. "), ("Fort ", "Ft. "), ("Mount ", "Mt. "))

# What tells a town from others of its name, and that news leaves out: `Newcastle upon Tyne`, `Frankfurt am Main`.
BY_WATER = re.compile(r"[ -](?:am|an der|im|in der|bei|upon|on|sur|sous|an den|ob der) ?[ -](?:the )?[A-Z]\S*$")
SHORTENED_FROM = 50_000

# Endings that other languages' grammar adds to a name.
ENDINGS = {"a", "e", "i", "o", "u", "as", "es", "is", "os", "us", "an", "en", "om", "em", "ai", "ei", "ia", "ja", "s", "n"}


def fold(text):
    """Lower case without diacritics; every apostrophe, ayn and hamza becomes a plain apostrophe."""
    return plain(plain_ayn(text)).casefold()


def plain_ayn(name):
    """The name with plain apostrophes."""
    return "".join("'" if c in AYNS else c for c in name)


def without_ayn(name):
    """The name without apostrophes."""
    return plain_ayn(name).replace("'", "")


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


def usable_alternate(alternate, name):
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
    )


def closeness(alternate, name):
    """How near an alternate is to the name (0 to 1.2): plain ASCII forms are what English news prints."""
    a, b = fold(without_article(alternate)), fold(without_article(name))
    return difflib.SequenceMatcher(None, a, b).ratio() + 0.2 * alternate.isascii()


def news_forms(name):
    """How news writes a name that GeoNames romanised from Arabic: `Ash Shaykh Zuwayd` gives `Al-Sheikh Zuwayd` and so on."""
    bare = plain(plain_ayn(name))
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


def alternates(city, kept, known):
    """At most MAX_ALTERNATES other names: kept ones, plain spellings, and the nearest of GeoNames' own; none differs from
    another only by case or diacritics."""
    name, country = city["name"], city["countrycode"]
    iso3 = known.iso3[country]
    seen, result = set(), []
    add_name(name, seen, [])
    derived = [without_ayn(name)]
    if city["population"] >= SHORTENED_FROM:
        derived += [name[: m.start()] for m in [BY_WATER.search(name)] if m]
    if any(ord(c) in UNDIVIDED for c in name):
        derived.append(plain(name))
    if country in known.arabic:
        derived += news_forms(name)
    if country in known.english:
        derived += [short + name.removeprefix(long) for long, short in ABBREVIATED if name.startswith(long)]
    for n in kept + [f for f in derived if known.may_be(f, iso3)]:
        add_name(n, seen, result)
    if country in known.spellings:
        others = [n for n in city["alternatenames"] if usable_alternate(n, name) and known.may_be(n, iso3)]
        others.sort(key=lambda n: (-closeness(n, name), n))
        limit = MAX_ALTERNATES if city["population"] >= 100_000 else 4
        for n in others:
            if len(result) < limit and closeness(n, name) >= MIN_CLOSENESS:
                add_name(n, seen, result)
    return result[:MAX_ALTERNATES]


def add_name(name, seen, result):
    """Adds a name, with plain apostrophes, unless it is there but for case, marks, apostrophes and hyphens."""
    key = fold(name).replace("'", "").replace("-", " ")
    if key not in seen:
        seen.add(key)
        result.append(plain_ayn(name))
