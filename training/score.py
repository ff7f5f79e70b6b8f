"""Scores CoNLL-U on gold words: tags, lemmas, trees, and entities against a CoNLL file or `NE=` in the last column."""

import argparse
from pathlib import Path

from corpora import entity_column, read_bio, read_conllu, spans_of


def layers(gold, guess) -> dict[str, float]:
    """Percent of words right in each layer; UAS and LAS count every word, punctuation too."""
    right, words = dict.fromkeys(("UPOS", "XPOS", "lemma", "UAS", "LAS"), 0), 0
    for g, p in zip(gold, guess, strict=True):
        if g.forms != p.forms:
            raise SystemExit(f"the files do not have the same words: {g.forms[:5]} and {p.forms[:5]}")
        words += len(g.forms)
        for i in range(len(g.forms)):
            right["UPOS"] += g.upos[i] == p.upos[i]
            right["XPOS"] += g.xpos[i] == p.xpos[i]
            right["lemma"] += g.lemmas[i] == p.lemmas[i]
            right["UAS"] += g.heads[i] == p.heads[i]
            right["LAS"] += g.heads[i] == p.heads[i] and g.deprels[i] == p.deprels[i]
    return {k: round(100 * v / words, 2) for k, v in right.items()}


def entities(gold: list[list[str]], guess: list[list[str]]) -> dict[str, float]:
    """F1 by kind over exact spans, for the kinds that the gold has."""
    kinds = sorted({t[2:] for tags in gold for t in tags if t != "O"})
    found = {k: [0, 0, 0] for k in kinds}
    for g, p in zip(gold, guess, strict=True):
        a, b = set(spans_of(g)), {s for s in spans_of(p) if s[2] in found}
        for k in kinds:
            own, other = {s for s in a if s[2] == k}, {s for s in b if s[2] == k}
            found[k] = [x + y for x, y in zip(found[k], (len(own & other), len(other), len(own)))]
    rows = list(found.items()) + [("all", [sum(c) for c in zip(*found.values())])]
    return {k: round(200 * hit / max(1, guessed + right), 2) for k, (hit, guessed, right) in rows}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, help="CoNLL-U")
    parser.add_argument("guess", type=Path, help="CoNLL-U of the same words")
    parser.add_argument("--entities", type=Path, help="gold entities: CoNLL with number, form, tag of the same sentences")
    args = parser.parse_args()
    gold, guess = read_conllu(args.gold)[0], read_conllu(args.guess)[0]
    print(layers(gold, guess))
    if args.entities:
        rows = [s for s in read_bio(args.entities, 2, "\t") if s[0]]
        tags = dict(zip((" ".join(s.forms) for s in guess), map(entity_column, guess)))
        pairs = _matched(args.entities, tags)
        print(len(pairs), "of", len(rows), "sentences have the same words")
        print("entity F1", entities([g for g, _ in pairs], [p for _, p in pairs]))


def _matched(path: Path, tags: dict[str, list[str]]) -> list[tuple[list[str], list[str]]]:
    pairs, forms, gold = [], [], []
    for line in path.read_text(encoding="utf-8").split("\n") + [""]:
        columns = line.split("\t")
        if len(columns) > 2:
            forms.append(columns[1])
            gold.append(columns[2])
        elif forms and not line.startswith("#"):
            if (key := " ".join(forms)) in tags:
                pairs.append((gold, tags[key]))
            forms, gold = [], []
    return pairs


if __name__ == "__main__":
    main()
