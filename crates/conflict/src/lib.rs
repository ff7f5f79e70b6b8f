//! What many reports say together: one event told by five outlets is one event with five sources.

mod groups;
mod report;
mod sketch;
#[cfg(test)]
mod testing;

pub use report::{Claim, Days, Evidence, Fact, Party, PlaceName, Report};
pub use sketch::{near_copies, sketch};
