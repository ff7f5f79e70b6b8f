#!/bin/sh
# Makes models/en.model: the network on gold alone, the larger teacher, the teacher's labels, the network on both, the file.
# Every step goes on where it was stopped, and is skipped once it is done.
# Needs the Python environment of README.md (PYTHON), the corpora (GOLD), plain news (NEWS) and a built truceline (TRUCELINE).
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-.venv/bin/python}
gold=${GOLD:-../../shared/gold/dev}
news=${NEWS:-../../shared/text/news.jsonl}
truceline=${TRUCELINE:-../target/release/truceline}
silver=runs/silver
mkdir -p $silver

# once FILE COMMAND...: runs the command unless it has written FILE before.
once() {
    file=$1
    shift
    if [ ! -e "$file" ]; then
        "$@" "$file.part"
        mv "$file.part" "$file"
    fi
}

words() { "$truceline" parse --format conllu "$news" > "$1" || [ $? -eq 1 ]; }
label() { "$python" teacher.py --gold "$gold" --news "$news" label "$@"; }
sample() { label --sample 15500 $silver/news.conllu "$1"; }
treebank() { label "$gold/ud/en_ewt-ud-train.conllu" "$1"; }
entities() { "$python" teacher.py --gold "$gold" --news "$news" label-entities "$1"; }

"$python" train.py --gold "$gold" --news "$news" --resume
"$python" teacher.py --gold "$gold" --news "$news" --resume train
once $silver/news.conllu words
once $silver/news.silver.conllu sample
once $silver/ewt.silver.conllu treebank
once $silver/entities.silver.conllu entities
"$python" train.py --gold "$gold" --news "$news" --resume --run runs/distilled --init runs/base --rate 1.2e-3 --epochs 5 \
    --tree-entities $silver/ewt.silver.conllu --silver $silver/entities.silver.conllu $silver/news.silver.conllu
"$python" export.py --run runs/distilled
