"""A larger model, a fine-tuned all-MiniLM-L6-v2, that labels plain text for the small one to learn from.

`teacher.py train` trains it on the gold corpora; `teacher.py label IN.conllu OUT.conllu` labels given words;
`teacher.py label-entities OUT.conllu` adds tags, lemmas and trees to the entity corpora."""

import logging
import random
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer

import corpora
import dataset
import train
from export import conllu
from network import Heads, Recurrence, Sizes, Words
from vectors import model_path

LOG = logging.getLogger("teacher")
WIDTH = 384
LONGEST = 400


class PieceEncoder(dataset.Encoder):
    """Adds MiniLM's word pieces to the inputs: piece numbers, their mask, and the word of each piece."""

    def __init__(self, words, labels, bases):
        super().__init__(words, labels, bases)
        self.tokenizer = AutoTokenizer.from_pretrained(model_path())

    def collate(self, sentences):
        plain = super().collate(sentences)
        shown = [[f.replace("’", "'").replace("“", '"').replace("”", '"') or "-" for f in s] for s in sentences]
        pieces = self.tokenizer(shown, is_split_into_words=True, padding=True, truncation=True, max_length=LONGEST,
                                return_tensors="pt")
        owner = torch.tensor([[-1 if w is None else w for w in pieces.word_ids(i)] for i in range(len(shown))])
        return plain + (pieces["input_ids"], pieces["attention_mask"], owner)


class Teacher(Heads):
    """MiniLM's layers, mixed, meaned over each word's pieces, with the small model's word features added."""

    def __init__(self, sizes: Sizes, vectors: torch.Tensor, dropout: float = 0.2):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(model_path())
        self.mix = nn.Parameter(torch.zeros(self.encoder.config.num_hidden_layers + 1))
        self.words = Words(sizes, vectors)
        self.widen = nn.Linear(sizes.width, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.recurrence = Recurrence(WIDTH, 192, dropout)
        self.norm2 = nn.LayerNorm(WIDTH)
        self.add_heads(sizes, WIDTH, dropout)

    def forward(self, inputs, drop: float = 0.0):
        """As Network.forward, with the pieces behind the plain inputs."""
        words, affixes, case, pieces, seen, owner = inputs
        mask = (affixes[..., 0] >= 0).unsqueeze(-1).float()
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=pieces, attention_mask=seen, output_hidden_states=True).hidden_states
        mixed = sum(w * s.float() for w, s in zip(torch.softmax(self.mix, 0), states))
        # Row 0 takes the pieces that belong to no word.
        place = (owner + 1).unsqueeze(-1)
        sums = torch.zeros(len(words), words.shape[1] + 1, WIDTH).scatter_add(1, place.expand_as(mixed), mixed)
        counts = torch.zeros(len(words), words.shape[1] + 1, 1).scatter_add(1, place, torch.ones_like(place).float())
        context = (sums / counts.clamp(min=1))[:, 1:]
        own = self.widen(self.words(words, affixes.clamp(min=0), case, drop))
        x = self.dropout(self.norm(context + own)) * mask
        return self.scores(self.dropout(self.norm2(self.recurrence(x, mask))), mask)


def build(args):
    """Corpora, encoder and network."""
    data, plain, table = train.prepare(args)
    encoder = PieceEncoder(plain.words, plain.labels, plain.base_forms)
    sizes = dataset.sizes(encoder, table)
    sizes.arc, sizes.relation = 256, 96
    return data, encoder, Teacher(sizes, table)


def fit(args) -> None:
    """Trains the teacher; MiniLM's own weights move slowly."""
    train.start(args)
    data, encoder, network = build(args)
    # Never trained: the piece vectors, for which the corpora are too small.
    network.encoder.embeddings.requires_grad_(False)
    named = list(network.named_parameters())
    inner = [p for n, p in named if n.startswith("encoder.") and p.requires_grad]
    outer = [p for n, p in named if not n.startswith("encoder.") and not train.is_table(n)]
    tables = [p for n, p in named if train.is_table(n)]
    optimisers = [
        torch.optim.AdamW([{"params": inner, "peak": 1e-4}, {"params": outer, "peak": args.rate}], weight_decay=0.01),
        torch.optim.SparseAdam([{"params": tables, "peak": args.rate}])]
    train.fit(args, network, encoder, data, optimisers)


def label(args) -> None:
    """Writes the teacher's analysis of the words of a file, or of the entity corpora with their own entities."""
    train.start(args)
    data, encoder, network = build(args)
    network.load_state_dict(torch.load(args.run / "checkpoint.pt")["average"])
    sentences = corpora.read_forms(args.words_in) if args.words_in else data.entities
    sentences = [s for s in sentences if 3 <= len(s.forms) <= 100]
    if args.sample and args.sample < len(sentences):
        sentences = random.Random(args.seed).sample(sentences, args.sample)
    with args.out.open("w", encoding="utf-8") as out:
        for start in range(0, len(sentences), 2000):
            some = sentences[start : start + 2000]
            for s, guess in zip(some, train.analyse(network, encoder, some)):
                guess["entity"] = s.entities or guess["entity"]
                out.write(conllu(s, guess))
            LOG.info("%d of %d sentences", min(start + 2000, len(sentences)), len(sentences))


def main() -> None:
    parser = train.arguments(__doc__, "teacher")
    parser.add_argument("--resume", action="store_true", help="go on from the run's last checkpoint")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=1000, help="words in a batch")
    parser.add_argument("--rate", type=float, default=1.5e-3, help="learning rate of all but MiniLM")
    parser.add_argument("--drop", type=float, default=0.12, help="share of words whose features are hidden")
    actions = parser.add_subparsers(required=True)
    actions.add_parser("train").set_defaults(action=fit)
    with_words = actions.add_parser("label")
    with_words.add_argument("words_in", type=Path, help="CoNLL-U; columns 1 and 2 are read")
    with_words.add_argument("--sample", type=int, help="sentences drawn at random; all if not given")
    for action in (with_words, actions.add_parser("label-entities")):
        action.set_defaults(action=label, words_in=None, sample=None)
        action.add_argument("out", type=Path)
    args = parser.parse_args()
    args.action(args)


if __name__ == "__main__":
    main()
