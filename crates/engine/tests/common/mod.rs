//! What several of these tests ask.

use std::sync::LazyLock;

use truceline_engine::Engine;
use truceline_knowledge::EventType;
use truceline_text::Document;

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap_or_else(|e| panic!("{e}")));

/// Actors and recipients of the first event of a type.
pub fn sides(text: &str, event_type: EventType) -> (Vec<String>, Vec<String>) {
    let document = Document { id: "t".to_owned(), published: "2019-05-15".parse().ok(), text: text.to_owned(), ..Document::default() };
    let coded = ENGINE.code(document);
    let event = coded.events.into_iter().find(|e| e.event_type == event_type);
    let event = event.unwrap_or_else(|| panic!("no {event_type:?} in `{text}`"));
    (event.actors.into_iter().map(|a| a.name).collect(), event.recipients.into_iter().map(|r| r.name).collect())
}
