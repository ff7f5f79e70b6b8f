//! Finds dictionaries: in a folder by what its project or configuration file names, else by name and content; in one
//! file that an import wrote.

use std::{fs, io::Write, path::Path};

use crate::{
    error::DictionaryError,
    options::{Options, read_config},
    source::{Kind, Source, decoded},
    tally::Tally,
    words::Style,
};

/// Begins each part of an imported file.
const MARK: &str = "%%%";

/// The first line of an imported file, without its version.
const HEAD: &str = "%%% truceline dictionaries ";

/// The format that is written and read.
const VERSION: &str = "1";

/// The files found, and the names of those passed over with the reason.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub sources: Vec<Source>,
    pub passed_over: Vec<(String, &'static str)>,
}

/// The dictionaries at a path: a folder, an imported file, or one dictionary.
pub(crate) fn find(path: &Path, tally: &mut Tally) -> Result<Found, DictionaryError> {
    let shown = path.display().to_string();
    let unreadable = |source| DictionaryError::Unreadable { path: shown.clone(), source };
    let found = if path.is_dir() {
        in_folder(path, tally)?
    } else {
        let bytes = fs::read(path).map_err(unreadable)?;
        let name = file_name(path);
        if bytes.starts_with(HEAD.as_bytes()) { imported(&name, bytes)? } else { of_files(vec![(None, name, bytes)], tally) }
    };
    let coding = found.sources.iter().any(|s| matches!(s.kind, Kind::Actors | Kind::Agents | Kind::Verbs));
    if coding { Ok(found) } else { Err(DictionaryError::None { path: shown }) }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

fn in_folder(folder: &Path, tally: &mut Tally) -> Result<Found, DictionaryError> {
    let unreadable = |path: &Path, source| DictionaryError::Unreadable { path: path.display().to_string(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        if path.is_file() {
            names.push(file_name(&path));
        }
    }
    names.sort();
    let load = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|e| unreadable(&path, e))
    };
    for name in names.iter().filter(|n| is_config(n) || is_project(n)) {
        let bytes = load(name)?;
        let wanted = if is_config(name) { config_files(name, bytes.clone()) } else { project_files(bytes.clone()) };
        if wanted.is_empty() {
            continue;
        }
        let mut files = vec![(None, name.clone(), bytes)];
        for (kind, file) in wanted {
            // Configurations name files in PETRARCH's own folders.
            let bare = file.rsplit(['/', '\\']).next().unwrap_or(&file);
            if !names.iter().any(|n| n == bare) {
                return Err(DictionaryError::Missing { path: folder.join(name).display().to_string(), file });
            }
            files.push((Some(kind), bare.to_owned(), load(bare)?));
        }
        return Ok(of_files(files, tally));
    }
    let files = names.into_iter().map(|n| load(&n).map(|bytes| (None, n, bytes))).collect::<Result<Vec<_>, _>>()?;
    Ok(of_files(files, tally))
}

fn is_project(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".project")
}

fn is_config(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".ini") && name.contains("petr")
}

/// The dictionaries that a configuration of PETRARCH names.
fn config_files(name: &str, bytes: Vec<u8>) -> Vec<(Kind, String)> {
    const KEYS: [(&str, Kind); 5] = [
        ("verbfile", Kind::Verbs),
        ("actorfile", Kind::Actors),
        ("agentfile", Kind::Agents),
        ("discardfile", Kind::Discards),
        ("issuefile", Kind::Issues),
    ];
    let source = Source::new(Kind::Config, Style::Petrarch, name, decoded(bytes).0);
    let config = read_config(&source, &mut Options::default(), &mut Tally::default());
    let mut out = Vec::new();
    for (key, value) in &config.files {
        let kind = KEYS.iter().find(|(start, _)| key.starts_with(start)).map(|(_, kind)| *kind);
        let files = value.split(',').map(str::trim).filter(|f| !f.is_empty());
        out.extend(kind.into_iter().flat_map(|kind| files.clone().map(move |f| (kind, f.to_owned()))));
    }
    out
}

/// The dictionaries that a project of TABARI names.
fn project_files(bytes: Vec<u8>) -> Vec<(Kind, String)> {
    const TAGS: [(&str, Kind); 4] =
        [("<actorsfile>", Kind::Actors), ("<verbsfile>", Kind::Verbs), ("<agentsfile>", Kind::Agents), ("<optionsfile>", Kind::Options)];
    let (text, _) = decoded(bytes);
    let file = |line: &str| TAGS.iter().find_map(|(tag, kind)| Some((*kind, line.trim().strip_prefix(tag)?.trim().to_owned())));
    text.lines().filter_map(file).collect()
}

/// Files whose kind is given, or known by name or content.
pub(crate) fn of_files(files: Vec<(Option<Kind>, String, Vec<u8>)>, tally: &mut Tally) -> Found {
    let mut out = Found::default();
    let mut read = Vec::new();
    for (given, name, bytes) in files {
        if is_project(&name) {
            continue;
        }
        let (text, bad) = decoded(bytes);
        match given.or_else(|| kind(&name, &text)) {
            Some(kind) => read.push((kind, name, text, bad)),
            None => out.passed_over.push((name, "neither name nor content is that of a dictionary")),
        }
    }
    // Actors and agents are written like the verbs beside them.
    let folder = read.iter().find(|(kind, ..)| *kind == Kind::Verbs).map(|(_, _, text, _)| verb_style(text));
    for (kind, name, text, bad) in read {
        let style = match kind {
            Kind::Verbs => verb_style(&text),
            Kind::Options => Style::Tabari,
            _ if folder.is_none() && !name.ends_with(".txt") => Style::Tabari,
            _ => folder.unwrap_or_default(),
        };
        let source = Source::new(kind, style, &name, text);
        if let Some(at) = bad {
            let length = source.text[at..].chars().next().map_or(1, char::len_utf8);
            let error = source.mistake_at(at, length, "this byte is not UTF-8; the file is read as Windows-1252");
            tally.doubt(error.expecting("text saved as UTF-8"));
        }
        out.sources.push(source);
    }
    out
}

fn kind(name: &str, text: &str) -> Option<Kind> {
    let name = name.to_ascii_lowercase();
    if is_config(&name) {
        return Some(Kind::Config);
    }
    if name.ends_with(".options") {
        return Some(Kind::Options);
    }
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    if !matches!(ending, "txt" | "actors" | "agents" | "verbs" | "discards" | "issues") {
        return None;
    }
    let words =
        [("agent", Kind::Agents), ("actor", Kind::Actors), ("verb", Kind::Verbs), ("discard", Kind::Discards), ("issue", Kind::Issues)];
    let named = words.iter().find(|(word, _)| name.contains(word)).map(|(_, kind)| *kind);
    let patterns = text.lines().filter(|l| l.starts_with("- ") && l.contains('*') && l.contains('[')).count();
    named.or_else(|| (patterns > 0).then_some(Kind::Verbs))
}

/// PETRARCH's blocks have titles.
fn verb_style(text: &str) -> Style {
    if text.lines().any(|l| l.starts_with("---")) { Style::Petrarch } else { Style::Tabari }
}

/// Takes an imported file apart.
fn imported(name: &str, bytes: Vec<u8>) -> Result<Found, DictionaryError> {
    let (text, _) = decoded(bytes);
    let version = text.lines().next().and_then(|l| l.strip_prefix(HEAD)).unwrap_or_default().trim();
    if version != VERSION {
        return Err(DictionaryError::Version { path: name.to_owned(), found: version.to_owned() });
    }
    let mut out = Found::default();
    let mut parts: Vec<(Kind, Style, &str, u32, String)> = Vec::new();
    for (line, number) in text.split_inclusive('\n').zip(1..).skip(1) {
        if let Some(title) = line.strip_prefix(MARK) {
            let mut words = title.trim().splitn(3, ' ');
            let kind = words.next().and_then(|w| Kind::ALL.into_iter().find(|k| k.as_str() == w));
            let style = if words.next() == Some("tabari") { Style::Tabari } else { Style::Petrarch };
            match kind {
                Some(kind) => parts.push((kind, style, words.next().unwrap_or_default(), number, String::new())),
                None => out.passed_over.push((title.trim().to_owned(), "no part of an imported file begins so")),
            }
        } else if let Some((.., body)) = parts.last_mut() {
            body.push_str(line);
        }
    }
    for (kind, style, part, lines_before, body) in parts {
        let mut source = Source::new(kind, style, part, body);
        source.file = name.to_owned();
        source.lines_before = lines_before;
        out.sources.push(source);
    }
    Ok(out)
}

/// Writes the sound entries of dictionaries into one file. Lines keep their numbers; comments and what is wrong become
/// empty.
pub(crate) fn write(sources: &[Source], tally: &Tally, out: &mut dyn Write) -> Result<(), DictionaryError> {
    writeln!(out, "{HEAD}{VERSION}")?;
    for source in sources {
        let style = if source.style == Style::Tabari { "tabari" } else { "petrarch" };
        writeln!(out, "{MARK} {} {style} {}", source.kind.as_str(), source.name)?;
        for (line, number) in source.plain.lines().zip(1..) {
            writeln!(out, "{}", tally.replacement(source, number).unwrap_or(line.trim_end()))?;
        }
    }
    Ok(())
}
