//! The picture is a function of the set of reports.

mod common;

use std::time::Instant;

use common::{KNOWLEDGE, With, numbered, picture, report};
use proptest::prelude::*;
use truceline_conflict::Report;

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let one = (0..60usize, 0..9usize, 0..9usize, 0..40usize, 0..8usize).prop_map(|(w, a, b, d, p)| numbered(w, a, b, d, p));
    let text = (prop::collection::vec(one, 1..6), 1..28u32, 0..4u32);
    prop::collection::vec(text, 1..12).prop_map(|list| {
        let made = list.into_iter().enumerate().map(|(i, (claims, day, copy))| {
            let sketch = if copy == 0 { Vec::new() } else { (0..60).map(|n| n + copy).collect() };
            Report { sketch, ..report(&format!("r{i}"), &format!("2020-01-{day:02}"), claims) }
        });
        made.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn order_changes_nothing(list in reports(), seed in any::<u64>()) {
        let mut shuffled = list.clone();
        let mut state = seed;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(picture(&list), picture(&shuffled));
    }

    #[test]
    fn merging_two_pictures_is_the_picture_of_both(list in reports(), cut in 0..12usize) {
        let (a, b) = list.split_at(cut.min(list.len()));
        let whole = picture(&list);
        prop_assert_eq!(picture(a).merge(&picture(b), &KNOWLEDGE), whole.clone());
        prop_assert_eq!(picture(b).merge(&picture(a), &KNOWLEDGE), whole);
    }

    #[test]
    fn the_same_reports_twice_change_nothing(list in reports()) {
        let once = picture(&list);
        prop_assert_eq!(once.merge(&once, &KNOWLEDGE), once.clone());
        let twice: Vec<Report> = list.iter().chain(&list).cloned().collect();
        prop_assert_eq!(picture(&twice), once);
    }

    #[test]
    fn every_claim_is_told_by_its_list_and_ids_are_unique(list in reports()) {
        let p = picture(&list);
        let told: usize = p.events.iter().map(|e| e.base.told.len()).sum();
        let claims = list.iter().flat_map(|r| &r.claims).filter(|c| matches!(c.fact, truceline_conflict::Fact::Event { .. })).count();
        prop_assert_eq!(told, claims);
        let mut ids: Vec<&str> = p.events.iter().map(|e| e.base.id.as_str()).collect();
        ids.extend(p.talks.iter().map(|t| t.base.id.as_str()));
        ids.extend(p.control.iter().map(|t| t.base.id.as_str()));
        ids.extend(p.toll.iter().map(|t| t.base.id.as_str()));
        ids.extend(p.ceasefires.iter().map(|t| t.base.id.as_str()));
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), all);
    }
}

/// Reports of a busy year, fifteen claims each.
fn many(count: usize) -> Vec<Report> {
    let mut state = 7u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let made = (0..count).map(|i| {
        let (month, day) = (1 + next(12), 1 + next(28));
        let claims = (0..15).map(|_| {
            let made = numbered(next(60), next(9), next(9), 0, next(8));
            if next(3) == 0 { made } else { made.on(&format!("2020-{month:02}-{day:02}")) }
        });
        report(&format!("r{i}"), &format!("2020-{month:02}-{day:02}"), claims.collect())
    });
    made.collect()
}

/// A measurement: `cargo test --release -p truceline-conflict -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn time_grows_with_the_reports() {
    let _ = KNOWLEDGE.countries.len();
    for count in [1_250, 2_500, 5_000, 10_000] {
        let list = many(count);
        let start = Instant::now();
        let p = picture(&list);
        println!("{count} reports, {} events: {:.0?}", p.events.len(), start.elapsed());
    }
}
