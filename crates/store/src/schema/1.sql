-- What was read, and when it became known. Nothing here is changed or deleted once it is written.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Program, model and knowledge that coded a document.
CREATE TABLE versions (
  seq INTEGER PRIMARY KEY,
  program TEXT NOT NULL, model TEXT NOT NULL, knowledge TEXT NOT NULL,
  UNIQUE (program, model, knowledge)
);

-- A row a revision, in the order of arrival. Days are ISO dates.
CREATE TABLE documents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  digest BLOB NOT NULL UNIQUE,   -- of all that was read: the same report again is known by it
  title TEXT, source TEXT, url TEXT,
  published TEXT, inferred TEXT,
  known_from TEXT NOT NULL,
  coded_by INTEGER NOT NULL REFERENCES versions,
  sketch BLOB NOT NULL
);
CREATE INDEX documents_by_id ON documents (id, known_from, seq);
CREATE INDEX documents_by_day ON documents (known_from, id);

-- The text, zlib.
CREATE TABLE texts (document INTEGER PRIMARY KEY REFERENCES documents, packed BLOB NOT NULL);

-- What the text says, in text order: JSON, zlib.
CREATE TABLE claims (document INTEGER PRIMARY KEY REFERENCES documents, packed BLOB NOT NULL);

-- From that day on a document (this revision and those before it) is not seen.
CREATE TABLE retractions (document INTEGER PRIMARY KEY REFERENCES documents, day TEXT NOT NULL);

-- Full text; rowid is documents.seq.
CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='porter unicode61 remove_diacritics 2');
