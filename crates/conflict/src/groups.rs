//! Things joined in pairs, and the groups that come of it.

/// Items `0..n` in groups; joining is transitive.
pub(crate) struct Groups(Vec<usize>);

impl Groups {
    /// Each item alone.
    pub fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    /// The first item of the group that an item is in.
    pub fn first(&mut self, mut item: usize) -> usize {
        while self.0[item] != item {
            self.0[item] = self.0[self.0[item]];
            item = self.0[item];
        }
        item
    }

    /// Joins the groups of two items.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// For each item the first of its group.
    pub fn firsts(mut self) -> Vec<usize> {
        (0..self.0.len()).map(|i| self.first(i)).collect()
    }

    /// The groups, each in order, by their first items.
    pub fn lists(self) -> Vec<Vec<usize>> {
        let firsts = self.firsts();
        let mut out: Vec<Vec<usize>> = Vec::new();
        let mut place = vec![0; firsts.len()];
        for (item, &first) in firsts.iter().enumerate() {
            if first == item {
                place[item] = out.len();
                out.push(Vec::new());
            }
            out[place[first]].push(item);
        }
        out
    }
}
