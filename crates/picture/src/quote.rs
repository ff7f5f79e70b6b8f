//! The text that supports an entry.

use truceline_events::Scene;
use truceline_syntax::Deprel;
use truceline_text::Span;

/// The clause around a word: its subtree without coordinated clauses and asides, and without final punctuation.
pub(crate) fn clause(scene: Scene, token: u32) -> Span {
    let view = scene.view;
    let keep = |c: u32| !matches!(view.deprel(c), Deprel::Parataxis | Deprel::Punct | Deprel::Advcl) && !view.coordinates_clause(c);
    view.span_of(view.pruned_subtree(token, &keep))
}
