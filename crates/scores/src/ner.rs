//! Named entities with gold words: exact spans of people, organisations and places.

use std::{collections::BTreeSet, fmt::Write, fs, path::Path};

use truceline_engine::{Engine, in_order};
use truceline_mentions::{Mentions, NameKind};
use truceline_syntax::{EntityKind, View, conllu};

use crate::{error::ScoreError, figure::Figure, table::Table};

const KINDS: [&str; 3] = ["person", "organisation", "location"];

/// First token, token behind the last, index into [`KINDS`].
type Entity = (u32, u32, usize);

/// The sentences of one document and what gold marks in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marked {
    /// As CoNLL-U, words only.
    words: String,
    entities: BTreeSet<Entity>,
    /// Tokens under a label that takes in both states and words for their people; nothing there counts.
    unscored: BTreeSet<u32>,
    tokens: u32,
    sentences: usize,
}

/// Adds the rows of an entity file: by kind and together, by the model; and together by all names that the coder finds.
pub fn score(engine: &Engine, set: &str, path: &Path, threads: usize, table: &mut Table) -> Result<(), ScoreError> {
    let name = path.display().to_string();
    let content = fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: name.clone(), source })?;
    let gold = read(&content);
    let sentences = gold.iter().map(|d| d.sentences).sum();
    let mut totals = [[Figure::default(); 3]; 2];
    let mut misses = Vec::new();
    let mut fault = None;
    let work = |marked: &Marked| {
        let found = coded(engine, marked)?;
        let lines = marked.misses(&found[1]);
        Ok((found.map(|list| compare(marked, &list)), lines))
    };
    in_order(gold.iter(), threads, work, |scored| match scored {
        Ok((figures, lines)) => {
            totals.iter_mut().flatten().zip(figures.iter().flatten()).for_each(|(t, f)| t.add(*f));
            misses.extend(lines.into_iter().map(|line| format!("{set} {line}")));
            true
        }
        Err(source) => {
            fault = Some(ScoreError::Words { path: name.clone(), source });
            false
        }
    });
    if let Some(fault) = fault {
        return Err(fault);
    }
    for (kind, figure) in KINDS.iter().zip(totals[0]) {
        table.push(set, *kind, figure, sentences);
    }
    table.push(set, "all three", totals[0].into_iter().sum(), sentences);
    table.misses.append(&mut misses);
    table.push(set, "all three, by knowledge", totals[1].into_iter().sum(), sentences);
    Ok(())
}

/// Entities of the model, and names after knowledge and gazetteer were asked.
fn coded(engine: &Engine, marked: &Marked) -> Result<[Vec<Entity>; 2], conllu::ConlluError> {
    let mut out = [Vec::new(), Vec::new()];
    for given in conllu::read(&marked.words)? {
        let parse = engine.model().parse(&given.document, &given.segmented);
        for entity in &parse.entities {
            let kind = match entity.kind {
                EntityKind::Person => 0,
                EntityKind::Organisation => 1,
                EntityKind::Place => 2,
                EntityKind::Nationality => continue,
            };
            out[0].push((entity.tokens.start, entity.tokens.end, kind));
        }
        let view = View::new(&given.document, &given.segmented, &parse);
        for name in Mentions::find(&view, engine.knowledge()).names {
            let kind = match name.kind {
                NameKind::Person => 0,
                NameKind::Body => 1,
                NameKind::Country | NameKind::Seat | NameKind::Place => 2,
                NameKind::Nationality => continue,
            };
            out[1].push((name.tokens.start, name.tokens.end, kind));
        }
    }
    Ok(out)
}

fn compare(gold: &Marked, coded: &[Entity]) -> [Figure; 3] {
    let scored = |e: &&Entity| !(e.0..e.1).any(|t| gold.unscored.contains(&t));
    let coded: Vec<&Entity> = coded.iter().filter(scored).collect();
    [0, 1, 2].map(|kind| {
        let of_kind: Vec<&&Entity> = coded.iter().filter(|e| e.2 == kind).collect();
        let hits = of_kind.iter().filter(|e| gold.entities.contains(**e)).count();
        Figure::aligned(hits, of_kind.len(), gold.entities.iter().filter(|e| e.2 == kind).count())
    })
}

/// Reads CoNLL columns: the form, and as the last column the tag (in files whose lines begin with a number, the form in the
/// second column and the tag in the third). A document each at `# newdoc` or `-DOCSTART-`, else one of 100 sentences.
fn read(content: &str) -> Vec<Marked> {
    let mut out = Vec::new();
    let mut document = Marked::default();
    let mut open: Option<(u32, &str)> = None;
    let mut number = 0;
    let marked_documents = content.lines().any(starts_document);
    for line in content.lines().chain([""]) {
        let columns = columns(line);
        let tag = columns.map_or("O", |(_, tag)| tag);
        let kind = tag.get(2..).unwrap_or_default();
        if let Some((start, label)) = open.filter(|(_, label)| tag == "O" || tag.starts_with("B-") || kind != *label) {
            document.mark(start, label);
            open = None;
        }
        if starts_document(line) {
            out.push(std::mem::take(&mut document));
        }
        match columns {
            Some((form, _)) => {
                open = open.or((tag != "O").then_some((document.tokens, kind)));
                number += 1;
                document.tokens += 1;
                let _ = writeln!(document.words, "{number}\t{form}");
            }
            None if number > 0 => {
                number = 0;
                document.sentences += 1;
                document.words.push('\n');
                if !marked_documents && document.sentences == 100 {
                    out.push(std::mem::take(&mut document));
                }
            }
            None => {}
        }
    }
    out.push(document);
    out.retain(|d| d.sentences > 0);
    out
}

fn starts_document(line: &str) -> bool {
    line.starts_with("# newdoc") || line.starts_with("-DOCSTART-")
}

/// Form and tag of a word's line.
fn columns(line: &str) -> Option<(&str, &str)> {
    if line.trim().is_empty() || starts_document(line) || (line.starts_with("# ") && line.contains(" = ")) {
        return None;
    }
    let columns: Vec<&str> = line.split(if line.contains('\t') { '\t' } else { ' ' }).map(str::trim_end).collect();
    let numbered = columns.len() >= 4 && columns[0].bytes().all(|b| b.is_ascii_digit());
    let (form, tag) = if numbered { (columns[1], columns[2]) } else { (columns[0], *columns.last()?) };
    (columns.len() > 1 && !form.trim().is_empty()).then_some((form, tag))
}

impl Marked {
    /// A line for each entity of gold that is not in the list, and for each of the list that is not in gold.
    fn misses(&self, coded: &[Entity]) -> Vec<String> {
        let coded: BTreeSet<Entity> = coded.iter().filter(|e| !(e.0..e.1).any(|t| self.unscored.contains(&t))).copied().collect();
        let forms: Vec<&str> = self.words.lines().filter_map(|l| l.split_once('\t')).map(|(_, form)| form).collect();
        let words = |from: u32, to: u32| forms.get(from as usize..forms.len().min(to as usize)).unwrap_or_default().join(" ");
        let lost = self.entities.difference(&coded).map(|e| ("MISSED", e));
        let extra = coded.difference(&self.entities).map(|e| ("EXTRA", e));
        let line = |(what, &(from, to, kind)): (&str, &Entity)| {
            let around = (words(from.saturating_sub(6), from), words(to, to + 6));
            format!("{what} {} `{}` | {} [] {}", KINDS[kind], words(from, to), around.0, around.1)
        };
        lost.chain(extra).map(line).collect()
    }

    fn mark(&mut self, start: u32, label: &str) {
        let kind = match label.to_ascii_lowercase().as_str() {
            "per" | "person" => 0,
            "org" | "organization" | "organisation" | "corporation" | "group" => 1,
            "loc" | "location" | "geo" => 2,
            "gpe" => return self.unscored.extend(start..self.tokens),
            _ => return,
        };
        self.entities.insert((start, self.tokens, kind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_layouts_are_read() {
        let numbered = "# newdoc id = x\n# sent_id = 1\n1\tAna\tB-PER\t-\tann\n2\tBelo\tI-PER\t-\tann\n3\tleft\tO\t-\t-\n";
        let tagged = "Ana\tNNP\tB-per\nBelo\tNNP\tI-per\nleft\tVBD\tO\n";
        let spaced = "Ana I-PER\nBelo I-PER\nleft O\n";
        for content in [numbered, tagged, spaced] {
            let documents = read(content);
            assert_eq!(documents.len(), 1, "{content}");
            assert_eq!(documents[0].words, "1\tAna\n2\tBelo\n3\tleft\n\n");
            assert_eq!(documents[0].entities.iter().collect::<Vec<_>>(), [&(0, 2, 0)]);
        }
    }

    #[test]
    fn neighbours_and_sentence_ends_part_entities() {
        let documents = read("A B-LOC\nB B-LOC\n\nC I-LOC\nD I-ORG\n");
        let entities: Vec<Entity> = documents[0].entities.iter().copied().collect();
        assert_eq!(entities, [(0, 1, 2), (1, 2, 2), (2, 3, 2), (3, 4, 1)]);
    }

    #[test]
    fn spans_must_be_exact_and_unscored_words_do_not_count() {
        let gold = &read("Ana\tB-per\nBelo\tI-per\nof\tO\nMalian\tB-gpe\nTarn\tB-geo\n")[0];
        let [person, organisation, location] = compare(gold, &[(0, 1, 0), (3, 4, 1), (4, 5, 2)]);
        assert_eq!((person.right, person.coded, person.gold), (0, 1, 1));
        assert_eq!(organisation.coded, 0);
        assert_eq!(location.f1(), 100.0);
    }
}
