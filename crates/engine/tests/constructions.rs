//! Who acts and who is acted on in constructions that no pattern spells out, on sentences of our own.

mod common;

use common::{ENGINE, sides};
use truceline_events::{Event, Status};
use truceline_knowledge::EventType as T;
use truceline_text::Document;

#[test]
fn relative_pronouns_stand_for_their_nouns() {
    let text = "Police detained 12 men, four of whom were later charged with treason.";
    assert_eq!(sides(text, T::Accuse).1, ["men"]);
    assert_eq!(sides("The militia to which France sent weapons denied the report.", T::Aid).1, ["militia"]);
    let text = "The unrest angered North Korea, which responded by boycotting the talks.";
    assert_eq!(sides(text, T::Reject).0, ["North Korea"]);
}

#[test]
fn who_speaks_between_commas_does_not_act() {
    let text = "The militia, the UN says, executed 20 prisoners in March.";
    assert_eq!(sides(text, T::Assault), (vec!["militia".to_owned()], vec!["prisoners".to_owned()]));
}

#[test]
fn who_is_told_does_not_act() {
    assert_eq!(sides("The minister told reporters police had arrested ten men.", T::Coerce).0, ["police"]);
    let text = "Petrov told the court he and other organizers were beaten by police.";
    assert_eq!(sides(text, T::Assault), (vec!["police".to_owned()], vec!["Petrov".to_owned(), "organizers".to_owned()]));
}

#[test]
fn joined_subjects_act_together() {
    assert_eq!(sides("Chad as well as Niger sent troops to Cameroon.", T::Mobilize).0, ["Chad", "Niger"]);
    let text = "The army, which backs the president, and the rebels, who hold the port, agreed to a truce.";
    assert_eq!(sides(text, T::Agree).0, ["army", "rebels"]);
    assert_eq!(sides("Kenya and Somalia blamed each other for the raid.", T::Accuse).0, ["Kenya", "Somalia"]);
}

#[test]
fn what_somebody_has_done_is_his_deed() {
    let text = "The army had three officers arrested on Friday.";
    assert_eq!(sides(text, T::Coerce), (vec!["army".to_owned()], vec!["officers".to_owned()]));
    let text = "The king ordered two judges arrested.";
    assert_eq!(sides(text, T::Coerce), (vec!["king".to_owned()], vec!["judges".to_owned()]));
    let text = "Soldiers declared the president deposed.";
    assert_eq!(sides(text, T::Assault), (vec!["Soldiers".to_owned()], vec!["president".to_owned()]));
}

#[test]
fn verbs_of_two_parts_have_their_subject_and_receiver() {
    assert_eq!(sides("India test-launched a missile that can carry a warhead.", T::Mobilize).0, ["India"]);
    assert_eq!(sides("Albania handed the smuggler over to Greek police.", T::Cooperate).0, ["Albania", "Greek police"]);
}

#[test]
fn what_is_under_way_goes_on() {
    let status = |text: &str| events(text, T::Consult).iter().map(|e| e.status).collect::<Vec<_>>();
    assert_eq!(status("Talks between Chad and Niger are underway in Doha."), [Status::Ongoing]);
    assert_eq!(status("A new round of peace talks is under way in Doha."), [Status::Ongoing]);
    assert_eq!(status("Talks on the future of Kosovo opened in Vienna on Monday."), [Status::Occurred]);
}

#[test]
fn a_campaign_is_where_it_is_aimed() {
    let text = "The minister met the premier in Baghdad, where the two leaders discussed the campaign to liberate the Iraqi city of Mosul from Islamic State.";
    let places: Vec<_> = events(text, T::Assault).into_iter().filter_map(|e| e.place).map(|p| p.name.to_string()).collect();
    assert_eq!(places, ["Mosul"]);
}

#[test]
fn participles_in_front_tell_of_whoever_is_named_behind() {
    assert_eq!(sides("Killed in the ambush were three Senegalese peacekeepers.", T::Assault).1, ["Senegalese peacekeepers"]);
    assert_eq!(sides("Among those killed in the raid was the mayor of Goma.", T::Assault).1, ["mayor of Goma"]);
}

#[test]
fn some_of_them_are_they() {
    for word in ["some", "many", "most", "several", "all", "at least 20"] {
        let text = format!("Police arrested {word} of the protesters.");
        assert_eq!(sides(&text, T::Coerce).1, ["protesters"], "{text}");
    }
}

fn events(text: &str, event_type: T) -> Vec<Event> {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    ENGINE.code(document).events.into_iter().filter(|e| e.event_type == event_type).collect()
}

#[test]
fn each_line_of_a_strike_list_is_one_deed_against_those_whom_the_strikes_are_against() {
    let text = "On May 10, Coalition forces conducted nine strikes against ISIL in Syria.\n\n\
                Near Palmyra, two strikes engaged a tactical unit and destroyed three vehicles.\n\n\
                Near Ayn Isa, one strike destroyed a weapons cache.";
    let told: Vec<(String, Vec<String>, Vec<String>)> = events(text, T::Assault)
        .into_iter()
        .map(|e| {
            let names = |side: Vec<truceline_mentions::Participant>| side.into_iter().map(|p| p.name).collect();
            (e.place.map(|p| p.name).unwrap_or_default(), names(e.actors), names(e.recipients))
        })
        .collect();
    let line = |place: &str| (place.to_owned(), vec!["Coalition forces".to_owned()], vec!["ISIL".to_owned()]);
    assert_eq!(told, ["Syria", "Palmyra", "Ayn Isa"].map(line));
}

#[test]
fn accidents_are_no_deeds_and_fires_beside_a_protest_are_the_crowds() {
    assert!(events("Scores of people were killed after the storm ripped through the region.", T::Assault).is_empty());
    let text = "Thousands marched through Honiara on Monday. A police station was set ablaze.";
    let modes: Vec<_> = events(text, T::Protest).into_iter().filter_map(|e| e.mode).collect();
    assert!(modes.iter().any(|m| m == "vandalize"), "{modes:?}");
}

#[test]
fn the_next_sentence_of_an_old_story_is_old() {
    let text = "Ghana freed two editors on Monday. Soldiers overthrew the king in 1991. They banned all parties.";
    let banned = events(text, T::Coerce);
    assert!(banned.iter().all(|e| e.historical) && !banned.is_empty(), "{banned:?}");
}
