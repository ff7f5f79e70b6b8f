//! From trees and mentions to PLOVER events.

mod coding;
mod denials;
mod enemies;
mod event;
pub mod frames;
pub mod matching;
mod merge;
pub mod slots;
pub mod status;
pub mod who;

pub use enemies::is_side;
pub use coding::{code, sources};
pub use matching::{Coded, Scene, code_all};
pub use event::{Event, EventDate, EventPlace, Status};
