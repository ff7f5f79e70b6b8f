//! Precision, recall and F1.

/// Counts behind a precision, a recall and an F1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Gold records.
    pub gold: u64,
    /// Coded records.
    pub coded: u64,
    /// Gold records that were found.
    pub found: u64,
    /// Coded records that are right; equal to `found` where records are aligned one to one.
    pub right: u64,
}

impl Figure {
    /// Counts of a one-to-one alignment.
    pub fn aligned(hits: usize, coded: usize, gold: usize) -> Self {
        Self { gold: gold as u64, coded: coded as u64, found: hits as u64, right: hits as u64 }
    }

    /// Adds the counts of another part of the data.
    pub fn add(&mut self, other: Figure) {
        self.gold += other.gold;
        self.coded += other.coded;
        self.found += other.found;
        self.right += other.right;
    }

    /// Right share of what was coded, 0 to 100, to one decimal; 0 where nothing was coded.
    pub fn precision(&self) -> f64 {
        percent(self.right, self.coded)
    }

    /// Found share of gold, 0 to 100, to one decimal; 0 where gold is empty.
    pub fn recall(&self) -> f64 {
        percent(self.found, self.gold)
    }

    /// Harmonic mean of precision and recall, 0 to 100, to one decimal.
    pub fn f1(&self) -> f64 {
        tenths(self.exact_f1())
    }

    /// Harmonic mean of precision and recall, 0 to 100.
    fn exact_f1(&self) -> f64 {
        let (p, r) = (share(self.right, self.coded), share(self.found, self.gold));
        if p + r == 0.0 { 0.0 } else { 200.0 * p * r / (p + r) }
    }
}

impl std::iter::Sum for Figure {
    fn sum<I: Iterator<Item = Figure>>(figures: I) -> Self {
        let mut total = Figure::default();
        figures.for_each(|f| total.add(f));
        total
    }
}

/// A share, 0 to 100, to one decimal; 0 of nothing.
pub fn percent(part: u64, whole: u64) -> f64 {
    tenths(100.0 * share(part, whole))
}

/// The mean of F1 over classes, 0 to 100, to one decimal; 0 of none.
pub fn mean_f1(classes: &[Figure]) -> f64 {
    tenths(classes.iter().map(Figure::exact_f1).sum::<f64>() / classes.len().max(1) as f64)
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// To one decimal as decimal printing rounds: by the exact value, ties to even.
fn tenths(value: f64) -> f64 {
    format!("{value:.1}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::{Figure, mean_f1, percent};

    #[test]
    fn rounds_to_tenths() {
        let figure = Figure::aligned(1, 3, 6);
        assert_eq!((figure.precision(), figure.recall(), figure.f1()), (33.3, 16.7, 22.2));
        let tie = Figure::aligned(49, 400, 400);
        assert_eq!(tie.precision(), 12.2, "12.25 is a tie and goes to the even tenth");
    }

    #[test]
    fn classes_count_the_same() {
        assert_eq!(mean_f1(&[Figure::aligned(90, 90, 90), Figure::aligned(0, 1, 1)]), 50.0);
        assert_eq!((mean_f1(&[]), percent(1, 8)), (0.0, 12.5));
    }

    #[test]
    fn nothing_is_zero() {
        let nothing = Figure::default();
        assert_eq!((nothing.precision(), nothing.recall(), nothing.f1()), (0.0, 0.0, 0.0));
    }
}
