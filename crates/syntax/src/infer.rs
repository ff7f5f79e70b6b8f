//! Runs the network over a document's sentences.

use std::{cell::RefCell, ops::Range};

use compact_str::CompactString;
use truceline_text::{Document, Segmented};

use crate::{
    buffer::Buffer,
    entities::EntitySearch,
    features::{Features, case_class},
    kernels,
    labels::{Deprel, Upos, Xpos},
    lemma,
    model::{Layer, Model, Norm},
    parse::{Entity, Parse, Word},
    recase, tree,
};

/// Words that the network sees together at most; longer sentences are cut, so that time stays linear.
const WINDOW: usize = 250;
/// Words computed together at least, where there are as many.
const BATCH: usize = 256;

/// How many edits are tried for a lemma that is a known base form.
const LEMMA_GUESSES: usize = 8;
/// How much worse, in scores, such an edit may be than the best one: for a form
/// in -ed, -ing or -s that is inflected by its tag, and for any other.
const LEMMA_MARGINS: (f32, f32) = (8.0, 4.0);

/// A run of words that the network sees together: a sentence or a part of a long one.
#[derive(Clone, Debug)]
struct Unit {
    /// Document-wide token indices.
    tokens: Range<usize>,
    /// Word that the roots of a long sentence's later parts hang from: the root of its first part.
    first: bool,
}

/// Matrices of a batch, kept from one batch to the next.
#[derive(Default)]
struct Workspace {
    x: Buffer,
    normed: Buffer,
    inner: Buffer,
    outer: Buffer,
    packed: Buffer,
    scratch: Buffer,
    tags: Buffer,
    parts: Buffer,
    relations: Buffer,
    heads: Vec<usize>,
    features: Features,
    entities: EntitySearch,
}

thread_local! {
    /// Kept from one document to the next, some ten megabytes a thread: fresh room for each would cost a tenth of the time.
    static SPACE: RefCell<Workspace> = RefCell::default();
}

impl Model {
    /// Tags, lemmas, trees and entities of every sentence. Text is never refused.
    ///
    /// The result depends on nothing but the model and each sentence's words.
    pub fn parse(&self, document: &Document, segmented: &Segmented) -> Parse {
        let unknown = Word { upos: Upos::X, xpos: Xpos::Fw, lemma: "".into(), head: None, deprel: Deprel::Root };
        let mut parse = Parse { words: vec![unknown; segmented.tokens.len()], entities: Vec::new(), running: Vec::new() };
        let units = units(segmented);
        let mut root = 0;
        let mut rest = units.as_slice();
        SPACE.with_borrow_mut(|space| {
            while !rest.is_empty() {
                let (batch, later) = rest.split_at(batch_size(rest));
                self.encode(document, segmented, batch, space);
                self.decode(document, segmented, batch, space, &mut root, &mut parse);
                rest = later;
            }
        });
        parse.running = recase::running_forms(document, segmented, &parse);
        parse
    }

    /// Fills tag scores and parser parts, one row a word of the batch.
    fn encode(&self, document: &Document, segmented: &Segmented, batch: &[Unit], space: &mut Workspace) {
        self.embed(document, segmented, batch, space);
        for layer in &self.layers {
            match layer {
                Layer::Convolution { norm, linear } => {
                    norm.apply(&space.x, &mut space.normed);
                    neighbours(batch, &space.normed, self.sizes.width, &mut space.outer);
                    linear.apply(&space.outer, &mut space.inner, &mut space.packed);
                    kernels::add_positive(&space.inner, &mut space.x);
                }
                Layer::Recurrence { norm, gates, out } => {
                    norm.apply(&space.x, &mut space.normed);
                    gates.apply(&space.normed, &mut space.inner, &mut space.packed);
                    self.recur(batch, space);
                    out.apply(&space.outer, &mut space.inner, &mut space.packed);
                    kernels::add(&space.inner, &mut space.x);
                }
                Layer::Attention { norm, qkv, out, norm2, inner, outer } => {
                    norm.apply(&space.x, &mut space.normed);
                    qkv.apply(&space.normed, &mut space.inner, &mut space.packed);
                    self.attend(batch, space);
                    out.apply(&space.outer, &mut space.inner, &mut space.packed);
                    kernels::add(&space.inner, &mut space.x);
                    norm2.apply(&space.x, &mut space.normed);
                    inner.apply(&space.normed, &mut space.inner, &mut space.packed);
                    kernels::positive(&mut space.inner);
                    outer.apply(&space.inner, &mut space.outer, &mut space.packed);
                    kernels::add(&space.outer, &mut space.x);
                }
            }
        }
        self.norm.apply(&space.x, &mut space.normed);
        self.tags.apply(&space.normed, &mut space.tags, &mut space.packed);
        self.parser.apply(&space.normed, &mut space.parts, &mut space.packed);
        kernels::positive(&mut space.parts);
    }

    /// Sums the vectors of each word's form, affixes, shape and of its sentence's case, and normalises.
    fn embed(&self, document: &Document, segmented: &Segmented, batch: &[Unit], space: &mut Workspace) {
        let width = self.sizes.width;
        space.inner.clear();
        for unit in batch {
            let forms = || segmented.tokens[unit.tokens.clone()].iter().map(|t| t.span.of(&document.text));
            let class = case_class(forms());
            for form in forms() {
                let start = space.inner.len();
                space.inner.extend_from_slice(&self.case[class * width..(class + 1) * width]);
                let row = &mut space.inner[start..];
                let (key, affixes) = space.features.of(form);
                if let Some(i) = self.words.row(key) {
                    let table = &self.words.rows;
                    kernels::add_scaled(&table.values[i * width..(i + 1) * width], table.scales[i], row);
                }
                for (table, hash) in self.affixes.iter().zip(affixes) {
                    let i = (hash % table.scales.len() as u64) as usize;
                    kernels::add_scaled(&table.values[i * width..(i + 1) * width], table.scales[i], row);
                }
            }
        }
        self.word_norm.apply(&space.inner, &mut space.x);
    }

    fn recur(&self, batch: &[Unit], space: &mut Workspace) {
        let cell = self.sizes.cell;
        let words = space.normed.len() / self.sizes.width;
        space.outer.resize(words * 2 * cell);
        space.scratch.reach(cell);
        let mut at = 0;
        for unit in batch {
            let n = unit.tokens.len();
            let gates = &space.inner[at * 6 * cell..(at + n) * 6 * cell];
            kernels::recurrence(gates, cell, &mut space.scratch, &mut space.outer[at * 2 * cell..(at + n) * 2 * cell]);
            at += n;
        }
    }

    fn attend(&self, batch: &[Unit], space: &mut Workspace) {
        let width = self.sizes.width;
        space.outer.resize(space.normed.len());
        let mut at = 0;
        for unit in batch {
            let n = unit.tokens.len();
            let room = n * (width / self.sizes.heads + 1);
            space.scratch.reach(room);
            let qkv = &space.inner[at * 3 * width..(at + n) * 3 * width];
            let out = &mut space.outer[at * width..(at + n) * width];
            kernels::attention(qkv, width, self.sizes.heads, &mut space.scratch, out);
            at += n;
        }
    }

    /// Turns the scores of a batch into words and entities. `root` is the token under the current sentence's root.
    fn decode(&self, document: &Document, segmented: &Segmented, batch: &[Unit], space: &mut Workspace, root: &mut u32, parse: &mut Parse) {
        let (a, r) = (self.sizes.arc, self.sizes.relation);
        columns(&space.parts, 2 * (a + r), 2 * a, r, &mut space.inner);
        self.relation.apply(&space.inner, &mut space.relations, &mut space.packed);
        columns(&space.parts, 2 * (a + r), 0, a, &mut space.inner);
        self.arc.apply(&space.inner, &mut space.outer, &mut space.packed);
        let mut at = 0;
        for unit in batch {
            let n = unit.tokens.len();
            self.arcs(at, n, space);
            tree::best_tree(&space.scratch[..n * (n + 1)], &mut space.heads);
            self.words(document, segmented, unit, at, space, parse);
            self.attach(unit, &space.heads, root, parse);
            self.entities(unit, at, space, parse);
            at += n;
        }
    }

    /// Scores of each word's heads, the root first, into the scratch matrix.
    fn arcs(&self, at: usize, n: usize, space: &mut Workspace) {
        let (a, r) = (self.sizes.arc, self.sizes.relation);
        let rows = &space.parts[at * 2 * (a + r)..(at + n) * 2 * (a + r)];
        columns(rows, 2 * (a + r), a, a, &mut space.inner);
        // Room for the root in front of the words.
        space.normed.clear();
        space.normed.extend_from_slice(&self.root_arc);
        space.normed.extend_from_slice(&space.inner);
        space.scratch.reach(n * (n + 1));
        let dependents = &space.outer[at * a..(at + n) * a];
        kernels::products(dependents, &space.normed, a, &mut space.scratch[..n * (n + 1)]);
    }

    /// Tags, lemma and relation of each word of a unit.
    fn words(&self, document: &Document, segmented: &Segmented, unit: &Unit, at: usize, space: &mut Workspace, parse: &mut Parse) {
        let labels = &self.labels;
        let sizes = [labels.upos.len(), labels.xpos.len(), labels.edits.len()];
        let mut lowered = CompactString::default();
        for (i, token) in unit.tokens.clone().enumerate() {
            let scores = &space.tags[(at + i) * self.tags.outputs()..(at + i + 1) * self.tags.outputs()];
            let (upos, scores) = scores.split_at(sizes[0]);
            let (xpos, scores) = scores.split_at(sizes[1]);
            let form = segmented.tokens[token].span.of(&document.text);
            let word = &mut parse.words[token];
            word.upos = labels.upos[top(upos)];
            word.xpos = labels.xpos[top(xpos)];
            lemma::lower(form, &mut lowered);
            word.lemma = match self.irregular.get(&lemma::irregular_key(&mut lowered, word.upos)) {
                Some(lemma) => lemma.as_str().into(),
                None => self.lemma(form, word.xpos, &scores[..sizes[2]], &mut space.features),
            };
            word.deprel = match space.heads[i] {
                0 => Deprel::Root,
                head => labels.deprel[self.relation_of(at + i, at + head - 1, space)],
            };
        }
    }

    /// The best edit's lemma, or where that is no known base form, one of the next edits' that is.
    fn lemma(&self, form: &str, xpos: Xpos, scores: &[f32], features: &mut Features) -> CompactString {
        let edits = &self.labels.edits;
        let ending = lemma::ending(form, xpos);
        let margin = if ending.is_some() { LEMMA_MARGINS.0 } else { LEMMA_MARGINS.1 };
        let best = top(scores);
        let first = edits[best].apply(form);
        let mut guess = first.clone();
        let mut last = best;
        for _ in 0..LEMMA_GUESSES {
            if self.bases.binary_search(&features.key(&guess)).is_ok() && lemma::fits(form, &guess, ending) {
                return guess;
            }
            match next_below(scores, last) {
                Some(next) if scores[best] - scores[next] <= margin => last = next,
                _ => break,
            }
            guess = edits[last].apply(form);
        }
        first
    }

    /// The best relation but `root` between two words of the batch.
    fn relation_of(&self, dependent: usize, head: usize, space: &mut Workspace) -> usize {
        let (a, r) = (self.sizes.arc, self.sizes.relation);
        let row = &space.parts[head * 2 * (a + r) + 2 * a + r..(head + 1) * 2 * (a + r)];
        let forms = &space.relations[dependent * self.relation.outputs()..(dependent + 1) * self.relation.outputs()];
        let scores = &mut space.scratch;
        scores.reach(self.labels.deprel.len());
        let scores = &mut scores[..self.labels.deprel.len()];
        kernels::bilinear(forms, row, scores);
        scores[self.labels.root] = f32::NEG_INFINITY;
        top(scores)
    }

    /// Writes document-wide heads; later parts of a long sentence hang from the root of its first part.
    fn attach(&self, unit: &Unit, heads: &[usize], root: &mut u32, parse: &mut Parse) {
        let start = unit.tokens.start;
        for (word, &head) in parse.words[unit.tokens.clone()].iter_mut().zip(heads) {
            word.head = head.checked_sub(1).map(|h| (start + h) as u32);
        }
        let Some(top) = heads.iter().position(|&h| h == 0) else { return };
        if unit.first {
            *root = (start + top) as u32;
        } else {
            let word = &mut parse.words[start + top];
            word.head = Some(*root);
            word.deprel = Deprel::Parataxis;
        }
    }

    fn entities(&self, unit: &Unit, at: usize, space: &mut Workspace, parse: &mut Parse) {
        let count = self.tags.outputs();
        let first = count - 1 - 2 * self.labels.entities.len();
        let tags = &space.tags;
        let row = |word: usize| &tags[(at + word) * count + first..(at + word + 1) * count];
        let start = unit.tokens.start;
        space.entities.spans(unit.tokens.len(), row, |kind, words| {
            let tokens = (start + words.start) as u32..(start + words.end) as u32;
            parse.entities.push(Entity { kind: self.labels.entities[kind], tokens });
        });
    }
}

impl Norm {
    fn apply(&self, x: &[f32], out: &mut Buffer) {
        out.resize(x.len());
        kernels::layer_norm(x, &self.gain, &self.bias, out);
    }
}

/// Sentences, long ones cut into parts of at most [`WINDOW`] words.
fn units(segmented: &Segmented) -> Vec<Unit> {
    let mut units = Vec::with_capacity(segmented.sentences.len());
    for sentence in &segmented.sentences {
        let end = (sentence.tokens.end as usize).min(segmented.tokens.len());
        let mut start = sentence.tokens.start as usize;
        let mut first = true;
        while start < end {
            let stop = end.min(start + WINDOW);
            units.push(Unit { tokens: start..stop, first });
            (start, first) = (stop, false);
        }
    }
    units
}

/// How many units make the next batch.
fn batch_size(units: &[Unit]) -> usize {
    let mut words = 0;
    let full = units.iter().position(|u| {
        words += u.tokens.len();
        words >= BATCH
    });
    full.map_or(units.len(), |last| last + 1)
}

/// Each word's row between those of its neighbours; zeros beyond the sentence.
fn neighbours(batch: &[Unit], x: &[f32], width: usize, out: &mut Buffer) {
    out.resize(3 * x.len());
    let mut at = 0;
    for unit in batch {
        let end = at + unit.tokens.len();
        for word in at..end {
            let from = word.saturating_sub(1).max(at);
            let to = (word + 2).min(end);
            let shift = (from + 1 - word) * width;
            let row = &mut out[word * 3 * width..(word + 1) * 3 * width];
            let (before, rest) = row.split_at_mut(shift);
            let (known, after) = rest.split_at_mut((to - from) * width);
            before.fill(0.0);
            known.copy_from_slice(&x[from * width..to * width]);
            after.fill(0.0);
        }
        at = end;
    }
}

/// Copies `count` columns from `first` on out of rows of `width`.
fn columns(x: &[f32], width: usize, first: usize, count: usize, out: &mut Buffer) {
    out.clear();
    for row in x.chunks_exact(width) {
        out.extend_from_slice(&row[first..first + count]);
    }
}

/// Index of the greatest score; the first of equals.
fn top(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// Index of the greatest score that comes after index `last` in falling order.
fn next_below(scores: &[f32], last: usize) -> Option<usize> {
    let mut best: Option<usize> = None;
    for (i, score) in scores.iter().enumerate() {
        let after = *score < scores[last] || *score == scores[last] && i > last;
        if after && best.is_none_or(|b| *score > scores[b]) {
            best = Some(i);
        }
    }
    best
}
