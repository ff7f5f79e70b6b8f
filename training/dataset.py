"""Vocabulary, label lists, augmentation and batches."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

import corpora
import features
import lemmas
import names
from corpora import IGNORE, Sentence
from network import Sizes

# How many edits are tried for a lemma that is a known base form, and how much worse in scores than the best edit they
# may be, for a form in -ed, -ing or -s that is inflected by its tag and for any other.
LEMMA_GUESSES, INFLECTED_MARGIN, OTHER_MARGIN = 8, 8.0, 4.0
# Share of the names in entity corpora that are replaced by others.
RENAMED = 0.3
LAYERS = ("upos", "xpos", "lemma", "entity", "head", "deprel")


@dataclass
class Labels:
    """Label lists in the order of the network's outputs."""

    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    deprel: list[str]
    entity: list[str]


@dataclass
class Corpora:
    """All that a run trains and measures on."""

    trees: list[Sentence]
    entities: list[Sentence]
    dev: list[Sentence]
    documents: list[str]
    names: dict[str, list[list[str]]]
    silver: list[Sentence] = field(default_factory=list)


def load(gold: Path, knowledge: Path) -> Corpora:
    """Reads EWT, the free part of GUM and the entity corpora below `gold`, and the names in `knowledge`."""
    ewt, _ = corpora.read_conllu(gold / "ud/en_ewt-ud-train.conllu")
    gum, documents = corpora.read_conllu(gold / "ud/en_gum-ud-train.conllu", corpora.FREE_GENRES)
    entities, nations = corpora.read_entities(gold / "ner")
    open_spans: list = []
    for sentence in gum:
        corpora.gum_entities(sentence, open_spans, nations)
    dev, _ = corpora.read_conllu(gold / "ud/en_ewt-ud-dev.conllu")
    return Corpora(ewt + gum, entities, dev, documents, names.known_names(knowledge))


def read_silver(path: Path) -> list[Sentence]:
    """Machine-labelled sentences: CoNLL-U with entities as `NE=` in the last column."""
    sentences, _ = corpora.read_conllu(path)
    for s in sentences:
        s.entities = corpora.entity_column(s)
    return sentences


def add_entities(trees: list[Sentence], labelled: list[Sentence]) -> int:
    """Gives trees without entities those that a machine found in the same words; how many trees got some layer.

    A name without a proper noun by the gold tags is left out of training."""
    known, count = {tuple(s.forms): s.entities for s in labelled}, 0
    for s in trees:
        if s.entities is None and (found := known.get(tuple(s.forms))):
            s.entities = list(found)
            for begin, end, kind in corpora.spans_of(found):
                if kind != "NORP" and "PROPN" not in s.upos[begin:end]:
                    s.entities[begin:end] = ["?"] * (end - begin)
            count += 1
    return count


def sizes(encoder: "Encoder", table: torch.Tensor) -> Sizes:
    """Sizes that the labels and the word vectors ask for."""
    labels = encoder.labels
    return Sizes(words=len(table) - 1, vector=table.shape[1], lemma=len(labels.lemma), upos=len(labels.upos),
                 xpos=len(labels.xpos), deprel=len(labels.deprel), entity=len(labels.entity))


def label_lists(trees: list[Sentence]) -> Labels:
    """Labels met in the treebanks."""
    pairs = [(f, l) for s in trees for f, l in zip(s.forms, s.lemmas)]

    def kinds(column: str) -> list[str]:
        return sorted({x for s in trees for x in getattr(s, column)} - {"_"})

    return Labels(corpora.UPOS, kinds("xpos"), lemmas.inventory(pairs, 3), kinds("deprels"), corpora.ENTITY)


def base_forms(trees: list[Sentence], dictionaries: list[Path]) -> set[str]:
    """Lemmas seen twice in the treebanks, and words of plain word lists that are no regular inflections."""
    counts = Counter(features.fold(l) for s in trees for l in s.lemmas)
    return {l for l, n in counts.items() if n >= 2} | set(lemmas.base_forms(dictionaries))


def vocabulary(data: Corpora, news: Path, common: list[str], size: int) -> list[str]:
    """Folded words seen twice in training, then common English words and the most frequent of the news and of known names."""
    counts = Counter(features.fold(f) for s in data.trees + data.entities for f in s.forms)
    words = [w for w, n in counts.items() if n >= 2]
    news_counts = corpora.news_words(news)
    rest = Counter({w: n for w, n in news_counts.items() if n >= 3})
    for word in common:
        rest[word] += 8
    for word, n in counts.items():
        rest[word] += 3 * n
    rest.update(features.fold(w) for known in data.names.values() for name in known for w in name if len(w) > 2)
    taken = set(words)
    ranked = sorted((w for w in rest if w not in taken), key=lambda w: (-rest[w], w))
    return sorted(words + ranked[: max(0, size - len(words))])


class Encoder:
    """Turns sentences into the network's input and target arrays."""

    def __init__(self, words: list[str], labels: Labels, bases: set[str]):
        self.bases = {features.word_key(w) for w in bases}
        self.rows = {features.hash64(w.encode(), 0): i + 1 for i, w in enumerate(words)}
        self.words, self.labels, self.base_forms = words, labels, bases
        self.index = {k: {x: i for i, x in enumerate(getattr(labels, k))}
                      for k in ("upos", "xpos", "lemma", "deprel", "entity")}

    def inputs(self, forms: list[str]) -> tuple[np.ndarray, np.ndarray, int]:
        """Word rows, affix buckets and the case class."""
        words = np.array([self.rows.get(features.word_key(f), 0) for f in forms])
        return words, np.array([features.affixes(f) for f in forms]), features.case_class(forms)

    def collate(self, sentences: list[list[str]]) -> tuple[torch.Tensor, ...]:
        """The network's inputs, padded to the longest sentence: word row 0, affix bucket -1."""
        n = max(map(len, sentences))
        words = torch.zeros(len(sentences), n, dtype=torch.long)
        affixes = torch.full((len(sentences), n, len(features.BUCKETS)), -1, dtype=torch.long)
        case = torch.zeros(len(sentences), dtype=torch.long)
        for i, forms in enumerate(sentences):
            rows, buckets, case[i] = self.inputs(forms)
            words[i, : len(rows)] = torch.from_numpy(rows)
            affixes[i, : len(rows)] = torch.from_numpy(buckets)
        return words, affixes, case

    def lemma(self, form: str, xpos: str, scores: np.ndarray, edits: np.ndarray) -> str:
        """The best edit's lemma, or where that is no known base form, one of the next edits' that is."""
        guesses = [lemmas.apply(form, self.labels.lemma[e]) for e in edits]
        ending = lemmas.ending(form, xpos)
        margin = INFLECTED_MARGIN if ending else OTHER_MARGIN
        close = [g for g, s in zip(guesses, scores) if scores[0] - s <= margin]

        def fits(lemma: str) -> bool:
            return features.word_key(lemma) in self.bases and lemmas.fits(form, lemma, ending)

        return next((g for g in close if fits(g)), guesses[0])

    def targets(self, s: Sentence, shown: list[str]) -> np.ndarray:
        """[layer, word] in the order of LAYERS; IGNORE where not annotated."""
        out = np.full((len(LAYERS), len(s.forms)), IGNORE)
        if s.upos:
            out[0] = [self.index["upos"].get(x, IGNORE) for x in s.upos]
            out[1] = [self.index["xpos"].get(x, IGNORE) for x in s.xpos]
            edits = [lemmas.script(f, l) for f, l in zip(shown, s.lemmas)]
            out[2] = [self.index["lemma"].get(x, IGNORE) for x in edits]
            out[4] = s.heads
            out[5] = [self.index["deprel"].get(x, IGNORE) for x in s.deprels]
        if s.entities:
            out[3] = [self.index["entity"].get(x, IGNORE) for x in s.entities]
        return out


def rename(s: Sentence, known: dict[str, list[list[str]]], rng: random.Random) -> Sentence:
    """A sentence of which only entities are annotated, with some names replaced by others of their kind."""
    forms, tags, last = [], [], 0
    for begin, end, kind in corpora.spans_of(s.entities):
        forms += s.forms[last:begin]
        tags += s.entities[last:begin]
        name, marks, last = s.forms[begin:end], s.entities[begin:end], end
        if kind in known and rng.random() < RENAMED:
            name = rng.choice(known[kind])
            marks = [f"B-{kind}"] + [f"I-{kind}"] * (len(name) - 1)
        forms += name
        tags += marks
    return Sentence(forms + s.forms[last:], entities=tags + s.entities[last:])


def _without_stop(s: Sentence) -> Sentence:
    if not s.heads or len(s.forms) < 3 or s.upos[-1] != "PUNCT" or len(s.forms) in s.heads or s.heads[-1] == 0:
        return s
    cut = {k: v[:-1] for k in ("forms", "upos", "xpos", "lemmas", "heads", "deprels", "entities", "misc")
           if (v := getattr(s, k))}
    return Sentence(**cut)


def disguise(s: Sentence, rng: random.Random) -> tuple[Sentence, list[str]]:
    """The sentence, now and then as a headline, in capitals, or in lower case."""
    roll = rng.random()
    if roll < 0.03:
        return s, [f.upper() for f in s.forms]
    if roll < 0.08:
        return s, [f.lower() for f in s.forms]
    if roll < 0.11:
        s = _without_stop(s)
        return s, [f[:1].upper() + f[1:] if len(f) > 3 else f for f in s.forms]
    if roll < 0.15:
        s = _without_stop(s)
    return s, s.forms


def batches(sentences: list[Sentence], encoder: Encoder, words: int, rng: random.Random, plain: bool = False):
    """Batches of about `words` words of like length, in random order: (inputs, targets, sentences)."""
    order = list(range(len(sentences)))
    rng.shuffle(order)
    groups: list[list[int]] = []
    for start in range(0, len(order), 1500):
        pool = sorted(order[start : start + 1500], key=lambda i: len(sentences[i].forms))
        group: list[int] = []
        for i in pool:
            if group and (len(group) + 1) * len(sentences[i].forms) > words:
                groups.append(group)
                group = []
            group.append(i)
        groups.append(group)
    rng.shuffle(groups)
    for group in groups:
        chosen = [(sentences[i], sentences[i].forms) if plain else disguise(sentences[i], rng) for i in group]
        shown = [forms for _, forms in chosen]
        yield encoder.collate(shown), pad_targets([encoder.targets(s, forms) for s, forms in chosen]), group


def pad_targets(items: list[np.ndarray]) -> torch.Tensor:
    """[layer, sentence, word], IGNORE beyond each sentence."""
    targets = torch.full((len(LAYERS), len(items), max(t.shape[1] for t in items)), IGNORE, dtype=torch.long)
    for i, t in enumerate(items):
        targets[:, i, : t.shape[1]] = torch.from_numpy(t)
    return targets
