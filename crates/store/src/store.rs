//! Opening a store.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use crate::{
    StoreError,
    schema::{Kind, kind, migrate},
};

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);
/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// An open store.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// Opens a store for reading and writing, and makes it, with its folder, where there is none. An older schema is brought
    /// up to date. A damaged file is refused before anything is written: the whole file is looked through, about a second for
    /// each gigabyte.
    ///
    /// # Errors
    /// A file that is no store, of a later version, damaged, read-only, or that cannot be opened.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        refuse_other_files(path)?;
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| StoreError::Unopened { path: path.to_owned(), reason: format!("its folder cannot be made: {e}") })?;
        }
        let mut store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        let from = match kind(&store.connection, path)? {
            Kind::Empty => 0,
            Kind::Store(schema) => schema,
        };
        if store.connection.is_readonly("main").map_err(|e| store.failed(e))? {
            return Err(StoreError::ReadOnly { path: path.to_owned() });
        }
        if from > 0 {
            store.check()?;
        }
        store.prepare(from).map_err(|e| StoreError::of(path, e))?;
        Ok(store)
    }

    /// Opens a store that must be there, for reading; an older schema is brought up to date, nothing else is written.
    ///
    /// # Errors
    /// As [`Store::open`], and where there is none.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        refuse_other_files(path)?;
        // Not for reading only where it can be helped: such a connection leaves SQLite's files lying beside the store.
        let store = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE);
        let (store, found) = match store.and_then(|s| kind(&s.connection, path).map(|k| (s, k))) {
            // A folder in which SQLite cannot put its files beside the store: without them the file is all there is.
            Err(StoreError::Unopened { .. } | StoreError::ReadOnly { .. }) if !beside(path, "-wal").exists() => {
                let store = Self::connect_unchanging(path)?;
                let found = kind(&store.connection, path)?;
                (store, found)
            }
            other => other?,
        };
        match found {
            Kind::Empty => Err(StoreError::Missing { path: path.to_owned() }),
            Kind::Store(crate::SCHEMA) => Ok(store),
            Kind::Store(_) => {
                drop(store);
                Self::open(path).map_err(|e| match e {
                    StoreError::ReadOnly { path } => StoreError::Older { path },
                    other => other,
                })
            }
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        Self::with(connection, path)
    }

    fn connect_unchanging(path: &Path) -> Result<Self, StoreError> {
        let name: String = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        Self::with(Connection::open_with_flags(format!("file:{name}?immutable=1"), flags), path)
    }

    fn with(connection: rusqlite::Result<Connection>, path: &Path) -> Result<Self, StoreError> {
        let failed = |e| StoreError::of(path, e);
        let connection = connection.map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        // Facts of a past day are drawn into temporary tables. Memory holds them, since a disk may be full or read-only.
        connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA foreign_keys = ON;").map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(96);
        crate::past::add_functions(&connection).map_err(failed)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Sets the journal and brings the schema up to date. FULL: what is committed is on the disk when the call returns.
    fn prepare(&mut self, from: i64) -> rusqlite::Result<()> {
        self.connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        // A page that many batches change is copied from the journal into the file once.
        self.connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;")?;
        migrate(&mut self.connection, from)
    }

    /// Looks through the whole file for damage.
    fn check(&self) -> Result<(), StoreError> {
        let found: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(|e| self.failed(e))?;
        match found.as_str() {
            "ok" => Ok(()),
            damage => Err(StoreError::Damaged { path: self.path.clone(), what: damage.replace('\n', " ") }),
        }
    }

    /// Lets the file grow to no more than so many bytes; what goes beyond fails as on a full disk.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn limit_size(&self, bytes: u64) -> Result<(), StoreError> {
        let set = || {
            let page: i64 = self.connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
            self.connection.query_row(&format!("PRAGMA max_page_count = {}", bytes / page.max(1).unsigned_abs()), [], |_| Ok(()))
        };
        set().map_err(|e| self.failed(e))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bytes that the file has, without what SQLite keeps beside it while it writes.
    pub fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |m| m.len())
    }

    pub(crate) fn failed(&self, error: rusqlite::Error) -> StoreError {
        StoreError::of(&self.path, error)
    }
}

/// The file that SQLite keeps beside a store.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// SQLite would try to repair or overwrite some files that are not its own: they are never shown to it.
fn refuse_other_files(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Foreign { path: path.to_owned(), what: "a folder" });
    }
    let Ok(mut file) = File::open(path) else { return Ok(()) };
    let mut head = Vec::with_capacity(MAGIC.len());
    let read = file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head);
    match read {
        Err(e) => Err(StoreError::Unopened { path: path.to_owned(), reason: e.to_string() }),
        Ok(0) => Ok(()),
        Ok(_) if head == MAGIC => Ok(()),
        Ok(_) => Err(StoreError::Foreign { path: path.to_owned(), what: "not an SQLite database" }),
    }
}
