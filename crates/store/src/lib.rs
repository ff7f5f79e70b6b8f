//! Keeps reports and what they say in one SQLite file.
//!
//! Append-only: a changed report is a revision beside the one that it supersedes, a retraction is a row of its own. So what
//! was known on any day can be asked for. A batch of reports is one transaction: after [`Batch::commit`] returns, they are on
//! the disk; before, none of them is.

mod back;
mod change;
mod digest;
mod error;
mod facts;
mod joined;
mod pack;
mod part;
mod past;
mod query;
mod read;
mod recode;
mod rows;
mod schema;
mod search;
mod shares;
mod standing;
mod store;
mod tags;
mod what;
mod write;

pub use digest::Digest;
pub use error::StoreError;
pub use facts::{Fact, Facts};
pub use part::{Change, Changes, Kept};
pub use query::{Filter, described};
pub use read::Document;
pub use recode::Given;
pub use schema::SCHEMA;
pub use shares::shown_party;
pub use standing::{Latest, Standing, conflict_key};
pub use store::Store;
pub use tags::Kind;
pub use what::What;
pub use write::{Added, Batch, Incoming, Versions};
