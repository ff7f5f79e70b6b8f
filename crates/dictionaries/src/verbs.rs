//! The dictionary of verbs: blocks of verbs that share patterns, sets of synonyms, transformations.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::{
    codes::Codes,
    pattern::Pattern,
    transformation::Transformation,
    words::{Word, verb_forms},
};

/// Everything that the files of verbs hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verbs {
    pub blocks: Vec<Block>,
    pub transformations: Vec<Transformation>,
    forms: Vec<Form>,
    whole: FxHashMap<CompactString, Vec<u32>>,
    stems: FxHashMap<char, Vec<u32>>,
}

/// Verbs with the same patterns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    /// The block's title and its verbs' dictionary forms, by which transformations name it.
    pub names: Vec<CompactString>,
    /// The longest first.
    pub patterns: Vec<Pattern>,
}

/// A form of a verb, of one word or several.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub words: Vec<Word>,
    /// Which of them is the verb.
    pub verb: usize,
    pub block: u32,
    pub codes: Codes,
    /// `FILE:LINE`.
    pub entry: CompactString,
}

impl Verbs {
    /// Puts longer patterns before shorter ones, and among equals those that stand first.
    pub(crate) fn finish(&mut self) {
        self.blocks.iter_mut().for_each(|b| b.patterns.sort_by_key(|p| std::cmp::Reverse(p.length)));
    }

    /// Adds a form of a verb. A later block for the same form overrides what the verb alone codes and adds its patterns.
    pub(crate) fn add(&mut self, form: Form) {
        let Some(verb) = form.words.get(form.verb) else { return };
        let index = self.forms.len() as u32;
        if verb.stem {
            let first = verb.text.chars().next().unwrap_or(' ');
            self.stems.entry(first).or_default().push(index);
        } else {
            self.whole.entry(verb.text.clone()).or_default().push(index);
        }
        self.forms.push(form);
    }

    /// The forms whose verb a word may be.
    pub(crate) fn candidates<'v>(&'v self, word: &'v str) -> impl Iterator<Item = &'v Form> {
        let whole = self.whole.get(word).into_iter().flatten();
        let stems = word.chars().next().and_then(|c| self.stems.get(&c)).into_iter().flatten();
        let stems = stems.filter(move |&&i| self.forms[i as usize].words[self.forms[i as usize].verb].matches(word));
        whole.chain(stems).map(|&i| &self.forms[i as usize])
    }

    /// All codes that verbs and patterns give.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &CompactString> {
        let of_verbs = self.forms.iter().map(|f| &f.codes);
        let of_patterns = self.blocks.iter().flat_map(|b| b.patterns.iter().map(|p| &p.codes));
        of_verbs.chain(of_patterns).flat_map(|c| c.forward.iter().chain(&c.backward))
    }
}

/// The rows of words of a verb's regular forms; `verb` is the place of the word that changes.
pub(crate) fn regular_forms(words: &[Word], verb: usize) -> Vec<Vec<Word>> {
    let Some(word) = words.get(verb) else { return Vec::new() };
    let form = |text: CompactString| {
        let mut row = words.to_vec();
        row[verb].text = text;
        row
    };
    verb_forms(&word.text).into_iter().map(form).collect()
}
