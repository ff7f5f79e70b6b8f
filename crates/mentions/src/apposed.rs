//! Names that only the words around them tell: `a far-right group, Generation Identity, said`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::is_calendar_name;

use crate::{names::Candidate, things::NameKind};

/// How many words such a name may have.
const LONGEST: u32 = 5;

/// Runs of capitalised words between commas, beside a noun for one person or body, that nothing has marked as a name.
pub(crate) fn unmarked(view: &View, knowledge: &Knowledge, marked: &[Candidate]) -> Vec<Candidate> {
    let free = |t: u32| !marked.iter().any(|c| c.tokens.contains(&t));
    (0..view.len())
        .filter(|&t| view.deprel(t) == Deprel::Appos && is_part(view, t) && free(t))
        .filter_map(|t| {
            let noun = view.head(t).filter(|&n| n < t && view.upos(n) == Upos::Noun && view.xpos(n) == Xpos::Nn && !view.in_capitals(n))?;
            let start = (0..=t).rev().take_while(|&i| is_part(view, i)).last()?;
            let end = (t..view.len()).take_while(|&i| is_part(view, i)).last()? + 1;
            let closed = view.form(start.checked_sub(1)?) == "," && matches!(view.form(end), "," | "." | ")" | ";");
            let whole = end - start <= LONGEST && start > noun && (start..end).all(free);
            let kind = kind_beside(view, knowledge, noun, end - start)?;
            (closed && whole).then(|| Candidate::new(start..end, kind, None))
        })
        .collect()
}

fn is_part(view: &View, t: u32) -> bool {
    let form = view.form(t);
    form.starts_with(char::is_uppercase) && matches!(view.upos(t), Upos::Propn | Upos::Adj | Upos::Noun) && !is_calendar_name(form)
}

/// The kind of name that may stand beside a noun: a body beside `group`, in two or three words a person beside `lawyer`.
fn kind_beside(view: &View, knowledge: &Knowledge, noun: u32, words: u32) -> Option<NameKind> {
    let lexicon = &knowledge.lexicon;
    let lemma = view.lemma(noun);
    if lexicon.naming.collective.contains(lemma) {
        return Some(NameKind::Body);
    }
    let person = lexicon.role(lemma).is_some() || lexicon.agent(lemma).is_some_and(|s| !s.is_empty());
    (person && !lexicon.in_class("territory", lemma) && (2..=3).contains(&words)).then_some(NameKind::Person)
}
