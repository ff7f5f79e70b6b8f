//! Who says what: every statement of a document that has a source, coded as an event or not.

mod stances;

use truceline_events::{Scene, code_all, frames::Frame, sources, status};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use crate::{Analysed, Engine};

/// What somebody is said to have said, inside one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Whom the text names as the source.
    pub source: Participant,
    /// Bytes of what is said, without the words that name the source where these stand before or after it.
    pub content: Span,
}

impl Engine {
    /// The statements of a document with their sources, in text order of the statements: what reporting verbs and nouns govern,
    /// what stands beside `X said`, what follows from `according to X`, and what somebody asks for, wants or judges.
    pub fn attributions(&self, analysed: &Analysed) -> Vec<Attribution> {
        let view = analysed.view();
        let scene = Scene { view: &view, knowledge: &self.knowledge, mentions: &analysed.mentions, coded: &[] };
        let coded = code_all(scene);
        let scene = Scene { coded: &coded, ..scene };
        let quotes = stances::quotations(&view);
        let mut out = Vec::new();
        for sentence in &analysed.segmented.sentences {
            let mut here = Vec::new();
            for clause in sentence.tokens.clone().filter(|&t| heads_clause(&view, t)) {
                let reading = status::read(scene, &Frame { head: clause, is_verb: true, ..Frame::default() });
                for source in sources(scene, &reading) {
                    let content = content(&view, clause, source.token);
                    add(&mut here, Attribution { source, content });
                }
            }
            stances::add(scene, sentence.tokens.clone(), &quotes, &mut here);
            here.sort_by_key(|a| (a.content, a.source.span));
            out.append(&mut here);
        }
        out
    }
}

/// A clause inside another of the same source is a part of what that one says.
fn add(list: &mut Vec<Attribution>, new: Attribution) {
    let inside = |a: &Attribution, b: &Attribution| a.source == b.source && b.content.contains(a.content);
    if !list.iter().any(|old| inside(&new, old)) {
        list.retain(|old| !inside(old, &new));
        list.push(new);
    }
}

fn heads_clause(view: &View, token: u32) -> bool {
    view.upos(token) == Upos::Verb || view.child(token, &[Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

/// The clause without the phrase or aside that names its source.
fn content(view: &View, clause: u32, source: u32) -> Span {
    view.span_of(view.pruned_subtree(clause, &|c| !view.is_under(source, c)))
}
