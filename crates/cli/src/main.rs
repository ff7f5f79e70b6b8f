//! x
use truceline_text::{Reader, Format};
fn main(){
    let e = truceline_engine::Engine::builtin().unwrap_or_else(|e| panic!("{e}"));
    let mut out = std::io::stdout().lock();
    for a in std::env::args().skip(1).filter(|a| !a.starts_with("--") && a != "code") {
        let r = Reader::open(std::path::Path::new(&a)).unwrap();
        for d in r { match d { Ok(d) => truceline_outputs::jsonl::write(&e.code(d), &mut out).unwrap(), Err(x) => eprintln!("{x}") } }
    }
    let _ = Format::of_path(std::path::Path::new("x"));
}
