//! `cargo xtask layers`: imports go one way.

use std::fs;

use crate::{Outcome, root};

/// The rooms; each may import only those before it. Nothing imports the last, a door.
const ORDER: [&str; 13] = [
    "knowledge",
    "text",
    "syntax",
    "mentions",
    "events",
    "picture",
    "dictionaries",
    "conflict",
    "engine",
    "store",
    "outputs",
    "scores",
    "cli",
];

/// Doors: nothing may import them.
const DOORS: [&str; 1] = ["cli"];

/// Prints every import against the order; true where there is none.
pub fn run() -> Outcome {
    let mut faults = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(root().join("crates"))?.collect::<Result<_, _>>()?;
    folders.sort_by_key(fs::DirEntry::file_name);
    for folder in &folders {
        let name = folder.file_name().to_string_lossy().into_owned();
        let manifest = folder.path().join("Cargo.toml");
        let content = fs::read_to_string(&manifest).map_err(|e| format!("{}: {e}", manifest.display()))?;
        faults.extend(check(&name, &content).map_err(|e| format!("{}: {e}", manifest.display()))?);
    }
    for workshop in ["xtask", "benches"] {
        let manifest = fs::read_to_string(root().join(workshop).join("Cargo.toml"))?;
        let doors = imports(&manifest)?.into_iter().filter(|i| DOORS.contains(&i.as_str()));
        faults.extend(doors.map(|door| format!("{workshop} imports {door}, a door")));
    }
    faults.iter().for_each(|fault| println!("{fault}"));
    println!("layers: {} crates, {} imports against the order", folders.len(), faults.len());
    Ok(faults.is_empty())
}

fn check(name: &str, manifest: &str) -> Result<Vec<String>, toml::de::Error> {
    let place = |crate_name: &str| ORDER.iter().position(|o| *o == crate_name);
    let Some(own) = place(name) else {
        return Ok(vec![format!("crates/{name} has no place in the order (xtask/src/layers.rs)")]);
    };
    let fault = |import: String| match place(&import) {
        None => Some(format!("{name} imports {import}, which has no place in the order (xtask/src/layers.rs)")),
        Some(_) if DOORS.contains(&import.as_str()) => Some(format!("{name} imports {import}, a door")),
        Some(other) if other >= own => Some(format!("{name} imports {import}, which stands above it")),
        Some(_) => None,
    };
    Ok(imports(manifest)?.into_iter().filter_map(fault).collect())
}

/// The project's crates that a manifest names, for the build, for tests and for build scripts, without `truceline-`.
fn imports(manifest: &str) -> Result<Vec<String>, toml::de::Error> {
    let manifest: toml::Table = toml::from_str(manifest)?;
    let mut out = Vec::new();
    let mut collect = |table: &toml::Table| {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (key, value) in table.get(kind).and_then(toml::Value::as_table).into_iter().flatten() {
                let package = value.get("package").and_then(toml::Value::as_str).unwrap_or(key);
                match package.strip_prefix("truceline-") {
                    Some(name) => out.push(name.to_owned()),
                    None if package == "truceline" => out.push("cli".to_owned()),
                    None => {}
                }
            }
        }
    };
    collect(&manifest);
    let targets = manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
    targets.filter_map(|(_, target)| target.as_table()).for_each(&mut collect);
    out.sort_unstable();
    out.dedup();
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn imports_go_down() {
        let manifest = "[dependencies]\ntruceline-text.workspace = true\nserde = \"1\"\n";
        assert_eq!(check("syntax", manifest).unwrap(), Vec::<String>::new());
        assert_eq!(check("text", manifest).unwrap(), ["text imports text, which stands above it"]);
        assert_eq!(check("knowledge", manifest).unwrap(), ["knowledge imports text, which stands above it"]);
    }

    #[test]
    fn tests_and_targets_count_and_nothing_imports_a_door() {
        let manifest = "[dev-dependencies]\nx = { package = \"truceline-outputs\", path = \"\" }\n[target.'cfg(unix)'.dependencies]\ntruceline = \"1\"\n";
        let found = check("events", manifest).unwrap();
        assert_eq!(found, ["events imports cli, a door", "events imports outputs, which stands above it"]);
        assert_eq!(check("attic", "").unwrap().len(), 1);
    }
}
