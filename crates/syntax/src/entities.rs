//! Named entities out of tag scores: the best sequence in which `I-X` follows only `B-X` or `I-X`.

use std::ops::Range;

/// Reusable buffers of the search.
#[derive(Default)]
pub(crate) struct EntitySearch {
    best: Vec<f32>,
    next: Vec<f32>,
    back: Vec<u16>,
    tags: Vec<usize>,
}

impl EntitySearch {
    /// Spans of words with the index of their kind. `row(word)` gives the scores: outside, then `B-` and `I-` by kind.
    pub fn spans<'s>(&mut self, words: usize, row: impl Fn(usize) -> &'s [f32], mut found: impl FnMut(usize, Range<usize>)) {
        if words == 0 {
            return;
        }
        self.forward(words, &row);
        self.trace(words);
        let mut start = 0;
        for word in 0..words {
            let tag = self.tags[word];
            if tag % 2 == 1 {
                start = word;
            }
            let goes_on = self.tags.get(word + 1).is_some_and(|t| is_inside(*t));
            if tag > 0 && !goes_on {
                found((tag - 1) / 2, start..word + 1);
            }
        }
    }

    fn forward<'s>(&mut self, words: usize, row: &impl Fn(usize) -> &'s [f32]) {
        self.best.clear();
        self.best.extend(row(0).iter().enumerate().map(|(t, s)| if is_inside(t) { f32::NEG_INFINITY } else { *s }));
        self.back.clear();
        for word in 1..words {
            let mut top = 0;
            for (tag, score) in self.best.iter().enumerate() {
                if *score > self.best[top] {
                    top = tag;
                }
            }
            self.next.clear();
            for (tag, score) in row(word).iter().enumerate() {
                let from = match is_inside(tag) {
                    true if self.best[tag] > self.best[tag - 1] => tag,
                    true => tag - 1,
                    false => top,
                };
                self.back.push(from as u16);
                self.next.push(self.best[from] + score);
            }
            std::mem::swap(&mut self.best, &mut self.next);
        }
    }

    fn trace(&mut self, words: usize) {
        let mut tag = 0;
        for (other, score) in self.best.iter().enumerate() {
            if *score > self.best[tag] {
                tag = other;
            }
        }
        self.tags.clear();
        self.tags.resize(words, tag);
        for word in (1..words).rev() {
            tag = usize::from(self.back[(word - 1) * self.best.len() + tag]);
            self.tags[word - 1] = tag;
        }
    }
}

fn is_inside(tag: usize) -> bool {
    tag > 0 && tag.is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(rows: &[[f32; 5]]) -> Vec<(usize, Range<usize>)> {
        let mut out = Vec::new();
        EntitySearch::default().spans(rows.len(), |w| &rows[w], |kind, span| out.push((kind, span)));
        out
    }

    #[test]
    fn spans_follow_their_tags() {
        // O, B-0, I-0, B-1, I-1
        let (o, b0, i0, b1) = ([5.0, 0.0, 0.0, 0.0, 0.0], [0.0, 5.0, 0.0, 0.0, 0.0], [0.0, 0.0, 5.0, 0.0, 0.0], [0.0, 0.0, 0.0, 5.0, 0.0]);
        assert_eq!(spans(&[b0, i0, o, b1, b1]), [(0, 0..2), (1, 3..4), (1, 4..5)]);
        assert_eq!(spans(&[o, o]), []);
        assert_eq!(spans(&[]), []);
    }

    #[test]
    fn an_inside_tag_needs_a_beginning() {
        let rows = [[0.0, 1.0, 9.0, 0.0, 0.0], [0.0, 0.0, 9.0, 0.0, 8.0]];
        assert_eq!(spans(&rows), [(0, 0..2)]);
    }
}
