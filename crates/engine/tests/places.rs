//! Which place a name means, on sentences of our own.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_mentions::Mentions;
use truceline_syntax::View;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// What is read from a text: the country and the first-level region of the place of each name `name`.
fn placed(text: &str, name: &str) -> Vec<(String, String)> {
    let document = Document { id: "t".to_owned(), text: text.to_owned(), ..Document::default() };
    let (segmented, parse) = ENGINE.parse(&document);
    let view = View::new(&document, &segmented, &parse);
    let mentions = Mentions::find(&view, ENGINE.knowledge());
    let named = mentions.names.iter().filter(|n| view.text_of(n.tokens.clone()) == name);
    let place = |n: &truceline_mentions::NameMention| ENGINE.knowledge().gazetteer.place(n.place?);
    named.filter_map(place).map(|p| (p.iso3.to_owned(), p.admin1.to_owned())).collect()
}

fn country(text: &str, name: &str) -> String {
    placed(text, name).into_iter().next().map(|(country, _)| country).unwrap_or_default()
}

#[test]
fn the_country_of_the_document_decides() {
    assert_eq!(country("Libyan officials said shells fell on houses in Salah al-Din on Monday. Tripoli was calm.", "Salah al-Din"), "LBY");
    assert_eq!(country("Iraqi troops left their base in Salah al-Din on Monday. Tikrit was calm.", "Salah al-Din"), "IRQ");
    assert_eq!(country("Lebanese soldiers patrolled the streets of Tripoli on Friday, Lebanon's army said.", "Tripoli"), "LBN");
    assert_eq!(country("Militias clashed in Tripoli on Friday, Libya's health ministry said.", "Tripoli"), "LBY");
}

#[test]
fn what_the_text_says_a_place_lies_in_decides() {
    assert_eq!(placed("The convoy reached Alexandria, Virginia, at noon.", "Alexandria")[0].1, "Virginia");
    assert_eq!(country("The ship left Alexandria, Egypt, at noon.", "Alexandria"), "EGY");
    assert_eq!(country("A farmer was shot in the Nigerian town of Kano on Sunday.", "Kano"), "NGA");
    assert_eq!(country("Three soldiers died in Paris, Texas, and flags were lowered in Paris, France.", "Paris"), "USA");
}

#[test]
fn places_nearby_decide() {
    assert_eq!(country("The road from Cordoba to Seville and Granada was closed by floods.", "Cordoba"), "ESP");
    assert_eq!(placed("Shops closed in Athens, Atlanta and Savannah, and the governor of Georgia spoke.", "Athens")[0].1, "Georgia");
}

#[test]
fn the_larger_place_stands_without_evidence() {
    assert_eq!(country("The two ministers will meet in Paris next week.", "Paris"), "FRA");
    assert_eq!(country("Georgia and Russia exchanged prisoners near Gori.", "Georgia"), "GEO");
}

#[test]
fn words_and_people_are_no_places() {
    for (text, word) in [
        ("General Hope Barnard spoke to Moses Marshall about the vote.", "Marshall"),
        ("The rebels lost hope after the Spring Offensive.", "Spring"),
        ("Mr. Jackson told reporters that the talks had failed.", "Jackson"),
    ] {
        assert!(placed(text, word).is_empty(), "{text}");
    }
}

#[test]
fn descriptions_and_distances() {
    let text = "Gunmen attacked a checkpoint 40 km south of Mosul. Fighting went on in the Iraqi capital, and Baghdad was tense.";
    let document = Document { id: "t".to_owned(), text: text.to_owned(), ..Document::default() };
    let (segmented, parse) = ENGINE.parse(&document);
    let view = View::new(&document, &segmented, &parse);
    let knowledge = ENGINE.knowledge();
    let mentions = Mentions::find(&view, knowledge);
    let mosul = mentions.names.iter().find(|n| view.text_of(n.tokens.clone()) == "Mosul").unwrap_or_else(|| panic!("Mosul is a name"));
    let place = mosul.place.and_then(|p| knowledge.gazetteer.place(p)).unwrap_or_else(|| panic!("Mosul has a place"));
    let moved = mentions.coordinates(&view, knowledge, mosul).unwrap_or_default();
    assert!((place.lat - moved.0 - 0.36).abs() < 0.01 && (place.lon - moved.1).abs() < 0.01, "{moved:?}");
    let capital = (0..view.len()).find(|&i| view.form(i) == "capital").and_then(|t| mentions.described_place(&view, knowledge, t));
    assert_eq!(capital.and_then(|p| knowledge.gazetteer.place(p)).map(|p| p.name), Some("Baghdad"));
}
