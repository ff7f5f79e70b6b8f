//! From trees and mentions to PLOVER events.

mod alone;
mod background;
mod bearings;
mod blame;
mod coding;
mod counterparts;
mod denials;
mod enemies;
mod event;
mod facilities;
pub mod frames;
mod hands;
mod harm;
mod identified;
mod judged;
mod lent;
pub mod matching;
mod matter;
mod merge;
mod parties;
mod places;
mod reactions;
mod remarks;
mod retold;
pub mod slots;
mod spoken_at;
pub mod status;
mod targets;
mod topic;
mod whereabouts;
pub mod who;
mod wording;

pub use coding::{code, is_verbal, lead_sentences, sources};
pub use enemies::is_side;
pub use event::{Event, EventDate, EventPlace, Status};
pub use matching::{Coded, Scene, code_all};
