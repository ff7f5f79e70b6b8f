//! What the picture of one report holds, on sentences of our own.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_mentions::Participant;
use truceline_text::Document;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

fn picture(text: &str) -> truceline_picture::Picture {
    let published = "2019-05-15".parse().ok();
    ENGINE.code(Document { id: "t".to_owned(), published, text: text.to_owned(), ..Document::default() }).picture
}

fn posts(text: &str) -> Vec<(String, String)> {
    let of = |p: Option<Participant>| p.map(|p| p.name).unwrap_or_default();
    picture(text).membership.into_iter().map(|m| (m.member.name, of(m.of))).collect()
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

#[test]
fn posts_without_a_title_before_the_name() {
    assert!(
        posts("Anna Brandt, who heads the World Health Organization, spoke on Monday.")
            .contains(&pair("Anna Brandt", "World Health Organization"))
    );
    assert!(posts("Presidents Idriss Deby of Chad and Paul Biya of Cameroon met on Monday.").contains(&pair("Paul Biya", "Cameroon")));
    assert!(posts("John Moore, appointed last week as NATO's special envoy, arrived.").contains(&pair("John Moore", "NATO")));
}

#[test]
fn words_that_narrow_a_post_are_no_body() {
    let found = posts("Deputy Interior Minister Peter Lang resigned in Kenya on Monday. Kenya mourned.");
    assert_eq!(found, [pair("Peter Lang", "Kenya")]);
}

#[test]
fn flight_and_mass_arrests_are_tolls() {
    let tolls = |text: &str| picture(text).toll.into_iter().map(|t| (t.kind, t.low)).collect::<Vec<_>>();
    assert_eq!(tolls("Some 3,000 villagers abandoned their homes near the border on Monday."), [("displaced", Some(3_000))]);
    assert_eq!(tolls("Police arrested 40 demonstrators in the square on Monday."), [("captured", Some(40))]);
    assert_eq!(tolls("Police arrested two men in the square on Monday."), []);
}

#[test]
fn tolls_with_a_number_for_a_subject_and_over_days() {
    let tolls = |text: &str| picture(text).toll.into_iter().map(|t| (t.kind, t.low, t.scope)).collect::<Vec<_>>();
    assert_eq!(
        tolls("Shells struck a market in Khartoum on Monday, and 18 people were killed and 106 wounded, doctors said."),
        [("killed", Some(18), "incident"), ("injured", Some(106), "incident")]
    );
    assert_eq!(
        tolls("More than 9,000 people have been killed and 5.6 million displaced since April."),
        [("killed", Some(9_000), "cumulative"), ("displaced", Some(5_600_000), "cumulative")]
    );
    assert_eq!(tolls("Hundreds of thousands of people have fled the city."), [("displaced", Some(200_000), "cumulative")]);
    assert_eq!(tolls("At least 185 people have been killed in four days, doctors said."), [("killed", Some(185), "cumulative")]);
}

#[test]
fn enmity_needs_no_verb_of_fighting() {
    let found = picture("Chad has been at war with Libya for two years.").opposition;
    assert_eq!(found.into_iter().map(|o| (o.a.name, o.b.name)).collect::<Vec<_>>(), [pair("Chad", "Libya")]);
}

#[test]
fn a_backing_that_is_denied_is_told_twice() {
    let found = picture("Chad accused Sudan of arming the rebels, a charge Khartoum has denied.").support;
    assert_eq!(found.iter().map(|s| s.status).collect::<Vec<_>>(), ["alleged", "denied"]);
}

#[test]
fn what_is_to_be_is_planned() {
    let found = picture("Angela Merkel is to hold talks with Emmanuel Macron in Berlin on Friday.").talks;
    assert_eq!(found.iter().map(|t| t.status).collect::<Vec<_>>(), [truceline_events::Status::Planned]);
}

#[test]
fn figures_take_up_what_was_counted_before() {
    let tolls = |text: &str| picture(text).toll.into_iter().map(|t| (t.kind, t.low, t.scope, t.again)).collect::<Vec<_>>();
    assert_eq!(
        tolls("Jets bombed Kadugli on Monday, and residents counted at least 12 dead. The rebels put the number at 40."),
        [("killed", Some(12), "incident", false), ("killed", Some(40), "incident", true)]
    );
    assert_eq!(tolls("The health ministry puts the number of the dead at 730."), [("killed", Some(730), "cumulative", false)]);
    assert_eq!(tolls("The toll from an air strike on Sunday rose to 31."), [("killed", Some(31), "incident", false)]);
    assert_eq!(tolls("Rebels said that they had lost nine fighters."), [("killed", Some(9), "incident", false)]);
}

#[test]
fn tolls_know_their_place() {
    let places = |text: &str| picture(text).toll.into_iter().map(|t| t.place.map(|p| p.name)).collect::<Vec<_>>();
    assert_eq!(places("Fighting went on in Nyala, where 90 people were killed on 3 and 4 May."), [Some("Nyala".to_owned())]);
    assert_eq!(places("Some 40,000 people have fled Kadugli."), [Some("Kadugli".to_owned())]);
}

#[test]
fn posts_and_whose_they_are() {
    for (text, person, of) in [
        ("British Foreign Secretary Anna Brandt flew to Chad.", "Anna Brandt", "Britain"),
        ("Ukrainian Fuel and Energy Minister Yuri Boyar flew to Chad.", "Yuri Boyar", "Ukraine"),
        ("Nepal's Supreme Court met on Monday. Judge Anup Sharma asked for reasons.", "Anup Sharma", "Supreme Court"),
        ("Local police chief Jawid Amini said the bomber died. Afghan police closed the road.", "Jawid Amini", "Afghan police"),
        ("Venezuela's oil minister has criticised Chad. Rafael Romero spoke in Caracas on Friday.", "Rafael Romero", "Venezuela"),
        ("Chad votes on Sunday. Interim leader Malam Sana faces no rival.", "Malam Sana", "Chad"),
        (
            "Pascal Moreau was shot in Bukavu. He was executive director of the rights group Heirs of Justice.",
            "Pascal Moreau",
            "Heirs of Justice",
        ),
        ("President Mahmoud Abbas of the moderate Fatah movement met reporters.", "Mahmoud Abbas", "Fatah movement"),
    ] {
        let found = posts(text);
        assert!(found.contains(&pair(person, of)), "{text}: {found:?}");
    }
    let found = posts("Gunmen kidnapped a Sunni Arab legislator, Tayseer Mash, on Monday.");
    assert!(found.iter().all(|(_, of)| of != "Arab"), "{found:?}");
}
