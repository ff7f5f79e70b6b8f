"""The joint network. crates/syntax runs the same arithmetic without PyTorch."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn

from features import BUCKETS, CASE_CLASSES


@dataclass
class Sizes:
    """Widths of the network."""

    width: int = 192
    convolutions: int = 2
    recurrent: int = 2
    cell: int = 128
    attentions: int = 1
    heads: int = 4
    feedforward: int = 384
    arc: int = 128
    relation: int = 48
    upos: int = 17
    xpos: int = 49
    lemma: int = 0
    deprel: int = 54
    entity: int = 9
    words: int = 0
    vector: int = 0

    def to_dict(self) -> dict:
        return asdict(self)


class Words(nn.Module):
    """Sum of the word's vector and its affix, shape and case vectors, normalised.

    A word's vector is a projection of its fixed pretrained vector plus a learned difference."""

    def __init__(self, sizes: Sizes, vectors: torch.Tensor):
        super().__init__()
        self.register_buffer("vectors", vectors, persistent=False)
        self.projection = nn.Linear(sizes.vector, sizes.width, bias=False)
        self.difference = nn.Embedding(sizes.words + 1, sizes.width, sparse=True)
        self.affixes = nn.ModuleList(nn.Embedding(n, sizes.width, sparse=True) for n in BUCKETS)
        self.case = nn.Embedding(CASE_CLASSES, sizes.width)
        self.norm = nn.LayerNorm(sizes.width)
        nn.init.zeros_(self.difference.weight)
        for table in self.affixes:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, words, affixes, case, drop: float):
        known = (words > 0).float().unsqueeze(-1)
        learned = self.difference(words)
        if self.training:
            known = known * (torch.rand(known.shape) >= drop)
            learned = learned * (torch.rand(known.shape) >= 2 * drop)
        x = known * (self.projection(self.vectors[words]) + learned)
        for i, table in enumerate(self.affixes):
            part = table(affixes[..., i])
            if self.training:
                part = part * (torch.rand(known.shape) >= drop / 2)
            x = x + part
        return self.norm(x + self.case(case).unsqueeze(1))


class Convolution(nn.Module):
    """Each word sees its two neighbours."""

    def __init__(self, width: int, dropout: float):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.linear = nn.Linear(3 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        y = self.norm(x) * mask
        before, after = F.pad(y[:, :-1], (0, 0, 1, 0)), F.pad(y[:, 1:], (0, 0, 0, 1))
        return x + self.dropout(F.relu(self.linear(torch.cat((before, y, after), -1))))


class Recurrence(nn.Module):
    """A gated running mean in both directions: the gates see the input only, so that all products are matrix products."""

    def __init__(self, width: int, cell: int, dropout: float):
        super().__init__()
        self.cell = cell
        self.norm = nn.LayerNorm(width)
        self.gates = nn.Linear(width, 6 * cell)
        self.out = nn.Linear(2 * cell, width)
        self.dropout = nn.Dropout(dropout)
        with torch.no_grad():
            self.gates.bias[2 * cell : 4 * cell] = torch.linspace(-1.0, 3.0, cell).repeat(2)

    def forward(self, x, mask):
        value, forget, output = self.gates(self.norm(x)).split(2 * self.cell, -1)
        forget = torch.sigmoid(forget)
        enter = (1 - forget) * value * mask
        forget = forget * mask + (1 - mask)
        c = self.cell
        # Forward cells first; the backward half runs over the reversed sentence, whose padding leaves the state at 0.
        enter = torch.cat((enter[..., :c], enter[..., c:].flip(1)), -1).unbind(1)
        forget = torch.cat((forget[..., :c], forget[..., c:].flip(1)), -1).unbind(1)
        state, states = torch.zeros_like(enter[0]), []
        for e, f in zip(enter, forget):
            state = torch.addcmul(e, f, state)
            states.append(state)
        states = torch.stack(states, 1)
        states = torch.cat((states[..., :c], states[..., c:].flip(1)), -1)
        return x + self.dropout(self.out(self.dropout(torch.sigmoid(output) * states)))


class Attention(nn.Module):
    """Self-attention and a feed-forward layer."""

    def __init__(self, sizes: Sizes, dropout: float):
        super().__init__()
        self.heads = sizes.heads
        self.norm = nn.LayerNorm(sizes.width)
        self.query_key_value = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width)
        self.inner = nn.Linear(sizes.width, sizes.feedforward)
        self.outer = nn.Linear(sizes.feedforward, sizes.width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, w = x.shape
        qkv = self.query_key_value(self.norm(x)).view(b, n, 3, self.heads, w // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        allowed = (mask.squeeze(-1) > 0)[:, None, None, :]
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=allowed)
        x = x + self.dropout(self.out(y.transpose(1, 2).reshape(b, n, w)))
        return x + self.dropout(self.outer(self.dropout(F.relu(self.inner(self.norm2(x))))))


class Heads(nn.Module):
    """Scores for tags, lemma edits, entities, arcs and relations from the words' vectors."""

    def add_heads(self, sizes: Sizes, width: int, dropout: float) -> None:
        """Sets the heads up; `forward` of the class is left to say where the vectors come from."""
        self.sizes = sizes
        # Tags, lemma edits and entities in one product.
        self.tag_sizes = (sizes.upos, sizes.xpos, sizes.lemma, sizes.entity)
        self.tags = nn.Linear(width, sum(self.tag_sizes))
        a, r = sizes.arc, sizes.relation
        # arc dependent, arc head, relation dependent, relation head
        self.parts = (a, a, r, r)
        self.parser = nn.Linear(width, sum(self.parts))
        self.root_arc = nn.Parameter(torch.randn(a) * 0.1)
        self.root_relation = nn.Parameter(torch.randn(r) * 0.1)
        self.arc = nn.Linear(a, a, bias=False)
        self.arc_bias = nn.Parameter(torch.zeros(a))
        # For each relation a bilinear form of (dependent, 1) and (head, 1).
        self.relation = nn.Parameter(torch.randn(sizes.deprel, r + 1, r + 1) / (r + 1))
        self.dropout = nn.Dropout(dropout)

    def scores(self, x, mask):
        """Tag scores, arc scores [batch, dependent, head with 0 = root], and the relation parts."""
        tags = self.tags(x).split(self.tag_sizes, -1)
        arc_dep, arc_head, rel_dep, rel_head = self.dropout(F.relu(self.parser(x))).split(self.parts, -1)
        b = x.shape[0]
        arc_head = torch.cat((self.root_arc.expand(b, 1, -1), arc_head), 1)
        rel_head = torch.cat((self.root_relation.expand(b, 1, -1), rel_head), 1)
        # (W dep + bias) . head: the bias scores how likely a word is a head at all.
        arcs = (self.arc(arc_dep) + self.arc_bias) @ arc_head.transpose(1, 2)
        seen = F.pad(mask.squeeze(-1), (1, 0), value=1.0)
        arcs = arcs.masked_fill(seen[:, None, :] == 0, -1e4)
        return tags, arcs, (rel_dep, rel_head)

    def relations(self, parts, heads):
        """Relation scores of each word with the head given (0 = root)."""
        dep, head = parts
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        dep, head = F.pad(dep, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)
        r = dep.shape[-1]
        left = (dep @ self.relation.permute(1, 0, 2).reshape(r, -1)).unflatten(-1, (-1, r))
        return (left * head.unsqueeze(-2)).sum(-1)


class Network(Heads):
    """The network that ships: word vectors, convolutions, recurrences, attention, heads."""

    def __init__(self, sizes: Sizes, vectors: torch.Tensor, dropout: float = 0.25):
        super().__init__()
        w = sizes.width
        self.words = Words(sizes, vectors)
        self.layers = nn.ModuleList(
            [Convolution(w, dropout) for _ in range(sizes.convolutions)]
            + [Recurrence(w, sizes.cell, dropout) for _ in range(sizes.recurrent)]
            + [Attention(sizes, dropout) for _ in range(sizes.attentions)])
        self.norm = nn.LayerNorm(w)
        self.add_heads(sizes, w, dropout)

    def forward(self, inputs, drop: float = 0.0):
        """Scores of a batch: word rows (0 for padding and unknown words), affix buckets (-1 for padding), case classes."""
        words, affixes, case = inputs
        mask = (affixes[..., 0] >= 0).unsqueeze(-1).float()
        x = self.dropout(self.words(words, affixes.clamp(min=0), case, drop)) * mask
        for layer in self.layers:
            x = layer(x, mask)
        return self.scores(self.dropout(self.norm(x)), mask)
