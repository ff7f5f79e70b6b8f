//! Parses a CoNLL-U file's words again and again on one core and prints words per second.
//!
//! `cargo run --release -p truceline-syntax --example speed -- models/en.model FILE.conllu [SECONDS]`

use std::{env, error::Error, fs, time::Instant};

use truceline_syntax::{Model, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [model, file, rest @ ..] = arguments.as_slice() else {
        return Err("usage: speed MODEL FILE.conllu [SECONDS]".into());
    };
    let seconds: f64 = rest.first().map_or(Ok(3.0), |s| s.parse())?;
    let bytes = fs::read(model)?;
    let start = Instant::now();
    let model = Model::load(&bytes)?;
    println!("{} loaded in {:.0} ms", model.version(), start.elapsed().as_secs_f64() * 1e3);
    let documents = conllu::read(&fs::read_to_string(file)?)?;
    let (start, mut words) = (Instant::now(), 0);
    while start.elapsed().as_secs_f64() < seconds {
        for given in &documents {
            words += model.parse(&given.document, &given.segmented).words.len();
        }
    }
    println!("{:.0} words/s", words as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
