//! Who used force against whom, on sentences of our own.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_knowledge::EventType;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// Actors and recipients of all uses of force, in text order.
fn force(text: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    let events = ENGINE.code(document).events.into_iter().filter(|e| e.event_type == EventType::Assault);
    events.map(|e| (e.actors.into_iter().map(|a| a.name).collect(), e.recipients.into_iter().map(|r| r.name).collect())).collect()
}

/// The one use of force that a text tells.
fn only(text: &str) -> (Vec<String>, Vec<String>) {
    let mut found = force(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.remove(0)
}

#[test]
fn a_fight_has_its_sides_whoever_fell_in_it() {
    let (actors, recipients) = only("Six traders were killed in clashes between the army and Fulani herdsmen near Jos.");
    assert_eq!((actors.len(), recipients.len()), (2, 0));
    let (actors, recipients) = only("Two marines and five gunmen died in a firefight on the island of Jolo.");
    assert_eq!((actors.len(), recipients.len()), (2, 0), "{actors:?}");
}

#[test]
fn fighting_is_told_again_by_who_fights_where() {
    let (actors, _) = only("Fighting raged in Taiz, where the army is battling the Houthis.");
    assert_eq!(actors.len(), 2);
}

#[test]
fn a_noun_in_ing_behind_a_preposition_is_a_noun() {
    let (actors, recipients) = only("Two guards were killed in firing by Pakistani troops in Kashmir.");
    assert!(actors[0].contains("troops") && recipients[0].contains("guards"), "{actors:?} {recipients:?}");
}

#[test]
fn whoever_is_held_until_he_is_freed_holds_nobody() {
    let (actors, recipients) = only("A teacher held hostage for 40 days by the Abu Sayyaf was freed on Sunday.");
    assert_eq!((actors, recipients), (vec!["Abu Sayyaf".to_owned()], vec!["teacher".to_owned()]));
}

#[test]
fn who_fired_the_rocket_hit_the_house() {
    let (actors, _) = only("A rocket fired by Palestinian militants struck a house in Ashkelon.");
    assert!(actors[0].contains("militants"), "{actors:?}");
}

#[test]
fn victims_stand_behind_their_attackers_and_before_their_murder() {
    let (actors, recipients) = only("The killing by US troops of 15 Iraqi civilians shocked the city.");
    assert!(actors[0].contains("troops") && recipients[0].contains("civilians"), "{actors:?} {recipients:?}");
    let (actors, recipients) = only("The reporter's murder by a colonel in Minsk was covered up.");
    assert!(actors[0].contains("colonel") && recipients[0].contains("reporter"), "{actors:?} {recipients:?}");
}

#[test]
fn who_pays_for_a_deed_did_it() {
    let (actors, recipients) = only("A court in Manila sentenced two men to life in prison for the abduction of a trader.");
    assert!(actors[0].contains("men") && recipients[0].contains("trader"), "{actors:?} {recipients:?}");
    let (actors, _) = only("The rebels apologised for the killing of two nurses.");
    assert_eq!(actors, ["rebels"]);
}

#[test]
fn accidents_are_no_deeds() {
    assert!(force("An army truck overturned near Jos, killing nine soldiers.").is_empty());
    assert!(force("A gas cylinder exploded in a restaurant in Adana on Friday, killing two cooks.").is_empty());
    assert_eq!(force("A suicide car bomb exploded in Adana on Friday, killing two cooks.").len(), 1);
}

#[test]
fn no_group_did_what_no_group_claims() {
    let (actors, _) = only("The blast, for which no group claimed responsibility, killed the governor of Logar.");
    assert!(actors.is_empty(), "{actors:?}");
}
