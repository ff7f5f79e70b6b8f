//! Each format's output of two small documents, compared with the files in `golden/`. The events, the picture and the
//! trees are given, so that only a change of the output shows here. `UPDATE_GOLDEN=1` writes the files anew; read them
//! before you keep them.

use std::{fs, path::Path};

use jiff::civil::date;
use truceline_engine::{Coded, Engine};
use truceline_events::{Event, EventDate, EventPlace, Status};
use truceline_knowledge::EventType;
use truceline_mentions::{Bound, Participant, When};
use truceline_outputs::{
    Look, formats,
    table::{Counts, write_counts},
};
use truceline_picture::{Ceasefire, Control, Membership, Opposition, Picture, Support, Talks, Toll};
use truceline_syntax::{Deprel, Entity, EntityKind, Upos, Word, Xpos};
use truceline_text::{Document, Span};

const TEXT: &str = "\
HARBONA, March 3 (Sample Wire) - The Northern Guard shelled the port of Harbona on Monday, killing at least 1,200 \
people, the Coast Council said. The Northern Guard denied the attack.

Envoys of both sides plan to meet in Geneva on March 9 to talk about a truce that Norland has proposed.

Share this article
";

fn span(part: &str) -> Span {
    let start = TEXT.find(part).unwrap_or_else(|| panic!("{part} is not in the text"));
    Span::new(start, start + part.len())
}

fn somebody(name: &str, codes: &[&str]) -> Participant {
    Participant {
        name: name.to_owned(),
        span: span(name),
        token: 0,
        entity: None,
        id: codes.first().map(|_| name.to_uppercase().replace(' ', "-").into()),
        codes: codes.iter().map(|&c| c.into()).collect(),
    }
}

fn guard() -> Participant {
    somebody("Northern Guard", &["NRLREB"])
}

fn council() -> Participant {
    somebody("Coast Council", &["NRLGOV", "NRLLEG"])
}

fn place(name: &str) -> EventPlace {
    let known = name == "Geneva";
    EventPlace {
        name: name.to_owned(),
        span: span(name),
        id: known.then(|| "2660646".into()),
        coordinates: known.then_some((46.20222, 6.14569)),
        country: known.then(|| "CHE".into()),
        kind: None,
    }
}

fn shelling() -> Event {
    Event {
        event_type: EventType::Assault,
        mode: Some("heavy-weapons".into()),
        status: Status::Occurred,
        historical: false,
        trigger: span("shelled"),
        sentence: 0,
        head: 0,
        actors: vec![guard()],
        recipients: vec![somebody("people", &[])],
        place: Some(place("Harbona")),
        date: Some(EventDate { when: When::day(date(2025, 3, 3)), span: Some(span("Monday")) }),
        denied_by: vec![guard()],
        attributed_to: vec![council()],
        contexts: vec!["military".into()],
        cameo: Some("194".into()),
        score: -9.5,
        pattern: "shell.pattern:3".into(),
        reasons: vec!["shell.pattern:3 codes `shelled` as ASSAULT".to_owned(), "`said` attributes it".to_owned()],
    }
}

fn meeting() -> Event {
    Event {
        event_type: EventType::Consult,
        mode: None,
        status: Status::Planned,
        trigger: span("meet"),
        sentence: 2,
        actors: vec![somebody("Envoys", &[])],
        recipients: Vec::new(),
        place: Some(place("Geneva")),
        date: Some(EventDate { when: When { first: date(2025, 3, 8), last: date(2025, 3, 9) }, span: None }),
        denied_by: Vec::new(),
        attributed_to: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        score: 2.5,
        pattern: "meet.pattern:1".into(),
        reasons: Vec::new(),
        ..shelling()
    }
}

fn picture() -> Picture {
    let day = Some(When::day(date(2025, 3, 9)));
    let quote = span("a truce that Norland has proposed");
    Picture {
        support: vec![Support {
            backer: somebody("Norland", &["NRL"]),
            backed: council(),
            kind: "military",
            status: "alleged",
            quote: span("the Coast Council said"),
        }],
        opposition: vec![Opposition { a: guard(), b: council(), quote: span("The Northern Guard shelled") }],
        membership: vec![Membership {
            member: somebody("Envoys", &[]),
            of: Some(council()),
            role: "part of".to_owned(),
            quote: span("Envoys of both sides"),
        }],
        ceasefire: vec![Ceasefire { parties: vec![guard(), council()], event: "proposed", date: None, status: Status::Occurred, quote }],
        talks: vec![Talks {
            participants: vec![guard(), council()],
            host: Some(somebody("Norland", &["NRL"])),
            place: Some(place("Geneva")),
            date: day,
            status: Status::Planned,
            topic: Some("a truce".to_owned()),
            quote: span("Envoys of both sides plan to meet in Geneva on March 9"),
        }],
        control: vec![Control {
            place: place("Harbona"),
            holder: Some(council()),
            from: None,
            event: "contested",
            date: None,
            status: "claimed",
            quote: span("the port of Harbona"),
        }],
        toll: vec![Toll {
            kind: "killed",
            low: Some(1200),
            high: None,
            bound: Bound::AtLeast,
            victims: Some("people".to_owned()),
            scope: "incident",
            date: day,
            place: None,
            again: false,
            head: 0,
            attributed_to: vec![council()],
            quote: span("killing at least 1,200 people"),
        }],
    }
}

fn report(engine: &Engine) -> Coded {
    let document = Document {
        id: "guard-1".to_owned(),
        title: Some("Port shelled as envoys plan to meet".to_owned()),
        published: Some(date(2025, 3, 3)),
        source: Some("Sample Wire".to_owned()),
        url: None,
        text: TEXT.to_owned(),
    };
    let mut coded = engine.code(document);
    coded.events = vec![shelling(), meeting()];
    coded.picture = picture();
    coded.segmented.complaints = vec!["half of the text is missing".to_owned()];
    coded
}

/// Two sentences with their trees.
fn parsed(engine: &Engine) -> Coded {
    let document = Document { id: "trees".to_owned(), text: "Rebels shelled Harbona. Talks failed.".to_owned(), ..Document::default() };
    let mut coded = engine.code(document);
    let word = |upos, xpos, lemma: &str, head, deprel| Word { upos, xpos, lemma: lemma.into(), head, deprel };
    coded.parse.words = vec![
        word(Upos::Noun, Xpos::Nns, "rebel", Some(1), Deprel::Nsubj),
        word(Upos::Verb, Xpos::Vbd, "shell", None, Deprel::Root),
        word(Upos::Propn, Xpos::Nnp, "Harbona", Some(1), Deprel::Obj),
        word(Upos::Punct, Xpos::Period, ".", Some(1), Deprel::Punct),
        word(Upos::Noun, Xpos::Nns, "talk", Some(5), Deprel::Nsubj),
        word(Upos::Verb, Xpos::Vbd, "fail", None, Deprel::Root),
        word(Upos::Punct, Xpos::Period, ".", Some(5), Deprel::Punct),
    ];
    coded.parse.entities = vec![Entity { kind: EntityKind::Place, tokens: 2..3 }];
    coded.events.clear();
    coded.picture = Picture::default();
    coded
}

/// Compares, or writes where `UPDATE_GOLDEN` is set. Returns what differs.
fn compare(file: &str, found: &[u8]) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap_or(&path)).and_then(|()| fs::write(&path, found)).unwrap();
        return None;
    }
    let expected = fs::read(&path).unwrap_or_default();
    (expected != found).then(|| format!("{file} differs; found:\n{}", String::from_utf8_lossy(found)))
}

#[test]
fn outputs_are_as_they_were() {
    let engine = Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    let (report, parsed) = (report(&engine), parsed(&engine));
    let look = |width, colour| Look { width, colour };
    let cases = [
        ("jsonl", "report.jsonl", &report, look(80, false)),
        ("conllu", "trees.conllu", &parsed, look(80, false)),
        ("table", "report.80.txt", &report, look(80, false)),
        ("table", "report.120.txt", &report, look(120, false)),
        ("table", "report.colour.txt", &report, look(80, true)),
        ("table", "empty.txt", &parsed, look(80, false)),
        ("explain", "report.80.txt", &report, look(80, false)),
        ("explain", "report.40.txt", &report, look(10, false)),
        ("explain", "report.colour.txt", &report, look(80, true)),
    ];
    let mut differences = Vec::new();
    for (name, file, coded, look) in &cases {
        let format = formats::find(name).unwrap_or_else(|| panic!("no format {name}"));
        let mut bytes = Vec::new();
        (format.write)(coded, look, &mut bytes).unwrap();
        differences.extend(compare(&format!("{name}/{file}"), &bytes));
    }
    let mut counts = [Counts::new("north"), Counts::new("south")];
    counts[0].add(&report);
    counts[1].add(&parsed);
    let mut bytes = Vec::new();
    write_counts(&counts, &Look::default(), &mut bytes).unwrap();
    differences.extend(compare("table/counts.txt", &bytes));
    for format in formats::FORMATS {
        let tried = cases.iter().any(|(name, ..)| *name == format.name);
        assert!(tried, "{} has no golden files", format.name);
    }
    assert!(differences.is_empty(), "{}\nwrite anew with UPDATE_GOLDEN=1", differences.join("\n"));
}
