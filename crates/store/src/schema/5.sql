-- Questions about past days read only indices where they count and choose: each has the days too.

DROP INDEX facts_in_order;
CREATE INDEX facts_in_order ON facts (what, sort, id, first, last, since);
DROP INDEX facts_by_conflict;
CREATE INDEX facts_by_conflict ON facts (conflict, what, last, since);
DROP INDEX evidence_by_fact;
CREATE INDEX evidence_by_fact ON evidence (fact, document, since);
DROP INDEX old_facts_by_conflict;
CREATE INDEX old_facts_by_conflict ON old_facts (conflict, what, last, since, until, fact) WHERE conflict IS NOT NULL;
DROP INDEX old_evidence_by_fact;
CREATE INDEX old_evidence_by_fact ON old_evidence (fact, until, since);
