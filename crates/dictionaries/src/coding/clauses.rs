//! Where a verb's subject is, and which words belong to it before and after.

use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::coding::row::Row;

/// Governors that are climbed in search of a subject.
const CLIMB: u32 = 12;

fn is_subject(relation: Deprel) -> bool {
    matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
}

fn is_clause(relation: Deprel) -> bool {
    use Deprel as D;
    matches!(relation, D::Acl | D::AclRelcl | D::Advcl | D::AdvclRelcl | D::Ccomp | D::Csubj | D::CsubjPass | D::Parataxis)
}

/// A verb of a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clause {
    /// The verb's token.
    pub verb: u32,
    /// The token whose tree is the clause's: the main verb of an auxiliary, else the verb.
    pub top: u32,
}

impl Clause {
    pub(crate) fn of(view: &View, verb: u32) -> Self {
        let helps = matches!(view.deprel(verb), Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        Self { verb, top: view.head(verb).filter(|_| helps).unwrap_or(verb) }
    }

    /// The chunks of the subjects that stand before the verb: its own, then those of what governs it, the nearest first.
    /// Pronouns, which have no code, are passed over.
    pub(crate) fn subjects(&self, row: &Row) -> Vec<usize> {
        let view = row.view;
        let mut out = Vec::new();
        let mut at = self.top;
        for _ in 0..CLIMB {
            out.extend(own_subject(row, at, self.verb).filter(|&c| view.upos(row.chunks[c].head) != Upos::Pron));
            let relation = view.deprel(at);
            let Some(head) = view.head(at) else { break };
            // "the woman believed to be ...": what a clause modifies is its subject.
            if matches!(relation, Deprel::Acl | Deprel::AclRelcl) && head < self.verb && view.upos(head) != Upos::Verb {
                out.extend(row.chunk_of_token(head).map(|c| phrase_start(row, c)));
                break;
            }
            // "forced Tarn to leave": the object of what governs it.
            if relation == Deprel::Xcomp {
                let object = view.child(head, &[Deprel::Obj, Deprel::Iobj]).filter(|&o| head < o && o < self.verb);
                out.extend(object.and_then(|o| row.chunk_of_token(o)));
            }
            at = head;
        }
        out.dedup();
        out
    }

    /// True where the clause hangs on `other` and follows it.
    pub(crate) fn is_inside(&self, view: &View, other: u32) -> bool {
        let mut at = self.top;
        let mut inside = self.top == other && self.verb != other && self.verb > other;
        while let Some(head) = view.head(at) {
            let beside = view.deprel(at) == Deprel::Conj;
            inside |= head == other && !beside && other < self.verb;
            at = head;
        }
        inside
    }

    /// Words before the verb that a pattern may name: none of another clause, unless that governs the verb.
    pub(crate) fn before(&self, row: &Row) -> Vec<bool> {
        let view = row.view;
        row.token_of.iter().map(|&t| t < self.verb && self.reaches_before(view, t)).collect()
    }

    fn reaches_before(&self, view: &View, token: u32) -> bool {
        let mut at = token;
        loop {
            if view.is_under(self.top, at) {
                return !self.beside(view, token);
            }
            let Some(head) = view.head(at) else { return true };
            let own_clause = is_clause(view.deprel(at)) || (view.deprel(at) == Deprel::Conj && view.upos(at) == Upos::Verb);
            if own_clause {
                return false;
            }
            at = head;
        }
    }

    /// True for what the verb's forerunner in a coordination says: `condemned the raid and promised aid`.
    fn beside(&self, view: &View, token: u32) -> bool {
        let mut at = self.top;
        while view.deprel(at) == Deprel::Conj {
            let Some(head) = view.head(at) else { break };
            if view.upos(head) == Upos::Verb && token >= head && !view.is_under(token, at) {
                return true;
            }
            at = head;
        }
        false
    }

    /// Words after the verb that a pattern may name, up to the next clause beside it.
    pub(crate) fn after(&self, row: &Row) -> Vec<bool> {
        row.token_of.iter().map(|&t| t > self.verb && self.reaches_after(row.view, t)).collect()
    }

    fn reaches_after(&self, view: &View, token: u32) -> bool {
        let mut at = token;
        if token == self.top {
            return true;
        }
        loop {
            let Some(head) = view.head(at) else { return false };
            if view.is_under(self.top, head) {
                let beside = view.deprel(at) == Deprel::Parataxis || (view.deprel(at) == Deprel::Conj && view.upos(at) == Upos::Verb);
                if head == self.top {
                    return !beside;
                }
                // Phrases hung too high are still the verb's; clauses are not.
                return head < self.verb && at > self.verb && !beside && !is_clause(view.deprel(at)) && !self.modifies_noun(view, head);
            }
            at = head;
        }
    }

    /// True where the clause modifies a noun below `above`.
    fn modifies_noun(&self, view: &View, above: u32) -> bool {
        let mut at = self.top;
        while at != above {
            if matches!(view.deprel(at), Deprel::Acl | Deprel::AclRelcl) {
                return true;
            }
            let Some(head) = view.head(at) else { return false };
            at = head;
        }
        false
    }

    /// True where a chunk is told in an adverbial clause with a subject of its own: `after crowds burned X`.
    pub(crate) fn is_aside(&self, row: &Row, chunk: usize) -> bool {
        let view = row.view;
        let mut at = row.chunks[chunk].head;
        while at != self.top {
            let aside = matches!(view.deprel(at), Deprel::Advcl | Deprel::AdvclRelcl);
            if aside && view.children(at).iter().any(|&c| is_subject(view.deprel(c)) && c < at) {
                return true;
            }
            let Some(head) = view.head(at) else { return false };
            at = head;
        }
        false
    }

    /// True for a passive: `was seized`, `seized by`.
    pub(crate) fn is_passive(&self, view: &View) -> bool {
        view.xpos(self.verb) == Xpos::Vbn
            && (view.child(self.verb, &[Deprel::AuxPass]).is_some() || matches!(view.deprel(self.verb), Deprel::Acl))
    }
}

/// The chunk of a token's own subject, where that stands before `verb`.
fn own_subject(row: &Row, token: u32, verb: u32) -> Option<usize> {
    let view = row.view;
    let subjects = view.children(token).iter().copied().filter(|&c| c < verb && is_subject(view.deprel(c)));
    let named = |c: &u32| row.is_named(*c);
    let bare = |c: &u32| view.child(*c, &[Deprel::Case]).is_none();
    // Names that the tagger does not know are hung anyhow.
    let stray = view.children(token).iter().copied().filter(|&c| c < verb && named(&c) && bare(&c)).filter(|&c| {
        use Deprel as D;
        matches!(view.deprel(c), D::Advmod | D::Dep | D::OblUnmarked | D::Vocative | D::Dislocated | D::Discourse | D::Parataxis | D::Amod)
    });
    let found = subjects.chain(stray).find(|&c| !matches!(view.xpos(c), Xpos::Wdt | Xpos::Wp | Xpos::Ex))?;
    row.chunk_of_token(found).map(|c| phrase_start(row, c))
}

/// What stands behind a preposition is no subject: the phrase it belongs to is.
fn phrase_start(row: &Row, chunk: usize) -> usize {
    let view = row.view;
    let mut at = chunk;
    while at > 0 {
        let start = row.chunks[at].tokens.start;
        let adjoins = row.chunks[at - 1].tokens.end + 1 == start;
        if !adjoins || view.upos(start - 1) != Upos::Adp {
            break;
        }
        at -= 1;
    }
    at
}
