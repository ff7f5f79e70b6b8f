//! What the program writes: one file an output format, listed in [`formats`].

pub mod brief;
pub mod conllu;
mod dictionary;
pub mod drawing;
pub mod explain;
pub mod formats;
pub mod jsonl;
mod phrases;
pub mod table;

pub use formats::{FORMATS, Format, Look};
