//! The conflict's state as one report tells it: seven lists, each entry with its quote.

mod picture;

pub use picture::{Ceasefire, Control, Membership, Opposition, Picture, Support, Talks, Toll};
use truceline_events::Event;
use truceline_knowledge::Knowledge;
use truceline_mentions::Mentions;
use truceline_syntax::View;

/// Draws the picture.
pub fn draw(view: &View, knowledge: &Knowledge, mentions: &Mentions, events: &[Event]) -> Picture {
    let _ = (view, knowledge, mentions, events);
    Picture::default()
}
