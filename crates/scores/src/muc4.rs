//! MUC-4: who did it, with what, to whom and to what, filled from acts of force; gold entities count once however often they
//! are named (CEAF-REE: X. Du, A. Rush, C. Cardie, GRIT, EACL 2021).

mod fillers;

use serde_json::Value;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    matching::{Pair, matching},
    names::words_in_order,
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field},
};
use fillers::{Fillers, fillers};

/// The roles: as they are printed, and as gold names them.
const ROLES: [(&str, &str); 5] = [
    ("perpetrator individual", "perp_individual_id"),
    ("perpetrator organisation", "perp_organization_id"),
    ("target", "phys_tgt_id"),
    ("victim", "hum_tgt_name"),
    ("weapon", "incident_instrument_id"),
];

/// Adds the rows: together and by role.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let figures: [Figure; ROLES.len()] = task.tally(&records, table, |record| {
        let coded = task.engine.code(record.document.clone());
        compare(record, &fillers(&coded, task.engine.knowledge()))
    });
    table.push(task.set, "all five", figures.into_iter().sum(), records.len());
    for ((role, _), figure) in ROLES.iter().zip(figures) {
        table.push(task.set, format!("  {role}"), figure, records.len());
    }
    Ok(())
}

/// Figures of one document by role: coded names and gold entities are paired one to one, a name with an entity that bears it.
fn compare(record: &Gold, coded: &Fillers) -> Tally<{ ROLES.len() }> {
    let mut tally = Tally::default();
    let roles = field(&record.value, "roles");
    for (role, ((name, key), coded)) in ROLES.iter().zip(coded).enumerate() {
        let gold = as_list(field(roles, key));
        let mut pairs = Vec::new();
        for (g, entity) in gold.iter().enumerate() {
            let bears = |coded: &str| as_list(entity).into_iter().any(|alias| words_in_order(alias) == words_in_order(&Value::from(coded)));
            let bearers = coded.iter().enumerate().filter(|(_, c)| bears(c));
            pairs.extend(bearers.map(|(c, _)| Pair { score: 1, nearness: 0, gold: g, coded: c }));
        }
        let owner = matching(pairs, gold.len());
        tally.figures[role] = Figure::aligned(owner.len(), coded.len(), gold.len());
        let lost = gold.iter().enumerate().filter(|(g, _)| !owner.values().any(|o| o == g));
        tally.misses.extend(lost.map(|(_, entity)| format!("MISSED {} {name} {entity}", record.document.id)));
        let extra = coded.iter().enumerate().filter(|(c, _)| !owner.contains_key(c));
        tally.misses.extend(extra.map(|(_, c)| format!("EXTRA {} {name} `{c}`", record.document.id)));
    }
    tally
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;
    use truceline_text::Document;

    use super::{
        fillers::{INDIVIDUAL, ORGANISATION, WEAPON},
        *,
    };

    #[test]
    fn an_entity_counts_once_under_any_of_its_names() {
        let value = json!({"roles": {"perp_organization_id": [["TARN LIBERATION FRONT", "TLF"]],
            "perp_individual_id": [["GUNMEN"], ["TWO MEN"]], "incident_instrument_id": []}});
        let record = Gold { value, document: Document::default() };
        let set = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<BTreeSet<String>>();
        let coded = [set(&["the gunmen", "rebels"]), set(&["Tarn Liberation Front", "TLF"]), set(&[]), set(&[]), set(&["bomb"])];
        let figures = compare(&record, &coded).figures;
        assert_eq!(figures[INDIVIDUAL], Figure::aligned(1, 2, 2));
        assert_eq!(figures[ORGANISATION], Figure::aligned(1, 2, 1));
        assert_eq!(figures[WEAPON], Figure::aligned(0, 1, 0));
    }
}
