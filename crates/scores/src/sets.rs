//! The sets of a gold folder, known by file name.

use std::{
    fs,
    path::{Path, PathBuf},
};

use truceline_engine::Engine;

use crate::{
    attribution, cameo,
    coder::Coder,
    error::ScoreError,
    geoparse, gold, gsr, muc4, ner, petr_unit, plv, police, re3d_entities, re3d_relations,
    reports::{ReportScores, score},
    srl,
    table::Table,
    tally::Task,
    timex, ud,
};

/// What a run measures.
#[derive(Clone, Debug)]
pub struct Options {
    /// Names of sets (`gsr`, `ud/en_ewt-ud-dev`) or folders of sets (`ud`); empty for all.
    pub sets: Vec<String>,
    /// Scores a keyword list instead of the engine.
    pub baseline: bool,
    /// Threads to code on, from 1.
    pub threads: usize,
}

/// By which rules a set is scored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reports,
    Sentences,
    Gsr,
    Plv,
    CameoClass,
    CameoSpans,
    Police,
    Muc4,
    Re3dEntities,
    Re3dRelations,
    Geoparse,
    Timex,
    Attribution,
    PetrUnit,
    Treebank,
    Names,
    Arguments,
}

/// The sets that are one file of JSON Lines, in the order in which they are printed.
const FILES: [(&str, Kind); 15] = [
    ("reports", Kind::Reports),
    ("sentences", Kind::Sentences),
    ("gsr", Kind::Gsr),
    ("plv", Kind::Plv),
    ("cameo_class", Kind::CameoClass),
    ("cameo_spans", Kind::CameoSpans),
    ("india_police", Kind::Police),
    ("india_police_docs", Kind::Police),
    ("muc4", Kind::Muc4),
    ("re3d_entities", Kind::Re3dEntities),
    ("re3d_relations", Kind::Re3dRelations),
    ("geoparse", Kind::Geoparse),
    ("timex", Kind::Timex),
    ("attribution", Kind::Attribution),
    ("petr_unit", Kind::PetrUnit),
];

impl Kind {
    /// True where the keyword list can be scored: it has events without modes, and neither names nor syntax.
    fn is_of_events(self) -> bool {
        matches!(self, Kind::Reports | Kind::Sentences | Kind::Gsr | Kind::Plv)
    }
}

struct Set {
    name: String,
    kind: Kind,
    path: PathBuf,
}

/// Scores the sets of a folder. Sets that are not there, have no rules here or hold what the model was trained on are
/// named in [`Table::left_out`].
///
/// # Errors
/// A folder or file that cannot be read, a gold record that is none, a set asked for that is not in the folder.
pub fn run(engine: &Engine, folder: &Path, options: &Options) -> Result<Table, ScoreError> {
    let mut table = Table::default();
    let sets = find(folder, &mut table)?;
    for wanted in &options.sets {
        if !sets.iter().any(|s| is_asked(s, wanted)) {
            let known = sets.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(ScoreError::UnknownSet { name: wanted.clone(), folder: folder.display().to_string(), known });
        }
    }
    if !options.sets.is_empty() {
        table.left_out.clear();
    }
    for set in &sets {
        let by_name = options.sets.contains(&set.name);
        let asked = options.sets.is_empty() || options.sets.iter().any(|w| is_asked(set, w));
        if !asked {
            continue;
        } else if (set.name.ends_with("-train") || set.name.starts_with("ner/")) && !by_name {
            table.left_out.push((set.name.clone(), "the model is trained on it; name it to score it all the same".to_owned()));
        } else {
            one(engine, set, options, &mut table)?;
        }
    }
    Ok(table)
}

fn is_asked(set: &Set, wanted: &str) -> bool {
    set.name == wanted || set.name.split_once('/').is_some_and(|(folder, _)| folder == wanted)
}

fn one(engine: &Engine, set: &Set, options: &Options, table: &mut Table) -> Result<(), ScoreError> {
    if options.baseline && !set.kind.is_of_events() {
        table.left_out.push((set.name.clone(), "the keyword list has events only".to_owned()));
        return Ok(());
    }
    let coder = if options.baseline { Coder::Baseline } else { Coder::Engine(engine) };
    let task = Task { engine, coder, set: &set.name, path: &set.path, threads: options.threads };
    match set.kind {
        Kind::Reports | Kind::Sentences => {
            let records = task.records()?;
            let scores: ReportScores = score(&gold::values(&records), &task.coder.code_all(&records, options.threads));
            // Gold of single sentences has neither slots nor a picture.
            let told = if set.kind == Kind::Sentences { 2 } else { usize::MAX };
            for (name, figure) in scores.figures().take(told) {
                table.push(&set.name, name, figure, records.len());
            }
            table.misses.extend(scores.misses.iter().map(|line| format!("{} {line}", set.name)));
        }
        Kind::Gsr => gsr::score(&task, table)?,
        Kind::Plv => plv::score(&task, table)?,
        Kind::CameoClass => cameo::score_classes(&task, table)?,
        Kind::CameoSpans => cameo::score_spans(&task, table)?,
        Kind::Police => police::score(&task, table)?,
        Kind::Muc4 => muc4::score(&task, table)?,
        Kind::Re3dEntities => re3d_entities::score(&task, table)?,
        Kind::Re3dRelations => re3d_relations::score(&task, table)?,
        Kind::Geoparse => geoparse::score(&task, table)?,
        Kind::Timex => timex::score(&task, table)?,
        Kind::Attribution => attribution::score(&task, table)?,
        Kind::PetrUnit => petr_unit::score(&task, table)?,
        Kind::Treebank => ud::score(engine, &set.name, &set.path, options.threads, table)?,
        Kind::Arguments => srl::score(engine, &set.name, &set.path, options.threads, table)?,
        Kind::Names => ner::score(engine, &set.name, &set.path, options.threads, table)?,
    }
    Ok(())
}

/// The sets in a folder, in the order in which they are printed.
fn find(folder: &Path, table: &mut Table) -> Result<Vec<Set>, ScoreError> {
    let files = files(folder)?;
    let mut out = Vec::new();
    let mut take = |name: &str, kind: Kind, path: &Path| out.push(Set { name: name.to_owned(), kind, path: path.to_owned() });
    for (name, kind) in FILES {
        match files.iter().find(|(n, e, _)| n == name && e == "jsonl") {
            Some((_, _, path)) => take(name, kind, path),
            None => table.left_out.push((name.to_owned(), "not in the folder".to_owned())),
        }
    }
    for (name, ending, path) in &files {
        match (name.split_once('/').map_or("", |(f, _)| f), ending.as_str()) {
            ("ud", "conllu") => take(name, Kind::Treebank, path),
            ("ner", "conll") => take(name, Kind::Names, path),
            ("", "conll") if name == "ner_uner" => take(name, Kind::Names, path),
            ("", "conllu") if name.starts_with("srl") => take(name, Kind::Arguments, path),
            ("", "jsonl" | "conllu" | "conll") if !FILES.iter().any(|(known, _)| known == name) => {
                table.left_out.push((name.clone(), "no rules for it in this version".to_owned()));
            }
            _ => {}
        }
    }
    Ok(out)
}

/// Name without ending, ending and path of the folder's files and of those in `ud` and `ner`, by name.
fn files(folder: &Path) -> Result<Vec<(String, String, PathBuf)>, ScoreError> {
    let mut out = Vec::new();
    for (prefix, folder) in [("", folder.to_owned()), ("ud/", folder.join("ud")), ("ner/", folder.join("ner"))] {
        if !prefix.is_empty() && !folder.is_dir() {
            continue;
        }
        let unreadable = |source| ScoreError::Unreadable { path: folder.display().to_string(), source };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if let (Some(stem), Some(ending)) = (path.file_stem(), path.extension()) {
                out.push((format!("{prefix}{}", stem.to_string_lossy()), ending.to_string_lossy().into_owned(), path));
            }
        }
    }
    out.sort();
    Ok(out)
}
