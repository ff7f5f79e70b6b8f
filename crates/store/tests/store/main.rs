//! The store as its users see it.

mod common;
mod facts;
mod keeping;
mod migration;
mod refusals;
