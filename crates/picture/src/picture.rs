//! The thing this room yields: the conflict's state as one report tells it.

use truceline_events::{EventPlace, Status};
use truceline_mentions::{Bound, Participant, When};
use truceline_text::Span;

/// Who backs whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    /// Who backs.
    pub backer: Participant,
    /// Who is backed.
    pub backed: Participant,
    /// `military`, `political` or `unspecified`.
    pub kind: &'static str,
    /// `asserted`, `denied` or `alleged`.
    pub status: &'static str,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// Two sides said to fight or oppose each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Opposition {
    /// One side.
    pub a: Participant,
    /// The other.
    pub b: Participant,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// Who belongs to what, or holds which post.
#[derive(Clone, Debug, PartialEq)]
pub struct Membership {
    /// The person or body.
    pub member: Participant,
    /// The body, where the text names one.
    pub of: Option<Participant>,
    /// `head`, `foreign minister`, `part of` and so on.
    pub role: String,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// A step in a ceasefire's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Ceasefire {
    /// The belligerents.
    pub parties: Vec<Participant>,
    /// `proposed`, `declared`, `agreed`, `in force`, `breached`, `extended`, `ended` or `formalisation planned`.
    pub event: &'static str,
    /// When.
    pub date: Option<When>,
    /// As for events.
    pub status: Status,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// A meeting about the conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Talks {
    /// Who talks.
    pub participants: Vec<Participant>,
    /// Who hosts, where the text says so.
    pub host: Option<Participant>,
    /// Where.
    pub place: Option<EventPlace>,
    /// When.
    pub date: Option<When>,
    /// As for events.
    pub status: Status,
    /// About what, as the text puts it.
    pub topic: Option<String>,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// Who holds a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The place.
    pub place: EventPlace,
    /// Who holds it; for `lost` whoever took it, where the text says so.
    pub holder: Option<Participant>,
    /// Who held it before.
    pub from: Option<Participant>,
    /// `captured`, `held`, `lost`, `besieged`, `contested` or `handed over`.
    pub event: &'static str,
    /// Since when, or when.
    pub date: Option<When>,
    /// `asserted` or `claimed`.
    pub status: &'static str,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// A count of people hurt.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// `killed`, `injured`, `casualties`, `displaced`, `captured` or `missing`.
    pub kind: &'static str,
    /// Lowest number told.
    pub low: Option<u64>,
    /// Highest number told.
    pub high: Option<u64>,
    /// How the number is bounded.
    pub bound: Bound,
    /// Who they are, as the text puts it.
    pub victims: Option<String>,
    /// `incident` or `cumulative`.
    pub scope: &'static str,
    /// When.
    pub date: Option<When>,
    /// Where, by its own clause.
    pub place: Option<EventPlace>,
    /// Another count of those whom the count before it counts.
    pub again: bool,
    /// The word that tells it.
    pub head: u32,
    /// Whose count.
    pub attributed_to: Vec<Participant>,
    /// The supporting text's bytes.
    pub quote: Span,
}

/// The seven lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Who backs whom.
    pub support: Vec<Support>,
    /// Who fights whom.
    pub opposition: Vec<Opposition>,
    /// Who belongs to what.
    pub membership: Vec<Membership>,
    /// Ceasefires.
    pub ceasefire: Vec<Ceasefire>,
    /// Talks.
    pub talks: Vec<Talks>,
    /// Control of places.
    pub control: Vec<Control>,
    /// The human toll.
    pub toll: Vec<Toll>,
}
