//! Who does what in the long sentences of newspapers.

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
fn a_relative_clause_goes_on_until_a_comma_closes_it() {
    let text = "The premier took office after the fall of Omar Keita, who fled to Ghana and was later granted asylum in Chad.";
    assert_eq!(sides(text, EventType::Aid), (vec!["Chad".to_owned()], vec!["Omar Keita".to_owned()]));
}

#[test]
fn a_name_beside_a_body_names_the_person_before_it() {
    let text = "A judge of the country's High Court, Lina Ortiz, ordered the arrest of the mayor on Friday.";
    assert_eq!(sides(text, EventType::Coerce).0, ["Lina Ortiz"]);
}

#[test]
fn a_subject_behind_a_fronted_participle_acts() {
    let text = "Speaking to reporters in Geneva, the UN envoy, Anna Lindt, urged both sides to respect the truce.";
    assert_eq!(sides(text, EventType::Request).0, ["Anna Lindt"]);
}

#[test]
fn a_text_speaks_for_those_who_adopted_it() {
    let text = "Chad's parliament approved a resolution that urges the army to free the prisoners.";
    assert_eq!(sides(text, EventType::Request).0, ["Chad's parliament"]);
}

#[test]
fn the_past_does_not_go_on_with_a_gerund() {
    let text = "Israel accused Iran of supplying the group with missiles and demanded sanctions.";
    assert_eq!(sides(text, EventType::Request).0, ["Israel"]);
}

#[test]
fn an_army_says_of_somebody_else_that_he_must_go() {
    let text = "President Karim Aziz addressed the nation on Monday. The army's general staff said he must resign.";
    assert_eq!(sides(text, EventType::Request), (vec!["general staff".to_owned()], vec!["Karim Aziz".to_owned()]));
}

#[test]
fn the_owner_of_an_arrest_is_arrested() {
    assert_eq!(sides("Riots broke out after his arrest by soldiers, a lawyer for Adam Karo said.", EventType::Coerce).0, ["soldiers"]);
    assert_eq!(sides("The mayor's murder shocked Lagos.", EventType::Assault), (vec![], vec!["mayor".to_owned()]));
}

#[test]
fn people_are_coordinated_with_people() {
    let text = "Police arrested the editor of the newspaper and two of its reporters.";
    assert!(sides(text, EventType::Coerce).1.contains(&"reporters".to_owned()));
}
