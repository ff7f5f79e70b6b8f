"""Trains UDPipe 1, the benchmark's peer, on UD English EWT.

    python3 -m venv VENV && VENV/bin/pip install -r benches/requirements.txt
    VENV/bin/python benches/train_peer.py UD_FOLDER PEER_FOLDER [--share SHARE]

UD_FOLDER holds en_ewt-ud-train.conllu and en_ewt-ud-dev.conllu. PEER_FOLDER, which lies outside the repository, gets
`ewt.udpipe` and `ewt.json` with the options, the processor time of each part and the digests of the data. Parts that
are there already are kept, so that a run that was stopped goes on where it was.

The options are those with which UDPipe's authors trained their published English model (github.com/ufal/udpipe,
training/models-ud-2.0): a projective parser with a dynamic oracle that starts from skip-gram vectors of the training
text itself, and every part's best iteration chosen on dev. No other text is used. One thread.
"""

import argparse
import hashlib
import json
import sys
import time
from pathlib import Path

from gensim.models import Word2Vec
from ufal import udpipe

TOKENIZER = ("dimension=64;epochs={epochs};initialization_range=0.1;batch_size=100;learning_rate=0.005;dropout=0.1;"
             "early_stopping=1")
TAGGER = ("models=2;iterations={rounds};"
          "templates_1=tagger;guesser_suffix_rules_1=12;guesser_enrich_dictionary_1=6;guesser_prefixes_max_1=0;"
          "use_lemma_1=1;use_xpostag_1=1;use_feats_1=1;provide_lemma_1=0;provide_xpostag_1=1;provide_feats_1=1;"
          "prune_features_1=0;"
          "templates_2=lemmatizer;guesser_suffix_rules_2=6;guesser_enrich_dictionary_2=6;guesser_prefixes_max_2=4;"
          "use_lemma_2=1;use_xpostag_2=0;use_feats_2=0;provide_lemma_2=1;provide_xpostag_2=0;provide_feats_2=0;"
          "prune_features_2=0")
PARSER = ("iterations={rounds};embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;"
          "embedding_form_file={vectors};embedding_lemma=0;embedding_deprel=20;learning_rate=0.01;"
          "learning_rate_final=0.001;l2=0.5;hidden_layer=200;batch_size=10;transition_system=projective;"
          "transition_oracle=dynamic;structured_interval=8")
VECTORS = dict(sg=1, vector_size=50, window=10, negative=5, hs=0, sample=1e-1, epochs=15, min_count=2, workers=1, seed=1)


def read(path: Path) -> udpipe.Sentences:
    """All sentences of a CoNLL-U file; exits with UDPipe's message where it is not one."""
    reader, error = udpipe.InputFormat.newConlluInputFormat(), udpipe.ProcessingError()
    reader.setText(path.read_text(encoding="utf-8"))
    sentences, sentence = udpipe.Sentences(), udpipe.Sentence()
    while reader.nextSentence(sentence, error):
        sentences.append(sentence)
        sentence = udpipe.Sentence()
    if error.occurred():
        sys.exit(f"{path}: {error.message}")
    return sentences


def save_vectors(sentences: udpipe.Sentences, path: Path) -> None:
    """Skip-gram vectors of the training text's words, as word2vec's text format."""
    words = [[word.form for word in list(sentence.words)[1:]] for sentence in sentences]
    Word2Vec(words, **VECTORS).wv.save_word2vec_format(str(path), binary=False)


def rounds(published: int, share: float) -> int:
    """So many iterations for a share of those of the published model."""
    return max(1, round(published * share))


class Workbench:
    """The data, the folder of the parts, and what each part has cost."""

    def __init__(self, files: list[Path], folder: Path, share: float) -> None:
        self.train, self.dev = map(read, files)
        self.folder = folder
        self.card = folder / "ewt.json"
        version = udpipe.Version.current()
        self.facts = {
            "program": f"UDPipe {version.major}.{version.minor}.{version.patch}",
            "data": {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files},
            "tokenizer": TOKENIZER.format(epochs=rounds(100, share)),
            "tagger": TAGGER.format(rounds=rounds(20, share)),
            "parser": PARSER.format(rounds=rounds(30, share), vectors=folder / "ewt.vectors"),
            "vectors": VECTORS,
        }
        before = json.loads(self.card.read_text()) if self.card.exists() else self.facts
        self.seconds = before.pop("cpu_seconds", {})
        if before != self.facts:
            sys.exit(f"{folder}: holds parts made with other options or data; name another folder")

    def make(self, name: str, tokenizer: str, tagger: str, parser: str) -> str:
        """Trains one part unless its file is there; returns the option that takes it over."""
        path = self.folder / f"{name}.udpipe"
        if not path.exists():
            began, error = time.process_time(), udpipe.ProcessingError()
            model = udpipe.Trainer.train("morphodita_parsito", self.train, self.dev, tokenizer, tagger, parser, error)
            if error.occurred():
                sys.exit(error.message)
            path.write_bytes(model)
            self.seconds[name] = round(time.process_time() - began)
            self.card.write_text(json.dumps(self.facts | {"cpu_seconds": self.seconds}, indent=2) + "\n")
        return f"from_model=file:{path}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("ud", type=Path)
    arguments.add_argument("peer", type=Path)
    arguments.add_argument("--share", type=float, default=1.0, help="share of the published iterations (default 1)")
    given = arguments.parse_args()
    given.peer.mkdir(parents=True, exist_ok=True)
    files = [given.ud / f"en_ewt-ud-{part}.conllu" for part in ("train", "dev")]
    bench = Workbench(files, given.peer, given.share)
    vectors = given.peer / "ewt.vectors"
    if not vectors.exists():
        save_vectors(bench.train, vectors)
    tagger = bench.make("tagger", "none", bench.facts["tagger"], "none")
    parser = bench.make("parser", "none", tagger, bench.facts["parser"])
    tokenizer = bench.make("tokenizer", bench.facts["tokenizer"], "none", "none")
    bench.make("ewt", tokenizer, tagger, parser)


if __name__ == "__main__":
    main()
