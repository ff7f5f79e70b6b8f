//! Treebanks: tags, lemmas and trees as in the CoNLL 2018 shared task, with gold words and from raw text.

use std::{collections::BTreeSet, fs, path::Path};

use truceline_engine::{Engine, in_order};
use truceline_syntax::{Parse, conllu};
use truceline_text::{Document, Segmented};

use crate::{
    error::ScoreError,
    figure::Figure,
    table::Table,
    treebank::{self, Place, Word, Words, align, without_subtype},
};

/// What is measured of words that are aligned, with the rows' names.
const LAYERS: [&str; 5] = ["UPOS", "XPOS", "lemma", "UAS", "LAS"];

#[derive(Default)]
struct Counts {
    sentences: Figure,
    words: Figure,
    layers: [Figure; 5],
}

impl Counts {
    fn add(&mut self, part: Counts) {
        self.sentences.add(part.sentences);
        self.words.add(part.words);
        self.layers.iter_mut().zip(part.layers).for_each(|(t, p)| t.add(p));
    }
}

/// Adds a treebank's rows: `gold words ...` and `raw text ...`.
pub fn score(engine: &Engine, set: &str, path: &Path, threads: usize, table: &mut Table) -> Result<(), ScoreError> {
    let (given, gold) = read(path)?;
    let mut counts = [Counts::default(), Counts::default()];
    let work = |(given, gold): (&conllu::Given, &Words)| {
        let parse = engine.model().parse(&given.document, &given.segmented);
        let tagged = with_gold_places(gold, words(&given.document, &given.segmented, &parse));
        let raw = Document { text: gold.text.clone(), ..Document::default() };
        let (segmented, parse) = engine.parse(&raw);
        [compare(gold, &tagged), compare(gold, &words(&raw, &segmented, &parse))]
    };
    in_order(given.iter().zip(&gold), threads, work, |found| {
        counts.iter_mut().zip(found).for_each(|(total, part)| total.add(part));
        true
    });
    push(set, counts, &gold, table);
    Ok(())
}

/// The figures of a treebank as `run` has them: `gold words ...` and `raw text ...`.
///
/// # Errors
/// A file that cannot be read or is no CoNLL-U.
pub fn score_treebank(engine: &Engine, path: &Path, threads: usize) -> Result<Table, ScoreError> {
    let mut table = Table::default();
    score(engine, &stem(path), path, threads, &mut table)?;
    Ok(table)
}

/// The same figures of another program, out of its CoNLL-U for the treebank's words and for its texts
/// ([`treebank_texts`]), parted by `# newdoc`. Documents that are not there count as missed.
///
/// # Errors
/// A treebank that cannot be read or is no CoNLL-U.
pub fn score_other(path: &Path, of_words: &str, of_texts: &str) -> Result<Table, ScoreError> {
    let (_, gold) = read(path)?;
    let mut counts = [Counts::default(), Counts::default()];
    for (total, coded) in counts.iter_mut().zip([of_words, of_texts]) {
        let mut coded = treebank::read(coded);
        coded.resize_with(gold.len(), Words::default);
        gold.iter().zip(&coded).for_each(|(g, c)| total.add(compare(g, c)));
    }
    let mut table = Table::default();
    push(&stem(path), counts, &gold, &mut table);
    Ok(table)
}

/// The texts of a treebank's documents.
///
/// # Errors
/// A file that cannot be read or is no CoNLL-U.
pub fn treebank_texts(path: &Path) -> Result<Vec<String>, ScoreError> {
    Ok(read(path)?.1.into_iter().map(|d| d.text).collect())
}

fn read(path: &Path) -> Result<(Vec<conllu::Given>, Vec<Words>), ScoreError> {
    let name = path.display().to_string();
    let content = fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: name.clone(), source })?;
    let given = conllu::read(&content).map_err(|source| ScoreError::Words { path: name, source })?;
    Ok((given, treebank::read(&content)))
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn push(set: &str, counts: [Counts; 2], gold: &[Words], table: &mut Table) {
    let sentences: usize = gold.iter().map(|d| d.sentences.len()).sum();
    let [tagged, raw] = counts;
    for (layer, figure) in LAYERS.iter().zip(tagged.layers) {
        table.push(set, format!("gold words {layer}"), figure, sentences);
    }
    table.push(set, "raw text sentences", raw.sentences, sentences);
    table.push(set, "raw text words", raw.words, sentences);
    for (layer, figure) in LAYERS.iter().zip(raw.layers) {
        table.push(set, format!("raw text {layer}"), figure, sentences);
    }
}

/// A coded document in the form of a gold one.
fn words(document: &Document, segmented: &Segmented, parse: &Parse) -> Words {
    let positions = positions(&document.text);
    let position = |byte: u32| positions.get(byte as usize).copied().unwrap_or_default();
    let word = |(token, word): (&truceline_text::Token, &truceline_syntax::Word)| Word {
        form: token.span.of(&document.text).to_lowercase(),
        place: (position(token.span.start), position(token.span.end)),
        multiword: false,
        upos: word.upos.as_str().to_owned(),
        xpos: word.xpos.as_str().to_owned(),
        lemma: word.lemma.to_string(),
        head: word.head.map(|h| h as usize),
        deprel: without_subtype(word.deprel.as_str()).to_owned(),
    };
    Words {
        words: segmented.tokens.iter().zip(&parse.words).map(word).collect(),
        sentences: segmented.sentences.iter().map(|s| (position(s.span.start), position(s.span.end))).collect(),
        text: String::new(),
    }
}

/// For each byte, how many characters that are no white space stand before it.
fn positions(text: &str) -> Vec<usize> {
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for c in text.chars() {
        out.extend(std::iter::repeat_n(count, c.len_utf8()));
        count += usize::from(!c.is_whitespace());
    }
    out.push(count);
    out
}

/// Where the words were given, the n-th coded word is the n-th gold word.
fn with_gold_places(gold: &Words, mut coded: Words) -> Words {
    for (c, g) in coded.words.iter_mut().zip(&gold.words) {
        (c.place, c.multiword) = (g.place, g.multiword);
    }
    coded
}

fn compare(gold: &Words, coded: &Words) -> Counts {
    let aligned = align(&gold.words, &coded.words);
    let matched: Vec<(&Word, &Word)> = gold.words.iter().zip(&aligned).filter_map(|(g, c)| Some((g, coded.words.get((*c)?)?))).collect();
    let figure = |hits: usize| Figure::aligned(hits, coded.words.len(), gold.words.len());
    let count = |right: &dyn Fn(&Word, &Word) -> bool| figure(matched.iter().filter(|(g, c)| right(g, c)).count());
    let same_head = |g: &Word, c: &Word| match (g.head, c.head) {
        (None, None) => true,
        (Some(g), Some(c)) => aligned.get(g).copied().flatten() == Some(c),
        _ => false,
    };
    let known: BTreeSet<&Place> = gold.sentences.iter().collect();
    let sentences = coded.sentences.iter().filter(|s| known.contains(s)).count();
    Counts {
        sentences: Figure::aligned(sentences, coded.sentences.len(), gold.sentences.len()),
        words: figure(matched.len()),
        layers: [
            count(&|g, c| g.upos == c.upos),
            count(&|g, c| g.xpos == c.xpos),
            count(&|g, c| g.lemma == "_" || g.lemma == c.lemma),
            count(&same_head),
            count(&|g, c| same_head(g, c) && g.deprel == c.deprel),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str, place: Place, head: Option<usize>) -> Word {
        Word { form: form.to_owned(), place, head, upos: "X".to_owned(), ..Word::default() }
    }

    #[test]
    fn a_head_that_is_not_aligned_is_wrong() {
        let gold = Words {
            words: vec![word("a", (0, 1), Some(1)), word("b", (1, 2), None), word("cd", (2, 4), Some(1))],
            sentences: vec![(0, 4)],
            text: String::new(),
        };
        let mut coded = Words {
            words: vec![word("a", (0, 1), Some(1)), word("b", (1, 2), None), word("c", (2, 3), Some(1)), word("d", (3, 4), Some(2))],
            sentences: vec![(0, 2), (2, 4)],
            text: String::new(),
        };
        let counts = compare(&gold, &coded);
        assert_eq!(counts.words, Figure::aligned(2, 4, 3));
        assert_eq!(counts.layers[3].right, 2);
        assert_eq!(counts.sentences.right, 0);
        coded.words[0].head = Some(3);
        assert_eq!(compare(&gold, &coded).layers[3].right, 1);
    }

    #[test]
    fn positions_count_characters() {
        assert_eq!(positions("ä b"), [0, 0, 1, 1, 2]);
    }
}
