//! One file an output format.

pub mod jsonl;
