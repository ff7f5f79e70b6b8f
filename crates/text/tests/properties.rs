//! What holds for any text whatever.

use proptest::prelude::*;
use truceline_text::{Document, Format, Reader, Segmented, Span, segment, segment_paragraphs};

/// Pieces that the rules look at, so that random texts meet them often.
const PIECES: &[&str] = &[
    "The",
    "army",
    "U.S.",
    "Gen.",
    "No.",
    "5",
    "1,000",
    "3.5",
    "10:30",
    "$5",
    "50%",
    "30km",
    "don't",
    "’s",
    "'",
    "''",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    ".",
    "...",
    "…",
    "!",
    "?!",
    ",",
    ";",
    ":",
    "-",
    "--",
    "—",
    " – ",
    "anti-",
    "al-",
    "http://a.b/c",
    "a@b.org",
    "#tag",
    "👍🏽",
    "🇸🇩",
    "é",
    "e\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "\u{0}",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    "Related Articles",
    "By Ada Smith",
    "OLDPORT, Jan 13",
    "(AP)",
    " - ",
    "January 12, 2020",
    "Photo:",
    "سلام",
    "城市",
    "I.",
    "J.",
    "p.m.",
    "said",
    "w/o",
    "1/2",
    "_",
    "*",
    "<3",
];

fn mixed() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            4 => prop::sample::select(PIECES).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ],
        0..120,
    )
    .prop_map(|pieces| pieces.concat())
}

fn inside(text: &str, span: Span) -> bool {
    span.start < span.end && text.get(span.start as usize..span.end as usize).is_some()
}

fn check(text: &str, segmented: &Segmented) -> Result<(), TestCaseError> {
    let mut end = 0;
    for block in &segmented.blocks {
        prop_assert!(inside(text, block.span) && block.span.start >= end, "{block:?}");
        prop_assert_eq!(block.span.of(text).trim(), block.span.of(text));
        end = block.span.end;
    }
    let mut end = 0;
    for token in &segmented.tokens {
        prop_assert!(inside(text, token.span) && token.span.start >= end, "{token:?}");
        prop_assert!(!token.span.of(text).contains(char::is_whitespace), "{token:?}");
        end = token.span.end;
    }
    let mut next = 0;
    for sentence in &segmented.sentences {
        prop_assert_eq!(sentence.tokens.start, next);
        prop_assert!(sentence.tokens.end > next);
        next = sentence.tokens.end;
        let tokens = &segmented.tokens[sentence.tokens.start as usize..next as usize];
        let hull = tokens[0].span.join(tokens[tokens.len() - 1].span);
        prop_assert_eq!(sentence.span, hull);
        prop_assert!(segmented.blocks[sentence.block as usize].span.contains(sentence.span));
    }
    prop_assert_eq!(next as usize, segmented.tokens.len());
    Ok(())
}

/// Characters that words are made of and white space is not.
fn ink(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    // A failing text is printed; nothing is written beside the tests.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_in_order_and_in_bounds(text in mixed()) {
        check(&text, &segment_paragraphs(&text))?;
        let doc = Document { text, title: Some("The army".to_owned()), ..Document::default() };
        check(&doc.text, &segment(&doc))?;
    }

    #[test]
    fn any_characters_are_survived(text in any::<String>()) {
        check(&text, &segment(&Document { text: text.clone(), ..Document::default() }))?;
    }

    #[test]
    fn no_letter_is_lost(text in mixed()) {
        let segmented = segment_paragraphs(&text);
        let words: String = segmented.tokens.iter().map(|token| token.span.of(&text)).collect();
        prop_assert_eq!(ink(&words), ink(&text));
    }

    #[test]
    fn readers_survive_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300), lines in any::<bool>()) {
        let format = if lines { Format::JsonLines } else { Format::Plain };
        if let Ok(reader) = Reader::from_read("any", std::io::Cursor::new(bytes), Some(format)) {
            for doc in reader.flatten() {
                check(&doc.text, &segment(&doc))?;
            }
        }
    }
}

#[test]
fn time_grows_with_length_only() {
    for piece in ["a", ".", "\" ", "( ", "1/1-", "U.", "'s", "-", "!.", "I. ", "\n", "a\n", "“", "[1]", "a.b", "\u{ad}", "x@"] {
        let text = piece.repeat(200_000 / piece.len());
        let start = std::time::Instant::now();
        let segmented = segment(&Document { text, ..Document::default() });
        assert!(start.elapsed().as_secs() < 5, "{piece:?} took {:?}", start.elapsed());
        assert!(segmented.tokens.len() <= 200_000);
    }
}
