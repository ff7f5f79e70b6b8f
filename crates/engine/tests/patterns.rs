//! Every example in the pattern files is coded as it says.

use std::fmt::Write;

use truceline_engine::{Engine, examples};

#[test]
fn every_example_is_coded_as_it_says() {
    let engine = Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    let total: usize = engine.knowledge().patterns.iter().map(|p| p.examples.len()).sum();
    let failures = examples::check(&engine);
    let mut report = String::new();
    let mut file = "";
    for failure in &failures {
        let of = failure.at.split(':').next().unwrap_or_default();
        if of != file {
            file = of;
            let _ = writeln!(report, "\n{file}");
        }
        let _ = writeln!(report, "{failure}");
    }
    assert!(failures.is_empty(), "{report}\n{} of {total} examples fail", failures.len());
}
