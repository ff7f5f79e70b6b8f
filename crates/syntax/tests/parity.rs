//! The shipped model gives here what it gave in the trainer.
//!
//! `parity.conllu` holds sentences of our own with the trainer's analysis; training/export.py writes it with each model.

use std::fs;

use truceline_syntax::{Model, conllu};

fn model() -> Model {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en.model");
    Model::load(&fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"))).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The word lines of CoNLL-U without what only one side writes.
fn words(text: &str) -> Vec<String> {
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines.map(|l| l.replace("|SpaceAfter=No", "").replace("SpaceAfter=No", "_")).collect()
}

#[test]
fn the_trainer_and_the_program_agree() {
    let expected = include_str!("parity.conllu");
    let model = model();
    let mut out = Vec::new();
    for given in conllu::read(expected).unwrap() {
        let parse = model.parse(&given.document, &given.segmented);
        conllu::write(&given.document, &given.segmented, &parse, &mut out).unwrap();
    }
    let out = String::from_utf8(out).unwrap();
    for (ours, trainers) in words(&out).iter().zip(words(expected)) {
        assert_eq!(*ours, trainers);
    }
    assert_eq!(words(&out).len(), words(expected).len());
}

#[test]
fn sentences_do_not_depend_on_their_neighbours() {
    let model = model();
    let all = conllu::read(include_str!("parity.conllu")).unwrap();
    let together: Vec<_> = all.iter().flat_map(|g| model.parse(&g.document, &g.segmented).words).collect();
    let mut alone = Vec::new();
    for sentence in include_str!("parity.conllu").split_inclusive("\n\n") {
        for given in conllu::read(sentence).unwrap() {
            alone.extend(model.parse(&given.document, &given.segmented).words);
        }
    }
    let plain = |words: &[truceline_syntax::Word]| -> Vec<_> {
        words.iter().map(|w| (w.upos, w.xpos, w.lemma.clone(), w.deprel, w.head.is_none())).collect()
    };
    assert_eq!(plain(&together), plain(&alone));
}
