//! From trees and mentions to PLOVER events.

mod coding;
mod event;
pub mod frames;
pub mod matching;
mod merge;
mod slots;
pub mod status;
mod who;

pub use coding::code;
pub use event::{Event, EventDate, EventPlace, Status};
pub use slots::{of_name, place_in};
