//! Near-copies: one wire story printed by several outlets, found by MinHash over runs of words.

use rustc_hash::FxHashMap;

use crate::{Report, groups::Groups};

/// Words in a run.
const RUN: usize = 4;
/// Values in a signature: `BANDS` times `ROWS`.
const SIZE: usize = BANDS * ROWS;
const BANDS: usize = 20;
const ROWS: usize = 3;
/// Runs that a text needs to be compared; shorter ones look alike by chance.
const LEAST_RUNS: usize = 12;
/// Equal values that make two texts near-copies: half of the runs are shared.
const ALIKE: usize = SIZE / 2;

/// The signature of a text: the least value of each of sixty hash functions over its runs of four words. Empty for
/// texts too short to compare.
pub fn sketch(text: &str) -> Vec<u32> {
    let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(hash_word).collect();
    if words.len() < LEAST_RUNS + RUN - 1 {
        return Vec::new();
    }
    let mut least = [u32::MAX; SIZE];
    for run in words.windows(RUN) {
        let base = run.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |h, w| mix(h ^ w));
        for (i, slot) in least.iter_mut().enumerate() {
            let value = (mix(base.wrapping_add((i as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93))) >> 32) as u32;
            *slot = value.min(*slot);
        }
    }
    least.to_vec()
}

fn hash_word(word: &str) -> u64 {
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3))
}

/// A bijection of 64 bits that leaves no trace of its input's order (the last step of `splitmix64`).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// For each report the index of the earliest report of its group of near-copies, its own where it stands alone. Whatever
/// the order of `reports`, the groups are the same; the earliest is the first by day, then by id.
pub fn near_copies(reports: &[Report]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&a, &b| (reports[a].known, &reports[a].id).cmp(&(reports[b].known, &reports[b].id)));
    let mut rank = vec![0; order.len()];
    order.iter().enumerate().for_each(|(r, &i)| rank[i] = r);
    let mut groups = Groups::new(order.len());
    let mut buckets: FxHashMap<(usize, &[u32]), Vec<usize>> = FxHashMap::default();
    for (r, &i) in order.iter().enumerate() {
        for (band, rows) in reports[i].sketch.chunks_exact(ROWS).enumerate() {
            let bucket = buckets.entry((band, rows)).or_default();
            // Every pair counts, so that two reports are copies or not whatever else was read; of a group that one is in
            // already no more need be compared, which keeps buckets of a much-printed text near to linear.
            for &other in bucket.iter().rev() {
                if groups.first(r) != groups.first(other) && similar(&reports[order[other]].sketch, &reports[i].sketch) {
                    groups.join(r, other);
                }
            }
            bucket.push(r);
        }
    }
    let first = groups.firsts();
    (0..reports.len()).map(|i| order[first[rank[i]]]).collect()
}

/// Finds the near-copies of some texts among many.
pub struct Finder<'s> {
    sketches: Vec<&'s [u32]>,
    buckets: FxHashMap<(usize, &'s [u32]), Vec<usize>>,
}

impl<'s> Finder<'s> {
    /// For texts with these signatures.
    pub fn new(sketches: Vec<&'s [u32]>) -> Self {
        let mut buckets: FxHashMap<(usize, &[u32]), Vec<usize>> = FxHashMap::default();
        for (i, sketch) in sketches.iter().enumerate() {
            sketch.chunks_exact(ROWS).enumerate().for_each(|key| buckets.entry(key).or_default().push(i));
        }
        Self { sketches, buckets }
    }

    /// Whether a text is a near-copy of any of them.
    pub fn is_copy(&self, sketch: &[u32]) -> bool {
        let bands = sketch.chunks_exact(ROWS).enumerate().filter_map(|key| self.buckets.get(&key));
        bands.flatten().any(|&i| similar(self.sketches[i], sketch))
    }
}

fn similar(a: &[u32], b: &[u32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).filter(|(x, y)| x == y).count() >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::report;

    const STORY: &str = "Fighters of the northern front shelled the market of the old town on Monday, killing nine people \
        and injuring dozens, the provincial governor said, and aid workers were told to leave before nightfall.";

    fn copies(texts: &[&str]) -> Vec<usize> {
        let reports: Vec<Report> = texts
            .iter()
            .enumerate()
            .map(|(i, text)| Report { sketch: sketch(text), ..report(&format!("r{i}"), "2020-01-01", Vec::new()) })
            .collect();
        near_copies(&reports)
    }

    #[test]
    fn an_edited_copy_is_found_and_another_story_is_not() {
        let edited = format!("{STORY} More follows.").replace("the provincial governor said", "a governor said");
        let other = "The central bank of the island republic left its interest rate unchanged on Monday, saying that prices \
            had risen less than it expected and that it would meet again in the spring to look at new figures.";
        assert_eq!(copies(&[STORY, other, &edited]), [0, 1, 0]);
    }

    #[test]
    fn short_texts_are_never_copies() {
        assert_eq!(copies(&["Talks begin.", "Talks begin."]), [0, 1]);
    }
}
