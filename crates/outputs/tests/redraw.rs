//! A picture redrawn in parts is the one drawn at once, to the byte.

#[path = "../../conflict/tests/common/mod.rs"]
mod common;

use common::{KNOWLEDGE, numbered, report};
use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use truceline_conflict::{Claim, Days, Fact, Report};
use truceline_outputs::{Redraw, bring_forward, facts, redraw};
use truceline_store::{Digest, Filter, Incoming, Store, Versions, What};

const PROGRAM: &str = "test 1";

/// What is done to a store.
#[derive(Clone, Debug)]
enum Deed {
    /// Reports are added; the same id again is a revision.
    Add(Vec<Report>),
    /// A document is taken back, so many days after 2020-06-01.
    Retract(usize, i64),
}

fn any_report() -> impl Strategy<Value = Report> {
    let one = (0..66usize, 0..9usize, 0..9usize, 0..40usize, 0..8usize).prop_map(|(w, a, b, d, p)| match w {
        0..60 => numbered(w, a, b, d, p),
        60..63 => charge(a, b, d),
        _ => membership(a, b, p),
    });
    let parts = (prop::collection::vec(one, 1..6), 0..24usize, 1..28i8, 0..12u32, 0..5u32, any::<bool>());
    parts.prop_map(|(mut claims, number, day, month, copy, named)| {
        let later = |date: Date| date.saturating_add((i64::from(month) * 31).days());
        for claim in &mut claims {
            claim.date = claim.date.map(|d| Days { first: later(d.first), last: later(d.last) });
        }
        let known = later(Date::constant(2020, 1, 1).saturating_add(i64::from(day).days()));
        let sketch = if copy == 0 { Vec::new() } else { (0..60).map(|n| if n % 7 == month { n } else { n + copy * 1000 }).collect() };
        let made = report(&format!("r{number}"), &known.to_string(), claims);
        Report { sketch, source: made.source.clone().filter(|_| named), ..made }
    })
}

fn membership(a: usize, b: usize, role: usize) -> Claim {
    let (member, of) = (common::WHO[a % 4], common::WHO[b % common::WHO.len()]);
    let of = (!b.is_multiple_of(3)).then(|| common::party(of));
    common::claim(Fact::Membership { member: common::party(member), of, role: ["head", "part of"][role % 2].into() })
}

/// What one charges another with; a breach where a truce is in force.
fn charge(a: usize, b: usize, date: usize) -> Claim {
    let mut made = numbered(9, a, b, 2 + 4 * (date / 4), 0);
    if let Fact::Event { event_type, mode, .. } = &mut made.fact {
        (*event_type, *mode) = ("ACCUSE".into(), Some("allege".into()));
    }
    made
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let add = prop::collection::vec(any_report(), 1..5).prop_map(Deed::Add);
    let deed = prop_oneof![5 => add, 1 => (0..24usize, 0..400i64).prop_map(|(number, days)| Deed::Retract(number, days))];
    (prop::collection::vec(any_report(), 4..14), prop::collection::vec(deed, 1..6)).prop_map(|(first, rest)| {
        let mut all = vec![Deed::Add(first)];
        all.extend(rest);
        all
    })
}

fn incoming(report: &Report) -> Incoming {
    let mut report = report.clone();
    // Its text is long enough for the quotes.
    let text = "Words on attacks. ".repeat(60);
    report.claims.iter_mut().for_each(|c| c.evidence.quote = text[c.evidence.start as usize..c.evidence.end as usize].to_owned());
    let digest = Digest::of(&[Some(&report.id), Some(&serde_json::to_string(&report).unwrap())]);
    Incoming { published: Some(report.known), inferred: None, digest, report, text }
}

fn apply(store: &mut Store, deed: &Deed) {
    match deed {
        Deed::Add(reports) => {
            let versions = Versions { program: PROGRAM.to_owned(), model: String::new(), knowledge: String::new() };
            let mut batch = store.begin(&versions, common::day("2021-06-01")).unwrap();
            reports.iter().for_each(|r| {
                batch.add(&incoming(r)).unwrap();
            });
            batch.commit().unwrap();
        }
        // It may not be there.
        Deed::Retract(number, days) => {
            drop(store.retract(&format!("r{number}"), common::day("2020-06-01").saturating_add(days.days())));
        }
    }
}

fn whole(store: &mut Store, as_of: Option<Date>) -> truceline_store::Facts {
    let reports: Vec<Report> = store.reports(&store.seen(as_of).unwrap()).unwrap().into_iter().map(|(_, r)| r).collect();
    facts(&reports, &KNOWLEDGE)
}

fn draw_whole(store: &mut Store) {
    let facts = whole(store, None);
    store.draw(&facts, store.generation().unwrap().as_deref(), PROGRAM).unwrap();
}

/// Why the whole was drawn, if it was.
fn draw_part(store: &mut Store) -> Option<String> {
    let generation = store.generation().unwrap();
    store.begin_change().unwrap();
    match redraw(store, None, false, &KNOWLEDGE).unwrap() {
        Redraw::Part(_) => {
            store.keep_change(generation.as_deref(), PROGRAM).unwrap();
            None
        }
        Redraw::Whole(why) => {
            store.drop_change();
            draw_whole(store);
            Some(why)
        }
    }
}

/// All that is kept of the picture, by names and not by places in tables. `first` is `temp.` where a picture is set aside.
fn dump(connection: &rusqlite::Connection) -> Vec<String> {
    let lists = [
        "SELECT what || id || sort || coalesce(first, '') || coalesce(last, '') || kinds || status || coalesce(conflict, '') || also || hex(digest)
         FROM facts ORDER BY 1",
        "SELECT f.what || f.id || n.kind || n.name FROM fact_names x JOIN facts f ON f.seq = x.fact JOIN names n ON n.seq = x.name ORDER BY 1",
        "SELECT f.what || f.id || ' ' || e.document FROM evidence e JOIN facts f ON f.seq = e.fact ORDER BY 1",
        "SELECT document || ' ' || earliest FROM copies ORDER BY 1",
        "SELECT document FROM drawn ORDER BY 1",
        "SELECT kind || ' ' || at || ' ' || document FROM contacts WHERE document IN (SELECT document FROM drawn) ORDER BY 1",
    ];
    let mut all = Vec::new();
    for sql in lists {
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok(format!("{:?}", row.get_ref(0)?))).unwrap();
        all.extend(rows.map(Result::unwrap));
    }
    all
}

fn contents(store: &Store) -> Vec<String> {
    let mut all = dump(&rusqlite::Connection::open(store.path()).unwrap());
    for what in What::ALL.into_iter().filter(|w| *w != What::Documents) {
        let facts = store.find_json(what, &Filter::default(), None).unwrap();
        all.extend(facts.into_iter().map(|f| String::from_utf8(f).unwrap()));
    }
    all
}

fn store(folder: &tempfile::TempDir, name: &str) -> Store {
    Store::open(&folder.path().join(name)).unwrap()
}

fn differing(a: &[String], b: &[String]) -> Vec<String> {
    let only =
        |x: &[String], y: &[String], mark: &str| x.iter().filter(|l| !y.contains(l)).map(|l| format!("{mark} {l}")).collect::<Vec<_>>();
    [only(a, b, "parts"), only(b, a, "whole")].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn in_parts_is_at_once(deeds in deeds()) {
        let folder = tempfile::tempdir().unwrap();
        let (mut parts, mut once) = (store(&folder, "parts.db"), store(&folder, "once.db"));
        for (n, deed) in deeds.iter().enumerate() {
            apply(&mut parts, deed);
            apply(&mut once, deed);
            let why = draw_part(&mut parts);
            if n > 0 && let Some(why) = why {
                println!("whole: {why}");
            }
        }
        draw_whole(&mut once);
        let (parts, once) = (contents(&parts), contents(&once));
        prop_assert!(parts == once, "{:#?}", differing(&parts, &once));
    }
}

/// Brings the picture forward as the program does.
fn draw_forward(store: &mut Store, all: bool) {
    let generation = store.generation().unwrap();
    store.begin_change().unwrap();
    match bring_forward(store, all, PROGRAM, &KNOWLEDGE).unwrap() {
        Redraw::Part(_) => store.keep_change(generation.as_deref(), PROGRAM).unwrap(),
        Redraw::Whole(_) => {
            store.drop_change();
            draw_whole(store);
        }
    }
}

/// Answers to all questions that there are to the picture that a store shows.
fn answers(store: &Store, as_of: Option<Date>) -> Vec<String> {
    let mut all = Vec::new();
    let actor = Filter { actors: vec![common::WHO[0].to_owned()], ..Filter::default() };
    let week = Filter { from: Some(common::day("2020-02-01")), to: Some(common::day("2020-03-10")), ..Filter::default() };
    let words = Filter { text: Some("attacks".to_owned()), source: Some("outlet".to_owned()), ..Filter::default() };
    for filter in [Filter::default(), actor, week, words] {
        for what in What::ALL {
            let found = match what {
                What::Documents => store.find_documents(&filter, as_of, None).unwrap().iter().map(ToString::to_string).collect(),
                _ => store.find_json(what, &filter, None).unwrap().into_iter().map(|f| String::from_utf8(f).unwrap()).collect::<Vec<_>>(),
            };
            all.extend(found.into_iter().map(|fact| format!("{} {fact}", what.name())));
        }
    }
    for conflict in store.find(What::Conflicts, &Filter::default(), None).unwrap() {
        let id = conflict["id"].as_str().unwrap();
        all.push(format!("{:?} {:?}", store.latest(id, 3, 5).unwrap(), store.standing(&conflict).unwrap()));
    }
    for document in store.documents(as_of).unwrap() {
        all.push(format!("{} {:?}", document.id, store.told_by(&document).unwrap()));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Whatever came late, was revised or taken back: the picture of each past day is the one drawn from what was seen then.
    #[test]
    fn past_days_are_as_drawn_then(deeds in deeds(), forwards in prop::collection::vec(0..5usize, 6)) {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = store(&folder, "kept.db");
        for (n, deed) in deeds.iter().enumerate() {
            apply(&mut kept, deed);
            match forwards[n] {
                0 => draw_whole(&mut kept),
                1 => {}
                2 => {
                    let days = kept.days(Date::MIN).unwrap();
                    let (day, generation) = (days[days.len() / 2], kept.generation().unwrap());
                    let facts = whole(&mut kept, Some(day));
                    kept.draw_until(&facts, day, generation.as_deref(), PROGRAM).unwrap();
                    draw_forward(&mut kept, false);
                }
                _ => draw_forward(&mut kept, false),
            }
        }
        draw_forward(&mut kept, true);
        let days = kept.days(Date::MIN).unwrap();
        let before = days.first().map(|day| day.yesterday().unwrap());
        for day in days.iter().copied().chain(before) {
            prop_assert!(kept.shows(day).unwrap(), "{day}");
            let mut asked = store(&folder, "kept.db");
            asked.look_back(day).unwrap();
            let mut once = store(&folder, "kept.db");
            let facts = whole(&mut once, Some(day));
            once.set_aside(&facts, Some(day)).unwrap();
            let (kept, drawn) = (answers(&asked, Some(day)), answers(&once, Some(day)));
            prop_assert!(kept == drawn, "{day}: {:#?}", differing(&kept, &drawn));
        }
        let mut once = store(&folder, "kept.db");
        let now = answers(&once, None);
        let facts = whole(&mut once, None);
        once.set_aside(&facts, None).unwrap();
        prop_assert_eq!(now, answers(&once, None));
    }
}

/// The picture of a past day that the kept one is brought to is the one drawn from the documents of that day.
#[test]
fn a_past_day_is_reached_from_what_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut kept = store(&folder, "kept.db");
    let one = |n: usize, day: i8| {
        // Of one conflict, so that the day changes no country's conflict.
        let kinds = [7, 8, 9, 0, 1, 3, 4];
        let claims = (0..4).map(|i| numbered(kinds[(n + i) % kinds.len()], n % 4, (n + i) % 4, n + 2 * i, i)).collect();
        report(&format!("r{n}"), &format!("2020-01-{day:02}"), claims)
    };
    apply(&mut kept, &Deed::Add((0..20).map(|n| one(n, 1 + n as i8)).collect()));
    draw_whole(&mut kept);
    let before = contents(&kept);
    for as_of in ["2020-01-19", "2020-01-11"] {
        let as_of = Some(common::day(as_of));
        let mut aside = store(&folder, "kept.db");
        let facts = whole(&mut aside, as_of);
        aside.set_aside(&facts, as_of).unwrap();
        kept.begin_change().unwrap();
        assert!(matches!(redraw(&mut kept, as_of, false, &KNOWLEDGE).unwrap(), Redraw::Part(_)));
        for what in What::ALL.into_iter().filter(|w| *w != What::Documents) {
            let of = |store: &Store| store.find(what, &Filter::default(), None).unwrap();
            assert_eq!(of(&kept), of(&aside), "{}", what.name());
        }
        kept.drop_change();
    }
    assert_eq!(contents(&kept), before, "nothing is kept of it");
}
