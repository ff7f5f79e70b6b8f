//! Redraws the part of the kept picture that documents which came or went can change.
//!
//! Two pictures are drawn of the documents that those may have to be compared with, one with and one without the change. What
//! differs between them is what changes, if the first shows each such fact as it is kept; else the part was too small.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};
use truceline_conflict::{Contacts, Finder, Report, Whole, actors_of_part, near_copies, picture_of_part};
use truceline_knowledge::Knowledge;
use truceline_store::{Change, Changes, Fact, Kind, Store, StoreError, What};

use crate::facts::facts_of;

/// A change of more than so many documents, and of more than one in so many of those that the picture is drawn from, is drawn
/// faster as a whole.
const FEW: usize = 64;
const ONE_IN: usize = 8;

/// What came of an attempt to redraw a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Redraw {
    /// A part was enough; these facts are other than before, where that was asked for.
    Part(Vec<Redrawn>),
    /// The whole has to be drawn, for this reason.
    Whole(String),
}

/// A fact before and after a redrawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Redrawn {
    /// Its list.
    pub what: What,
    /// Its id.
    pub id: String,
    /// As it was.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
}

/// Brings the kept picture to what is seen at the end of `as_of`, inside a change of the store that the caller began. Where
/// the whole has to be drawn, that change is to be dropped. `told` asks for the facts that change: they are read before and
/// after.
///
/// # Errors
/// What the store reports.
pub fn redraw(store: &mut Store, as_of: Option<Date>, told: bool, knowledge: &Knowledge) -> Result<Redraw, StoreError> {
    let changes = store.changes(as_of)?;
    let number = changes.come.len() + changes.gone.len();
    if number == 0 {
        return Ok(Redraw::Part(Vec::new()));
    }
    if number > FEW.max(changes.drawn / ONE_IN) || changes.drawn == 0 {
        return Ok(Redraw::Whole(format!("{number} documents of {} came or went", changes.drawn)));
    }
    let part = Part::of(store, &changes)?;
    let change = match part.change(store, knowledge)? {
        Ok(change) => change,
        Err((what, id)) => return Ok(Redraw::Whole(format!("{} {id} is not kept as a part of the documents shows it", what.name()))),
    };
    let keys = if told { touched(&change) } else { BTreeSet::new() };
    let values = |store: &Store| -> Result<Vec<Option<Value>>, StoreError> {
        keys.iter().map(|(what, id)| Ok(store.kept(*what, id)?.map(|kept| kept.value))).collect()
    };
    let before = values(store)?;
    if !store.change(&change)? {
        return Ok(Redraw::Whole("other countries have conflicts of their own".to_owned()));
    }
    let after = values(store)?;
    let redrawn = keys.into_iter().zip(before.into_iter().zip(after)).filter(|(_, (before, after))| before != after);
    Ok(Redraw::Part(redrawn.map(|((what, id), (before, after))| Redrawn { what, id, before, after }).collect()))
}

fn touched(change: &Change) -> BTreeSet<Key> {
    let mut keys: BTreeSet<Key> = change.gone.iter().cloned().collect();
    keys.extend(change.facts.iter().map(|fact| (fact.what, fact.id.clone())));
    keys.extend(change.actors.iter().map(|id| (What::Actors, id.clone())));
    keys.extend(change.conflicts.keys().map(|id| (What::Conflicts, id.clone())));
    keys
}

/// A fact's list and id.
type Key = (What, String);

/// Documents that came, went, or are near-copies of others than before, with those that they may have to be compared with.
struct Part {
    come: Vec<(i64, Report)>,
    gone: Vec<(i64, Report)>,
    /// Of which documents they are copies changes.
    moved: Vec<(i64, Report)>,
    /// The earliest near-copy of each before and after; only of those whose group changes.
    copies: BTreeMap<i64, (Option<i64>, Option<i64>)>,
}

impl Part {
    fn of(store: &Store, changes: &Changes) -> Result<Self, StoreError> {
        let (come, gone) = (store.reports(&changes.come)?, store.reports(&changes.gone)?);
        let mut near: BTreeSet<i64> = changes.gone.iter().copied().collect();
        let finder = Finder::new(come.iter().map(|(_, report)| report.sketch.as_slice()).collect());
        if !come.is_empty() {
            store.sketches(|document, sketch| {
                if finder.is_copy(sketch) {
                    near.insert(document);
                }
            })?;
        }
        let mut before: BTreeMap<i64, Option<i64>> = near.iter().map(|document| (*document, None)).collect();
        for document in near {
            let Some((earliest, group)) = store.copies_of(document)? else { continue };
            before.extend(group.into_iter().map(|copy| (copy, Some(earliest).filter(|e| *e != copy))));
        }
        let gone_ones: FxHashSet<i64> = changes.gone.iter().copied().collect();
        let stay: Vec<i64> = before.keys().copied().filter(|document| !gone_ones.contains(document)).collect();
        let mut all = store.reports(&stay)?;
        all.extend(come.iter().cloned());
        let seqs: Vec<i64> = all.iter().map(|(seq, _)| *seq).collect();
        let reports: Vec<Report> = all.iter().map(|(_, report)| report.clone()).collect();
        let mut copies = BTreeMap::new();
        let mut moved = Vec::new();
        for (i, earliest) in near_copies(&reports).into_iter().enumerate() {
            let (old, new) = (before.get(&seqs[i]).copied().flatten(), Some(seqs[earliest]).filter(|_| earliest != i));
            copies.insert(seqs[i], (old, new));
            if old != new && i < stay.len() {
                moved.push(all[i].clone());
            }
        }
        Ok(Self { come, gone, moved, copies })
    }

    /// What the change does to the kept picture, or a fact that is not kept as the part shows it before the change: the part is
    /// then too small.
    fn change(&self, store: &Store, knowledge: &Knowledge) -> Result<Result<Change, Key>, StoreError> {
        let own = |list: &[(i64, Report)]| list.iter().chain(&self.moved).map(|(_, report)| report.clone()).collect::<Vec<Report>>();
        let (gone, come) = (own(&self.gone), own(&self.come));
        let grounds = store.grounds()?.into_iter().map(Into::into).collect();
        let mut whole = Whole { grounds, copies: BTreeMap::new() };
        let around = self.around(store, &whole, [&gone, &come], knowledge)?;
        let kept = store.reports(&around.iter().copied().collect::<Vec<_>>())?;
        let after = self.copies_among(store, &kept, &mut whole)?;
        let with = |own: &[Report]| kept.iter().map(|(_, report)| report).chain(own).cloned().collect::<Vec<Report>>();
        let drawn = |reports: Vec<Report>, whole: &Whole| facts_of(&picture_of_part(&reports, whole, knowledge));
        let (old, new) = std::thread::scope(|scope| {
            let old = scope.spawn(|| drawn(with(&gone), &whole));
            let new = drawn(with(&come), &after);
            (old.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), new)
        });
        let mut change = Change { undrawn: self.gone.iter().map(|(seq, _)| *seq).collect(), ..Change::default() };
        let shown: FxHashMap<&str, i64> = self.come.iter().map(|(seq, report)| (report.id.as_str(), *seq)).collect();
        let own = picture_of_part(&come, &after, knowledge);
        let found =
            own.reports.iter().zip(own.contacts()).filter_map(|(report, contacts)| Some((*shown.get(report.id.as_str())?, contacts)));
        change.drawn = found.collect();
        change.copies = self.copies.iter().map(|(seq, (_, new))| (*seq, *new)).collect();
        if let Some(key) = self.differences(store, old, new, &mut change)? {
            return Ok(Err(key));
        }
        self.actors(store, &kept, &after, knowledge, &mut change)?;
        Ok(Ok(change))
    }

    /// The kept documents that those of this part may have to be compared with, without these.
    fn around(&self, store: &Store, whole: &Whole, own: [&Vec<Report>; 2], knowledge: &Knowledge) -> Result<BTreeSet<i64>, StoreError> {
        let mut reach = Contacts::default();
        let mut blocks: BTreeSet<String> = BTreeSet::new();
        for reports in own {
            let picture = picture_of_part(reports, whole, knowledge);
            picture.contacts().into_iter().for_each(|contacts| reach.join(contacts.around()));
            let names = facts_of(&picture).into_iter().flat_map(|fact| fact.also);
            blocks.extend(names.filter(|(kind, _)| *kind == Kind::Block).map(|(_, name)| name));
        }
        let mut around = store.in_contact(&reach)?;
        for block in blocks {
            around.extend(store.telling_block(&block)?);
        }
        // What a copy counts as is told by the earliest of its group.
        let mut earliest = BTreeSet::new();
        for document in &around {
            earliest.extend(store.copies_of(*document)?.map(|(earliest, _)| earliest));
        }
        earliest.extend(self.copies.keys());
        around.extend(earliest);
        for (document, _) in self.come.iter().chain(&self.gone).chain(&self.moved) {
            around.remove(document);
        }
        Ok(around)
    }

    /// The near-copies among the documents of the part: those before the change go into `whole`, those after it come back.
    fn copies_among(&self, store: &Store, kept: &[(i64, Report)], whole: &mut Whole) -> Result<Whole, StoreError> {
        let all = || kept.iter().chain(&self.moved).chain(&self.gone).chain(&self.come);
        let ids: FxHashMap<i64, &String> = all().map(|(seq, report)| (*seq, &report.id)).collect();
        let mut after = whole.clone();
        let note = |whole: &mut Whole, report: &Report, earliest: Option<i64>| {
            if let Some(id) = earliest.and_then(|seq| ids.get(&seq)) {
                whole.copies.insert(report.id.clone(), (*id).clone());
            }
        };
        for (seq, report) in kept.iter().chain(&self.moved) {
            let old = store.copies_of(*seq)?.map(|(earliest, _)| earliest).filter(|earliest| earliest != seq);
            note(whole, report, old);
            note(&mut after, report, self.copies.get(seq).map_or(old, |(_, new)| *new));
        }
        // A revision has the id of the document that it supersedes.
        for (seq, report) in &self.gone {
            note(whole, report, store.copies_of(*seq)?.map(|(earliest, _)| earliest).filter(|earliest| earliest != seq));
        }
        for (seq, report) in &self.come {
            note(&mut after, report, self.copies.get(seq).and_then(|(_, new)| *new));
        }
        Ok(after)
    }

    /// The facts that differ, but for actors and conflicts; or one that is not kept as the part shows it before the change.
    fn differences(&self, store: &Store, old: Vec<Fact>, new: Vec<Fact>, change: &mut Change) -> Result<Option<Key>, StoreError> {
        let own: FxHashSet<&str> = self.come.iter().chain(&self.gone).chain(&self.moved).map(|(_, report)| report.id.as_str()).collect();
        let by_key = |facts: Vec<Fact>| facts.into_iter().map(|f| ((f.what, f.id.clone()), f)).collect::<FxHashMap<Key, Fact>>();
        let (old, mut new) = (by_key(old), by_key(new));
        let shown: BTreeMap<String, Value> =
            new.values().filter(|f| f.what == What::Conflicts).map(|f| (f.id.clone(), f.value.clone())).collect();
        let told = |fact: Option<&Fact>| fact.is_some_and(|f| documents(&f.value).any(|id| own.contains(id)));
        let differs = |key: &Key| old.get(key) != new.get(key) || told(old.get(key));
        let listed = old.keys().chain(new.keys()).filter(|key| !matches!(key.0, What::Actors | What::Conflicts));
        let keys: BTreeSet<Key> = listed.filter(|key| differs(key)).cloned().collect();
        for key in keys {
            let (before, after) = (old.get(&key), new.remove(&key));
            let kept = store.kept(key.0, &key.1)?;
            if kept.as_ref().map(|k| &k.value) != before.map(|f| &f.value) {
                return Ok(Some(key));
            }
            for fact in before.into_iter().chain(&after) {
                change.actors.extend(fact.also.iter().filter(|(kind, _)| *kind == Kind::Who).map(|(_, id)| id.clone()));
                if let Some(conflict) = fact.value["conflict"].as_str() {
                    change.conflicts.insert(conflict.to_owned(), shown.get(conflict).cloned());
                }
            }
            match after {
                Some(fact) => change.facts.push(fact),
                None => change.gone.push(key),
            }
        }
        Ok(None)
    }

    /// What becomes of the actors that those documents name.
    fn actors(
        &self,
        store: &Store,
        kept: &[(i64, Report)],
        whole: &Whole,
        knowledge: &Knowledge,
        change: &mut Change,
    ) -> Result<(), StoreError> {
        let drawn = |list: &[(i64, Report)]| {
            let reports: Vec<Report> = list.iter().map(|(_, report)| report.clone()).collect();
            let facts = facts_of(&actors_of_part(&reports, whole, knowledge));
            facts.into_iter().map(|fact| (fact.id.clone(), fact)).collect::<BTreeMap<String, Fact>>()
        };
        let (went, mut came) = (drawn(&self.gone), drawn(&self.come));
        change.actors.extend(drawn(&self.moved).into_keys());
        let ids: BTreeSet<String> = went.keys().chain(came.keys()).cloned().collect();
        let gone: FxHashSet<i64> = self.gone.iter().map(|(seq, _)| *seq).collect();
        let (mut anew, mut needed): (Vec<String>, BTreeSet<i64>) = (Vec::new(), BTreeSet::new());
        for id in &ids {
            let standing = store.kept(What::Actors, id)?;
            let part = came.remove(id);
            let simple = match (&standing, &part) {
                (None, part) => part.clone(),
                (Some(standing), Some(part)) if !went.contains_key(id) => {
                    added(&standing.value, &part.value).map(|value| Fact { value, ..part.clone() })
                }
                _ => None,
            };
            match simple {
                Some(fact) => change.facts.push(fact),
                None => {
                    needed.extend(standing.into_iter().flat_map(|kept| kept.documents).filter(|seq| !gone.contains(seq)));
                    anew.push(id.clone());
                }
            }
        }
        if !anew.is_empty() {
            let at_hand: FxHashMap<i64, &Report> = kept.iter().chain(&self.moved).map(|(seq, report)| (*seq, report)).collect();
            let missing: Vec<i64> = needed.iter().copied().filter(|seq| !at_hand.contains_key(seq)).collect();
            let mut reports: Vec<(i64, Report)> = self.come.clone();
            reports.extend(needed.iter().filter_map(|seq| Some((*seq, (*at_hand.get(seq)?).clone()))));
            reports.extend(store.reports(&missing)?);
            let mut facts = drawn(&reports);
            for id in anew {
                match facts.remove(&id) {
                    Some(fact) => change.facts.push(fact),
                    None => change.gone.push((What::Actors, id)),
                }
            }
        }
        change.actors.extend(ids);
        Ok(())
    }
}

fn documents(value: &Value) -> impl Iterator<Item = &str> {
    value["reports"].as_array().into_iter().flatten().filter_map(|report| report["document"].as_str())
}

/// An actor with what further reports tell of it. `None` where these may change how it is called.
fn added(kept: &Value, part: &Value) -> Option<Value> {
    let reports = |value: &Value| value["reports"].as_array().cloned();
    let key = |report: &Value| Some((report["published"].as_str()?.to_owned(), report["document"].as_str()?.to_owned()));
    let (mut all, further) = (reports(kept)?, reports(part)?);
    let (first, last, next) = (key(all.first()?)?, key(all.last()?)?, key(further.first()?)?);
    let (codes, other) = (kept["codes"].as_array()?, part["codes"].as_array()?);
    let same_codes = other.is_empty() || codes == other || !codes.is_empty() && last < next;
    if next < first || !same_codes {
        return None;
    }
    all.extend(further);
    all.sort_by_cached_key(key);
    let names: BTreeSet<&str> =
        [kept, part].into_iter().flat_map(|v| v["names"].as_array().into_iter().flatten()).filter_map(Value::as_str).collect();
    let mut value = kept.clone();
    value["names"] = json!(names);
    value["reports"] = json!(all);
    Some(value)
}
