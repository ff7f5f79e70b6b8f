//! CoNLL-U in and out.
//!
//! The reader keeps given sentences and words (columns 1 and 2, and `SpaceAfter=No`) and drops the rest, so that the
//! model can be run on gold words. Ranges of multiword tokens and empty nodes are passed over.

use std::io::{self, Write};

use truceline_text::{Block, BlockKind, Document, Segmented, Sentence, Span, Token};

use crate::parse::Parse;

/// Text that is not CoNLL-U.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct ConlluError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub what: String,
}

/// A document with its words as given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// `id` from `# newdoc id`; empty where there is none. The text is put together from the words.
    pub document: Document,
    /// One paragraph block for each `# newpar`.
    pub segmented: Segmented,
}

/// Reads documents, parted by `# newdoc`.
///
/// # Errors
/// [`ConlluError`] where a word line has fewer than two columns or its number is not the next one.
pub fn read(text: &str) -> Result<Vec<Given>, ConlluError> {
    let mut builder = Builder::default();
    for (line, content) in (1..).zip(text.lines()) {
        if let Some(comment) = content.strip_prefix('#') {
            builder.comment(comment.trim_start());
        } else if content.trim().is_empty() {
            builder.end_sentence();
        } else {
            builder.word(content).map_err(|what| ConlluError { line, what })?;
        }
    }
    builder.end_document();
    Ok(builder.done)
}

#[derive(Default)]
struct Builder {
    done: Vec<Given>,
    given: Given,
    /// Words of the current sentence.
    words: u32,
    /// White space before the next word.
    gap: &'static str,
    /// The range whose words stand side by side: its last word, and whether white space follows it.
    range: Option<(u32, bool)>,
    paragraph_open: bool,
}

impl Builder {
    fn comment(&mut self, comment: &str) {
        if let Some(rest) = comment.strip_prefix("newdoc") {
            self.end_document();
            self.given.document.id = rest.split_once('=').map_or("", |(_, id)| id.trim()).to_owned();
        } else if comment.starts_with("newpar") {
            self.end_sentence();
            self.paragraph_open = false;
        }
    }

    fn word(&mut self, line: &str) -> Result<(), String> {
        let mut columns = line.split('\t');
        let number = columns.next().unwrap_or_default();
        let Some(form) = columns.next() else {
            return Err("a word line needs at least two columns, parted by tabs".to_owned());
        };
        let spaced = !columns.nth(7).is_some_and(|misc| misc.split('|').any(|m| m == "SpaceAfter=No"));
        if let Some((_, last)) = number.split_once('-') {
            let last = last.parse().map_err(|_| format!("`{number}` is no range of word numbers"))?;
            self.range = Some((last, spaced));
            return Ok(());
        }
        if number.contains('.') {
            return Ok(());
        }
        if number.parse() != Ok(self.words + 1) {
            return Err(format!("word number `{number}` where {} was expected", self.words + 1));
        }
        self.push(form, spaced);
        Ok(())
    }

    fn push(&mut self, form: &str, spaced: bool) {
        let Given { document, segmented } = &mut self.given;
        if !self.paragraph_open {
            let gap = if document.text.is_empty() { "" } else { "\n\n" };
            document.text.push_str(gap);
            let span = Span::new(document.text.len(), document.text.len());
            segmented.blocks.push(Block { kind: BlockKind::Paragraph, span });
            self.paragraph_open = true;
        } else {
            document.text.push_str(self.gap);
        }
        let start = document.text.len();
        document.text.push_str(form);
        let span = Span::new(start, document.text.len());
        if self.words == 0 {
            let block = segmented.blocks.len() as u32 - 1;
            let first = segmented.tokens.len() as u32;
            segmented.sentences.push(Sentence { span, block, tokens: first..first });
        }
        self.words += 1;
        let space_after = match self.range {
            Some((last, spaced)) if self.words >= last => {
                self.range = None;
                spaced
            }
            Some(_) => false,
            None => spaced,
        };
        self.gap = if space_after { " " } else { "" };
        segmented.tokens.push(Token { span, space_after });
        if let Some(sentence) = segmented.sentences.last_mut() {
            sentence.span.end = span.end;
            sentence.tokens.end += 1;
        }
        if let Some(block) = segmented.blocks.last_mut() {
            block.span.end = span.end;
        }
    }

    fn end_sentence(&mut self) {
        if self.words > 0 {
            self.words = 0;
            self.range = None;
            // Sentences of a paragraph are always parted, whatever the last word's `SpaceAfter` says.
            self.gap = " ";
        }
    }

    fn end_document(&mut self) {
        self.end_sentence();
        self.paragraph_open = false;
        if !self.given.segmented.tokens.is_empty() {
            self.done.push(std::mem::take(&mut self.given));
        }
    }
}

/// Writes a parsed document: `# newdoc`, `# newpar` at each block, `# sent_id`, `# text`, ten columns a word, with
/// entities as `NE=B-PER` and `NE=I-PER` in the last.
///
/// # Errors
/// What `out` returns.
pub fn write(document: &Document, segmented: &Segmented, parse: &Parse, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", one_line(&document.id))?;
    let mut tags = vec![None; segmented.tokens.len()];
    for entity in &parse.entities {
        for token in entity.tokens.clone() {
            if let Some(tag) = tags.get_mut(token as usize) {
                *tag = Some((token == entity.tokens.start, entity.kind));
            }
        }
    }
    let mut block = None;
    for (number, sentence) in (1..).zip(&segmented.sentences) {
        if block != Some(sentence.block) {
            block = Some(sentence.block);
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {}-{number}", one_line(&document.id))?;
        writeln!(out, "# text = {}", one_line(sentence.span.of(&document.text)))?;
        for (number, index) in (1..).zip(sentence.tokens.clone()) {
            let (Some(token), Some(word)) = (segmented.tokens.get(index as usize), parse.words.get(index as usize)) else {
                continue;
            };
            let form = one_line(token.span.of(&document.text));
            let head = word.head.map_or(0, |h| h.saturating_sub(sentence.tokens.start) + 1);
            let (upos, xpos, deprel) = (word.upos, word.xpos, word.deprel);
            let lemma = one_line(&word.lemma);
            write!(out, "{number}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t")?;
            write_misc(out, tags[index as usize].map(|(first, kind)| (if first { 'B' } else { 'I' }, kind)), token)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_misc(out: &mut impl Write, entity: Option<(char, crate::EntityKind)>, token: &Token) -> io::Result<()> {
    match (entity, token.space_after) {
        (Some((side, kind)), true) => writeln!(out, "NE={side}-{kind}"),
        (Some((side, kind)), false) => writeln!(out, "NE={side}-{kind}|SpaceAfter=No"),
        (None, true) => writeln!(out, "_"),
        (None, false) => writeln!(out, "SpaceAfter=No"),
    }
}

/// The text with line breaks, tabs and other control characters as spaces; `_` for nothing.
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.is_empty() { "_".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# newdoc id = one
# newpar
1\tTalks\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdid
3\tn't
3.1\tnever
4\t.

1\tStop

# newdoc id = two
1\tYes\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\t!
";

    #[test]
    fn words_are_kept_and_spans_fit() {
        let documents = read(SAMPLE).unwrap();
        assert_eq!(documents.len(), 2);
        let one = &documents[0];
        assert_eq!((one.document.id.as_str(), one.document.text.as_str()), ("one", "Talks didn't. Stop"));
        let forms: Vec<&str> = one.segmented.tokens.iter().map(|t| t.span.of(&one.document.text)).collect();
        assert_eq!(forms, ["Talks", "did", "n't", ".", "Stop"]);
        let sentences: Vec<&str> = one.segmented.sentences.iter().map(|s| s.span.of(&one.document.text)).collect();
        assert_eq!(sentences, ["Talks didn't.", "Stop"]);
        assert_eq!(documents[1].document.text, "Yes!");
    }

    #[test]
    fn faults_are_located() {
        let fault = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(fault("1\tA\n3\tB\n"), "line 2: word number `3` where 2 was expected");
        assert_eq!(fault("# c\nword"), "line 2: a word line needs at least two columns, parted by tabs");
        assert_eq!(fault("1-x\tA"), "line 1: `1-x` is no range of word numbers");
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(read("").unwrap(), []);
        assert_eq!(read("# newdoc id = empty\n\n").unwrap(), []);
    }
}
