//! Whose deeds an event tells: one between firms, or in a report on shows, is none of politics and conflict.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;

use crate::{event::Event, matching::Scene, topic};

/// Sectors of those whose deeds are political whatever the report is about.
const PUBLIC: [&str; 14] = ["GOV", "MIL", "LEG", "REB", "OPP", "PTY", "IGO", "JUD", "ELI", "COP", "SPY", "INT", "REL", "TER"];
/// True for a code with a sector of politics, force or faith.
pub(crate) fn is_public(code: &str) -> bool {
    PUBLIC.iter().any(|sector| code.contains(sector))
}

/// Sectors of those who take part in politics and war besides the public ones.
const BESIDES: [&str; 4] = ["PRM", "UAF", "REF", "NGO"];

/// Takes out what is no event of politics or conflict.
pub(crate) fn keep_public(scene: Scene, events: &mut Vec<Event>) {
    let show = topic::is_show(scene);
    let business = topic::is_business(scene);
    let home = topic::is_home(scene);
    let crime = topic::is_crime(scene);
    let trade = business || crime;
    if crime {
        events.iter_mut().filter(|e| is_arrest(scene, e)).for_each(|e| arrest(scene, e));
    }
    events.retain(|e| {
        let sides = || e.actors.iter().chain(&e.recipients);
        let unhelped = trade && e.event_type == EventType::Aid && !e.actors.iter().any(is_political);
        let told = trade && is_interview(scene, e);
        if home && e.event_type == EventType::Agree && e.recipients.is_empty() && e.actors.len() < 2 {
            return false; // a promise to the voters
        }
        if sides().any(|p| p.codes.iter().any(|c| is_public(c))) {
            return !(told || unhelped || is_trade(e.event_type) && among(e.actors.iter(), &["CRM"]));
        }
        let political = sides().any(is_political);
        let quarrel = business && !political && matches!(e.event_type, EventType::Accuse | EventType::Reject | EventType::Threaten);
        let firms = is_cooperative(e.event_type) && (among(sides(), &["BUS"]) || business && !political);
        let private = is_dealing(e.event_type) && !political && (trade || is_plain(scene, e));
        !(show || firms || private || quarrel || told || unhelped || is_trade(e.event_type) && among(e.actors.iter(), &["CRM"]))
    });
}

/// `the boss was captured`, in a report on crime, where no armed group takes him.
fn is_arrest(scene: Scene, e: &Event) -> bool {
    let taken = e.event_type == EventType::Assault && e.mode.as_deref() == Some("abduct");
    let armed = |p: &Participant| p.codes.iter().any(|c| ["CRM", "REB", "TER", "PRM", "UAF"].iter().any(|s| c.contains(s)));
    let official = |p: &Participant| p.codes.iter().any(|c| ["MIL", "COP", "GOV"].iter().any(|s| c.contains(s)));
    taken && scene.view.lemma(e.head) == "capture" && !e.actors.iter().any(armed) && !e.recipients.iter().any(official)
}

fn arrest(scene: Scene, e: &mut Event) {
    (e.event_type, e.mode, e.cameo) = (EventType::Coerce, Some("arrest".into()), Some("173".into()));
    e.score = scene.knowledge.ontology.score(e.event_type, e.mode.as_deref());
    e.reasons.push("taken by the law in a report on crime".to_owned());
}

/// Sectors of those whose dealings among themselves are no politics. Clans and kidnappers make truces.
const PRIVATE: [&str; 3] = ["BUS", "MED", "EDU"];

/// True where those who act are firms, media or schools, or named by nouns for people as such: a man, a mother, a friend. They
/// may ask anybody for anything.
fn is_plain(scene: Scene, e: &Event) -> bool {
    let home = |p: &Participant| p.entity.is_none() && scene.knowledge.lexicon.in_class("household", scene.view.lemma(p.token));
    let named_so = !e.actors.is_empty() && e.actors.iter().all(home);
    e.event_type != EventType::Request && (named_so || among(e.actors.iter(), &PRIVATE))
}

/// True for states and what belongs to them by its code, public bodies and armed groups.
fn is_political(p: &Participant) -> bool {
    p.codes.iter().any(|c| is_state(c) || is_public(c) || BESIDES.iter().any(|sector| c.contains(sector)))
}

/// True for the code of a country without a sector.
fn is_state(code: &str) -> bool {
    code.len() == 3
        && !["BUS", "CRM", "CVL", "MED", "EDU", "AGR", "LAB", "NGO", "CHR", "MOS", "JEW", "HIN", "BUD", "ENV", "HRI"].contains(&code)
}

/// True where all who have a code are of one of the sectors, and somebody is.
fn among<'p>(sides: impl Iterator<Item = &'p Participant>, sectors: &[&str]) -> bool {
    let mut codes = sides.flat_map(|p| &p.codes).peekable();
    codes.peek().is_some() && codes.all(|c| sectors.iter().any(|s| c.contains(s)))
}

/// Types of cooperation, and requests for it.
fn is_cooperative(event_type: EventType) -> bool {
    is_dealing(event_type) || matches!(event_type, EventType::Concede | EventType::Retreat)
}

/// Types of what private people do among themselves too. What is told of the freed needs no other side.
fn is_dealing(event_type: EventType) -> bool {
    use EventType as T;
    matches!(event_type, T::Agree | T::Consult | T::Support | T::Cooperate | T::Aid | T::Request)
}

/// `X spoke with a former official`: where one side alone is named, the other is whoever writes.
fn is_interview(scene: Scene, e: &Event) -> bool {
    let speaks = matches!(scene.view.lemma(e.head), "speak" | "talk" | "interview" | "consult" | "chat" | "conversation" | "contact");
    e.event_type == EventType::Consult && speaks && e.actors.len() + e.recipients.len() < 2
}

/// Types that criminals have among themselves as a matter of business.
fn is_trade(event_type: EventType) -> bool {
    matches!(event_type, EventType::Aid | EventType::Cooperate)
}
