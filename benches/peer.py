"""UDPipe 1's side of the benchmark; `cargo xtask bench --peer MODEL` starts it.

    python peer.py version MODEL
    python peer.py speed MODEL words|text INPUT PART PARTS    every PARTS-th document from number PART, timed
    python peer.py annotate MODEL words|text INPUT            CoNLL-U of all documents

INPUT is CoNLL-U parted by `# newdoc` for `words`, JSON Lines with `text` for `text`.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ufal import udpipe


def documents(task: str, path: Path) -> list[str]:
    """The documents' CoNLL-U or texts."""
    content = path.read_text(encoding="utf-8")
    if task == "text":
        return [json.loads(line)["text"] for line in content.splitlines()]
    return [part for part in re.split(r"^(?=# newdoc)", content, flags=re.M) if part.strip()]


def sentences(reader: udpipe.InputFormat, document: str) -> Iterator[udpipe.Sentence]:
    """A document's sentences, one after the other."""
    reader.setText(document)
    error = udpipe.ProcessingError()
    while True:
        sentence = udpipe.Sentence()
        if not reader.nextSentence(sentence, error):
            break
        yield sentence
    if error.occurred():
        sys.exit(error.message)


def reader(model: udpipe.Model, task: str) -> udpipe.InputFormat:
    return model.newTokenizer(model.DEFAULT) if task == "text" else udpipe.InputFormat.newConlluInputFormat()


def annotate(model: udpipe.Model, sentence: udpipe.Sentence) -> None:
    model.tag(sentence, model.DEFAULT)
    model.parse(sentence, model.DEFAULT)


def peak_kib() -> int | None:
    """This process's largest resident memory, in KiB, where the system tells."""
    try:
        found = re.search(r"^VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(), flags=re.M)
    except OSError:
        return None
    return int(found[1]) if found else None


def speed(model_path: str, task: str, path: Path, part: int, parts: int) -> None:
    """Prints seconds to load, seconds of work and peak memory. CoNLL-U is read before the clock starts, as with Truceline."""
    began = time.perf_counter()
    model = load(model_path)
    loaded = time.perf_counter() - began
    own = documents(task, path)[part::parts]
    source = reader(model, task)
    given = [list(sentences(source, d)) for d in own] if task == "words" else None
    began = time.perf_counter()
    for document in given if given is not None else own:
        for sentence in document if given is not None else sentences(source, document):
            annotate(model, sentence)
    print(json.dumps({"load": loaded, "work": time.perf_counter() - began, "peak_kib": peak_kib()}))


def print_annotated(model_path: str, task: str, path: Path) -> None:
    model, writer = load(model_path), udpipe.OutputFormat.newConlluOutputFormat()
    source = reader(model, task)
    for document in documents(task, path):
        print("# newdoc")
        for sentence in sentences(source, document):
            annotate(model, sentence)
            sentence.comments.clear()
            print(writer.writeSentence(sentence), end="")


def load(path: str) -> udpipe.Model:
    model = udpipe.Model.load(path)
    if model is None:
        sys.exit(f"{path}: no UDPipe model")
    return model


def main() -> None:
    match sys.argv[1:]:
        case ["version", path]:
            load(path)
            version = udpipe.Version.current()
            print(f"UDPipe {version.major}.{version.minor}.{version.patch}")
        case ["speed", path, task, source, part, parts]:
            speed(path, task, Path(source), int(part), int(parts))
        case ["annotate", path, task, source]:
            print_annotated(path, task, Path(source))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
