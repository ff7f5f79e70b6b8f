//! Who does what in the long sentences of newspapers.

mod common;

use common::sides;
use truceline_knowledge::EventType;

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
