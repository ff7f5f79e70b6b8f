"""Trains the syntax model. See README.md for the command."""

import argparse
import copy
import json
import logging
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import dataset
import vectors
from decode import entity_tags, tree
from network import Network

HERE = Path(__file__).resolve().parent
LOG = logging.getLogger("train")
WEIGHTS = {"upos": 1.0, "xpos": 1.0, "lemma": 0.7, "entity": 1.0}


def prepare(args):
    """Corpora, vocabulary, labels and word vectors; the last three are kept in the run's folder."""
    run, data = args.run, dataset.load(args.gold, args.knowledge)
    kept = run / "vocabulary.json"
    if not kept.exists():
        words = dataset.vocabulary(data, args.news, vectors.whole_words(), args.words)
        labels = dataset.label_lists(data.trees)
        torch.save(vectors.word_vectors(words).half(), run / "vectors.pt")
        kept.write_text(json.dumps({"words": words, "labels": vars(labels), "documents": data.documents}))
    content = json.loads(kept.read_text())
    table = torch.load(run / "vectors.pt").float()
    table = torch.cat((torch.zeros(1, table.shape[1]), table))
    bases = dataset.base_forms(data.trees, args.dictionaries)
    return data, dataset.Encoder(content["words"], dataset.Labels(**content["labels"]), bases), table


def loss_of(network: Network, inputs, targets, drop: float) -> torch.Tensor:
    """Sum of the losses of the layers that the batch is annotated for."""
    tags, arcs, parts = network(inputs, drop)
    total = torch.zeros(())
    for i, (layer, scores) in enumerate(zip(("upos", "xpos", "lemma", "entity"), tags)):
        if (targets[i] >= 0).any():
            total = total + WEIGHTS[layer] * F.cross_entropy(scores.flatten(0, 1), targets[i].flatten(), ignore_index=-100)
    heads, deprels = targets[4], targets[5]
    if (heads >= 0).any():
        total = total + 1.5 * F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=-100)
        scores = network.relations(parts, heads.clamp(min=0))
        total = total + F.cross_entropy(scores.flatten(0, 1), deprels.flatten(), ignore_index=-100)
    return total


@torch.no_grad()
def analyse(network: Network, encoder: dataset.Encoder, sentences) -> list[dict]:
    """Decoded labels of each sentence."""
    network.eval()
    labels, out = encoder.labels, [None] * len(sentences)
    for inputs, _, group in dataset.batches(sentences, encoder, 3000, random.Random(0), plain=True):
        tags, arcs, parts = network(inputs)
        n = arcs.shape[1]
        best = [t.argmax(-1).numpy() for t in tags[:2]]
        edits = [t.numpy() for t in tags[2].topk(dataset.LEMMA_GUESSES, -1)]
        heads = np.zeros((len(group), n), dtype=np.int64)
        for b, i in enumerate(group):
            k = len(sentences[i].forms)
            heads[b, :k] = tree(torch.log_softmax(arcs[b, :k, : k + 1], -1).double().numpy())
        relations = network.relations(parts, torch.from_numpy(heads))
        root = labels.deprel.index("root")
        at_root = torch.from_numpy(heads == 0)
        relations[..., root].masked_fill_(~at_root, -1e9)
        relations = torch.where(at_root, torch.tensor(root), relations.argmax(-1)).numpy()
        for b, i in enumerate(group):
            forms = sentences[i].forms
            k = len(forms)
            out[i] = {
                "upos": [labels.upos[x] for x in best[0][b, :k]],
                "xpos": [labels.xpos[x] for x in best[1][b, :k]],
                "lemma": [encoder.lemma(f, labels.xpos[x], *e)
                          for f, x, *e in zip(forms, best[1][b, :k], edits[0][b, :k], edits[1][b, :k])],
                "head": heads[b, :k].tolist(),
                "deprel": [labels.deprel[x] for x in relations[b, :k]],
                "entity": [labels.entity[x] for x in entity_tags(tags[3][b, :k].numpy())],
            }
    return out


def score(gold, guesses) -> dict[str, float]:
    """Percent of words right in each layer; UAS and LAS count every word."""
    right = dict.fromkeys(("UPOS", "XPOS", "lemma", "UAS", "LAS"), 0)
    words = 0
    for s, g in zip(gold, guesses):
        words += len(s.forms)
        right["UPOS"] += sum(a == b for a, b in zip(s.upos, g["upos"]))
        right["XPOS"] += sum(a == b for a, b in zip(s.xpos, g["xpos"]))
        right["lemma"] += sum(a == b for a, b in zip(s.lemmas, g["lemma"]))
        right["UAS"] += sum(a == b for a, b in zip(s.heads, g["head"]))
        right["LAS"] += sum(a == b and c == d for a, b, c, d in zip(s.heads, g["head"], s.deprels, g["deprel"]))
    return {k: round(100 * v / words, 2) for k, v in right.items()}


class Average:
    """Running mean of the weights, the one that is measured and exported."""

    def __init__(self, network: Network, decay: float = 0.999, every: int = 4):
        self.values = {k: v.detach().clone() for k, v in network.state_dict().items()}
        self.decay, self.every, self.steps = decay, every, 0

    def update(self, network: Network) -> None:
        self.steps += 1
        if self.steps % self.every == 0:
            decay = min(self.decay**self.every, self.steps / (self.steps + 40))
            for k, v in network.state_dict().items():
                self.values[k].lerp_(v.detach(), 1 - decay)


def epoch_batches(data, encoder, words: int, seed: int):
    """All trees, half of the entity sentences and as many machine-labelled ones as trees, in batches of one kind, mixed."""
    rng = random.Random(seed)
    renamed = [dataset.rename(s, data.names, rng) for s in rng.sample(data.entities, len(data.entities) // 2)]
    kinds = [data.trees, renamed,
             rng.sample(data.silver, min(len(data.silver), len(data.trees)))]
    mixed = [batch for sentences in kinds for batch in dataset.batches(sentences, encoder, words, rng)]
    rng.shuffle(mixed)
    return mixed


def fit(args, network: torch.nn.Module, encoder, data, optimisers) -> None:
    """Trains for `args.epochs`; after each, measures the averaged weights on EWT dev and writes a checkpoint."""
    average, first, checkpoint = Average(network), 0, args.run / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        peaks = [[g["peak"] for g in o.param_groups] for o in optimisers]
        for o, s, rates in zip(optimisers, state["optimisers"], peaks):
            o.load_state_dict(s)
            for group, peak in zip(o.param_groups, rates):
                group["peak"] = peak
        average.values, average.steps, first = state["average"], state["steps"], state["epoch"] + 1
        torch.set_rng_state(state["random"])
    groups = [g for o in optimisers for g in o.param_groups]
    mean = copy.deepcopy(network)
    for epoch in range(first, args.epochs):
        began, losses = time.time(), []
        mixed = epoch_batches(data, encoder, args.batch, args.seed * 1000 + epoch)
        network.train()
        for step, (inputs, targets, _) in enumerate(mixed):
            done = (epoch + step / len(mixed)) / args.epochs
            warm = min(1.0, (epoch * len(mixed) + step + 1) / 300)
            for group in groups:
                group["lr"] = group["peak"] * warm * (0.5 * (1 + math.cos(math.pi * done)) + 0.01)
            losses.append(step_on(network, inputs, targets, args.drop, optimisers))
            average.update(network)
            if step % 100 == 0:
                LOG.info("epoch %d step %d/%d loss %.3f (%.0f s)", epoch, step, len(mixed), np.mean(losses[-100:]),
                         time.time() - began)
        mean.load_state_dict(average.values)
        scores = score(data.dev, analyse(mean, encoder, data.dev))
        LOG.info("epoch %d loss %.3f dev %s (%.0f s)", epoch, np.mean(losses), scores, time.time() - began)
        torch.save({"network": network.state_dict(), "optimisers": [o.state_dict() for o in optimisers],
                    "average": average.values, "steps": average.steps, "epoch": epoch, "scores": scores,
                    "random": torch.get_rng_state()}, args.run / "new.pt")
        (args.run / "new.pt").replace(checkpoint)


def step_on(network, inputs, targets, drop: float, optimisers) -> float:
    """One step of all optimisers on one batch; its loss."""
    for o in optimisers:
        o.zero_grad(set_to_none=True)
    loss = loss_of(network, inputs, targets, drop)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.grad is not None and not p.grad.is_sparse], 2.0)
    for o in optimisers:
        o.step()
    return loss.item()


def start(args) -> None:
    """Log, threads and seed of a run."""
    args.run.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=[
        logging.StreamHandler(), logging.FileHandler(args.run / "train.log")])
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)


def is_table(name: str) -> bool:
    """True for the tables of which a batch touches few rows."""
    return "difference" in name or "affixes" in name


def optimiser(network: torch.nn.Module, rate: float) -> list[torch.optim.Optimizer]:
    """AdamW for dense weights, a sparse Adam for the tables."""
    named = list(network.named_parameters())
    dense, sparse = [p for n, p in named if not is_table(n)], [p for n, p in named if is_table(n)]
    return [torch.optim.AdamW([{"params": dense, "peak": rate}], lr=rate, betas=(0.9, 0.98), weight_decay=0.01),
            torch.optim.SparseAdam([{"params": sparse, "peak": rate}], lr=rate, betas=(0.9, 0.98))]


def take_over(network: Network, encoder, run: Path) -> None:
    """Starts from the weights of another run; words and labels are matched by name, the rest by place."""
    weights = torch.load(run / "checkpoint.pt")["average"]
    content = json.loads((run / "vocabulary.json").read_text())
    own = network.state_dict()
    rows = {w: i + 1 for i, w in enumerate(content["words"])}
    known = [(i + 1, rows[w]) for i, w in enumerate(encoder.words) if w in rows]
    here, there = (torch.tensor(x) for x in zip(*known))
    own["words.difference.weight"][here] = weights.pop("words.difference.weight")[there]
    layers = ("upos", "xpos", "lemma", "entity")
    old = {(k, x): i for i, (k, x) in enumerate((k, x) for k in layers for x in content["labels"][k])}
    for i, key in enumerate((k, x) for k in layers for x in getattr(encoder.labels, k)):
        if key in old:
            for part in ("tags.weight", "tags.bias"):
                own[part][i] = weights[part][old[key]]
    for name in ("tags.weight", "tags.bias"):
        weights.pop(name)
    for name, value in weights.items():
        if own[name].shape == value.shape:
            own[name].copy_(value)
    LOG.info("%d of %d words taken over from %s", len(known), len(encoder.words), run)


def train(args) -> None:
    """Trains the network that ships."""
    start(args)
    data, encoder, table = prepare(args)
    for path in args.tree_entities:
        LOG.info("%d trees with machine-labelled entities", dataset.add_entities(data.trees, dataset.read_silver(path)))
    data.silver = [s for path in args.silver for s in dataset.read_silver(path)]
    sizes = dataset.sizes(encoder, table)
    (args.run / "sizes.json").write_text(json.dumps(sizes.to_dict()))
    LOG.info("%d tree, %d entity, %d machine-labelled sentences, %d word vectors",
             len(data.trees), len(data.entities), len(data.silver), sizes.words)
    network = Network(sizes, table)
    if args.init:
        take_over(network, encoder, args.init)
    fit(args, network, encoder, data, optimiser(network, args.rate))


def arguments(description: str, run: str) -> argparse.ArgumentParser:
    """Options that the trainers share."""
    shared = HERE.parent.parent / "shared"
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--run", type=Path, default=HERE / "runs" / run, help="folder of checkpoints and logs")
    parser.add_argument("--gold", type=Path, default=shared / "gold/dev", help="folder with ud/ and ner/")
    parser.add_argument("--news", type=Path, default=shared / "text/news.jsonl", help="plain news, for the vocabulary")
    parser.add_argument("--knowledge", type=Path, default=HERE.parent / "knowledge", help="Truceline's knowledge, for names")
    words = Path("/usr/share/dict")
    parser.add_argument("--dictionaries", type=Path, nargs="*", default=[words / "american-english", words / "british-english"],
                        help="word lists, for the lemmas of rare words")
    parser.add_argument("--words", type=int, default=52_000, help="rows of the word table")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def main() -> None:
    parser = arguments(__doc__, "base")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")
    parser.add_argument("--silver", type=Path, nargs="*", default=[], help="CoNLL-U that teacher.py has labelled")
    parser.add_argument("--init", type=Path, help="run whose weights to start from")
    parser.add_argument("--tree-entities", type=Path, nargs="*", default=[],
                        help="as --silver, of the treebanks' words: entities for trees that have none")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=1200, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate")
    parser.add_argument("--drop", type=float, default=0.12, help="share of words whose vector is hidden")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
