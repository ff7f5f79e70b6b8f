//! The trees as the rooms above see them, after all mendings.

use std::{fs, path::Path};

use truceline_engine::Engine;
use truceline_text::Document;

/// Texts of the samples: reports and single sentences.
fn texts() -> Vec<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let files = ["gold/reports.jsonl", "gold/sentences.jsonl", "libya/libya.jsonl", "world/world.jsonl"];
    let read = |f: &str| fs::read_to_string(samples.join(f)).unwrap_or_else(|e| panic!("{f}: {e}"));
    let text = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
    files.iter().flat_map(|f| read(f).lines().filter_map(text).collect::<Vec<_>>()).collect()
}

#[test]
fn mended_trees_have_one_root_and_no_circle() {
    let engine = Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    // In small letters the model errs more, and the mendings meet stranger trees.
    for text in texts().into_iter().flat_map(|t| [t.to_lowercase(), t]) {
        let document = Document { id: "t".to_owned(), text, ..Document::default() };
        let (segmented, parse) = engine.parse(&document);
        for sentence in &segmented.sentences {
            let head = |t: u32| parse.words[t as usize].head;
            let of_sentence = sentence.span.of(&document.text);
            assert_eq!(sentence.tokens.clone().filter(|&t| head(t).is_none()).count(), 1, "roots of `{of_sentence}`");
            for token in sentence.tokens.clone() {
                let steps = std::iter::successors(Some(token), |&t| head(t)).take(sentence.tokens.len() + 1).count();
                assert!(steps <= sentence.tokens.len(), "a circle in `{of_sentence}`");
            }
        }
    }
}
