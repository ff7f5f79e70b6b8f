//! The thing this room yields.

use compact_str::CompactString;
use truceline_knowledge::{EventType, PlaceKind};
use truceline_mentions::{Participant, When};
use truceline_text::Span;

/// Degrees within which a site may be one of a town.
const IN_TOWN: f32 = 0.4;

/// Whether an event took place, by the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It happened.
    Occurred,
    /// It is going on.
    Ongoing,
    /// It is meant to happen.
    Planned,
    /// It may or may not happen.
    Hypothetical,
    /// Somebody says it did not happen, and nobody in the text says it did.
    Denied,
    /// The text says it did not happen.
    Negated,
}

impl Status {
    /// The codebook's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Hypothetical => "hypothetical",
            Status::Denied => "denied",
            Status::Negated => "negated",
        }
    }
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// Longest form in the document.
    pub name: String,
    /// The mention's bytes.
    pub span: Span,
    /// Gazetteer id.
    pub id: Option<CompactString>,
    /// Degrees north and east.
    pub coordinates: Option<(f32, f32)>,
    /// ISO3 of the country.
    pub country: Option<CompactString>,
    /// What the gazetteer says it is.
    pub kind: Option<PlaceKind>,
}

impl EventPlace {
    /// True for a state, province or other wide area, and for what the gazetteer does not know: another place may lie in it.
    pub fn is_wide(&self) -> bool {
        self.coordinates.is_none() || matches!(self.kind, Some(PlaceKind::Country | PlaceKind::Region))
    }

    /// Takes the place told later where none is known or that one is more particular.
    pub(crate) fn settle(known: &mut Option<EventPlace>, later: Option<EventPlace>) {
        let narrows = later.as_ref().is_some_and(|l| known.as_ref().is_none_or(|k| l.lies_in(k)));
        if narrows {
            *known = later;
        }
    }

    /// True where it is the more particular of two places of one state, as far as kinds tell: a town in a province, a site in a town.
    /// A place that the gazetteer does not know is taken for one in a state or region.
    pub fn lies_in(&self, wider: &EventPlace) -> bool {
        let width = |p: &EventPlace| match p.kind {
            Some(PlaceKind::Country) => 4,
            Some(PlaceKind::Region | PlaceKind::Valley | PlaceKind::Island) => 3,
            None => 2,
            Some(PlaceKind::City | PlaceKind::Capital) => 1,
            Some(_) => 0,
        };
        let same_state = wider.country.is_some() && self.country == wider.country;
        let unknown = self.country.is_none() && width(wider) > 2;
        let near = || match (self.coordinates, wider.coordinates) {
            (Some(a), Some(b)) => (a.0 - b.0).abs() < IN_TOWN && (a.1 - b.1).abs() < IN_TOWN,
            _ => false,
        };
        (same_state || unknown) && width(self) < width(wider) && (width(wider) > 2 || width(wider) == 1 && near())
    }
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// Days it may cover.
    pub when: When,
    /// The time expression's bytes; `None` where the report's own date was taken.
    pub span: Option<Span>,
}

/// One event record, as the codebook has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER mode.
    pub mode: Option<CompactString>,
    /// Did it happen?
    pub status: Status,
    /// Told as background from an earlier period.
    pub historical: bool,
    /// Bytes of the shortest text that expresses it.
    pub trigger: Span,
    /// Index of its sentence in `Segmented::sentences`.
    pub sentence: u32,
    /// Token of the trigger's head.
    pub head: u32,
    /// Who did it; all parties where it is symmetric.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Where.
    pub place: Option<EventPlace>,
    /// When.
    pub date: Option<EventDate>,
    /// Who denies it.
    pub denied_by: Vec<Participant>,
    /// Whom the text names as the source.
    pub attributed_to: Vec<Participant>,
    /// PLOVER contexts.
    pub contexts: Vec<CompactString>,
    /// CAMEO code.
    pub cameo: Option<CompactString>,
    /// Conflict to cooperation, -10 to +10.
    pub score: f64,
    /// Name of the pattern that fired (`attack.pattern:3`).
    pub pattern: CompactString,
    /// Why, in short phrases for `explain`: each a rule that took part.
    pub reasons: Vec<String>,
}
