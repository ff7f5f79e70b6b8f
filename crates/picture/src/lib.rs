//! The conflict's state as one report tells it: seven lists, each entry with its quote.

mod alliances;
mod attacks;
mod backers;
mod belligerents;
mod bodies;
mod ceasefire;
mod contested;
mod control;
mod described;
mod enmity;
mod held;
mod hostilities;
mod journeys;
mod kin;
mod leaders;
mod membership;
mod opposition;
mod parley;
mod parts;
mod patrons;
mod picture;
mod places;
mod pledges;
mod quote;
mod same_talks;
mod sides;
mod signs;
mod supplies;
mod support;
mod taken;
mod talks;
mod toll;
mod toll_acts;
mod toll_figures;
mod toll_scope;
mod toll_words;
mod truce_mentions;
mod whereabouts;

pub use picture::{Ceasefire, Control, Membership, Opposition, Picture, Support, Talks, Toll};
use truceline_events::{Event, Scene};

/// Draws the picture. `scene.coded` holds what `truceline_events::code_all` gave.
pub fn draw(scene: Scene, events: &[Event]) -> Picture {
    let sides = sides::Sides::new(scene);
    let mut opposition = opposition::find(scene, events, &sides);
    let ceasefire = ceasefire::find(scene, events, &opposition);
    opposition::of_ceasefires(scene, &mut opposition, &ceasefire);
    let control = control::find(scene, events, &opposition, &sides);
    opposition::of_control(scene, &mut opposition, &control);
    let mut talks = talks::find(scene, events);
    talks::name_sides(scene, &mut talks, &ceasefire, &opposition);
    Picture {
        talks,
        control,
        toll: toll::find(scene),
        support: support::find(scene, events, &sides),
        membership: membership::find(scene),
        opposition,
        ceasefire,
    }
}
