//! Time expressions: the days they cover, and their value as TIMEX3 writes it.

mod anchors;
mod calendar;
mod dates;
mod expression;
mod lengths;
mod relative;
mod scanner;
mod timex;
mod words;

use truceline_syntax::View;

pub(crate) use anchors::anchor;
pub use expression::{DayPart, Era, TimeExpression, TimeValue, Unit, YearFrom};

use scanner::Scanner;

/// All time expressions of the document, in text order, not overlapping. [`anchor`] then says what they count from.
pub fn find(view: &View) -> Vec<TimeExpression> {
    let mut out: Vec<TimeExpression> = Vec::new();
    let mut scanner = Scanner::new(view);
    for sentence in &view.segmented.sentences {
        scanner.enter(sentence.tokens.clone());
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            match scanner.at(i) {
                Some(expression) => {
                    i = expression.tokens.end.max(i + 1);
                    out.push(expression);
                }
                None => i += 1,
            }
        }
    }
    out
}
