//! `config show`.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use crate::{
    Outcome,
    args::{ConfigArgs, ConfigCommand},
    settings::{Color, LogFormat, Named, Settings, Sourced, usual_places, usual_store},
    trouble::Trouble,
};

/// Shows each setting, its value and where it comes from.
///
/// # Errors
/// Results that cannot be written.
pub fn run(args: &ConfigArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let ConfigCommand::Show = args.command;
    let mut out = io::stdout().lock();
    match &settings.file {
        Some(path) => writeln!(out, "settings file: {}", path.display())?,
        None => {
            let places: Vec<String> = usual_places().iter().map(|p| p.display().to_string()).collect();
            writeln!(out, "settings file: none (looked for {})", places.join(", "))?;
        }
    }
    writeln!(out)?;
    let format = settings.format.value.map_or("table on a terminal, else jsonl", |f| f.0);
    let path = |p: &Sourced<Option<PathBuf>>| p.value.as_ref().map_or_else(|| "built in".to_owned(), |p| p.display().to_string());
    let rows = [
        ("format", format.to_owned(), &settings.format.origin),
        ("threads", settings.threads.value.0.to_string(), &settings.threads.origin),
        ("model", path(&settings.model), &settings.model.origin),
        ("knowledge", path(&settings.knowledge), &settings.knowledge.origin),
        (
            "dictionaries",
            settings.dictionaries.value.as_ref().map_or_else(|| "none".to_owned(), |p| p.display().to_string()),
            &settings.dictionaries.origin,
        ),
        ("only_dictionaries", settings.only_dictionaries.value.to_string(), &settings.only_dictionaries.origin),
        (
            "db",
            settings.db.value.clone().or_else(usual_store).map_or_else(|| "none".to_owned(), |p| p.display().to_string()),
            &settings.db.origin,
        ),
        ("color", named::<Color>(settings.color.value), &settings.color.origin),
        ("log_format", named::<LogFormat>(settings.log_format.value), &settings.log_format.origin),
    ];
    let width = rows.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
    for (name, value, origin) in rows {
        writeln!(out, "{name:<17}  {value:<width$}  ({origin})")?;
    }
    Ok(Outcome::Done)
}

fn named<T: Named + PartialEq>(value: T) -> String {
    T::ALL.iter().find(|(_, v)| *v == value).map_or("", |(name, _)| name).to_owned()
}
