//! One-to-one matching of gold and coded records.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// A gold and a coded record that may be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// How well they fit.
    pub score: i64,
    /// How near they stand in their lists, 0 or below.
    pub nearness: i64,
    /// Index of the gold record.
    pub gold: usize,
    /// Index of the coded record.
    pub coded: usize,
}

/// Coded index to gold index: best pairs first, then re-paired along augmenting paths, so that the order of records never
/// decides how many are matched.
pub fn matching(mut pairs: Vec<Pair>, golds: usize) -> BTreeMap<usize, usize> {
    pairs.sort_by_key(|p| Reverse(*p));
    let mut owner = BTreeMap::new();
    let mut owned = BTreeSet::new();
    for pair in &pairs {
        if !owner.contains_key(&pair.coded) && owned.insert(pair.gold) {
            owner.insert(pair.coded, pair.gold);
        }
    }
    for gold in 0..golds {
        if !owned.contains(&gold) && place(&pairs, gold, &mut owner, &mut BTreeSet::new()) {
            owned.insert(gold);
        }
    }
    owner
}

/// Finds a coded record for a gold one, moving others where that helps.
fn place(pairs: &[Pair], gold: usize, owner: &mut BTreeMap<usize, usize>, seen: &mut BTreeSet<usize>) -> bool {
    for pair in pairs.iter().filter(|p| p.gold == gold) {
        if !seen.insert(pair.coded) {
            continue;
        }
        let free = match owner.get(&pair.coded).copied() {
            None => true,
            Some(other) => place(pairs, other, owner, seen),
        };
        if free {
            owner.insert(pair.coded, gold);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Pair, matching};

    fn pairs(list: &[(i64, usize, usize)]) -> Vec<Pair> {
        list.iter().map(|&(score, gold, coded)| Pair { score, nearness: 0, gold, coded }).collect()
    }

    #[test]
    fn best_pairs_first() {
        let owner = matching(pairs(&[(1, 0, 0), (5, 0, 1), (4, 1, 1), (1, 1, 0)]), 2);
        assert_eq!(owner.into_iter().collect::<Vec<_>>(), [(0, 1), (1, 0)]);
    }

    #[test]
    fn pairs_are_moved_so_that_all_find_one() {
        let owner = matching(pairs(&[(9, 0, 0), (1, 0, 1), (1, 1, 0)]), 2);
        assert_eq!(owner.into_iter().collect::<Vec<_>>(), [(0, 1), (1, 0)]);
        assert!(matching(Vec::new(), 3).is_empty());
    }
}
