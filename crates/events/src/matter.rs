//! Whose deeds an event tells: one between firms, or in a report on shows, is none of politics and conflict.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;

use crate::{event::Event, matching::Scene, topic};

/// Sectors of those whose deeds are political whatever the report is about.
const PUBLIC: [&str; 14] = ["GOV", "MIL", "LEG", "REB", "OPP", "PTY", "IGO", "JUD", "ELI", "COP", "SPY", "INT", "REL", "TER"];
/// True for a code with a sector of politics, force or faith.
pub(crate) fn is_public(code: &str) -> bool {
    PUBLIC.iter().any(|sector| code.contains(sector))
}

/// Takes out what is no event of politics or conflict.
pub(crate) fn keep_public(scene: Scene, events: &mut Vec<Event>) {
    let show = topic::is_show(scene);
    events.retain(|e| {
        let sides = || e.actors.iter().chain(&e.recipients);
        let public = sides().any(|p| p.codes.iter().any(|c| is_public(c)));
        public || !(show || among(sides(), "BUS") && is_dealing(e.event_type) || among(sides(), "CRM") && is_trade(e.event_type))
    });
}

/// True where somebody of the sector takes part and nobody of another.
fn among<'p>(sides: impl Iterator<Item = &'p Participant>, sector: &str) -> bool {
    let mut codes = sides.flat_map(|p| &p.codes).peekable();
    codes.peek().is_some() && codes.all(|c| c.contains(sector))
}

/// Types that firms have among themselves as a matter of business.
fn is_dealing(event_type: EventType) -> bool {
    use EventType as T;
    matches!(event_type, T::Agree | T::Consult | T::Support | T::Concede | T::Cooperate | T::Aid | T::Retreat | T::Request)
}

/// Types that criminals have among themselves as a matter of business.
fn is_trade(event_type: EventType) -> bool {
    matches!(event_type, EventType::Aid | EventType::Cooperate)
}
