//! What a document mentions, without its events; and names that are given.

use std::sync::OnceLock;

use truceline_engine::{Analysed, Engine};
use truceline_mentions::{GivenName, NameKind, quantities};
use truceline_text::{Document, Span};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")))
}

fn document(text: &str) -> Document {
    Document { text: text.to_owned(), published: "2020-01-15".parse().ok(), ..Document::default() }
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap_or_else(|| panic!("`{part}` is not in the text"));
    Span::new(start, start + part.len())
}

fn words(analysed: &Analysed, spans: impl IntoIterator<Item = Span>) -> Vec<&str> {
    spans.into_iter().map(|s| s.of(&analysed.document.text)).collect()
}

#[test]
fn toponyms_lie_on_the_map() {
    let engine = engine();
    let analysed = engine.analyse(document("Norwegian aid reached Tripoli from Malta on Monday."), &[]);
    let toponyms = analysed.mentions.toponyms(&analysed.view(), engine.knowledge());
    assert_eq!(words(&analysed, toponyms.iter().map(|t| t.span)), ["Norwegian", "Tripoli", "Malta"]);
    let countries: Vec<&str> = toponyms.iter().filter_map(|t| t.country.as_deref()).collect();
    assert_eq!(countries, ["NOR", "LBY", "MLT"]);
    assert!(toponyms.iter().all(|t| t.coordinates.is_some()));
}

#[test]
fn times_are_resolved_by_date_and_tense() {
    let engine = engine();
    let analysed = engine.analyse(document("The envoys met on Monday and will meet again on Friday."), &[]);
    let view = analysed.view();
    let days: Vec<String> = analysed.mentions.times.iter().filter_map(|t| Some(analysed.mentions.when(&view, t)?.iso())).collect();
    assert_eq!(days, ["2020-01-13", "2020-01-17"]);
}

/// The values of the time expressions of a text published on Wednesday, 15 January 2020.
fn timex(text: &str) -> Vec<String> {
    let analysed = engine().analyse(document(text), &[]);
    let view = analysed.view();
    analysed.mentions.times.iter().map(|t| analysed.mentions.timex(&view, t).unwrap_or_default()).collect()
}

#[test]
fn time_expressions_have_values_of_timex3() {
    assert_eq!(timex("The siege lasted for three weeks in the summer of 2014."), ["P3W", "2014-SU"]);
    assert_eq!(timex("Traders strike every week since the late 1990s."), ["XXXX-WXX", "199"]);
    assert_eq!(timex("On the night of 3 May 2018 shells fell; two days later the port closed."), ["2018-05-03TNI", "2018-05-05"]);
    assert_eq!(timex("A month-long truce began in the first quarter of 2019."), ["P1M", "2019-Q1"]);
    assert_eq!(timex("The guards left on January 3. The following week they came back."), ["2020-01-03", "2020-W02"]);
    assert_eq!(timex("The camp was raided between 3 and 5 January."), ["2020-01-03/2020-01-05"]);
}

#[test]
fn a_story_of_the_past_gives_its_year_to_dates_without_one() {
    let text = "In March 1912 the guards of Tarn mutinied. On 2 April they took the harbour, and in December 1912 the town. \
        In January the fleet came. The league was founded in 1913.";
    assert_eq!(timex(text), ["1912-03", "1912-04-02", "1912-12", "1913-01", "1913"]);
}

#[test]
fn numbers_and_nouns_of_a_class() {
    let engine = engine();
    let analysed = engine.analyse(document("Gunmen with heavy machine guns wounded twenty-two villagers and 3 nurses."), &[]);
    let view = analysed.view();
    let numbers: Vec<(String, Option<u64>)> = quantities::all(&view).into_iter().map(|(tokens, q)| (view.text_of(tokens), q.low)).collect();
    assert_eq!(numbers, [("twenty-two".to_owned(), Some(22)), ("3".to_owned(), Some(3))]);
    let weapons = analysed.mentions.nouns_of_class(&view, engine.knowledge(), "weapon");
    assert_eq!(weapons.into_iter().map(|t| view.text_of(t)).collect::<Vec<_>>(), ["heavy machine guns"]);
}

#[test]
fn nominals_mention_people_bodies_and_places() {
    let engine = engine();
    let text = "The Danish foreign minister told reporters that government forces had shelled the mosque, and he blamed the coalition.";
    let analysed = engine.analyse(document(text), &[]);
    let view = analysed.view();
    let nominals: Vec<(String, NameKind)> =
        analysed.mentions.nominals(&view, engine.knowledge()).into_iter().map(|n| (view.text_of(n.tokens), n.kind)).collect();
    let wanted = [
        ("The Danish foreign minister", NameKind::Person),
        ("reporters", NameKind::Body),
        ("government forces", NameKind::Body),
        ("the mosque", NameKind::Place),
        ("he", NameKind::Person),
        ("the coalition", NameKind::Body),
    ];
    assert_eq!(nominals, wanted.map(|(text, kind)| (text.to_owned(), kind)));
}

#[test]
fn names_end_where_their_words_say() {
    let engine = engine();
    let names = |text: &str| -> Vec<(String, NameKind)> {
        let analysed = engine.analyse(document(text), &[]);
        let view = analysed.view();
        analysed.mentions.names.iter().map(|n| (view.text_of(n.tokens.clone()), n.kind)).collect()
    };
    let is = |text: &str, kind: NameKind| (text.to_owned(), kind);
    assert_eq!(names("He sued the Housing Authority of Oakville last week."), [is("Housing Authority of Oakville", NameKind::Body)]);
    assert_eq!(names("They moved to San Diego California in May."), [is("San Diego", NameKind::Place), is("California", NameKind::Place)]);
    assert_eq!(names("WHO IS IN CHARGE HERE?"), []);
    assert_eq!(names("Please write to Desk@example.org for more."), []);
}

#[test]
fn a_day_before_a_subject_is_no_part_of_it() {
    let engine = engine();
    let told = |text: &str| -> (Vec<String>, Option<String>) {
        let mut document = document(text);
        document.published = Some(jiff::civil::date(2020, 1, 17));
        let coded = engine.code(document);
        let event = coded.events.first();
        let actors = event.map(|e| e.actors.iter().map(|p| p.name.to_string()).collect()).unwrap_or_default();
        (actors, event.and_then(|e| e.date.as_ref()).map(|d| d.when.first.to_string()))
    };
    assert_eq!(
        told("On Wednesday troops overran a line of bunkers near the port."),
        (vec!["troops".to_owned()], Some("2020-01-15".to_owned()))
    );
    let both = vec!["Britain".to_owned(), "Netherlands".to_owned()];
    assert_eq!(told("In July Britain and the Netherlands attacked the port.").0, both);
    assert_eq!(told("On Monday evening gunmen attacked the base."), (vec!["gunmen".to_owned()], Some("2020-01-13".to_owned())));
}

#[test]
fn acronyms_stand_for_the_names_that_the_text_gives_them() {
    let engine = engine();
    let recipients = |text: &str| -> Vec<String> {
        let coded = engine.code(document(text));
        coded.events.iter().flat_map(|e| e.recipients.iter().map(|p| p.name.to_string())).collect()
    };
    let front = "Popular Front for the Renewal of Barland";
    assert_eq!(
        recipients("The Popular Front for the Renewal of Barland (PFRB) made a statement. Soldiers attacked the PFRB on Monday."),
        [front]
    );
    let unknown = "Members of the National Guard Front (KZTM) made a statement. Soldiers attacked the KZTM on Monday.";
    assert_eq!(recipients(unknown), ["National Guard Front"], "an acronym in another language");
    let known = "Leaders of the Tigray People's Liberation Front made a statement. Soldiers attacked the TPLF on Monday.";
    assert_eq!(recipients(known), ["Tigray People's Liberation Front"]);
}

#[test]
fn given_names_stand_in_the_place_of_those_found() {
    let engine = engine();
    let text = "The harbour guard of Tarn attacked Oslo pilots.";
    let given = [
        GivenName { span: span(text, "harbour guard of Tarn"), kind: None },
        GivenName { span: span(text, "Oslo pilots"), kind: Some(NameKind::Body) },
    ];
    let coded = engine.code_given(document(text), &given);
    let names: Vec<&str> = coded.mentions.entities.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["harbour guard of Tarn", "Oslo pilots"]);
    let sides: Vec<(&str, &str)> = coded.events.iter().map(|e| (e.actors[0].name.as_str(), e.recipients[0].name.as_str())).collect();
    assert_eq!(sides, [("harbour guard of Tarn", "Oslo pilots")]);
}

#[test]
fn a_given_place_that_something_happens_in_stays_a_place() {
    let engine = engine();
    let text = "Rebels declared a ceasefire in Oslo.";
    let coded = engine.code_given(document(text), &[GivenName { span: span(text, "Oslo"), kind: None }]);
    assert_eq!(coded.events[0].place.as_ref().map(|p| p.name.as_str()), Some("Oslo"));
    assert!(coded.events[0].recipients.is_empty(), "{:?}", coded.events[0].recipients);
}

#[test]
fn statements_have_their_sources() {
    let engine = engine();
    let text = "Ana Belo said the bridge was closed. Boats were turned back, according to the harbour guard.";
    let analysed = engine.analyse(document(text), &[]);
    let said: Vec<(&str, &str)> = engine.attributions(&analysed).iter().map(|a| (a.source.span.of(text), a.content.of(text))).collect();
    assert_eq!(said[0], ("Ana Belo", "the bridge was closed"));
    assert!(said[1].0.ends_with("guard") && said[1].1.starts_with("Boats"), "{said:?}");
    assert_eq!(said.len(), 2);
}

#[test]
fn a_participant_stands_in_a_phrase() {
    let engine = engine();
    let coded =
        engine.code(document("The outgoing foreign minister of Chad, Ana Belo, met two senior Norwegian envoys who had come by sea."));
    let view = coded.view();
    let event = &coded.events[0];
    let phrase = |p| view.text_of(coded.mentions.phrase(&view, engine.knowledge(), p));
    assert!(event.actors.iter().map(phrase).any(|p| p == "The outgoing foreign minister of Chad, Ana Belo"), "{:?}", event.actors);
    assert!(event.actors.iter().map(phrase).any(|p| p == "two senior Norwegian envoys"), "{:?}", event.actors);
}

/// Sources and what they say, as words of the text.
fn told(text: &str) -> Vec<(String, String)> {
    let engine = engine();
    let analysed = engine.analyse(document(text), &[]);
    let words = |span: Span| span.of(text).to_owned();
    engine.attributions(&analysed).into_iter().map(|a| (words(a.source.span), words(a.content))).collect()
}

#[test]
fn attributions_of_judgements_and_of_sources_that_are_no_people() {
    assert_eq!(told("Ana Belo praised the pilots of Tarn."), [("Ana Belo".to_owned(), "the pilots of Tarn".to_owned())]);
    assert_eq!(told("A survey shows that the port is closed."), [("survey".to_owned(), "that the port is closed".to_owned())]);
}

#[test]
fn the_clause_that_describes_a_time_has_that_time() {
    let coded = engine().code(document("Tarn has had no harbour guard since 1991, when rebels attacked the port."));
    assert_eq!(coded.events.iter().map(|e| e.date.as_ref().map(|d| d.when.iso())).collect::<Vec<_>>(), [Some("1991".to_owned())]);
}

#[test]
fn what_lasts_reaches_back_from_the_report() {
    let coded = engine().code(document("The army has been fighting rebels in Chad for more than two months."));
    let dates: Vec<_> = coded.events.iter().map(|e| e.date.as_ref().map(|d| d.when.iso())).collect();
    assert_eq!(dates, [Some("2019-11-01/2020-01-15".to_owned())]);
}

#[test]
fn sentences_in_capitals_have_the_names_of_others() {
    let engine = engine();
    let text = "THE NORWEGIAN CONVOY IS NEAR TRIPOLI, U.N. OFFICIALS SAID.";
    let analysed = engine.analyse(document(text), &[]);
    let view = analysed.view();
    let names: Vec<(String, NameKind)> = analysed.mentions.names.iter().map(|n| (view.text_of(n.tokens.clone()), n.kind)).collect();
    let expected = [("Norwegian", NameKind::Nationality), ("Tripoli", NameKind::Seat), ("U.N.", NameKind::Body)];
    assert_eq!(names, expected.map(|(name, kind)| (name.to_owned(), kind)));
    assert_eq!(words(&analysed, analysed.mentions.names.iter().map(|n| view.span_of(n.tokens.clone()))), ["NORWEGIAN", "TRIPOLI", "U.N."]);
}
