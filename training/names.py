"""Names out of Truceline's knowledge files: for the vocabulary, and to put in place of others in training."""

import csv
import re
import tomllib
from pathlib import Path

# What a name may hold that is not capitalised.
_SMALL = set("of the for and al el bin ibn abu de la du da von van der - ' . &".split())
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|'s|[^\W_]+(?:'[^\W_]+)*|\S")
# Places of fewer inhabitants are left to the affixes.
_LEAST_PEOPLE = 10_000


def tokens(name: str) -> list[str]:
    """Words of a name as Universal Dependencies parts them."""
    return _TOKEN.findall(name)


def _is_plain(words: list[str]) -> bool:
    return bool(words) and len(words) <= 7 and all(w[0].isupper() or w in _SMALL for w in words) and words[0][0].isupper()


def known_names(knowledge: Path) -> dict[str, list[list[str]]]:
    """Words of the names of people (`PER`), bodies (`ORG`) and places (`LOC`) in the knowledge folder, sorted."""
    found: dict[str, set[tuple[str, ...]]] = {"PER": set(), "ORG": set(), "LOC": set()}
    for path in sorted((knowledge / "actors").glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, kind in (("person", "PER"), ("actor", "ORG")):
            for entry in content.get(key, []):
                found[kind].update(tuple(tokens(n)) for n in [entry["name"], *entry.get("aliases", [])])
    for country in tomllib.loads((knowledge / "countries.toml").read_text(encoding="utf-8"))["country"]:
        found["LOC"].add(tuple(tokens(country["name"])))
    for path in sorted((knowledge / "gazetteer").glob("*.tsv")):
        lines = (line for line in path.open(encoding="utf-8") if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(row["population"] or 0) >= _LEAST_PEOPLE or path.name != "cities.tsv":
                found["LOC"].add(tuple(tokens(row["name"])))
    return {kind: sorted(list(words) for words in names if _is_plain(list(words))) for kind, names in found.items()}
