-- The picture again, with what a part of it is redrawn by. It is drawn from the claims, so nothing is lost.

DROP TABLE facts;
DROP TABLE names;
DROP TABLE fact_names;
DROP TABLE evidence;
DROP TABLE copies;
DELETE FROM meta WHERE key IN ('drawn', 'drawn_by');

CREATE TABLE facts (
  seq INTEGER PRIMARY KEY,
  what TEXT NOT NULL,      -- events, actors, ...
  id TEXT NOT NULL,
  sort TEXT NOT NULL,      -- its place among facts of a kind, then by id
  first TEXT, last TEXT,   -- days, ISO
  kinds TEXT NOT NULL,     -- type, mode, kind: folded words between blanks
  status TEXT NOT NULL,    -- the same
  conflict TEXT,
  digest BLOB NOT NULL,    -- of the JSON and of what else it is found by
  also TEXT NOT NULL,      -- names that are not in the JSON, a line each
  packed BLOB NOT NULL,    -- JSON, zlib
  UNIQUE (what, id)
);
-- With the days, so that a search by days reads no more rows than fit.
CREATE INDEX facts_in_order ON facts (what, sort, id, first, last);
CREATE INDEX facts_by_id ON facts (id);
CREATE INDEX facts_by_conflict ON facts (conflict, what, last);

-- Actors, places, countries, outlets and conflicts by their folded names; and by what a part of the picture is redrawn.
CREATE TABLE names (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name));
CREATE TABLE fact_names (name INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (name, fact)) WITHOUT ROWID;

-- Countries by all their folded names, so that a question needs no knowledge.
CREATE TABLE countries (name TEXT PRIMARY KEY, iso3 TEXT NOT NULL) WITHOUT ROWID;

-- Which documents tell a fact.
CREATE TABLE evidence (document INTEGER NOT NULL, fact INTEGER NOT NULL, PRIMARY KEY (document, fact)) WITHOUT ROWID;
CREATE INDEX evidence_by_fact ON evidence (fact, document);

-- Documents that are near-copies, and the earliest of their group.
CREATE TABLE copies (document INTEGER PRIMARY KEY, earliest INTEGER NOT NULL);
CREATE INDEX copies_by_earliest ON copies (earliest);

-- Documents that the picture is drawn from.
CREATE TABLE drawn (document INTEGER PRIMARY KEY);

-- Days of which a drawn document's claims speak (kind 0, since 1970), months of its talks (kind 1) and ceasefires that it adds
-- to (kind 2, numbers of blocks): by these those are found with which another's claims may have to be compared.
CREATE TABLE contacts (kind INTEGER NOT NULL, at INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (kind, at, document)) WITHOUT ROWID;

-- Merging sixteen segments at a time, not four, writes each word less often as the store grows.
INSERT INTO words (words, rank) VALUES ('automerge', 16);
