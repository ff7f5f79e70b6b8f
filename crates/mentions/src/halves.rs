//! `the North`, `the South`: a divided country's two states in short.

use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::View;

use crate::{names::Candidate, things::NameKind};

/// The states that `the North` and `the South` stand for in a report that names one of a pair such as North and South Korea.
pub(crate) fn find(view: &View, knowledge: &Knowledge, found: &[Candidate]) -> Vec<Candidate> {
    let divided = |c: &Candidate| match c.referent? {
        Referent::Country(i) | Referent::Nationality(i) => {
            let (half, country) = knowledge.countries.get(i as usize)?.name.split_once(' ')?;
            matches!(half, "North" | "South").then_some(country)
        }
        _ => None,
    };
    let Some(country) = found.iter().find_map(divided) else { return Vec::new() };
    let short = |&t: &u32| {
        matches!(view.form(t), "North" | "South")
            && view.form(t - 1).eq_ignore_ascii_case("the")
            && !(view.form(t + 1) == "of" && (view.form(t + 2) == "the" || view.form(t + 2).starts_with(char::is_uppercase)))
            && view.form(t + 1) != "-"
            && !view.form(t + 1).starts_with(char::is_uppercase)
    };
    let state = |t: u32| {
        let names = knowledge.names.get(&folded(&format!("{} {country}", view.form(t))));
        let referent = names.iter().copied().find(|r| matches!(r, Referent::Country(_)))?;
        Some(Candidate::new(t..t + 1, NameKind::Country, Some(referent)))
    };
    (1..view.len()).filter(short).filter_map(state).collect()
}
