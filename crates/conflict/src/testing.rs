//! Makers of invented reports, for tests.

use jiff::civil::Date;

use crate::{Claim, Report};

/// A day written as `2020-01-31`.
pub fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// A report of a day with its claims.
pub fn report(id: &str, known: &str, claims: Vec<Claim>) -> Report {
    let source = Some(format!("Outlet of {id}"));
    Report { id: id.into(), known: day(known), source, url: None, title: None, sketch: Vec::new(), claims }
}
