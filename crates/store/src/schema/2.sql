-- The picture of all that is seen now: drawn from the claims, and drawn again where those have grown.

CREATE TABLE facts (
  seq INTEGER PRIMARY KEY,
  what TEXT NOT NULL,      -- events, actors, ...
  id TEXT NOT NULL,
  sort TEXT NOT NULL,      -- its place among facts of a kind, then by id
  first TEXT, last TEXT,   -- days, ISO
  kinds TEXT NOT NULL,     -- type, mode, kind: folded words between blanks
  status TEXT NOT NULL,    -- the same
  conflict TEXT,
  digest BLOB NOT NULL,    -- of the JSON
  packed BLOB NOT NULL,    -- JSON, zlib
  UNIQUE (what, id)
);
CREATE INDEX facts_in_order ON facts (what, sort, id);
CREATE INDEX facts_by_id ON facts (id);

-- Actors, places, countries, outlets and conflicts by their folded names.
CREATE TABLE names (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
CREATE TABLE fact_names (name INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (name, fact)) WITHOUT ROWID;

-- Which documents tell a fact.
CREATE TABLE evidence (document INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (document, fact)) WITHOUT ROWID;

-- Documents that are near-copies, and the id of the earliest of their group.
CREATE TABLE copies (document INTEGER PRIMARY KEY, earliest TEXT NOT NULL);
