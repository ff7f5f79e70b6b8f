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

#[test]
fn later_mentions_far_from_the_first_are_the_same_deed() {
    let text = "Rebel chief Abdul Wahid was arrested in Juba on Monday. Aid workers fear for his health. His wife says she has no news. \
                The weather is bad. Wahid was arrested by soldiers.";
    assert_eq!(count(text, EventType::Coerce), 1);
    let text = "The rebels have ended their ceasefire. The talks had gone well for weeks. Nobody knows why. The weather is bad. \
                Since the rebels called off the truce, no food has come.";
    assert_eq!(count(text, EventType::Reject), 1);
    let text = "A blast hit a market in Kayseri on Monday. Hospitals were full. People gave blood. The weather was bad. Rain fell. \
                The blast in Kayseri was the work of a lone bomber.";
    assert_eq!(count(text, EventType::Assault), 1);
}

#[test]
fn one_of_many_is_the_deed_itself() {
    let text = "Rebels in Chad have attacked an eastern town, in one of their biggest assaults this year.";
    assert_eq!(count(text, EventType::Assault), 1);
}

#[test]
fn wars_trends_and_people_in_general_are_no_deeds() {
    assert_eq!(count("The gang has been fighting to topple the king since 1996.", EventType::Assault), 0);
    assert_eq!(count("Army troops have been fighting rebels in Goma since Monday.", EventType::Assault), 1);
    assert_eq!(count("The ministry reported an increase in attacks on police.", EventType::Assault), 0);
    assert_eq!(count("There was a surge in clashes between Mali's army and the rebels.", EventType::Assault), 1);
}
