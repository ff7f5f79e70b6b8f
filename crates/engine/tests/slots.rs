//! Where, when, whether and according to whom, on sentences of our own.

use std::sync::LazyLock;

use jiff::civil::date;
use truceline_engine::Engine;
use truceline_events::Event;
use truceline_knowledge::EventType;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// The first event of a type in a report of Friday, 5 June 2020.
fn first(text: &str, event_type: EventType) -> Event {
    coded(text, Some(date(2020, 6, 5)), event_type)
}

fn coded(text: &str, published: Option<jiff::civil::Date>, event_type: EventType) -> Event {
    let document = Document { id: "t".to_owned(), text: text.to_owned(), published, ..Document::default() };
    let events = ENGINE.code(document).events;
    events.into_iter().find(|e| e.event_type == event_type).unwrap_or_else(|| panic!("no {event_type} in {text}"))
}

fn place(text: &str, event_type: EventType) -> String {
    first(text, event_type).place.map(|p| p.name).unwrap_or_default()
}

fn sources(text: &str, event_type: EventType) -> Vec<String> {
    first(text, event_type).attributed_to.into_iter().map(|p| p.name).collect()
}

#[test]
fn what_is_built_goes_by_its_name() {
    assert_eq!(place("Gunmen opened fire at the Oasis Hotel in Bamako on Monday.", EventType::Assault), "Oasis Hotel");
    assert_eq!(place("Protesters threw stones at the French embassy on Monday.", EventType::Protest), "French embassy");
    assert_eq!(place("A bomb exploded at a hotel in Bamako on Monday, killing two guards.", EventType::Assault), "Bamako");
}

#[test]
fn the_town_that_is_described_is_named_behind() {
    assert_eq!(place("Police shot a protester in the capital, Lima, on Monday.", EventType::Assault), "Lima");
    assert_eq!(
        place("Gunmen carried out a raid on Garissa town near the border with Somalia on Monday, Kenyan police said.", EventType::Assault),
        "Garissa"
    );
}

#[test]
fn speech_has_the_place_where_it_is_made() {
    let told = "The president told a rally in Quito on Monday that he would never accept foreign troops.";
    assert_eq!(place(told, EventType::Reject), "Quito");
    let met = "The two ministers met in Oslo on Thursday. \"We agree on a truce,\" Minister Per Dahl said.";
    assert!(first(met, EventType::Consult).place.is_some());
    assert_eq!(place("Kenya condemned the attacks in Somalia.", EventType::Accuse), "");
}

#[test]
fn a_state_is_the_place_only_where_its_sentence_names_it() {
    let text = "Chad is poor. Its schools lack books. Soldiers toppled the president. Many fled.";
    assert_eq!(place(text, EventType::Assault), "");
}

#[test]
fn days_joined_are_an_interval() {
    let when = first("Army planes bombed the villages on Tuesday and Wednesday.", EventType::Assault).date.map(|d| d.when);
    assert_eq!(when.map(|w| (w.first, w.last)), Some((date(2020, 6, 2), date(2020, 6, 3))));
}

#[test]
fn the_sentence_has_the_day_of_its_deed() {
    let text = "Police detained dozens of people at crowds demanding the release of prisoners on Wednesday.";
    assert_eq!(first(text, EventType::Coerce).date.map(|d| d.when.first), Some(date(2020, 6, 3)));
}

#[test]
fn accusers_without_a_name_are_unnamed() {
    assert_eq!(sources("The army was accused of torturing villagers in Ituri.", EventType::Assault), ["unnamed"]);
    assert_eq!(sources("Chad was accused by Amnesty International of torturing villagers.", EventType::Assault), ["Amnesty International"]);
}

#[test]
fn what_is_written_has_its_author() {
    let text = "Rebels attacked a base near Kidal, killing six soldiers, according to an army statement.";
    assert_eq!(sources(text, EventType::Assault), ["army"]);
}

#[test]
fn denied_reports_still_tell() {
    let e = first("The governor denied reports that soldiers killed two farmers near Kidal.", EventType::Assault);
    assert_eq!((e.status.as_str(), e.denied_by.len()), ("occurred", 1));
    let e = first("Chad accused Sudan of arming rebels, a charge that Sudan denied.", EventType::Accuse);
    assert_eq!(e.denied_by.len(), 1);
}

#[test]
fn an_encyclopaedia_tells_of_the_past() {
    let text = "Operation Blue Heron was a military operation by the army. Troops attacked rebels near Kidal.";
    assert!(coded(text, None, EventType::Assault).historical);
    assert!(!first(text, EventType::Assault).historical);
}

#[test]
fn places_of_events() {
    for (text, trigger, place) in [
        // What is shut or held lies where that happens.
        ("Egypt has sealed Gaza's borders.", "sealed", Some("Gaza")),
        ("Angry farmers barricaded the Amritsar highway on Tuesday.", "barricaded", Some("Amritsar highway")),
        // A town before its region, and a site in a town.
        ("Soldiers killed 12 insurgents in an ambush in Yobe state, near the town of Geidam.", "killed", Some("Geidam")),
        ("The militia said it had captured Tripoli's international airport.", "captured", Some("Tripoli's international airport")),
        ("Gunmen shot two men dead at a checkpoint south of Nablus.", "shot", Some("Nablus")),
        ("The army shelled the district of Bab al-Tabbaneh in the city of Tripoli.", "shelled", Some("Bab al-Tabbaneh")),
        // The deed told again.
        ("Gunmen attacked a bus in western Afghanistan on Sunday. The ambush took place in Herat.", "attacked", Some("Herat")),
        // Whence one shoots, and what one speaks of, is not where it happens.
        ("Rocket fire from Gaza hit a house in Sderot.", "fire", Some("Sderot")),
        ("The Security Council discussed the crisis in Burundi.", "discussed", None),
        // What came before the story, or elsewhere.
        ("Rebels raided Dori on Monday. They had bombed embassies before.", "bombed", None),
    ] {
        let document = Document { id: "t".to_owned(), text: text.to_owned(), ..Document::default() };
        let event = ENGINE.code(document).events.into_iter().find(|e| e.trigger.of(text).contains(trigger));
        let event = event.unwrap_or_else(|| panic!("no `{trigger}` in `{text}`"));
        assert_eq!(event.place.map(|p| p.name).as_deref(), place, "{text}");
    }
}
