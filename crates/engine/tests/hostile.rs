//! Bad text never fails and never panics; what is coded points into the text.

use truceline_engine::Engine;
use truceline_text::{Document, Span};

fn texts() -> Vec<String> {
    let mut out: Vec<String> = [
        "",
        " ",
        "\n\n\n",
        ".",
        "'s",
        "“",
        "-",
        "and and and",
        "the",
        "killed",
        "killed killed killed.",
        "U.S. U.S. U.S.",
        "of of of of",
        "He said he said he said he said.",
        "\u{0}\u{1}\u{7f}",
        "\u{200b}\u{202e}attack\u{feff}",
        "🚁💥 killed 5 in 🇱🇾",
        "战争 в Ливии حرب",
        "REBELS KILLED 12 SOLDIERS NEAR KIDAL, OFFICIALS SAID.",
        "rebels killed 12 soldiers near kidal, officials said",
        "Between 5 and 3 people, 99999999999999999999 dead and 1,000,000,000,000,000,000,000 wounded.",
        "February 30, 2020. 31 June. 99:99.",
        "more than more than more than 5 killed",
        "\"\"\"They\" \"said\" 'we' attacked\"",
        "Haftar's Haftar's Haftar's forces' forces took.",
    ]
    .map(str::to_owned)
    .into();
    out.push("attack ".repeat(3_000));
    out.push("a".repeat(100_000));
    out.push("The rebels, who the army, which the government, that the people, whom he, ".repeat(40));
    out.push("Mali and Chad and Niger and Sudan and ".repeat(60) + "met in Rome.");
    out
}

#[test]
fn nothing_panics_and_every_span_fits() {
    let engine = Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    for text in texts() {
        let coded = engine.code(Document { id: "hostile".to_owned(), text, ..Document::default() });
        let fits = |s: Span| s.start <= s.end && coded.document.text.get(s.start as usize..s.end as usize).is_some();
        for e in &coded.events {
            assert!(fits(e.trigger), "{:?}", e.trigger);
            let people = e.actors.iter().chain(&e.recipients).chain(&e.attributed_to).chain(&e.denied_by);
            assert!(people.map(|p| p.span).all(fits));
            assert!(e.place.iter().map(|p| p.span).chain(e.date.iter().filter_map(|d| d.span)).all(fits));
        }
        let quotes = coded.picture.toll.iter().map(|t| t.quote).chain(coded.picture.support.iter().map(|s| s.quote));
        assert!(quotes.chain(coded.picture.control.iter().map(|c| c.quote)).all(fits));
    }
}

#[test]
fn prefixes_of_a_report_are_coded() {
    let engine = Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    let text = "Rebels loyal to Gen. X. took the town of Gao from the army on Monday, January 13, killing at least 12 people, the U.N.-backed \
                government's spokesman said; \"we deny it,\" he added.";
    for (end, _) in text.char_indices() {
        engine.code(Document { id: "prefix".to_owned(), text: text[..end].to_owned(), ..Document::default() });
    }
}
