//! What a store can be asked for.

/// A list of facts, or the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The reports themselves.
    Documents,
    /// Who did what to whom.
    Events,
    /// Who takes part.
    Actors,
    /// Who backs whom.
    Support,
    /// Who fights whom.
    Opposition,
    /// Who belongs to what, or holds which post.
    Membership,
    /// Ceasefires with their lives.
    Ceasefires,
    /// Meetings about a conflict.
    Talks,
    /// Who holds which place.
    Control,
    /// People hurt.
    Toll,
    /// The conflicts.
    Conflicts,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Documents,
        Self::Events,
        Self::Actors,
        Self::Support,
        Self::Opposition,
        Self::Membership,
        Self::Ceasefires,
        Self::Talks,
        Self::Control,
        Self::Toll,
        Self::Conflicts,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Events => "events",
            Self::Actors => "actors",
            Self::Support => "support",
            Self::Opposition => "opposition",
            Self::Membership => "membership",
            Self::Ceasefires => "ceasefires",
            Self::Talks => "talks",
            Self::Control => "control",
            Self::Toll => "toll",
            Self::Conflicts => "conflicts",
        }
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Self::Documents => "the reports themselves",
            Self::Events => "who did what to whom",
            Self::Actors => "who takes part",
            Self::Support => "who backs whom",
            Self::Opposition => "who fights whom",
            Self::Membership => "who belongs to what, or holds which post",
            Self::Ceasefires => "ceasefires: steps, terms, breaches",
            Self::Talks => "meetings, planned and held",
            Self::Control => "who holds which place, since when",
            Self::Toll => "people killed, hurt, displaced",
            Self::Conflicts => "the conflicts and their sides",
        }
    }

    /// The one of that name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.name() == name)
    }
}
