//! How fast the whole program codes, on one thread.

use std::{path::Path, time::Instant};

use truceline_engine::Engine;
use truceline_text::Reader;

use crate::Outcome;

/// Codes every report of a file (default: the samples) on one thread and prints sentences and words a second, and the
/// time that loading took. Timings are for comparing on one machine; nothing is asserted.
pub fn run(file: Option<&str>) -> Outcome {
    let begun = Instant::now();
    let engine = Engine::builtin()?;
    let load = begun.elapsed();
    let path = file.map_or_else(|| crate::root().join("samples/libya/libya.jsonl"), |f| Path::new(f).to_path_buf());
    let documents: Vec<_> = Reader::open(&path)?.filter_map(Result::ok).collect();
    let begun = Instant::now();
    let (mut sentences, mut words, mut events) = (0, 0, 0);
    for document in documents {
        let coded = engine.code(document);
        sentences += coded.segmented.sentences.len();
        words += coded.segmented.tokens.len();
        events += coded.events.len();
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("loading           {:>10.0} ms", load.as_secs_f64() * 1e3);
    println!("sentences         {sentences:>10}");
    println!("words             {words:>10}");
    println!("events            {events:>10}");
    println!("sentences/second  {:>10.0}", sentences as f64 / seconds);
    println!("words/second      {:>10.0}", words as f64 / seconds);
    Ok(true)
}
