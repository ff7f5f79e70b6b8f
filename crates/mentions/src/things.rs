//! The things this room yields.

use std::ops::Range;

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_knowledge::{Country, Knowledge, Referent};
use truceline_text::Span;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation, armed group, institution.
    Body,
    /// A state by name.
    Country,
    /// A state by adjective or noun for its people; a people, clan or faith.
    Nationality,
    /// A state's government by its seat.
    Seat,
    /// Any other place.
    Place,
}

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMention {
    /// Document-wide token indices.
    pub tokens: Range<u32>,
    /// What it names here.
    pub kind: NameKind,
    /// Index into [`crate::Mentions::entities`].
    pub entity: u32,
    /// Index into the gazetteer of what the name itself means on the map: of a seat of government the town, of a nationality
    /// the state.
    pub place: Option<u32>,
}

/// Who or what one or more names of a document refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Longest form in the document.
    pub name: String,
    /// What it is; a country named by nationality alone is a [`NameKind::Country`].
    pub kind: NameKind,
    /// What the knowledge knows of it.
    pub referent: Option<Referent>,
    /// Index into the gazetteer, for places and states.
    pub place: Option<u32>,
    /// First token of its first mention.
    pub first: u32,
}

/// Somebody who takes part in an event or a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Longest form in the document, without titles, counts and evaluative words.
    pub name: String,
    /// Bytes of the mention.
    pub span: Span,
    /// Token of the mention's head.
    pub token: u32,
    /// Index into [`crate::Mentions::entities`], where it is a name.
    pub entity: Option<u32>,
    /// Id in the knowledge (`khalifa-haftar`, `LBY-LNA`, `LBY`).
    pub id: Option<CompactString>,
    /// CAMEO/PLOVER codes: country or organisation, then sector (`LBYREB`); on the report's date.
    pub codes: Vec<CompactString>,
}

impl Participant {
    /// The state that somebody is, acts for or belongs to by the first of the codes that begins with one.
    pub fn state<'k>(&self, knowledge: &'k Knowledge) -> Option<&'k Country> {
        self.codes.iter().find_map(|c| knowledge.country(c.get(..3)?))
    }
}

/// Days that an expression may cover, first to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct When {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
}

impl When {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day }
    }

    /// ISO 8601: a day, a month (`2020-01`), a year (`2011`), or an interval with a slash.
    pub fn iso(&self) -> String {
        let (a, b) = (self.first, self.last);
        let year_starts = a.day() == 1 && a.month() == 1;
        let year_ends = b.day() == 31 && b.month() == 12;
        if a == b {
            a.to_string()
        } else if year_starts && year_ends {
            if a.year() == b.year() { format!("{:04}", a.year()) } else { format!("{:04}/{:04}", a.year(), b.year()) }
        } else if a.day() == 1 && b == a.last_of_month() {
            format!("{:04}-{:02}", a.year(), a.month())
        } else if year_starts && a.year() < b.year() {
            format!("{:04}/{b}", a.year())
        } else {
            format!("{a}/{b}")
        }
    }
}

/// How a number is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// `more than 1,000`.
    MoreThan,
    /// `at least 13`, `dozens`.
    AtLeast,
    /// `up to 20`, `fewer than 5`.
    LessThan,
    /// `about 30`, `nearly 7,000`.
    About,
    /// `between 20 and 30`.
    Range,
}

impl Bound {
    /// The codebook's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::MoreThan => "more_than",
            Bound::AtLeast => "at_least",
            Bound::LessThan => "less_than",
            Bound::About => "about",
            Bound::Range => "range",
        }
    }
}

/// A number of people or things, with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Lowest value told; `None` where open.
    pub low: Option<u64>,
    /// Highest value told; `None` where open.
    pub high: Option<u64>,
    /// How it is bounded.
    pub bound: Bound,
}
