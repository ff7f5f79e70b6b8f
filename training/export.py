"""Writes the model file that crates/syntax reads (layout: crates/syntax/src/model.rs)."""

import argparse
import json
import struct
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

import corpora
import dataset
import lemmas
import train
from features import hash64
from network import Network, Sizes

MAGIC, FORMAT = b"TRUCLINE", 2
SIZES = ("width", "convolutions", "recurrent", "cell", "attentions", "heads", "feedforward", "arc", "relation")


def checksum(data: bytes) -> int:
    """64-bit sum over little-endian words; the last one is filled up with zeros."""
    h, mask = 0xCBF29CE484222325, (1 << 64) - 1
    data += b"\0" * (-len(data) % 8)
    for word in np.frombuffer(data, "<u8").tolist():
        h = ((h ^ word) * 0x100000001B3) & mask
        h ^= h >> 32
    return h


def text(s: str) -> bytes:
    raw = s.encode()
    return struct.pack("<I", len(raw)) + raw


def texts(items: list[str]) -> bytes:
    return struct.pack("<I", len(items)) + b"".join(map(text, items))


def quantised(table: torch.Tensor) -> tuple[bytes, torch.Tensor]:
    """Rows as 8-bit numbers with one scale each, and the table that they stand for."""
    scale = (table.abs().amax(1) / 127).clamp(min=1e-12)
    q = (table / scale[:, None]).round().clamp(-127, 127)
    raw = scale.numpy().astype("<f4").tobytes() + q.numpy().astype("i1").tobytes()
    return raw, q * scale[:, None]


def half(t: torch.Tensor) -> tuple[bytes, torch.Tensor]:
    """16-bit floats with their count in front, and the values that they stand for."""
    h = t.half()
    return struct.pack("<I", t.numel()) + h.numpy().astype("<f2").tobytes(), h.float()


def exceptions(network: Network, encoder: dataset.Encoder, trees) -> dict[tuple[str, str], str]:
    """Lemmas of irregular forms, and of (lower-case form, UPOS) that the edits get wrong and the treebanks agree on; the
    treebanks win over the list."""
    gold, wrong = defaultdict(Counter), Counter()
    for s, guess in zip(trees, train.analyse(network, encoder, trees)):
        for form, upos, lemma, guessed in zip(s.forms, s.upos, s.lemmas, guess["lemma"]):
            if upos != "PROPN":
                key = ("".join(c.lower() for c in form), upos)
                gold[key][lemma] += 1
                wrong[key] += lemma != guessed
    listed = lemmas.irregular_forms(Path(__file__).with_name("irregular.txt"))
    out = dict(listed)
    for key, counts in gold.items():
        lemma, n = counts.most_common(1)[0]
        total = sum(counts.values())
        if n >= 0.8 * total and (wrong[key] or key in out):
            out[key] = lemma
    return out


def load(args):
    """The run's averaged network with its encoder and corpora."""
    data, encoder, table = train.prepare(args)
    network = Network(Sizes(**json.loads((args.run / "sizes.json").read_text())), table)
    network.load_state_dict(torch.load(args.run / "checkpoint.pt")["average"])
    return data, encoder, network.eval()


@torch.no_grad()
def fold_words(network: Network) -> None:
    """Puts the projected pretrained vectors into the learned table."""
    words = network.words
    table = words.projection(words.vectors) + words.difference.weight
    table[0] = 0
    words.difference.weight.copy_(table)
    words.projection.weight.zero_()


@torch.no_grad()
def body(network: Network, encoder: dataset.Encoder, version: str, irregular) -> bytes:
    """All that the checksum covers. Weights of `network` become those that the file holds."""
    labels, sizes, words = encoder.labels, network.sizes, network.words
    out = [text(version)]
    out += [texts(x) for x in (labels.upos, labels.xpos, labels.lemma, labels.deprel, labels.entity)]
    out.append(struct.pack(f"<{len(SIZES)}I", *(getattr(sizes, s) for s in SIZES)))
    keys = sorted(encoder.rows.items())
    rows = torch.tensor([row for _, row in keys])
    raw, kept = quantised(words.difference.weight[rows])
    words.difference.weight[rows] = kept
    out += [struct.pack("<I", len(keys)), np.array([k for k, _ in keys], "<u8").tobytes(), raw]
    out.append(struct.pack("<I", len(words.affixes)))
    for table in words.affixes:
        raw, kept = quantised(table.weight)
        table.weight.copy_(kept)
        out += [struct.pack("<I", len(kept)), raw]
    dense = [words.case.weight, words.norm.weight, words.norm.bias]
    dense += [p for layer in network.layers for p in layer.parameters()]
    dense += [network.norm.weight, network.norm.bias, network.tags.weight, network.tags.bias,
              network.parser.weight, network.parser.bias, network.root_arc,
              network.arc.weight, network.arc_bias, network.relation]
    for p in dense:
        raw, kept = half(p)
        p.copy_(kept)
        out.append(raw)
    bases = sorted(encoder.bases)
    out += [struct.pack("<I", len(bases)), np.array(bases, "<u8").tobytes()]
    pairs = sorted((hash64(f"{form}\t{upos}".encode(), 9), lemma) for (form, upos), lemma in irregular.items())
    out += [struct.pack("<I", len(pairs)), np.array([k for k, _ in pairs], "<u8").tobytes()]
    out += [text(lemma) for _, lemma in pairs]
    return b"".join(out)


def write(path: Path, content: bytes) -> None:
    path.write_bytes(MAGIC + struct.pack("<IQ", FORMAT, checksum(content)) + content)


def main() -> None:
    here = Path(__file__).resolve().parent
    parser = train.arguments(__doc__, "base")
    parser.add_argument("--version", default="en-0.1.0", help="the name that `truceline --version` shows")
    parser.add_argument("--out", type=Path, default=here.parent / "models/en.model")
    parser.add_argument("--parity", type=Path, default=here.parent / "crates/syntax/tests/parity.conllu",
                        help="its words are analysed with the exported weights and it is written anew")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    data, encoder, network = load(args)
    irregular = exceptions(network, encoder, data.trees)
    fold_words(network)
    content = body(network, encoder, args.version, irregular)
    write(args.out, content)
    print(f"{args.out}: {len(content) / 1e6:.1f} MB, {len(irregular)} irregular lemmas")
    guesses = analyse(network, encoder, irregular, data.dev)
    print("EWT dev, gold words:", train.score(data.dev, guesses))
    sentences = corpora.read_forms(args.parity)
    guesses = analyse(network, encoder, irregular, sentences)
    args.parity.write_text("".join(conllu(s, g) for s, g in zip(sentences, guesses)), encoding="utf-8")


def analyse(network: Network, encoder: dataset.Encoder, irregular, sentences) -> list[dict]:
    """As train.analyse, with the irregular lemmas put in."""
    guesses = train.analyse(network, encoder, sentences)
    for s, guess in zip(sentences, guesses):
        for i, (form, upos) in enumerate(zip(s.forms, guess["upos"])):
            key = ("".join(c.lower() for c in form), upos)
            guess["lemma"][i] = irregular.get(key, guess["lemma"][i])
    return guesses


def conllu(sentence: dataset.Sentence, guess: dict) -> str:
    """One sentence with the entity tag in the last column."""
    rows = []
    for i, form in enumerate(sentence.forms):
        tag = guess["entity"][i]
        rows.append("\t".join([str(i + 1), form, guess["lemma"][i], guess["upos"][i], guess["xpos"][i], "_",
                               str(guess["head"][i]), guess["deprel"][i], "_", "_" if tag == "O" else f"NE={tag}"]))
    return "\n".join(rows) + "\n\n"


if __name__ == "__main__":
    main()
