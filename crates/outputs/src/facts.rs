//! From reports to facts as the store keeps them.

use serde_json::Value;
use truceline_conflict::{Base, Picture, Report, picture};
use truceline_knowledge::Knowledge;
use truceline_store::{Fact, Facts, Kind, What, shown_party};

use crate::picture_rows::rows;

/// The merged picture of reports, with the names of the query contract. The same set of reports gives the same facts.
pub fn facts(reports: &[Report], knowledge: &Knowledge) -> Facts {
    let picture = picture(reports, knowledge);
    let id = |index: usize| picture.reports.get(index).map(|report| report.id.clone());
    let copies = picture.copies.iter().enumerate().filter(|(own, earliest)| own != *earliest);
    let copies = copies.filter_map(|(own, earliest)| Some((id(own)?, id(*earliest)?))).collect();
    let contacts = picture.reports.iter().map(|report| report.id.clone()).zip(picture.contacts()).collect();
    let grounds = picture.grounds.iter().map(|country| country.to_string()).collect();
    Facts { facts: facts_of(&picture), copies, contacts, grounds, countries: countries(knowledge) }
}

/// Countries by their codes, then by their names.
fn countries(knowledge: &Knowledge) -> Vec<(String, String)> {
    let all = &knowledge.countries;
    let named = |name: &String, iso3: &String| (name.clone(), iso3.clone());
    let mut out: Vec<(String, String)> = all.iter().map(|c| named(&c.iso3, &c.iso3)).collect();
    out.extend(all.iter().map(|c| named(&c.name, &c.iso3)));
    out.extend(all.iter().filter(|c| !c.iso2.is_empty()).map(|c| named(&c.iso2, &c.iso3)));
    out.extend(all.iter().flat_map(|c| c.aliases.iter().map(|alias| named(alias, &c.iso3))));
    out
}

/// The facts of a picture.
pub(crate) fn facts_of(picture: &Picture) -> Vec<Fact> {
    let fact = |((list, value), also): ((&str, Value), Vec<(Kind, String)>)| {
        Some(Fact { what: What::of_name(list)?, id: value["id"].as_str()?.to_owned(), value, also })
    };
    rows(picture).into_iter().zip(also(picture)).filter_map(fact).collect()
}

/// What rows are found by beside their JSON, in the order of [`rows`].
fn also(p: &Picture) -> Vec<Vec<(Kind, String)>> {
    let mut out: Vec<Vec<(Kind, String)>> = p.conflicts.iter().map(|_| Vec::new()).collect();
    for event in &p.events {
        let mut names = of_base(&event.base);
        names.extend(event.base.who.iter().map(|id| (Kind::Who, id.clone())));
        names.extend(event.fight.iter().map(|(country, pair)| (Kind::Fight, format!("{country}|{}", pair.as_deref().unwrap_or_default()))));
        out.push(names);
    }
    out.extend(p.actors.iter().map(|x| of_base(&x.base)));
    out.extend(p.support.iter().map(|x| of_base(&x.base)));
    out.extend(p.opposition.iter().map(|x| of_base(&x.base)));
    out.extend(p.membership.iter().map(|x| of_base(&x.base)));
    out.extend(p.ceasefires.iter().map(|x| of_base(&x.base)));
    out.extend(p.talks.iter().map(|x| of_base(&x.base)));
    out.extend(p.control.iter().map(|x| of_base(&x.base)));
    out.extend(p.toll.iter().map(|x| of_base(&x.base)));
    out
}

fn of_base(base: &Base) -> Vec<(Kind, String)> {
    let conflict = base.conflict.as_deref().unwrap_or_default();
    let side = |(side, party): &(u32, _)| (Kind::Side, format!("{conflict}|{side}|{}", shown_party(party)));
    base.sides.iter().map(side).chain(base.block.iter().map(|block| (Kind::Block, block.clone()))).collect()
}
