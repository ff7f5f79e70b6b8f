//! What our own rooms know of an event that a dictionary codes: whether it happened, when, where, and who says so.

use compact_str::CompactString;
use truceline_events::{EventDate, EventPlace, Scene, Status, frames, lead_sentences, slots, sources, status};
use truceline_knowledge::{EventType, Ontology};
use truceline_mentions::Participant;
use truceline_text::Span;

use crate::{Dictionaries, Dyad};

/// The events that a dictionary codes for one verb.
#[derive(Clone, Debug, PartialEq)]
pub struct DictionaryEvent {
    /// Who does what to whom, by the dictionary's codes; at least one.
    pub dyads: Vec<Dyad>,
    /// Token of the verb.
    pub head: u32,
    /// The verb's bytes.
    pub trigger: Span,
    /// Index of its sentence in `Segmented::sentences`.
    pub sentence: u32,
    /// The first code's PLOVER type; `None` where the dictionary's codes are not CAMEO's.
    pub event_type: Option<EventType>,
    /// The mode that goes with the code.
    pub mode: Option<CompactString>,
    /// The contexts that go with the code.
    pub contexts: Vec<CompactString>,
    /// Conflict to cooperation, -10 to +10, by type and mode.
    pub score: Option<f64>,
    /// Did it happen?
    pub status: Status,
    /// Told as background from an earlier period.
    pub historical: bool,
    /// Where.
    pub place: Option<EventPlace>,
    /// When.
    pub date: Option<EventDate>,
    /// Whom the text names as the source.
    pub attributed_to: Vec<Participant>,
    /// Issues of the sentence and how many of their phrases it has.
    pub issues: Vec<(CompactString, u32)>,
}

impl Dictionaries {
    /// True where the dictionaries' codes are CAMEO's, by the ontology.
    pub fn codes_cameo(&self, ontology: &Ontology) -> bool {
        // Statements have no PLOVER type and are not in the ontology's table.
        self.mostly(|code| ontology.has_cameo(code) || code.starts_with("01"))
    }

    /// Gathers dyads by verb and adds what the scene, of the whole text, tells of each. `cameo` says whether the codes
    /// are CAMEO's.
    pub fn events(&self, scene: Scene, dyads: Vec<Dyad>, cameo: bool) -> Vec<DictionaryEvent> {
        let mut out: Vec<DictionaryEvent> = Vec::new();
        for dyad in dyads {
            match out.last_mut() {
                Some(event) if event.trigger == dyad.verb => event.dyads.push(dyad),
                _ => out.extend(self.event(scene, dyad, cameo)),
            }
        }
        out
    }

    fn event(&self, scene: Scene, dyad: Dyad, cameo: bool) -> Option<DictionaryEvent> {
        let view = scene.view;
        let head = (0..view.len()).find(|&t| view.span(t) == dyad.verb)?;
        let sentence = view.sentence_index(head);
        let known = scene.knowledge.ontology.cameo(&dyad.code).filter(|_| cameo);
        let mode = known.and_then(|c| c.mode.clone());
        let mut event = DictionaryEvent {
            head,
            trigger: dyad.verb,
            sentence,
            event_type: known.map(|c| c.event_type),
            score: known.map(|c| scene.knowledge.ontology.score(c.event_type, mode.as_deref())),
            mode,
            contexts: known.map(|c| c.contexts.clone()).unwrap_or_default(),
            status: Status::Occurred,
            historical: false,
            place: None,
            date: None,
            attributed_to: Vec::new(),
            issues: self.issues(view.sentence(head).map(|s| s.span.of(&view.document.text)).unwrap_or_default()),
            dyads: vec![dyad],
        };
        if let Some(frame) = frames::frame(view, scene.knowledge, head) {
            let reading = status::read(scene, &frame);
            event.status = reading.status;
            event.date = slots::date(scene, &frame, reading.status, sentence < lead_sentences(view));
            event.historical = slots::historical(scene, event.date.as_ref(), &frame);
            event.place = slots::place(scene, &frame, None, true);
            event.attributed_to = sources(scene, &reading);
        }
        Some(event)
    }
}
