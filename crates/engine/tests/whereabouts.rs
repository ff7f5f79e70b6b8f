//! Where deeds are done and things are said, on sentences of our own.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_knowledge::EventType as T;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// The places of the events of a type.
fn places(text: &str, of: T) -> Vec<Option<String>> {
    let document = Document { id: "t".to_owned(), text: text.to_owned(), ..Document::default() };
    let events = ENGINE.code(document).events;
    events.into_iter().filter(|e| e.event_type == of).map(|e| e.place.map(|p| p.name)).collect()
}

/// The place of the first event of a type.
fn place(text: &str, of: T) -> Option<String> {
    places(text, of).into_iter().next().flatten()
}

fn at(text: &str, of: T, expected: &str) {
    assert_eq!(place(text, of).as_deref(), Some(expected), "{text}");
}

#[test]
fn the_next_sentences_narrow_the_lead() {
    at(
        "A bomb killed six people in the south of Yemen. Witnesses say it went off outside a bakery in the town of Lahij.",
        T::Assault,
        "Lahij",
    );
    at("Clashes broke out in Chad on Monday. The fighting is around the town of Abeche.", T::Assault, "Abeche");
    at("A bomb killed six people in Yemen. In another attack, gunmen shot a guard in Lahij.", T::Assault, "Yemen");
}

#[test]
fn who_tells_of_a_deed_may_live_there() {
    at("Officials in Kismayo say a roadside bomb has killed two soldiers.", T::Assault, "Kismayo");
}

#[test]
fn a_state_rules_at_home() {
    at("Peru has imposed a curfew.", T::Coerce, "Peru");
    at("Nepal's central government has banned the newspaper.", T::Coerce, "Nepal");
    at("Kenyan troops shelled militants in the country's northeast, Kenya's army said.", T::Assault, "Kenya");
}

#[test]
fn what_is_said_is_said_where_its_speaker_speaks() {
    at("A Lagos court has rejected the appeal of a former minister.", T::Reject, "Lagos");
    at("Foreign Minister Ali Treki accused Chad of arming the rebels. He made the remarks on Tuesday in Khartoum.", T::Accuse, "Khartoum");
    at("The former leader went on trial in Bamako on Monday.", T::Accuse, "Bamako");
    assert_eq!(place("Women blocked a road at Kenema, alleging that the army had helped the gunmen.", T::Aid), None);
}

#[test]
fn a_visitor_meets_his_hosts_where_he_is() {
    let text = "President Keita is on a visit to Oslo. He also met with Norwegian Prime Minister Erna Solberg.";
    assert_eq!(places(text, T::Consult), [Some("Oslo".to_owned()), Some("Oslo".to_owned())]);
}

#[test]
fn a_crowd_demands_where_it_gathers() {
    let text = "Dozens of students gathered outside the Russian Embassy in Nairobi to call on Moscow to end its war.";
    at(text, T::Request, "Russian Embassy");
}

#[test]
fn a_dateline_gives_the_place_of_talks_and_capitals() {
    let text = "ABUJA, Nigeria -- Peace talks between the Chadian government and two rebel groups went on for a third day.";
    at(text, T::Consult, "ABUJA");
    at("KATHMANDU, 24 Aug 2005 - Police used batons against students who rallied in the capital.", T::Protest, "KATHMANDU");
}

#[test]
fn what_the_next_sentence_says_of_the_demand() {
    let text = "The senate of Chad condemned the raid. The statement was adopted at a special session in Abeche.";
    at(text, T::Accuse, "Abeche");
}

#[test]
fn what_is_taken_lost_and_attacked_is_the_place() {
    at("The rebels drove the army from Khartoum in 2012.", T::Assault, "Khartoum");
    at("The rebels lost most of Bukavu to the army.", T::Assault, "Bukavu");
    at("He condemned the attacks on the United States.", T::Assault, "United States");
}
