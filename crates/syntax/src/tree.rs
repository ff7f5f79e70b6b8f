//! Dependency trees out of arc scores: the best tree with exactly one root (Chu, Liu and Edmonds).

/// Scores count no further than this.
const LIMIT: f32 = 1e5;
/// Makes a second word under the root dearer than any tree with one.
const SECOND_ROOT: f64 = 1e9;

/// Scores of every arc between nodes; node 0 is the root.
struct Graph {
    nodes: usize,
    scores: Vec<f64>,
}

impl Graph {
    fn new(nodes: usize) -> Self {
        Self { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] }
    }

    fn get(&self, dependent: usize, head: usize) -> f64 {
        self.scores[dependent * self.nodes + head]
    }

    fn set(&mut self, dependent: usize, head: usize, score: f64) {
        self.scores[dependent * self.nodes + head] = score;
    }

    /// The best head of a node among `heads`, which holds at least one other node.
    fn best(&self, dependent: usize, heads: impl Iterator<Item = usize>) -> usize {
        let mut best = None;
        for head in heads.filter(|&h| h != dependent) {
            let score = self.get(dependent, head);
            if best.is_none_or(|(_, top)| score > top) {
                best = Some((head, score));
            }
        }
        best.map_or(0, |(head, _)| head)
    }

    fn tree(&self) -> Vec<usize> {
        let mut heads = vec![0; self.nodes];
        for (dependent, head) in heads.iter_mut().enumerate().skip(1) {
            *head = self.best(dependent, 0..self.nodes);
        }
        if let Some(cycle) = find_cycle(&heads) {
            self.break_cycle(&cycle, &mut heads);
        }
        heads
    }

    /// Takes the cycle as one node, solves the smaller graph, and opens the cycle where that tree enters it.
    fn break_cycle(&self, cycle: &[usize], heads: &mut [usize]) {
        let mut inside = vec![false; self.nodes];
        cycle.iter().for_each(|&v| inside[v] = true);
        let rest: Vec<usize> = (0..self.nodes).filter(|&v| !inside[v]).collect();
        let whole = rest.len();
        let mut small = Graph::new(whole + 1);
        let (mut enter, mut leave) = (vec![0; whole], vec![0; whole]);
        for (i, &node) in rest.iter().enumerate() {
            let gain = |&v: &usize| self.get(v, node) - self.get(v, heads[v]);
            let mut top = (cycle[0], gain(&cycle[0]));
            for v in &cycle[1..] {
                if gain(v) > top.1 {
                    top = (*v, gain(v));
                }
            }
            enter[i] = top.0;
            small.set(whole, i, top.1);
            if i > 0 {
                leave[i] = self.best(node, cycle.iter().copied());
                small.set(i, whole, self.get(node, leave[i]));
                for (j, &head) in rest.iter().enumerate() {
                    small.set(i, j, self.get(node, head));
                }
            }
        }
        let tree = small.tree();
        for i in 1..whole {
            heads[rest[i]] = if tree[i] == whole { leave[i] } else { rest[tree[i]] };
        }
        let entry = tree[whole];
        heads[enter[entry]] = rest[entry];
    }
}

/// The nodes of one cycle, where there is one; node 0 has no head.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// Heads (0 = root, else word + 1) of the best tree with exactly one word under the root.
///
/// `scores[word * (words + 1) + head]` scores each arc; `heads` gets one entry a word.
pub(crate) fn best_tree(scores: &[f32], heads: &mut Vec<usize>) {
    heads.clear();
    let columns = (scores.len() as f64).sqrt() as usize + 1;
    for (word, row) in scores.chunks_exact(columns).enumerate() {
        let mut best = usize::from(word == 0 && columns > 2) * 2;
        for (head, score) in row.iter().enumerate() {
            if head != word + 1 && *score > row[best] {
                best = head;
            }
        }
        heads.push(best);
    }
    if !is_tree(heads) {
        let mut graph = Graph::new(columns);
        for (word, row) in scores.chunks_exact(columns).enumerate() {
            for (head, &score) in row.iter().enumerate().filter(|(head, _)| *head != word + 1) {
                let price = if head == 0 { SECOND_ROOT } else { 0.0 };
                let score = if score.is_nan() { -LIMIT } else { score.clamp(-LIMIT, LIMIT) };
                graph.set(word + 1, head, f64::from(score) - price);
            }
        }
        heads.clear();
        heads.extend(graph.tree().into_iter().skip(1));
    }
}

/// True where one word hangs from the root and every other word from that one.
fn is_tree(heads: &[usize]) -> bool {
    if heads.iter().filter(|&&h| h == 0).count() != 1 {
        return false;
    }
    // Walks that do not end at the root within as many steps as there are words run in a cycle.
    heads.iter().all(|&head| {
        let (mut node, mut steps) = (head, 0);
        while node != 0 && steps <= heads.len() {
            node = heads[node - 1];
            steps += 1;
        }
        node == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads_of(scores: &[f32]) -> Vec<usize> {
        let mut heads = Vec::new();
        best_tree(scores, &mut heads);
        heads
    }

    /// Best tree by trying every choice of heads.
    fn by_trying(scores: &[f32], words: usize) -> f32 {
        let mut top = f32::NEG_INFINITY;
        for code in 0..(words + 1).pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|w| code / (words + 1).pow(w as u32) % (words + 1)).collect();
            if is_tree(&heads) {
                top = top.max(total(scores, &heads));
            }
        }
        top
    }

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads.iter().enumerate().map(|(w, h)| scores[w * (heads.len() + 1) + h]).sum()
    }

    #[test]
    fn one_word_is_the_root() {
        assert_eq!(heads_of(&[-3.0, 9.0]), [0]);
        assert!(heads_of(&[]).is_empty());
    }

    #[test]
    fn trees_are_the_best_ones() {
        let mut state = 12345u32;
        for round in 0..300 {
            let words = 2 + round % 4;
            let scores: Vec<f32> = (0..words * (words + 1))
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((state >> 16) % 64) as f32
                })
                .collect();
            let heads = heads_of(&scores);
            assert!(is_tree(&heads), "{scores:?} gave {heads:?}");
            assert_eq!(total(&scores, &heads), by_trying(&scores, words), "{scores:?} gave {heads:?}");
        }
    }

    #[test]
    fn scores_that_are_no_numbers_still_give_a_tree() {
        for words in 1..6 {
            assert!(is_tree(&heads_of(&vec![f32::NAN; words * (words + 1)])), "{words} words");
        }
    }
}
