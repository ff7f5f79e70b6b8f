//! From the arguments to reports: files, folders, standard input.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

use jiff::civil::Date;
use truceline_text::{Document, Format, Ids, Place, ReadError, Reader};

use crate::{progress::Counted, run::Item};

/// What errors and ids call standard input.
const STDIN: &str = "stdin";

/// All reports of the inputs, in the order given; folders in the order of their names.
pub struct Reports {
    walk: Walk,
    open: Option<Open>,
    ids: Ids,
    published: Option<Date>,
    counter: Arc<AtomicU64>,
}

struct Open {
    reader: Reader,
    /// The id for the one report of a plain text file in a folder.
    id: Option<String>,
    name: String,
}

impl Reports {
    /// Reports from `paths`; `-` is standard input. `published` is for reports that name no date. Bytes read are
    /// counted onto `counter`.
    pub fn new(paths: &[PathBuf], published: Option<Date>, counter: Arc<AtomicU64>) -> Self {
        Self { walk: Walk::new(paths), open: None, ids: Ids::default(), published, counter }
    }

    /// An id may come again, as a later version of the report.
    pub fn repeatable(self) -> Self {
        Self { ids: Ids::repeatable(), ..self }
    }

    fn open(&mut self, source: Source) -> Result<Open, ReadError> {
        let counter = Arc::clone(&self.counter);
        let (path, id) = match source {
            Source::Stdin => {
                let reader = Reader::from_read(STDIN, Counted::new(io::stdin(), counter), None)?;
                let reader = reader.with_ids(std::mem::take(&mut self.ids));
                return Ok(Open { reader, id: None, name: STDIN.to_owned() });
            }
            Source::File { path, id } => (path, id),
        };
        let name = path.display().to_string();
        let file = File::open(&path).map_err(|e| unopened(&path, e))?;
        let format = Format::of_path(&path);
        let mut reader = Reader::from_read(&name, Counted::new(file, counter), format)?;
        let id = id.filter(|_| format == Some(Format::Plain));
        if id.is_none() {
            reader = reader.with_ids(std::mem::take(&mut self.ids));
        }
        Ok(Open { reader, id, name })
    }

    fn finished(&mut self, mut document: Document, id: Option<String>, name: &str) -> Result<Document, ReadError> {
        document.published = document.published.or(self.published);
        if let Some(id) = id {
            if !self.ids.insert(&id) {
                return Err(ReadError::DuplicateId { place: Place { name: name.to_owned(), line: None }, id });
            }
            document.id = id;
        }
        Ok(document)
    }
}

impl Iterator for Reports {
    type Item = Item<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut open) = self.open.take() {
                match open.reader.next() {
                    Some(read) => {
                        let (id, name) = (open.id.clone(), open.name.clone());
                        self.open = Some(open);
                        let read = read.and_then(|document| self.finished(document, id, &name));
                        return Some(read.map_or_else(Item::from, Item::Work));
                    }
                    None if open.id.is_none() => self.ids = open.reader.into_ids(),
                    None => {}
                }
            }
            match self.walk.next()? {
                Step::Source(source) => match self.open(source) {
                    Ok(open) => self.open = Some(open),
                    Err(error) => return Some(error.into()),
                },
                Step::Error(error) => return Some(error.into()),
                Step::Passed(note) => return Some(Item::Note(note)),
            }
        }
    }
}

impl<T> From<ReadError> for Item<T> {
    fn from(error: ReadError) -> Self {
        Item::Skipped { place: error.place().to_string(), message: error.to_string() }
    }
}

/// The size of all inputs in bytes; `None` where folders or standard input are among them.
pub fn total_size(paths: &[PathBuf]) -> Option<u64> {
    let sizes = paths.iter().map(|p| fs::metadata(p).ok().filter(|m| m.is_file()).map(|m| m.len()));
    sizes.sum::<Option<u64>>().filter(|_| !paths.is_empty())
}

fn unopened(path: &Path, source: io::Error) -> ReadError {
    ReadError::Open { place: Place { name: path.display().to_string(), line: None }, source }
}

/// What can be opened.
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file; with an id where it was found in a folder.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its path below the folder, without the ending.
        id: Option<String>,
    },
}

/// A step of the walk through the arguments.
pub enum Step {
    /// Something to read.
    Source(Source),
    /// Something that cannot be read.
    Error(ReadError),
    /// Something in a folder that was passed over, and why.
    Passed(String),
}

/// Walks the arguments and the folders among them, holding one folder's names at each depth.
pub struct Walk {
    waiting: VecDeque<Entry>,
}

struct Entry {
    path: PathBuf,
    /// The path below the folder that was given; `None` for what was given.
    below: Option<PathBuf>,
}

impl Walk {
    /// Walks `paths` in their order.
    pub fn new(paths: &[PathBuf]) -> Self {
        Self { waiting: paths.iter().map(|p| Entry { path: p.clone(), below: None }).collect() }
    }

    /// Puts a folder's content before all else that waits.
    fn enter(&mut self, entry: &Entry) -> io::Result<()> {
        let mut names = fs::read_dir(&entry.path)?.map(|e| Ok(e?.file_name())).collect::<io::Result<Vec<_>>>()?;
        names.sort();
        for name in names.into_iter().rev() {
            let below = entry.below.as_deref().unwrap_or(Path::new("")).join(&name);
            self.waiting.push_front(Entry { path: entry.path.join(name), below: Some(below) });
        }
        Ok(())
    }

    fn found(&mut self, entry: Entry, below: &Path) -> Option<Step> {
        let passed = |why: &str| Some(Step::Passed(format!("{}: passed over, {why}", entry.path.display())));
        if entry.path.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b".")) {
            return passed("hidden");
        }
        let kind = match fs::symlink_metadata(&entry.path) {
            Ok(data) => data.file_type(),
            Err(error) => return Some(Step::Error(unopened(&entry.path, error))),
        };
        if kind.is_dir() {
            return self.enter(&entry).err().map(|e| Step::Error(unopened(&entry.path, e)));
        }
        // Links to folders may lead round in circles.
        if !entry.path.is_file() {
            return passed(if kind.is_symlink() { "a link to a folder or to nothing" } else { "not a file" });
        }
        if Format::of_path(&entry.path).is_none() {
            return passed("of unknown type; name it to have it read");
        }
        let id = below.to_string_lossy().replace('\\', "/");
        let id = id.strip_suffix(".gz").unwrap_or(&id);
        let id = id.rsplit_once('.').map_or(id, |(stem, _)| stem).to_owned();
        Some(Step::Source(Source::File { path: entry.path, id: Some(id) }))
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let entry = self.waiting.pop_front()?;
            if let Some(below) = entry.below.clone() {
                match self.found(entry, &below) {
                    Some(step) => return Some(step),
                    None => continue,
                }
            }
            if entry.path.as_os_str() == "-" {
                return Some(Step::Source(Source::Stdin));
            }
            if entry.path.is_dir() {
                match self.enter(&entry) {
                    Ok(()) => continue,
                    Err(error) => return Some(Step::Error(unopened(&entry.path, error))),
                }
            }
            return Some(Step::Source(Source::File { path: entry.path, id: None }));
        }
    }
}
