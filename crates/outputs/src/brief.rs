//! A conflict's picture as a brief for people: on the terminal, as Markdown, or as a page that stands alone.

mod draft;
mod markdown;
mod page;
mod pictures;
mod subjects;
mod terminal;

use jiff::civil::Date;

use crate::{
    drawing::{Lane, Marker, Side},
    phrases::group_digits,
};

/// What a brief tells of one conflict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// The conflict's name.
    pub conflict: String,
    /// The day as of whose end the picture is drawn; `None` for all that is known.
    pub as_of: Option<Date>,
    /// The day from which on things are told; `None` for all.
    pub since: Option<Date>,
    /// The few things to know first.
    pub summary: Vec<Statement>,
    /// All else, by subject.
    pub sections: Vec<Section>,
    /// The reports behind it, in the order of their numbers.
    pub sources: Vec<Source>,
    /// Lanes of the timeline.
    pub lanes: Vec<Lane>,
    /// Days that the timeline shows, first and last; `None` for all.
    pub window: Option<(Date, Date)>,
    /// Places on the map.
    pub markers: Vec<Marker>,
    /// ISO3 of the states that it is fought in.
    pub states: Vec<String>,
    /// The sides and their backers.
    pub sides: Vec<Side>,
    /// Which sides oppose each other.
    pub opposed: Vec<(usize, usize)>,
}

/// Statements on one subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What it leaves out or how to read it, where that needs saying.
    pub about: Option<String>,
    /// What it states.
    pub statements: Vec<Statement>,
}

/// How sure a statement is, by the reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Told as a fact.
    #[default]
    Told,
    /// Told as somebody's claim.
    Claimed,
    /// Somebody denies it, or reports contradict each other.
    Disputed,
}

/// One statement with what it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// Id of the merged fact, for `truceline show`.
    pub id: String,
    /// When it was so.
    pub date: Option<String>,
    /// The statement, in a sentence or less.
    pub text: String,
    /// How sure it is.
    pub standing: Standing,
    /// Denials, other figures, and what else stands against it; one line each.
    pub against: Vec<String>,
    /// Who reports it: the first reports and the latest.
    pub evidence: Vec<Quote>,
    /// How many more reports tell it.
    pub more: usize,
}

/// A sentence of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// Index into `Brief::sources`.
    pub source: usize,
    /// What the report says.
    pub text: String,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The document's id.
    pub document: String,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day of publication, as `2020-01-13`.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
}

impl Brief {
    /// The brief's heading.
    pub fn title(&self) -> String {
        match (self.since, self.as_of) {
            (None, None) => self.conflict.clone(),
            (Some(since), None) => format!("{} since {since}", self.conflict),
            (None, Some(day)) => format!("{} as of {day}", self.conflict),
            (Some(since), Some(day)) => format!("{} from {since} to {day}", self.conflict),
        }
    }
}

impl Statement {
    /// Numbers of the reports, from 1, each once and in order.
    fn numbers(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = self.evidence.iter().map(|q| q.source + 1).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// `and 1,200 more reports`, where its evidence does not stand here whole.
    fn rest(&self) -> Option<String> {
        let reports = if self.more == 1 { "report" } else { "reports" };
        (self.more > 0).then(|| format!("and {} more {reports}", group_digits(self.more as u64)))
    }

    /// A word for its standing, where it is not simply told.
    fn mark(&self) -> Option<&'static str> {
        match self.standing {
            Standing::Told => None,
            Standing::Claimed => Some("claimed"),
            Standing::Disputed => Some("disputed"),
        }
    }
}

impl Source {
    /// `Sample Wire, 2020-01-13: Headline`, as much of it as there is; else the document's id.
    fn line(&self) -> String {
        let head = [self.outlet.as_deref(), self.published.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ");
        match (&self.title, head.is_empty()) {
            (Some(title), true) => title.clone(),
            (Some(title), false) => format!("{head}: {title}"),
            (None, true) => self.document.clone(),
            (None, false) => format!("{head} ({})", self.document),
        }
    }
}

pub use draft::{Rows, Totals};
pub use markdown::write as write_markdown;
pub use page::write as write_page;
pub use terminal::write as write_terminal;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::drawing::{Backer, Mark, MarkerKind};

    /// A small brief with something of everything.
    pub(super) fn sample() -> Brief {
        let statement = |id: &str, text: &str, standing, source| Statement {
            id: id.to_owned(),
            date: Some("2020-01-12".to_owned()),
            text: text.to_owned(),
            standing,
            against: if standing == Standing::Disputed { vec!["Harbour Council denies it".to_owned()] } else { Vec::new() },
            evidence: vec![Quote { source, text: format!("{text}, residents said.") }],
            more: if id == "p1" { 1200 } else { 0 },
        };
        let day = date(2020, 1, 12);
        let mark = |label: &str| Mark { first: day, last: day, label: label.to_owned(), class: "calm".to_owned(), about: label.to_owned() };
        Brief {
            conflict: "War in Tarn".to_owned(),
            as_of: Some(date(2020, 1, 20)),
            summary: vec![statement("c1", "A truce is in force", Standing::Told, 0)],
            sections: vec![
                Section {
                    title: "Control".to_owned(),
                    about: Some("Places that reports name.".to_owned()),
                    statements: vec![
                        statement("p1", "Ord is held by the Northern Guard <since> Sunday", Standing::Disputed, 1),
                        statement("p2", "Port * is held by the Harbour Council", Standing::Claimed, 0),
                    ],
                },
                Section { title: "Empty".to_owned(), ..Section::default() },
            ],
            sources: vec![
                Source {
                    document: "a".to_owned(),
                    outlet: Some("Sample Wire".to_owned()),
                    published: Some("2020-01-13".to_owned()),
                    title: Some("Truce holds".to_owned()),
                    url: Some("https://wire.example/a".to_owned()),
                },
                Source { document: "b".to_owned(), url: Some("javascript:alert(1)".to_owned()), ..Source::default() },
            ],
            lanes: vec![Lane { name: "Truce".to_owned(), marks: vec![mark("in force")], counted: vec![day, day] }],
            window: None,
            markers: vec![Marker {
                name: "Ord".to_owned(),
                lat: 31.2,
                lon: 16.6,
                kind: MarkerKind::Contested,
                about: "contested".to_owned(),
            }],
            states: vec!["LBY".to_owned()],
            sides: vec![
                Side {
                    name: "Northern Guard".to_owned(),
                    members: Vec::new(),
                    backers: vec![Backer { name: "Dor".to_owned(), kind: "military".to_owned(), denied: true }],
                },
                Side { name: "Harbour Council".to_owned(), members: vec!["Dock Brigade".to_owned()], backers: Vec::new() },
            ],
            opposed: vec![(0, 1)],
            since: None,
        }
    }

    /// Rows as `truceline query` writes them.
    fn rows() -> Rows {
        let guard = json!({"name": "Northern Guard", "id": "XXX-GUARD"});
        let council = json!({"name": "Harbour Council"});
        let report =
            |document: &str, quote: &str| json!({"document": document, "source": "Sample Wire", "published": "2020-01-13", "quote": quote});
        let row = |mut v: serde_json::Value| {
            v["conflict"] = json!("tarn");
            v["reports"] = json!([report("a", "Residents said so.")]);
            v["last_reported"] = json!("2020-01-13");
            v["first_reported"] = json!("2020-01-13");
            v
        };
        Rows::from([
            ("documents", vec![json!({"id": "a", "title": "Truce holds", "url": "https://wire.example/a"})]),
            ("conflicts", vec![json!({"id": "tarn", "name": "War in Tarn", "countries": ["LBY"], "sides": [[guard], [council]]})]),
            (
                "ceasefires",
                vec![row(
                    json!({"id": "c", "parties": [guard, council], "state": "in force", "in_force": "2020-01-12", "brokers": [{"name": "Dor"}],
                "events": [{"event": "in force", "date": "2020-01-12", "status": "occurred"}],
                "breaches": [{"date": "2020-01-13", "place": "Ord", "accuser": council, "accused": guard, "denied_by": [guard]}]}),
                )],
            ),
            (
                "control",
                vec![
                    row(
                        json!({"id": "p1", "place": "Ord", "holder": guard, "from": council, "event": "captured", "date": "2020-01-06", "status": "claimed", "lat": 31.0, "lon": 16.0, "contradicts": ["p2"]}),
                    ),
                    row(
                        json!({"id": "p2", "place": "Ord", "holder": council, "event": "held", "date": "2020-01-07", "status": "asserted", "lat": 31.0, "lon": 16.0}),
                    ),
                ],
            ),
            (
                "toll",
                vec![row(json!({"id": "t", "kind": "killed", "scope": "cumulative", "low": 1100, "high": null, "bound": "more_than",
                "counts": [{"by": [{"name": "WHO"}], "low": 1100, "high": null, "bound": "more_than"}, {"by": [], "low": 2000, "high": null, "bound": "more_than", "published": "2020-01-20"}]}))],
            ),
            (
                "events",
                vec![row(
                    json!({"id": "e", "type": "ASSAULT", "status": "occurred", "historical": false, "trigger": "shelled", "actors": [guard], "recipients": [],
                "place": "Port Tarn", "date": "2020-01-10", "lat": 32.0, "lon": 15.0, "sources": 1}),
                )],
            ),
            (
                "support",
                vec![
                    row(json!({"id": "s", "backer": {"name": "Dor"}, "backed": guard, "kind": "military", "status": "denied"})),
                    json!({"id": "other", "conflict": "elsewhere", "backer": {"name": "Far"}, "backed": guard}),
                ],
            ),
            ("opposition", vec![row(json!({"id": "o", "a": council, "b": guard}))]),
        ])
    }

    #[test]
    fn a_brief_is_drafted_from_rows() {
        let mut brief = Brief::of(&rows(), &Totals::new(), "tarn", Some(date(2020, 1, 20)), None);
        brief.name_sources(&rows()["documents"]);
        let told = |title: &str| {
            let section = brief.sections.iter().find(|s| s.title == title).unwrap_or_else(|| panic!("no section {title}"));
            section.statements.iter().map(|s| s.text.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(brief.title(), "War in Tarn as of 2020-01-20");
        assert_eq!(told("Ceasefires"), ["A ceasefire between Northern Guard and Harbour Council is in force since 2020-01-12", "In force"]);
        assert_eq!(told("Breaches alleged"), ["Harbour Council accuses Northern Guard of breaking the truce at Ord"]);
        assert_eq!(told("Control of places"), ["Ord captured by Northern Guard from Harbour Council", "Ord held by Harbour Council"]);
        assert_eq!(told("The human toll"), ["Killed: more than 1,100, in all"]);
        assert_eq!(told("Use of force"), ["Northern Guard: “shelled”, Port Tarn"]);
        assert_eq!(told("Backers"), ["Dor backs Northern Guard (military)"], "rows of other conflicts are passed over");
        assert_eq!(brief.sources.len(), 1);
        assert_eq!(brief.sources[0].title.as_deref(), Some("Truce holds"));
        assert_eq!(brief.opposed, [(0, 1)]);
        assert!(brief.sides[0].backers[0].denied);
        let marked: Vec<(&str, MarkerKind)> = brief.markers.iter().map(|m| (m.name.as_str(), m.kind)).collect();
        assert_eq!(marked, [("Port Tarn", MarkerKind::Force(1)), ("Ord", MarkerKind::Held(1))]);
    }

    #[test]
    fn what_contradicts_stands_below_what_it_contradicts() {
        let brief = Brief::of(&rows(), &Totals::new(), "tarn", None, None);
        let control = brief.sections.iter().find(|s| s.title == "Control of places").expect("control");
        assert_eq!(control.statements[0].standing, Standing::Disputed);
        assert_eq!(control.statements[0].against, ["but: Ord held by Harbour Council, 2020-01-07"]);
        assert!(brief.summary.iter().any(|s| s.text.starts_with("Last breach reported: Harbour Council accuses")));
    }

    #[test]
    fn old_things_are_left_out_but_not_the_state_they_left() {
        let brief = Brief::of(&rows(), &Totals::new(), "tarn", None, Some(date(2020, 2, 1)));
        assert!(brief.sections.is_empty(), "{:?}", brief.sections);
        assert!(brief.summary[0].text.contains("is in force"));
    }

    #[test]
    fn a_long_war_makes_no_long_brief() {
        let day = |n: usize| date(2015, 1, 1).saturating_add(jiff::Span::new().days(7 * n as i64)).to_string();
        let report = |n: usize| json!({"document": format!("d{n}"), "source": "Sample Wire", "published": day(n), "quote": "They met."});
        let meeting = |n: usize| {
            json!({"id": format!("t{n}"), "conflict": "tarn", "participants": [{"name": "Guard"}], "status": "held", "date": day(n),
                "reports": (0..200).map(report).collect::<Vec<_>>()})
        };
        let rows = Rows::from([("talks", (0..120).map(meeting).collect::<Vec<_>>())]);
        let brief = Brief::of(&rows, &Totals::from([("talks", 4000)]), "tarn", None, None);
        let talks = &brief.sections[0];
        assert_eq!(talks.statements.len(), 25);
        assert_eq!(talks.statements[24].id, "t119", "the latest");
        assert_eq!(
            talks.about.as_deref(),
            Some("The latest 25 of 120. Drawn from the latest 120 of 4,000; all: `truceline query talks --conflict tarn`.")
        );
        assert_eq!((talks.statements[0].evidence.len(), talks.statements[0].rest().as_deref()), (6, Some("and 194 more reports")));
        assert_eq!(brief.sources.len(), 6, "the first reports and the latest");
        assert_eq!((brief.lanes[0].marks.len(), brief.lanes[0].counted.len()), (24, 120), "the rest is counted");
    }

    #[test]
    fn rows_of_an_unknown_shape_do_no_harm() {
        let odd = Rows::from([
            ("talks", vec![json!({"conflict": "x", "participants": 3, "date": []}), json!(null)]),
            ("toll", vec![json!({"conflict": "x"})]),
        ]);
        assert!(!Brief::of(&odd, &Totals::new(), "x", None, None).sections.is_empty());
    }

    #[test]
    fn titles_name_the_days() {
        let brief = |since, as_of| Brief { conflict: "X".to_owned(), since, as_of, ..Brief::default() }.title();
        let (a, b) = (date(2020, 1, 1), date(2020, 2, 1));
        assert_eq!(brief(None, None), "X");
        assert_eq!(brief(Some(a), Some(b)), "X from 2020-01-01 to 2020-02-01");
    }

    #[test]
    fn a_source_is_named_by_what_is_known_of_it() {
        let source = Source { document: "d1".to_owned(), ..Source::default() };
        assert_eq!(source.line(), "d1");
        assert_eq!(Source { title: Some("T".to_owned()), ..source.clone() }.line(), "T");
        assert_eq!(Source { outlet: Some("Wire".to_owned()), ..source }.line(), "Wire (d1)");
    }
}
