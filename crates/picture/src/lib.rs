//! The conflict's state as one report tells it: seven lists, each entry with its quote.

mod ceasefire;
mod control;
mod membership;
mod opposition;
mod picture;
mod quote;
mod support;
mod talks;
mod toll;

pub use picture::{Ceasefire, Control, Membership, Opposition, Picture, Support, Talks, Toll};
use truceline_events::{Event, Scene};

/// Draws the picture. `scene.coded` holds what `truceline_events::code_all` gave.
pub fn draw(scene: Scene, events: &[Event]) -> Picture {
    let membership = membership::find(scene);
    let support = support::find(scene, events);
    let mut opposition = opposition::find(scene, events);
    let ceasefire = ceasefire::find(scene, &opposition);
    opposition::of_ceasefires(&mut opposition, &ceasefire);
    Picture {
        talks: talks::find(scene, events),
        control: control::find(scene, events, &opposition),
        toll: toll::find(scene),
        support,
        opposition,
        membership,
        ceasefire,
    }
}
