-- Past days: what the picture showed before it changed stays, with the days on which it showed it. Days are counted from 1970.

-- The day that is being written: -5000000 where what is replaced need not stay.
CREATE TABLE clock (day INTEGER NOT NULL);
INSERT INTO clock VALUES (-5000000);

-- Days of which the tables show the picture as it was at their end: from `first` to before `until`.
CREATE TABLE past (first INTEGER PRIMARY KEY, until INTEGER NOT NULL);
INSERT INTO past SELECT -5000000, 9999999 WHERE NOT EXISTS (SELECT 1 FROM documents);

-- Since when a row is as it is.
ALTER TABLE facts ADD COLUMN since INTEGER NOT NULL DEFAULT -5000000;
ALTER TABLE fact_names ADD COLUMN since INTEGER NOT NULL DEFAULT -5000000;
ALTER TABLE evidence ADD COLUMN since INTEGER NOT NULL DEFAULT -5000000;
ALTER TABLE copies ADD COLUMN since INTEGER NOT NULL DEFAULT -5000000;
ALTER TABLE drawn ADD COLUMN since INTEGER NOT NULL DEFAULT -5000000;
CREATE INDEX facts_since ON facts (since);

-- Facts as they were: `fact` is the place that each had in `facts`. Its reports are as a rule the first ones of what it became.
CREATE TABLE old_facts (
  seq INTEGER PRIMARY KEY,
  fact INTEGER NOT NULL,
  since INTEGER NOT NULL, until INTEGER NOT NULL,
  what TEXT NOT NULL, id TEXT NOT NULL, sort TEXT NOT NULL, first TEXT, last TEXT,
  kinds TEXT NOT NULL, status TEXT NOT NULL, conflict TEXT, digest BLOB NOT NULL, also TEXT NOT NULL,
  reports INTEGER,         -- how many of the holder's reports are its own; where NULL they are in `packed`
  holder INTEGER,          -- which of this table has the reports; where NULL the one in `facts`
  packed BLOB NOT NULL
);
CREATE INDEX old_facts_by_fact ON old_facts (fact, until);
CREATE INDEX old_facts_in_order ON old_facts (what, sort, id, since, until);
CREATE INDEX old_facts_by_id ON old_facts (id, until);
CREATE INDEX old_facts_by_conflict ON old_facts (conflict, what, last) WHERE conflict IS NOT NULL;
CREATE INDEX old_facts_until ON old_facts (until);
CREATE INDEX old_facts_since ON old_facts (since);

CREATE TABLE old_names (name INTEGER, fact INTEGER, since INTEGER, until INTEGER, PRIMARY KEY (name, fact, until)) WITHOUT ROWID;
CREATE INDEX old_names_until ON old_names (until);
CREATE TABLE old_evidence (document INTEGER, fact INTEGER, since INTEGER, until INTEGER, PRIMARY KEY (document, fact, until)) WITHOUT ROWID;
CREATE INDEX old_evidence_by_fact ON old_evidence (fact);
CREATE INDEX old_evidence_until ON old_evidence (until);
CREATE TABLE old_copies (document INTEGER, earliest INTEGER, since INTEGER, until INTEGER, PRIMARY KEY (document, until)) WITHOUT ROWID;
CREATE TABLE old_drawn (document INTEGER, since INTEGER, until INTEGER, PRIMARY KEY (document, until)) WITHOUT ROWID;

-- Whatever ends is kept.
CREATE TRIGGER fact_names_end AFTER DELETE ON fact_names WHEN OLD.since < (SELECT day FROM clock) BEGIN
  INSERT INTO old_names VALUES (OLD.name, OLD.fact, OLD.since, (SELECT day FROM clock));
END;
CREATE TRIGGER evidence_end AFTER DELETE ON evidence WHEN OLD.since < (SELECT day FROM clock) BEGIN
  INSERT INTO old_evidence VALUES (OLD.document, OLD.fact, OLD.since, (SELECT day FROM clock));
END;
CREATE TRIGGER copies_end AFTER DELETE ON copies WHEN OLD.since < (SELECT day FROM clock) BEGIN
  INSERT INTO old_copies VALUES (OLD.document, OLD.earliest, OLD.since, (SELECT day FROM clock));
END;
CREATE TRIGGER drawn_end AFTER DELETE ON drawn WHEN OLD.since < (SELECT day FROM clock) BEGIN
  INSERT INTO old_drawn VALUES (OLD.document, OLD.since, (SELECT day FROM clock));
END;
