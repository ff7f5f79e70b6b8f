//! Who did it to whom, on sentences of our own.

mod common;

use common::{ENGINE, sides};
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_text::Document;

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
fn groups_that_are_counted_are_those_named_later() {
    let text = "Two rebel groups said on Monday that they would end a truce with Chad. The Justice and Equality Movement and the Sudan \
                Liberation Movement blamed the army.";
    let (actors, _) = sides(text, EventType::Reject);
    assert_eq!(actors, ["Justice and Equality Movement", "Sudan Liberation Movement"]);
}

#[test]
fn a_seat_is_named_by_itself_where_its_state_is_not() {
    assert_eq!(sides("Ankara condemned the raid on Monday.", EventType::Accuse).0, ["Ankara"]);
    assert_eq!(sides("Ankara condemned the raid on Monday. Turkey is at odds with Chad.", EventType::Accuse).0, ["Turkey"]);
}

#[test]
fn jets_are_those_of_the_military_that_the_report_names() {
    let text = "Fighter jets bombed a rebel camp on Monday. Chad's military said ten rebels were killed.";
    assert_eq!(sides(text, EventType::Assault).0, ["Chad's military"]);
}

#[test]
fn a_refusal_is_towards_those_who_act_on_it() {
    let text = "Rebels resumed attacks because Chad's government refused to extend the ceasefire.";
    assert_eq!(sides(text, EventType::Reject).1, ["Rebels"]);
}

#[test]
fn what_was_seized_belonged_to_those_whose_homes_were_searched() {
    let text = "Police seized leaflets and a gun during a search of the homes of suspected al-Shabab members in Mandera.";
    assert_eq!(sides(text, EventType::Coerce).1, ["al-Shabab"]);
}

#[test]
fn an_outcry_is_about_those_who_act_in_spite_of_it() {
    let text = "Ghana lifted a ban on hunting, despite an outcry from activists.";
    assert_eq!(sides(text, EventType::Accuse).1, ["Ghana"]);
}

#[test]
fn those_who_are_withdrawn_are_no_recipients() {
    assert!(sides("The charity evacuated its staff from Beni.", EventType::Sanction).1.is_empty());
}

#[test]
fn who_is_punished_for_what_he_did_did_it() {
    let text = "The Security Council imposed sanctions on North Korea over its nuclear test.";
    assert_eq!(sides(text, EventType::Mobilize).0, ["North Korea"]);
}

#[test]
fn areas_under_control_of_somebody_are_taken_from_him() {
    let text = "Soldiers retook areas under rebel control on Monday.";
    assert_eq!(sides(text, EventType::Assault).1, ["rebels"]);
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

/// Names and codes of all who take part in the first event of a type, and its place.
fn taking_part(text: &str, event_type: EventType) -> (Vec<String>, Option<String>) {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    let coded = ENGINE.code(document);
    let event = coded.events.into_iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type:?} in `{text}`"));
    let named = |p: &Participant| format!("{} {}", p.name, p.codes.join(" "));
    (event.actors.iter().chain(&event.recipients).map(named).collect(), event.place.map(|p| p.name))
}

#[test]
fn peoples_are_sides_and_no_places() {
    let (sides, place) = taking_part("Clashes between Hazaras and Kuchi nomads broke out in Wardak province.", EventType::Assault);
    assert_eq!((sides, place.as_deref()), (vec!["Hazaras CVL".to_owned(), "Kuchi nomads AFGCVL".to_owned()], Some("Wardak")));
    let (sides, _) = taking_part("In Rwanda, Hutu militiamen attacked Tutsis on Monday.", EventType::Assault);
    assert_eq!(sides, ["Hutu militiamen RWAPRM", "Tutsis RWACVL"]);
    let (sides, _) = taking_part("Gunmen killed nine Iraqi Christians on Monday.", EventType::Assault);
    assert_eq!(sides, ["Gunmen UAF", "Iraqi Christians IRQCHR"]);
}

#[test]
fn a_name_that_is_more_than_a_peoples_needs_people_around_it() {
    let (sides, _) = taking_part("Karen villagers attacked the Mon on Monday.", EventType::Assault);
    assert_eq!(sides.len(), 2, "{sides:?}");
    assert!(sides.iter().all(|s| s.ends_with("CVL")), "{sides:?}");
    let (sides, _) = taking_part("Karen Brandt met Aldo Moro on Monday.", EventType::Consult);
    assert!(sides.iter().all(|s| !s.contains("CVL")), "{sides:?}");
    let (_, place) = taking_part("The army shelled rebels in Kachin on Monday.", EventType::Assault);
    assert_eq!(place.as_deref(), Some("Kachin"));
}

#[test]
fn half_of_a_divided_country() {
    let text = "The United States, which has troops in South Korea, has accused the North of sinking a ship.";
    assert_eq!(sides(text, EventType::Accuse).1, ["North Korea"]);
}

#[test]
fn what_stands_between_commas_is_no_side() {
    let text = "In the capital, Pristina, Gates reaffirmed U.S. support for Kosovo.";
    assert_eq!(sides(text, EventType::Support).0, ["Gates"]);
    let text = "The two men, both former ministers, were accused by prosecutors of theft.";
    assert_eq!(sides(text, EventType::Accuse).1, ["men"]);
}

#[test]
fn a_noun_stands_for_the_one_who_is_named_with_it_or_told_of() {
    for (text, event_type, side) in [
        ("Blogger Karim Amer was freed on Monday. Guards had beaten the blogger, rights groups said.", EventType::Assault, "Karim Amer"),
        ("General Rado Malic was flown to The Hague. Judges will try the fugitive for genocide.", EventType::Accuse, "Rado Malic"),
        ("The head of the aid group, Paul Forman, was held. Officials accused the Briton of spying.", EventType::Accuse, "Paul Forman"),
        ("Peru says it will not free a Canadian woman. Laura Benson was sentenced in 1996 to 20 years.", EventType::Reject, "Laura Benson"),
        (
            "Iran has freed a British man. London had pressed Tehran for months to let the man, Peter Crane, go.",
            EventType::Retreat,
            "Peter Crane",
        ),
    ] {
        assert_eq!(sides(text, event_type).1, [side], "{text}");
    }
}

#[test]
fn who_let_somebody_go_had_taken_him() {
    let text = "Marsh rebels freed a Kenyan driver on Monday. The driver was kidnapped in October.";
    assert_eq!(sides(text, EventType::Assault).0, ["Marsh rebels"]);
    let text = "Gunmen abducted two engineers in Basra. The engineers were freed in a raid on Friday.";
    assert!(sides(text, EventType::Retreat).0.is_empty());
}

#[test]
fn an_arrest_in_the_raids_is_by_those_who_made_them() {
    let text = "Turkish police raided a newspaper in Izmir on Monday. Six men were arrested in the raids.";
    assert!(sides(text, EventType::Coerce).0.contains(&"Turkish police".to_owned()));
}

#[test]
fn what_is_believed_of_a_subject_only_describes_it() {
    let text = "Smugglers thought to be from Chad shot a guard in Libya on Monday.";
    assert!(sides(text, EventType::Assault).0.iter().any(|a| a.contains("Smugglers") || a.contains("Chad")));
}

#[test]
fn the_accuser_is_who_was_shelled() {
    let text = "Chad accused Sudan of shelling the border town of Adre on Friday.";
    assert_eq!(sides(text, EventType::Assault).1, ["Chad"]);
}

#[test]
fn a_petition_speaks_for_whoever_it_is_from() {
    let text = "The court rejected a petition from the Green Party demanding a new vote.";
    assert_eq!(sides(text, EventType::Request).0, ["Green Party"]);
}

#[test]
fn fighting_opens_a_sentence_as_a_noun() {
    let text = "Fighting broke out between the rebels and government troops near Tokar on Monday.";
    assert_eq!(sides(text, EventType::Assault).0, ["rebels", "government troops"]);
}

#[test]
fn whoever_extradites_and_whoever_receives_work_together() {
    assert_eq!(sides("Oman extradited a smuggler to Peru on Monday.", EventType::Cooperate).0, ["Oman", "Peru"]);
}

#[test]
fn who_is_freed_or_sentenced_is_not_judged() {
    let text = "The European Union welcomed the release of 40 activists in Belarus.";
    assert!(sides(text, EventType::Support).1.is_empty());
    let text = "Rights groups condemned the prison term imposed on a lawyer.";
    assert!(sides(text, EventType::Accuse).1.is_empty());
}

#[test]
fn a_march_is_against_whom_it_asks_or_reaches() {
    let text = "Thousands of people marched through Minsk to demand that President Karo resign.";
    assert_eq!(sides(text, EventType::Protest).1, ["Karo"]);
    let text = "Nurses marched to the health ministry on Monday.";
    assert!(sides(text, EventType::Protest).1.iter().any(|r| r.contains("ministry")));
}

#[test]
fn a_town_that_a_militia_seized_is_retaken_from_it() {
    let text = "Chad's army has retaken the town of Adre, which the militia seized last week.";
    assert_eq!(sides(text, EventType::Assault).1, ["militia"]);
}
