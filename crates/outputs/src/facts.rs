//! From reports to facts as the store keeps them.

use truceline_conflict::{Report, near_copies};
use truceline_knowledge::Knowledge;
use truceline_store::Facts;

/// The merged picture of reports, with the names of the query contract. The same set of reports gives the same facts.
pub fn facts(reports: &[Report], _knowledge: &Knowledge) -> Facts {
    let earliest = near_copies(reports).into_iter().enumerate().filter(|(own, earliest)| own != earliest);
    let copies = earliest.map(|(own, earliest)| (reports[own].id.clone(), reports[earliest].id.clone()));
    Facts { facts: Vec::new(), copies: copies.collect() }
}
