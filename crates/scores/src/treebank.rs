//! Gold words of a CoNLL-U file, with their places in the text counted as the CoNLL 2018 shared task counts them: in
//! characters that are no white space.

use std::ops::Range;

/// A word or sentence's place in its document: characters that are no white space, end-exclusive.
pub type Place = (usize, usize);

/// A word, gold or coded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// As written, lower case.
    pub form: String,
    /// Its place; for a part of a multiword token the whole token's.
    pub place: Place,
    /// True for the parts of a multiword token.
    pub multiword: bool,
    /// Universal part of speech.
    pub upos: String,
    /// Tag of the language's own set.
    pub xpos: String,
    /// Dictionary form.
    pub lemma: String,
    /// Index of the head in the document; `None` for a root.
    pub head: Option<usize>,
    /// Relation without subtype.
    pub deprel: String,
}

/// A document's words and sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In text order.
    pub words: Vec<Word>,
    /// Places of the sentences.
    pub sentences: Vec<Place>,
    /// The text, with an empty line between paragraphs; empty for coded documents.
    pub text: String,
}

/// Reads gold documents, parted by `# newdoc`. The caller has checked the form with `truceline_syntax::conllu::read`.
pub fn read(content: &str) -> Vec<Words> {
    let mut reader = Reader::default();
    for line in content.lines() {
        match line.strip_prefix('#') {
            Some(comment) if comment.trim_start().starts_with("newdoc") => reader.end_document(),
            Some(comment) if comment.trim_start().starts_with("newpar") => reader.gap = "\n\n",
            Some(_) => {}
            None if line.trim().is_empty() => reader.end_sentence(),
            None => reader.word(&line.split('\t').collect::<Vec<_>>()),
        }
    }
    reader.end_document();
    reader.done
}

#[derive(Default)]
struct Reader {
    done: Vec<Words>,
    document: Words,
    /// Characters so far that are no white space.
    at: usize,
    /// White space before the next token.
    gap: &'static str,
    /// First word and first character of the sentence.
    sentence: (usize, usize),
    /// Last word number of the multiword token and its place.
    range: Option<(usize, Place)>,
}

impl Reader {
    fn word(&mut self, columns: &[&str]) {
        let column = |n: usize| columns.get(n).copied().unwrap_or_default();
        let spaced = !column(9).split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = column(0).split_once('-') {
            let place = self.token(column(1), spaced);
            self.range = last.parse().ok().map(|last| (last, place));
            return;
        }
        let Ok(number) = column(0).parse::<usize>() else { return };
        self.range = self.range.filter(|(last, _)| number <= *last);
        let place = match self.range {
            Some((_, place)) => place,
            None => self.token(column(1), spaced),
        };
        let head = column(6).parse::<usize>().ok().filter(|h| *h > 0).map(|h| self.sentence.0 + h - 1);
        self.document.words.push(Word {
            form: column(1).to_lowercase(),
            place,
            multiword: self.range.is_some(),
            upos: column(3).to_owned(),
            xpos: column(4).to_owned(),
            lemma: column(2).to_owned(),
            head,
            deprel: without_subtype(column(7)).to_owned(),
        });
    }

    fn token(&mut self, form: &str, spaced: bool) -> Place {
        if !self.document.text.is_empty() {
            self.document.text.push_str(self.gap);
        }
        self.document.text.push_str(form);
        self.gap = if spaced { " " } else { "" };
        let start = self.at;
        self.at += form.chars().filter(|c| !c.is_whitespace()).count();
        (start, self.at)
    }

    fn end_sentence(&mut self) {
        if self.document.words.len() > self.sentence.0 {
            self.document.sentences.push((self.sentence.1, self.at));
        }
        self.sentence = (self.document.words.len(), self.at);
        self.range = None;
    }

    fn end_document(&mut self) {
        self.end_sentence();
        let document = std::mem::take(&mut self.document);
        if !document.words.is_empty() {
            self.done.push(document);
        }
        (self.at, self.gap, self.sentence) = (0, "", (0, 0));
    }
}

/// `nsubj` of `nsubj:pass`.
pub fn without_subtype(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or_default()
}

/// Which coded word each gold word is, by the alignment of the CoNLL 2018 shared task: words that cover the same characters,
/// and inside multiword tokens the longest common run of forms.
pub fn align(gold: &[Word], coded: &[Word]) -> Vec<Option<usize>> {
    let mut out = vec![None; gold.len()];
    let (mut g, mut c) = (0, 0);
    while let (Some(gold_word), Some(coded_word)) = (gold.get(g), coded.get(c)) {
        if gold_word.multiword || coded_word.multiword {
            let (gs, cs) = multiword_span(gold, coded, &mut g, &mut c);
            align_forms(gold, coded, gs, cs, &mut out);
        } else if gold_word.place == coded_word.place {
            out[g] = Some(c);
            (g, c) = (g + 1, c + 1);
        } else if gold_word.place.0 <= coded_word.place.0 {
            g += 1;
        } else {
            c += 1;
        }
    }
    out
}

/// The words on both sides that a multiword token takes in; moves both indices behind them.
fn multiword_span(gold: &[Word], coded: &[Word], g: &mut usize, c: &mut usize) -> (Range<usize>, Range<usize>) {
    let mut end = if gold[*g].multiword {
        if !coded[*c].multiword && coded[*c].place.0 < gold[*g].place.0 {
            *c += 1;
        }
        gold[*g].place.1
    } else {
        if gold[*g].place.0 < coded[*c].place.0 {
            *g += 1;
        }
        coded[*c].place.1
    };
    let (gs, cs) = (*g, *c);
    let beyond = |word: Option<&Word>, end: usize| match word {
        None => true,
        Some(w) if w.multiword => w.place.0 >= end,
        Some(w) => w.place.1 > end,
    };
    while !beyond(gold.get(*g), end) || !beyond(coded.get(*c), end) {
        let from_gold = match (gold.get(*g), coded.get(*c)) {
            (Some(a), Some(b)) => a.place.0 <= b.place.0,
            (a, _) => a.is_some(),
        };
        let (list, at) = if from_gold { (gold, &mut *g) } else { (coded, &mut *c) };
        if let Some(word) = list.get(*at).filter(|w| w.multiword) {
            end = end.max(word.place.1);
        }
        *at += 1;
    }
    (gs..*g, cs..*c)
}

fn align_forms(gold: &[Word], coded: &[Word], gs: Range<usize>, cs: Range<usize>, out: &mut [Option<usize>]) {
    let same = |g: usize, c: usize| gold[gs.start + g].form == coded[cs.start + c].form;
    let (rows, columns) = (gs.len(), cs.len());
    let mut longest = vec![vec![0; columns + 1]; rows + 1];
    for g in (0..rows).rev() {
        for c in (0..columns).rev() {
            let with = if same(g, c) { 1 + longest[g + 1][c + 1] } else { 0 };
            longest[g][c] = with.max(longest[g + 1][c]).max(longest[g][c + 1]);
        }
    }
    let (mut g, mut c) = (0, 0);
    while g < rows && c < columns {
        if same(g, c) {
            out[gs.start + g] = Some(cs.start + c);
            (g, c) = (g + 1, c + 1);
        } else if longest[g][c] == longest[g + 1][c] {
            g += 1;
        } else {
            c += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# newdoc id = one
# newpar
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tcannot\t_\t_\t_\t_\t_\t_\t_\t_
2\tcan\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tnot\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tleave\tleave\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newpar
1\tStop\tstop\tVERB\tVB\t_\t0\troot\t_\t_
";

    #[test]
    fn places_leave_white_space_out() {
        let gold = read(SAMPLE);
        assert_eq!(gold.len(), 1);
        assert_eq!(gold[0].text, "They cannot leave.\n\nStop");
        let places: Vec<Place> = gold[0].words.iter().map(|w| w.place).collect();
        assert_eq!(places, [(0, 4), (4, 10), (4, 10), (10, 15), (15, 16), (16, 20)]);
        assert_eq!(gold[0].sentences, [(0, 16), (16, 20)]);
        assert_eq!(gold[0].words.iter().map(|w| w.head).collect::<Vec<_>>(), [Some(3), Some(3), Some(3), None, Some(3), None]);
    }

    #[test]
    fn parts_of_a_multiword_token_are_aligned_by_form() {
        let gold = &read(SAMPLE)[0].words;
        let word = |form: &str, place: Place| Word { form: form.to_owned(), place, ..Word::default() };
        let split = [word("they", (0, 4)), word("can", (4, 7)), word("not", (7, 10)), word("leave.", (10, 16)), word("stop", (16, 20))];
        assert_eq!(align(gold, &split), [Some(0), Some(1), Some(2), None, None, Some(4)]);
        let whole = [word("they", (0, 4)), word("cannot", (4, 10)), word("leave", (10, 15)), word(".", (15, 16)), word("stop", (16, 20))];
        assert_eq!(align(gold, &whole), [Some(0), None, None, Some(2), Some(3), Some(4)]);
        assert_eq!(align(gold, &[]), [None; 6]);
    }
}
