//! Sentence splitting, on sentences written for it.

use truceline_text::{Document, segment, segment_paragraphs};

/// Asserts that `text` splits where `|` stands in `expected`.
#[track_caller]
fn splits(expected: &str) {
    let text = expected.replace("| ", "");
    let segmented = segment_paragraphs(&text);
    let found: Vec<&str> = segmented.sentences.iter().map(|s| s.span.of(&text)).collect();
    assert_eq!(found.join(" | "), expected.replace("| ", " | ").replace("  ", " "));
}

#[test]
fn stops_end_sentences() {
    splits("The army took the town. | Rebels fled. | Why? | Nobody knows!");
    splits("Talks resume on Monday; the mood is good: both sides came.");
}

#[test]
fn abbreviations_do_not_unless_a_new_sentence_plainly_starts() {
    splits("Gen. Omar met Col. Adan of St. Anne's.");
    splits("The U.S. Army left. | It came from the U.S. | The president stayed.");
    splits("They met at 3 p.m. | President Adan spoke at 9 a.m. Monday.");
    splits("Acme Inc. | The firm denied it, e.g. Tuesday.");
    splits("He spoke to J. K. Doe and George W. Doe of Jan. 13.");
    splits("It sells guns, shells, etc. | However, it denies that.");
}

#[test]
fn numbers_and_marks_inside_a_sentence_are_no_ends() {
    splits("Resolution No. 5 passed by 3.5 points. | Work began.");
    splits("1. Both sides withdraw. | 2. Prisoners go free.");
    splits("It was … difficult. | He left... but came back.");
    splits("The portal Yahoo! said so.");
}

#[test]
fn quotes_and_brackets_close_with_their_sentence() {
    splits("\"We won. | They lost,\" he said. | \"It is over.\" | The crowd left.");
    splits("“We won. | They lost.” | The crowd left.");
    splits("\"Is it over?\" she asked. | \"Stop!\" Adan shouted.");
    splits("The truce (signed in May. Or June.) failed. | (It was late.) | They left.");
    splits("Ten died.[3][12] | Others fled. [4] | Aid came.");
    splits("''We won.'' | ''They lost,'' he said.");
}

#[test]
fn sentences_do_not_cross_blocks() {
    let text = "a first line without a stop\n\nA second paragraph.";
    let segmented = segment_paragraphs(text);
    let blocks: Vec<u32> = segmented.sentences.iter().map(|s| s.block).collect();
    assert_eq!(blocks, [0, 1]);
}

#[test]
fn a_text_without_capitals_is_split_too() {
    let text = "the army took the town of kidal on monday. rebels fled to the north. ".repeat(8);
    let segmented = segment(&Document { text: text.clone(), ..Document::default() });
    assert_eq!(segmented.sentences.len(), 16);
    assert_eq!(segmented.complaints.len(), 1, "{:?}", segmented.complaints);
}

#[test]
fn a_sentence_without_end_is_cut_with_a_complaint() {
    let text = "the army went, ".repeat(500);
    let text = format!("Then {text}and stopped.");
    let segmented = segment_paragraphs(&text);
    assert!(segmented.sentences.len() > 3);
    assert!(segmented.sentences.iter().all(|s| s.tokens.len() <= 401));
    assert!(segmented.sentences.iter().rev().skip(1).all(|s| s.span.of(&text).ends_with(',')));
    assert!(segmented.complaints[0].contains("was cut"), "{:?}", segmented.complaints);
}

#[test]
fn text_that_is_not_english_is_named() {
    let complaints = |text: &str| segment_paragraphs(text).complaints.join("; ");
    assert!(complaints("Армия заняла город.").contains("not Latin"));
    assert!(complaints("== 12 == 34 == 56 == a").contains("letters"));
    assert!(complaints("  \n ").contains("empty"));
    assert_eq!(complaints("The army took the town."), "");
}
