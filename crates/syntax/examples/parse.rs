//! Parses the words of a CoNLL-U file and writes CoNLL-U.
//!
//! `cargo run --release -p truceline-syntax --example parse -- models/en.model FILE.conllu`

use std::{
    env,
    error::Error,
    fs,
    io::{self, BufWriter},
};

use truceline_syntax::{Model, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [model, file] = arguments.as_slice() else {
        return Err("usage: parse MODEL FILE.conllu".into());
    };
    let model = Model::load(&fs::read(model)?)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for given in conllu::read(&fs::read_to_string(file)?)? {
        let parse = model.parse(&given.document, &given.segmented);
        conllu::write(&given.document, &given.segmented, &parse, &mut out)?;
    }
    Ok(())
}
