//! From reports to facts as the store keeps them.

use truceline_conflict::{Report, picture};
use truceline_knowledge::Knowledge;
use truceline_store::{Fact, Facts, What};

use crate::picture_rows::rows;

/// The merged picture of reports, with the names of the query contract. The same set of reports gives the same facts.
pub fn facts(reports: &[Report], knowledge: &Knowledge) -> Facts {
    let picture = picture(reports, knowledge);
    let id = |index: usize| picture.reports.get(index).map(|report| report.id.clone());
    let copies = picture.copies.iter().enumerate().filter(|(own, earliest)| own != *earliest);
    let copies = copies.filter_map(|(own, earliest)| Some((id(own)?, id(*earliest)?))).collect();
    let fact =
        |(list, value): (&str, serde_json::Value)| Some(Fact { what: What::of_name(list)?, id: value["id"].as_str()?.to_owned(), value });
    Facts { facts: rows(&picture).into_iter().filter_map(fact).collect(), copies }
}
