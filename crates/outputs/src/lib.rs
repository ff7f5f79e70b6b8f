//! What the program writes: one file an output format, listed in [`formats`].

pub mod brief;
pub mod conllu;
mod days;
mod dictionary;
pub mod drawing;
pub mod explain;
pub mod fact_table;
pub mod fact_text;
mod facts;
pub mod formats;
pub mod jsonl;
mod phrases;
pub mod picture_rows;
mod redraw;
pub mod table;

pub use days::{RECENT, bring_forward};
pub use facts::facts;
pub use formats::{FORMATS, Format, Look};
pub use redraw::{Redraw, Redrawn, redraw};
