//! `cargo xtask facts SEED [COUNT]`: facts of the actor files drawn at random, for a second pair of eyes.

use truceline_knowledge::{Actor, Knowledge, PartialDate, Person, Post};

use crate::{Outcome, root};

/// As many as issue and README speak of.
const COUNT: usize = 200;

/// Prints COUNT facts (terms of office, and bodies with country and years), one a line with tabs, drawn without
/// replacement; the same seed and files give the same facts.
pub fn run(arguments: &[String]) -> Outcome {
    let seed: u64 = arguments.first().ok_or("which seed? `cargo xtask facts SEED [COUNT]`")?.parse()?;
    let count = arguments.get(1).map(|n| n.parse()).transpose()?.unwrap_or(COUNT);
    let knowledge = Knowledge::of_folder(&root().join("knowledge"))?;
    let terms = knowledge.people.iter().flat_map(|p| p.posts.iter().map(move |post| term(p, post)));
    let mut facts: Vec<String> = terms.chain(knowledge.actors.iter().map(body)).collect();
    let drawn = facts.len().min(count);
    let mut random = Random(seed);
    for at in 0..drawn {
        let other = at + (random.next() % (facts.len() - at) as u64) as usize;
        facts.swap(at, other);
    }
    println!("seed {seed}: {drawn} of {} facts", facts.len());
    facts.truncate(drawn);
    facts.iter().for_each(|fact| println!("{fact}"));
    Ok(true)
}

fn term(person: &Person, post: &Post) -> String {
    let until = if post.until.unknown { "over".to_owned() } else { day(&post.until, &format!("in office {}", person.as_of)) };
    format!("{}\t{}\tof {}\t{}\t{until}", person.name, post.role, post.of, day(&post.from, "?"))
}

fn body(actor: &Actor) -> String {
    let kind = format!("{} {}", actor.kind, actor.sector);
    let country = actor.country.as_deref().unwrap_or("international");
    format!("{}\t{}\tof {country}\t{}\t{}", actor.name, kind.trim(), day(&actor.from, "?"), day(&actor.until, "open"))
}

/// The first day that a date may mean, or `open`.
fn day(date: &PartialDate, open: &str) -> String {
    match (date.first(), date.last()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) if first.month() == last.month() => format!("{}-{:02}", first.year(), first.month()),
        (Some(first), _) => first.year().to_string(),
        _ => open.to_owned(),
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
