//! How right both programs are on a treebank, by the rules of `cargo xtask scores`.

use std::{fmt::Write, fs, path::Path};

use serde_json::json;
use truceline_engine::Engine;
use truceline_scores::{Measure, Table, score_other, score_treebank, treebank_texts};

use crate::{Outcome, peer::Peer, worker::Task};

/// What is shown of a treebank's figures.
pub const LAYERS: [&str; 4] = ["UPOS", "lemma", "UAS", "LAS"];

/// The figures on one treebank.
pub struct Accuracy {
    /// The treebank's file without ending.
    pub set: String,
    /// Truceline's.
    pub own: Figures,
    /// The peer's, where there is one.
    pub peer: Option<Figures>,
}

/// F1 in per cent, by layer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// With the treebank's own sentences and words.
    pub words: [f64; 4],
    /// From its texts.
    pub texts: [f64; 4],
}

/// Scores both programs.
pub fn measure(gold: &Path, peer: Option<&Peer>) -> Outcome<Accuracy> {
    eprintln!("accuracy on {}", gold.display());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let own = figures(&score_treebank(&Engine::builtin()?, gold, threads)?);
    let peer = peer.map(|p| annotated(p, gold)).transpose()?;
    Ok(Accuracy { set: gold.file_stem().unwrap_or_default().to_string_lossy().into_owned(), own, peer })
}

fn annotated(peer: &Peer, gold: &Path) -> Outcome<Figures> {
    let folder = tempfile::tempdir()?;
    let (words, texts) = (folder.path().join("words.conllu"), folder.path().join("texts.jsonl"));
    fs::write(&words, without_annotation(&fs::read_to_string(gold)?))?;
    let mut lines = String::new();
    for text in treebank_texts(gold)? {
        // Writing to memory does not fail.
        let _ = writeln!(lines, "{}", json!({ "text": text }));
    }
    fs::write(&texts, lines)?;
    let table = score_other(gold, &peer.annotate(Task::Words, &words)?, &peer.annotate(Task::Text, &texts)?)?;
    Ok(figures(&table))
}

/// A treebank's sentences and words, with nothing else that a program could take over. Empty nodes are left out.
fn without_annotation(conllu: &str) -> String {
    let mut out = String::new();
    for line in conllu.lines() {
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            [number, ..] if number.contains('.') && !number.starts_with('#') => continue,
            [number, form, .., misc] => {
                let misc = if misc.split('|').any(|m| m == "SpaceAfter=No") { "SpaceAfter=No" } else { "_" };
                out.push_str(&format!("{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}"));
            }
            _ if line.starts_with("# newdoc") => out.push_str(line),
            _ if line.starts_with('#') => continue,
            _ => {}
        }
        out.push('\n');
    }
    out
}

/// The layers' rows of a table.
fn figures(table: &Table) -> Figures {
    let row = |name: String| match table.rows.iter().find(|row| row.name == name).map(|row| row.measure) {
        Some(Measure::Counts(figure)) => figure.f1(),
        _ => 0.0,
    };
    Figures { words: LAYERS.map(|layer| row(format!("gold words {layer}"))), texts: LAYERS.map(|layer| row(format!("raw text {layer}"))) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use truceline_scores::{score_other, treebank_texts};

    use super::{figures, without_annotation};

    const GOLD: &str = "# newdoc id = a
# text = Don't go!
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
3.1\tnow\tnow\tADV\tRB\t_\t_\t_\t3:advmod\t_
4\t!\t!\tPUNCT\t.\t_\t3\tpunct\t_\tSpaceAfter=No

";

    #[test]
    fn the_peer_sees_words_only() {
        let bare = without_annotation(GOLD);
        let words: Vec<&str> = bare.lines().filter(|l| l.contains('\t')).collect();
        assert_eq!(words.len(), 5, "no empty node");
        assert_eq!(words[3], "3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No");
        assert!(bare.starts_with("# newdoc id = a\n1-2\t") && bare.ends_with("\n\n"));
    }

    #[test]
    fn the_peer_is_scored_as_the_program_is() {
        let folder = tempfile::tempdir().unwrap();
        let gold = folder.path().join("gold.conllu");
        fs::write(&gold, GOLD).unwrap();
        assert_eq!(treebank_texts(&gold).unwrap(), ["Don't go!"]);
        let wrong_head = GOLD.replace("4\t!\t!\tPUNCT\t.\t_\t3", "4\t!\t!\tPUNCT\t.\t_\t1");
        let found = figures(&score_other(&gold, &wrong_head, "").unwrap());
        assert_eq!(found.words, [100.0, 100.0, 75.0, 75.0]);
        assert_eq!(found.texts, [0.0; 4], "what is not there is missed");
    }
}
