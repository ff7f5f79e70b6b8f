//! What one report says, free of its text's analysis: the thing that the store keeps and that merging reads.

use compact_str::CompactString;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Days that an event may cover, first to last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
}

impl Days {
    /// The days of `2020-01-13`, `2020-01`, `2011` or an interval of these (ISO 8601, `/` between); none where it is not one.
    pub fn of_iso(text: &str) -> Option<Self> {
        let day = |t: &str| if t.len() == 10 { t.parse::<Date>().ok() } else { None };
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let start = |t: &str| match t.len() {
            4 => day(&format!("{t}-01-01")),
            7 => day(&format!("{t}-01")),
            _ => day(t),
        };
        let end = |t: &str| match t.len() {
            4 => day(&format!("{t}-12-31")),
            7 => day(&format!("{t}-01")).map(Date::last_of_month),
            _ => day(t),
        };
        let first = start(first)?;
        Some(Self { first, last: end(last)?.max(first) })
    }
}

/// A participant as a report names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// Longest form in the document.
    pub name: CompactString,
    /// Id in the knowledge (`khalifa-haftar`, `LBY-LNA`, `LBY`).
    pub id: Option<CompactString>,
    /// CAMEO/PLOVER codes on the report's date (`LBYREB`).
    pub codes: Vec<CompactString>,
}

/// A place as a report names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceName {
    /// Longest form in the document.
    pub name: CompactString,
    /// Gazetteer id.
    pub id: Option<CompactString>,
    /// Degrees north and east.
    pub coordinates: Option<(f32, f32)>,
    /// ISO3 of the country.
    pub country: Option<CompactString>,
}

/// Where in the report's text a claim stands. UTF-8 bytes, end-exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    /// First byte of the quote in the report's text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The quote (for an event its sentence). Not stored: it is cut from the report's text again.
    #[serde(skip)]
    pub quote: String,
    /// Bytes of the trigger, for events; else as `start` and `end`.
    pub trigger: (u32, u32),
}

/// What a claim claims. Names and values are the codebook's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Fact {
    /// An event.
    Event {
        /// PLOVER type.
        event_type: CompactString,
        /// PLOVER mode.
        mode: Option<CompactString>,
        /// `occurred`, `ongoing`, `planned`, `hypothetical`, `denied` or `negated`.
        status: CompactString,
        /// Told as background from an earlier period.
        historical: bool,
        /// The trigger's text.
        trigger: CompactString,
        /// The trigger's lemma, for the trigger family.
        lemma: CompactString,
        /// Who did it; all parties where it is symmetric.
        actors: Vec<Party>,
        /// To whom.
        recipients: Vec<Party>,
        /// Where.
        place: Option<PlaceName>,
        /// Who denies it.
        denied_by: Vec<Party>,
        /// PLOVER contexts.
        contexts: Vec<CompactString>,
        /// CAMEO code.
        cameo: Option<CompactString>,
        /// Conflict to cooperation, -10 to +10.
        score: f64,
        /// Name of the pattern that fired.
        pattern: CompactString,
    },
    /// Who backs whom.
    Support {
        /// Who backs.
        backer: Party,
        /// Who is backed.
        backed: Party,
        /// `military`, `political` or `unspecified`.
        kind: CompactString,
        /// `asserted`, `denied` or `alleged`.
        status: CompactString,
    },
    /// Two sides said to fight or oppose each other.
    Opposition {
        /// One side.
        a: Party,
        /// The other.
        b: Party,
    },
    /// Who belongs to what, or holds which post.
    Membership {
        /// The person or body.
        member: Party,
        /// The body, where the text names one.
        of: Option<Party>,
        /// `head`, `foreign minister`, `part of` and so on.
        role: CompactString,
    },
    /// A step in a ceasefire's life.
    Ceasefire {
        /// The belligerents.
        parties: Vec<Party>,
        /// `proposed`, `declared`, `agreed`, `in force`, `breached`, `extended`, `ended` or `formalisation planned`.
        step: CompactString,
        /// As for events.
        status: CompactString,
    },
    /// A meeting about the conflict.
    Talks {
        /// Who talks.
        participants: Vec<Party>,
        /// Who hosts, where the text says so.
        host: Option<Party>,
        /// Where.
        place: Option<PlaceName>,
        /// As for events.
        status: CompactString,
        /// About what, as the text puts it.
        topic: Option<String>,
    },
    /// Who holds a place.
    Control {
        /// The place.
        place: PlaceName,
        /// Who holds it; for `lost` whoever took it, where the text says so.
        holder: Option<Party>,
        /// Who held it before.
        from: Option<Party>,
        /// `captured`, `held`, `lost`, `besieged`, `contested` or `handed over`.
        event: CompactString,
        /// `asserted` or `claimed`.
        status: CompactString,
    },
    /// A count of people hurt.
    Toll {
        /// `killed`, `injured`, `casualties`, `displaced`, `captured` or `missing`.
        kind: CompactString,
        /// Lowest number told.
        low: Option<u64>,
        /// Highest number told.
        high: Option<u64>,
        /// `exact`, `more_than`, `at_least`, `less_than`, `about` or `range`.
        bound: CompactString,
        /// Who they are, as the text puts it.
        victims: Option<String>,
        /// `incident` or `cumulative`.
        scope: CompactString,
        /// Where, by the count's own clause.
        #[serde(default)]
        place: Option<PlaceName>,
        /// Another count of those whom the count of this kind before it counts.
        #[serde(default)]
        again: bool,
        /// Index into `Report::claims` of the event that caused it, where one is told in the same sentence or just before.
        of_event: Option<u32>,
    },
}

impl Fact {
    /// Those who take part.
    pub fn parties(&self) -> Vec<&Party> {
        match self {
            Self::Event { actors, recipients, .. } => actors.iter().chain(recipients).collect(),
            Self::Support { backer, backed, .. } => vec![backer, backed],
            Self::Opposition { a, b } => vec![a, b],
            Self::Membership { member, of, .. } => std::iter::once(member).chain(of).collect(),
            Self::Ceasefire { parties, .. } => parties.iter().collect(),
            Self::Talks { participants, host, .. } => participants.iter().chain(host).collect(),
            Self::Control { holder, from, .. } => holder.iter().chain(from).collect(),
            Self::Toll { .. } => Vec::new(),
        }
    }

    /// True for this step of a ceasefire.
    pub fn is_step(&self, name: &str) -> bool {
        matches!(self, Self::Ceasefire { step, .. } if step == name)
    }

    /// Where it is.
    pub fn place(&self) -> Option<&PlaceName> {
        match self {
            Self::Event { place, .. } | Self::Talks { place, .. } | Self::Toll { place, .. } => place.as_ref(),
            Self::Control { place, .. } => Some(place),
            _ => None,
        }
    }

    /// Everybody whom it names.
    pub fn parties_mut(&mut self) -> impl Iterator<Item = &mut Party> {
        let (lists, singles): (Vec<&mut Vec<Party>>, Vec<Option<&mut Party>>) = match self {
            Self::Event { actors, recipients, denied_by, .. } => (vec![actors, recipients, denied_by], vec![]),
            Self::Support { backer, backed, .. } => (vec![], vec![Some(backer), Some(backed)]),
            Self::Opposition { a, b } => (vec![], vec![Some(a), Some(b)]),
            Self::Membership { member, of, .. } => (vec![], vec![Some(member), of.as_mut()]),
            Self::Ceasefire { parties, .. } => (vec![parties], vec![]),
            Self::Talks { participants, host, .. } => (vec![participants], vec![host.as_mut()]),
            Self::Control { holder, from, .. } => (vec![], vec![holder.as_mut(), from.as_mut()]),
            Self::Toll { .. } => (vec![], vec![]),
        };
        lists.into_iter().flatten().chain(singles.into_iter().flatten())
    }
}

/// One thing that a report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What.
    pub fact: Fact,
    /// When it was so.
    pub date: Option<Days>,
    /// Whom the text names as the source.
    pub attributed_to: Vec<Party>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A report with what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The document's id.
    pub id: String,
    /// Day from which it is known: published, else inferred, else the day given at ingest.
    pub known: Date,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Signature of the text's shingles, by which near-copies are found.
    pub sketch: Vec<u32>,
    /// What it says, in text order.
    pub claims: Vec<Claim>,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Days;

    #[test]
    fn iso_dates_are_read_as_days() {
        let of = |text| Days::of_iso(text).map(|d| (d.first, d.last));
        assert_eq!(of("2020-02"), Some((date(2020, 2, 1), date(2020, 2, 29))));
        assert_eq!(of("2011/2020-03-01"), Some((date(2011, 1, 1), date(2020, 3, 1))));
        assert_eq!(of("2020-01-06"), Some((date(2020, 1, 6), date(2020, 1, 6))));
        for odd in ["", "20", "soon", "2020-13", "2020-01-0", "süßer", "200-1", "süß"] {
            assert_eq!(of(odd), None, "{odd}");
        }
    }
}
