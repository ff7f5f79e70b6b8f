//! A conflict's picture as a brief for people: on the terminal, as Markdown, or as a page that stands alone.

mod markdown;
mod page;
mod terminal;

use jiff::civil::Date;

use crate::drawing::{Lane, Marker, Side, State};

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
    /// The states that it is fought in.
    pub states: Vec<State>,
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
    /// Who reports it.
    pub evidence: Vec<Quote>,
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

pub use markdown::write as write_markdown;
pub use page::write as write_page;
pub use terminal::write as write_terminal;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

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
            lanes: vec![Lane { name: "Truce".to_owned(), marks: vec![mark("in force")] }],
            window: None,
            markers: vec![Marker {
                name: "Ord".to_owned(),
                lat: 31.2,
                lon: 16.6,
                kind: MarkerKind::Contested,
                about: "contested".to_owned(),
            }],
            states: vec![State { iso3: "LBY".to_owned(), name: "Libya".to_owned(), lat: 28.0, lon: 17.0 }],
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
