//! What is one event, and what is not; standing facts; conflicts.

mod common;

use common::{With, event, opposition, parties, picture, report, support};
use truceline_conflict::{Claim, Fact, MergedEvent, Report};

fn told(e: &MergedEvent) -> usize {
    e.base.told.len()
}

/// Number of merged events of reports with one claim each, all known on the same day.
fn merged(claims: Vec<Claim>) -> usize {
    let reports: Vec<Report> = claims.into_iter().enumerate().map(|(i, c)| report(&format!("r{i}"), "2020-01-06", vec![c])).collect();
    picture(&reports).events.len()
}

#[test]
fn one_attack_told_by_two_outlets_is_one_event_with_two_sources() {
    let told_by_one = event("ASSAULT shell", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY");
    let told_by_other = event("ASSAULT bombard", "khalifa-haftar", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY");
    let p = picture(&[report("a", "2020-01-06", vec![told_by_one]), report("b", "2020-01-07", vec![told_by_other])]);
    assert_eq!((p.events.len(), told(&p.events[0]), p.events[0].base.sources), (1, 2, 2));
    assert_eq!(p.events[0].base.first_reported, common::day("2020-01-06"));
    assert_eq!(p.events[0].base.conflict.as_deref(), Some("libya"));
}

#[test]
fn other_days_places_sides_and_kinds_are_other_events() {
    let attack = || event("ASSAULT attack", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY");
    let other_side = event("ASSAULT attack", "ISIS-LIBYA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY");
    assert_eq!(merged(vec![attack(), attack()]), 1);
    assert_eq!(merged(vec![attack(), attack().on("2020-01-03")]), 2);
    assert_eq!(merged(vec![attack(), attack().at("Sirte", "LBY")]), 2);
    assert_eq!(merged(vec![attack(), other_side]), 2);
    assert_eq!(merged(vec![attack(), attack().being("planned")]), 2);
    assert_eq!(merged(vec![attack(), event("ASSAULT capture", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY")]), 2);
    assert_eq!(merged(vec![attack(), event("ACCUSE condemn", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY")]), 2);
}

#[test]
fn what_one_report_tells_apart_stays_apart() {
    let attack = |who: &str| event("ASSAULT attack", "LBY-LNA", who).on("2020-01-05").at("Tripoli", "LBY");
    let two = report("a", "2020-01-06", vec![attack("civilians"), attack("hospital")]);
    let one = report("b", "2020-01-06", vec![attack("")]);
    let p = picture(&[two, one]);
    assert_eq!(p.events.len(), 2);
    assert_eq!(p.events.iter().map(told).sum::<usize>(), 3);
}

#[test]
fn a_vague_date_joins_the_one_event_that_it_fits_and_no_two() {
    let day = |d: &str| event("ASSAULT attack", "LBY-LNA", "LBY-GNA").on(d).at("Tripoli", "LBY");
    let week = "2020-01-01/2020-01-07";
    assert_eq!(merged(vec![day("2020-01-05"), day(week)]), 1);
    assert_eq!(merged(vec![day("2020-01-03"), day("2020-01-05"), day(week)]), 3);
}

#[test]
fn a_plan_and_its_outcome_know_each_other() {
    let planned = event("CONSULT meet", "LBY-LNA, LBY-GNA", "").on("2020-01-13").at("Moscow", "RUS").being("planned");
    let held = event("CONSULT talk", "khalifa-haftar, fayez-al-sarraj", "").on("2020-01-13").at("Moscow", "RUS");
    let p = picture(&[report("a", "2020-01-11", vec![planned]), report("b", "2020-01-14", vec![held])]);
    let find = |status: &str| p.events.iter().find(|e| e.status == status).unwrap_or_else(|| panic!("no {status} event"));
    assert_eq!(find("planned").outcome.as_ref(), Some(&find("occurred").base.id));
    assert_eq!(find("occurred").planned_as.as_ref(), Some(&find("planned").base.id));
}

#[test]
fn ids_do_not_change_when_other_reports_come() {
    let first = report("b", "2020-01-06", vec![event("ASSAULT attack", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY")]);
    let later = report("a", "2020-01-07", vec![event("ASSAULT attack", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY")]);
    let alone = picture(std::slice::from_ref(&first));
    assert_eq!(alone.events[0].base.id, picture(&[later, first]).events[0].base.id);
}

#[test]
fn near_copies_are_one_source() {
    let claims = || vec![event("ASSAULT attack", "LBY-LNA", "LBY-GNA").on("2020-01-05").at("Tripoli", "LBY")];
    let sketch: Vec<u32> = (0..60).collect();
    let copy = |id: &str| Report { sketch: sketch.clone(), ..report(id, "2020-01-06", claims()) };
    let p = picture(&[copy("a"), copy("b"), report("c", "2020-01-06", claims())]);
    assert_eq!((told(&p.events[0]), p.events[0].base.sources), (3, 2));
    assert_eq!(p.copies, [0, 0, 2]);
}

#[test]
fn backing_is_told_of_the_side_and_its_denial_stands_beside() {
    let p = picture(&[
        report("a", "2020-01-01", vec![support("TUR", "fayez-al-sarraj"), support("government", "LBY-GNA")]),
        report("b", "2020-02-01", vec![support("recep-tayyip-erdogan", "LBY-GNA"), support("RUS", "LBY-LNA")]),
        report("c", "2020-02-02", vec![support("RUS", "LBY-LNA").being("denied")]),
    ]);
    let seen: Vec<_> = p.support.iter().map(|s| (s.backer.name.as_str(), s.status.as_str(), s.base.told.len())).collect();
    let has = |x| assert!(seen.contains(&x), "{x:?} in {seen:?}");
    has(("Turkey", "asserted", 2));
    has(("Russia", "asserted", 1));
    has(("Russia", "denied", 1));
    assert_eq!(seen.len(), 3);
    let russia = p.support.iter().find(|s| s.backer.name == "Russia" && s.status == "asserted");
    assert_eq!(russia.map(|s| s.denied_by.len()), Some(1));
}

#[test]
fn enemies_are_told_once_in_either_order() {
    let p = picture(&[
        report("a", "2020-01-01", vec![opposition("LBY-LNA", "LBY-GNA")]),
        report("b", "2020-01-09", vec![opposition("fayez-al-sarraj", "khalifa-haftar"), opposition("LBY-LNA", "khalifa-haftar")]),
    ]);
    assert_eq!((p.opposition.len(), p.opposition[0].base.told.len()), (1, 2));
    assert_eq!(p.conflicts.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["Libyan civil war"]);
    assert_eq!(p.conflicts[0].sides.len(), 2);
}

#[test]
fn force_between_known_sides_makes_enemies_of_them() {
    let p = picture(&[
        report("a", "2024-01-09", vec![event("ASSAULT", "MMR-TATMADAW", "MMR-AA"), event("ASSAULT", "MMR-AA", "MMR-TNLA")]),
        report("b", "2024-01-10", vec![event("ASSAULT", "MMR-AA", "MMR-SAC")]),
    ]);
    let pairs: Vec<_> = p.opposition.iter().map(|o| (o.a.name.as_str(), o.b.name.as_str(), o.base.told.len())).collect();
    assert_eq!(pairs, [("Arakan Army", "Myanmar", 2)]);
}

#[test]
fn the_government_of_a_divided_country_is_the_side_that_governs() {
    let p = picture(&[report("a", "2020-01-01", vec![support("TUR", "Tripoli government [LBYGOV]")])]);
    assert_eq!(p.support[0].backed.id.as_deref(), Some("LBY-GNA"));
}

#[test]
fn fighting_that_nobody_names_makes_a_conflict_of_its_country() {
    let p = picture(&[report("a", "2020-01-01", vec![opposition("Tarn Front [URYREB]", "Ord Guard [URYREB]")])]);
    assert_eq!(p.conflicts.len(), 1);
    assert_eq!((p.conflicts[0].base.id.as_str(), p.conflicts[0].name.as_str()), ("found-URY", "Fighting in Uruguay"));
    assert_eq!(p.conflicts[0].sides.len(), 2);
}

#[test]
fn denials_and_sources_are_gathered() {
    let mut denied = event("ASSAULT strike", "LBY-LNA", "academy").on("2020-01-04").at("Tripoli", "LBY").by("LBY-GNA");
    if let Fact::Event { denied_by, .. } = &mut denied.fact {
        *denied_by = parties("LBY-LNA");
    }
    let plain = event("ASSAULT strike", "LBY-LNA", "school").on("2020-01-04").at("Tripoli", "LBY");
    let p = picture(&[report("a", "2020-01-05", vec![plain]), report("b", "2020-01-05", vec![denied])]);
    assert_eq!((p.events.len(), p.events[0].denied_by.len(), p.events[0].attributed_to.len()), (1, 1, 1));
}

#[test]
fn talks_and_counts_that_are_one_are_told_by_events_that_are_one() {
    let meet = |who: &str, quote: &str| event("CONSULT meet", who, "").on("2020-01-19").at("Berlin", "DEU").quoted(quote);
    let held = |who: &str, quote: &str| {
        let talks = common::talks(who).on("2020-01-19").at("Berlin", "DEU").quoted(quote);
        vec![meet(who, quote), talks]
    };
    let mut one = report("a", "2020-01-20", held("leaders", "Leaders met in Berlin."));
    let mut other = report("b", "2020-01-20", held("DEU", "Germany hosted the meeting in Berlin."));
    for r in [&mut one, &mut other] {
        r.claims[1].evidence = r.claims[0].evidence.clone();
    }
    let p = picture(&[one, other]);
    assert_eq!((p.talks.len(), p.events.len()), (1, 1));
}
