//! The reports that both programs read.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use truceline_text::{Document, Format, ReadError, Reader, Segmented, segment};

use crate::Outcome;

/// Reports drawn evenly from a file or folder.
pub struct Sample {
    /// Where they were drawn from.
    pub path: PathBuf,
    /// The reports with their words as Truceline splits them.
    pub documents: Vec<(Document, Segmented)>,
    /// Reports that were there to draw from.
    pub drawn_from: usize,
}

impl Sample {
    /// Every n-th report, so that about `limit` words come together. A line that is no report is named and left out.
    pub fn draw(path: &Path, limit: usize) -> Outcome<Self> {
        let mut documents = Vec::new();
        for file in files(path)? {
            let told = |problem: &ReadError| eprintln!("left out: {problem}");
            for document in Reader::open(&file)?.filter_map(|read| read.inspect_err(told).ok()) {
                let segmented = segment(&document);
                documents.push((document, segmented));
            }
        }
        let drawn_from = documents.len();
        let step = step(documents.iter().map(|(_, s)| s.tokens.len()).sum(), limit);
        let documents: Vec<_> = documents.into_iter().step_by(step).collect();
        let sample = Self { path: path.to_owned(), documents, drawn_from };
        if sample.words() == 0 { Err(format!("{}: no words to read", path.display()).into()) } else { Ok(sample) }
    }

    /// Words in all, as Truceline splits them. Rates of both programs count these.
    pub fn words(&self) -> usize {
        self.documents.iter().map(|(_, s)| s.tokens.len()).sum()
    }

    /// Sentences and words without annotation, as CoNLL-U.
    pub fn conllu(&self) -> String {
        let mut out = String::new();
        for (document, segmented) in &self.documents {
            // Writing to memory does not fail.
            let _ = writeln!(out, "# newdoc id = {}", document.id);
            for sentence in &segmented.sentences {
                let tokens = &segmented.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
                for (number, token) in (1..).zip(tokens) {
                    let form = token.span.of(&document.text);
                    let misc = if token.space_after { "_" } else { "SpaceAfter=No" };
                    let _ = writeln!(out, "{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}");
                }
                out.push('\n');
            }
        }
        out
    }

    /// The texts as JSON Lines, with what the program makes use of.
    pub fn jsonl(&self) -> String {
        let mut out = String::new();
        for (number, (document, _)) in self.documents.iter().enumerate() {
            let Document { title, published, text, .. } = document;
            let published = published.map(|date| date.to_string());
            let _ = writeln!(out, "{}", json!({"id": number.to_string(), "title": title, "published": published, "text": text}));
        }
        out
    }
}

/// How many reports to go on for the next one; from 1.
fn step(words: usize, limit: usize) -> usize {
    words.div_ceil(limit.max(1)).max(1)
}

/// The file itself, or a folder's files that Truceline reads, in the order of their names.
fn files(path: &Path) -> Outcome<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |e| format!("{}: cannot be read: {e}", path.display());
    let mut entries = fs::read_dir(path).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut out = Vec::new();
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path)?);
        } else if Format::of_path(&path).is_some() {
            out.push(path);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use truceline_syntax::conllu;

    use super::{Sample, step};
    use crate::root;

    #[test]
    fn draws_about_as_many_words_as_asked_for() {
        assert_eq!([step(1000, 100), step(1001, 100), step(99, 100), step(0, 0)], [10, 11, 1, 1]);
        let all = Sample::draw(&root().join("samples"), usize::MAX).unwrap();
        let some = Sample::draw(&root().join("samples"), all.words().div_ceil(4)).unwrap();
        assert_eq!(all.documents.len(), all.drawn_from);
        assert_eq!(some.documents.len(), all.drawn_from.div_ceil(4));
        assert_eq!(some.documents[1].0.text, all.documents[4].0.text);
    }

    #[test]
    fn both_forms_hold_the_same_reports() {
        let sample = Sample::draw(&root().join("samples"), 500).unwrap();
        let given = conllu::read(&sample.conllu()).unwrap();
        assert_eq!(given.iter().map(|g| g.segmented.tokens.len()).sum::<usize>(), sample.words());
        let texts: Vec<serde_json::Value> = sample.jsonl().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(texts.len(), given.len());
        assert_eq!(texts[0]["text"], sample.documents[0].0.text);
    }
}
