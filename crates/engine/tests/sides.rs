//! Who did it to whom, on sentences of our own.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_knowledge::EventType;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// Actors and recipients of the first event of a type.
fn sides(text: &str, event_type: EventType) -> (Vec<String>, Vec<String>) {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    let coded = ENGINE.code(document);
    let event = coded.events.into_iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type:?} in `{text}`"));
    (event.actors.into_iter().map(|a| a.name).collect(), event.recipients.into_iter().map(|r| r.name).collect())
}

#[test]
fn who_said_the_clause_before_goes_on_to_speak() {
    let text = "The ministry of Chad maintained that the soldiers had been fired upon and accused Libya of plotting a coup.";
    let (actors, recipients) = sides(text, EventType::Accuse);
    assert!(actors.iter().any(|a| a.contains("ministry")), "{actors:?}");
    assert_eq!(recipients, ["Libya"]);
}

#[test]
fn a_spokesman_behind_his_body_speaks() {
    let text = "A spokesman for the Justice and Equality Movement, Adam Karo, rejected the offer.";
    assert_eq!(sides(text, EventType::Reject).0, ["Adam Karo"]);
}

#[test]
fn a_title_stands_for_its_bearer() {
    let text = "Rebels of General Paul Okoro took Beni on Monday. Later the general declared a ceasefire.";
    assert_eq!(sides(text, EventType::Concede).0, ["Paul Okoro"]);
}

#[test]
fn a_hyphen_parts_no_subject() {
    let text = "The UN Secretary-General, Antonio Guterres, flew to Benghazi on Friday and met Khalifa Haftar.";
    assert!(sides(text, EventType::Consult).0.contains(&"Antonio Guterres".to_owned()));
}

#[test]
fn a_dash_behind_a_dateline_does() {
    let text = "The visit was short. ROME - Anna Brandt accused Libya of plotting a coup on Saturday.";
    assert_eq!(sides(text, EventType::Accuse).0, ["Anna Brandt"]);
}

#[test]
fn sides_of_clashes_are_told_past_a_place() {
    let text = "Clashes have broken out south of the Libyan capital between the Libyan National Army and the Tuareg militia.";
    let (actors, _) = sides(text, EventType::Assault);
    assert!(actors.contains(&"Libyan National Army".to_owned()), "{actors:?}");
}

#[test]
fn what_is_voted_is_done() {
    let (actors, recipients) = sides("The Security Council voted on Monday to impose sanctions on Eritrea.", EventType::Sanction);
    assert_eq!((actors, recipients), (vec!["Security Council".to_owned()], vec!["Eritrea".to_owned()]));
}

#[test]
fn whoever_one_agrees_to_meet_is_a_side() {
    let (actors, _) = sides("Chad's government has agreed to hold talks with rebel leaders in Gabon.", EventType::Consult);
    assert_eq!(actors, ["Chad's government", "rebel leaders"]);
}

#[test]
fn his_country_is_the_speakers_own() {
    let (actors, _) = sides("Kosovo's prime minister said his country would not recognize the vote of the Serbs.", EventType::Reject);
    assert_eq!(actors, ["Kosovo"]);
}

#[test]
fn a_verb_of_two_parts_has_its_subject() {
    assert_eq!(sides("North Korea test-fired a short-range missile on Thursday.", EventType::Mobilize).0, ["North Korea"]);
}

#[test]
fn a_named_town_is_where_it_happened_and_not_whom_it_hit() {
    let (_, recipients) = sides("Rebels attacked the northern Malian town of Kidal on Monday.", EventType::Assault);
    assert!(recipients.is_empty(), "{recipients:?}");
}
