//! Bad text gives a parse, and a bad model file gives a reason.

use std::fs;

use truceline_syntax::{Model, ModelError, Parse, conllu};
use truceline_text::{Document, Segmented, Sentence, Span, Token};

fn bytes() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/en.model");
    fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn model() -> Model {
    Model::load(&bytes()).expect("the shipped model loads")
}

/// A document of one sentence with these words.
fn sentence(words: &[&str]) -> (Document, Segmented) {
    let mut document = Document::default();
    let mut segmented = Segmented::default();
    for word in words {
        let start = document.text.len();
        document.text.push_str(word);
        segmented.tokens.push(Token { span: Span::new(start, document.text.len()), space_after: true });
        document.text.push(' ');
    }
    let span = Span::new(0, document.text.len());
    segmented.sentences.push(Sentence { span, block: 0, tokens: 0..words.len() as u32 });
    (document, segmented)
}

fn parse(model: &Model, words: &[&str]) -> Parse {
    let (document, segmented) = sentence(words);
    model.parse(&document, &segmented)
}

/// One root, heads inside the sentence, every word below the root, entities in order and inside.
fn assert_sound(parse: &Parse, words: usize) {
    assert_eq!(parse.words.len(), words);
    assert_eq!(parse.words.iter().filter(|w| w.head.is_none()).count(), usize::from(words > 0));
    for start in 0..words {
        let (mut node, mut steps) = (start, 0);
        while let Some(head) = parse.words[node].head {
            node = head as usize;
            steps += 1;
            assert!(node < words && steps <= words, "word {start} hangs in a cycle or outside");
        }
    }
    assert!(parse.words.iter().all(|w| (w.deprel == truceline_syntax::Deprel::Root) == w.head.is_none()));
    let mut end = 0;
    for entity in &parse.entities {
        assert!(end <= entity.tokens.start && entity.tokens.start < entity.tokens.end);
        end = entity.tokens.end;
    }
    assert!(end as usize <= words);
}

#[test]
fn short_and_empty_text() {
    let model = model();
    assert_eq!(model.parse(&Document::default(), &Segmented::default()), Parse::default());
    assert_sound(&parse(&model, &[]), 0);
    assert_sound(&parse(&model, &["Yes"]), 1);
    assert_sound(&parse(&model, &[""]), 1);
    assert_sound(&parse(&model, &["", "", ""]), 3);
}

#[test]
fn strange_characters() {
    let model = model();
    let words = ["\u{0}", "\u{7f}\u{1b}[0m", "\u{200b}", "İstanbul", "ﬃ", "\u{feff}", "🏳️‍🌈", "Ω", "ß", "\u{301}", "ǅ", "𝔄"];
    assert_sound(&parse(&model, &words), words.len());
    let long = "x".repeat(100_000);
    assert_sound(&parse(&model, &["The", &long, "."]), 3);
}

#[test]
fn long_sentences_keep_one_root() {
    let model = model();
    let pattern = ["The", "army", "of", "Chad", "and", "rebels", "fought", ",", "said", "Omar", "Satti", ";"];
    let words: Vec<&str> = pattern.into_iter().cycle().take(2000).collect();
    assert_sound(&parse(&model, &words), 2000);
    let same: Vec<&str> = ["the"].into_iter().cycle().take(2000).collect();
    assert_sound(&parse(&model, &same), 2000);
}

#[test]
fn sentences_that_do_not_fit_the_tokens() {
    let model = model();
    let (mut document, mut segmented) = sentence(&["Talks", "failed", "."]);
    segmented.sentences[0].tokens = 1..9;
    assert_eq!(model.parse(&document, &segmented).words.len(), 3);
    document.text.clear();
    assert_eq!(model.parse(&document, &segmented).words.len(), 3);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let model = model();
    let documents = conllu::read(include_str!("parity.conllu")).expect("the file is sound");
    let one: Vec<Parse> = documents.iter().map(|g| model.parse(&g.document, &g.segmented)).collect();
    std::thread::scope(|scope| {
        let runs: Vec<_> =
            (0..3).map(|_| scope.spawn(|| documents.iter().map(|g| model.parse(&g.document, &g.segmented)).collect::<Vec<_>>())).collect();
        for run in runs {
            assert_eq!(run.join().expect("the thread ends"), one);
        }
    });
}

#[test]
fn bad_model_files_are_refused_with_a_reason() {
    let good = bytes();
    let refused = |bytes: &[u8]| Model::load(bytes).expect_err("a bad model was taken");
    assert_eq!(refused(b""), ModelError::NotAModel);
    assert_eq!(refused(b"PK\x03\x04 something else"), ModelError::NotAModel);
    assert_eq!(refused(&good[..good.len() - 1]), ModelError::Checksum);
    assert!(matches!(refused(&good[..10]), ModelError::Content { at: 8, .. }));
    let mut other = good.clone();
    other[8] = 99;
    assert_eq!(refused(&other), ModelError::OtherFormat { found: 99 });
    let mut changed = good;
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_eq!(refused(&changed), ModelError::Checksum);
}
