//! `cargo xtask halves GOLD OUT`: gold sets in two halves, one to read while developing and one to measure only.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Write},
    path::Path,
};

use md5::{Digest, Md5};
use serde_json::Value;

use crate::Outcome;

/// Writes each set of JSON Lines in `gold` to `out/a` and `out/b`, by the MD5 of a record's document or text, so that records
/// on one text stay together; always true. `petr_unit` is left out: its records rest on those before them.
///
/// # Errors
/// A file that cannot be read or written, a line that is not JSON.
pub fn run(gold: &Path, out: &Path) -> Outcome {
    let mut files: Vec<_> = fs::read_dir(gold)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "jsonl")) {
        let Some(name) = path.file_name().filter(|n| *n != "petr_unit.jsonl") else { continue };
        let mut halves = Vec::new();
        for half in ["a", "b"] {
            fs::create_dir_all(out.join(half))?;
            halves.push(BufWriter::new(File::create(out.join(half).join(name))?));
        }
        let mut counts = [0_u32; 2];
        for line in BufReader::new(File::open(path)?).lines() {
            let line = line?;
            let half = half(&serde_json::from_str(&line)?);
            counts[half] += 1;
            writeln!(halves[half], "{line}")?;
        }
        halves.iter_mut().try_for_each(Write::flush)?;
        println!("{:<28}{:>8}{:>8}", name.to_string_lossy(), counts[0], counts[1]);
    }
    Ok(true)
}

fn half(record: &Value) -> usize {
    let key = ["doc", "text"].iter().find_map(|k| record.get(*k)?.as_str().filter(|t| !t.is_empty())).unwrap_or_default();
    usize::from(Md5::digest(key.trim().as_bytes())[0] % 2)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::half;

    #[test]
    fn records_on_one_text_stay_together() {
        let record = |id: u32, text: &str| json!({"id": id, "text": text});
        assert_eq!(half(&record(1, "Rebels met envoys. ")), half(&record(2, "Rebels met envoys.")));
        let halves: Vec<usize> = (0..64).map(|i| half(&record(0, &format!("Report {i}")))).collect();
        assert!(halves.contains(&0) && halves.contains(&1));
    }
}
