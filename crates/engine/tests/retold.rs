//! One record a deed, on sentences of our own: what is told again, and what is no deed.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_knowledge::EventType;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// The number of events of a type.
fn count(text: &str, event_type: EventType) -> usize {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    ENGINE.code(document).events.iter().filter(|e| e.event_type == event_type).count()
}

#[test]
fn a_person_who_is_named_is_killed_once() {
    let text = "Gunmen in Karachi have killed Imran Qazi, a union leader. Mr. Qazi was shot dead on Sunday as he left a mosque.";
    assert_eq!(count(text, EventType::Assault), 1);
}

#[test]
fn as_many_people_of_a_kind_are_the_same() {
    let text =
        "Two German reporters were killed in Baghlan on Saturday. The two journalists were shot dead in their tent in Baghlan province.";
    assert_eq!(count(text, EventType::Assault), 1);
    let text = "Two reporters were killed in Baghlan on Saturday. Elsewhere, two reporters were shot dead in Kunduz.";
    assert_eq!(count(text, EventType::Assault), 2);
}

#[test]
fn the_men_told_of_before_are_detained_once() {
    let text = "The navy arrested five Indian fishermen on Monday. A spokesman said the five men were detained off the coast.";
    assert_eq!(count(text, EventType::Coerce), 1);
}

#[test]
fn two_means_in_one_phrase_are_one_deed() {
    assert_eq!(count("Civilians in Idlib are facing shelling and airstrikes by the army.", EventType::Assault), 1);
}

#[test]
fn the_explosion_is_the_bomb_told_before() {
    let text = "A bomb exploded outside a court in Quetta on Monday, killing four people. The explosion wounded 20 others.";
    assert_eq!(count(text, EventType::Assault), 1);
}

#[test]
fn who_calls_a_deed_something_did_not_do_it() {
    assert_eq!(count("A spokesman, Omar Rage, called the incursion an act of war.", EventType::Assault), 0);
}

#[test]
fn habits_and_duties_are_no_deeds() {
    assert_eq!(count("Talks began in Lima on Monday. Gangs threaten shopkeepers who do not pay.", EventType::Threaten), 0);
    assert_eq!(count("Talks began in Lima on Monday. Soldiers often attack villagers there.", EventType::Assault), 0);
    assert_eq!(count("The rebels shelled the soldiers guarding the dam.", EventType::Mobilize), 0);
    assert_eq!(count("Both sides exaggerate the number of people killed.", EventType::Assault), 0);
}

#[test]
fn a_boss_whom_the_law_captures_is_arrested() {
    let text =
        "The cartel moves cocaine and heroin, and its gang of criminals runs extortion. Its kingpin, Luis Mora, was captured in Cali.";
    assert_eq!((count(text, EventType::Coerce), count(text, EventType::Assault)), (1, 0));
}

#[test]
fn the_signing_tells_the_agreement() {
    let text = "Turkey signed a border agreement with Iraq on Monday.";
    assert_eq!((count(text, EventType::Support), count(text, EventType::Agree)), (1, 0));
}

#[test]
fn what_is_only_thought_of_is_no_deed() {
    assert_eq!(count("The cartel is capable of gunning down eight policemen.", EventType::Assault), 0);
    assert_eq!(count("The envoy suggested offering more money to the army of Peru.", EventType::Agree), 0);
    assert_eq!(count("There were no reports of attacks in Lima.", EventType::Assault), 0);
    assert_eq!(count("Attacking farmers does not bring peace to Darfur.", EventType::Assault), 0);
    assert_eq!(count("Killing the general angered Iran.", EventType::Assault), 1);
}
