//! Recipients that another clause names.

mod by_type;

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    causes,
    frames::{self, Frame},
    matching::{Scene, coded_by, is_of_class},
    targets::recipient,
    who::{Sides, actors, participant, people},
};

/// The prepositions under which a deed names whom it is for or against, likeliest first.
const TOWARDS: [&str; 7] = ["against", "to", "with", "for", "on", "at", "from"];

/// `investigates claims that X did it`, `an inquiry into whether X did it`: X, not the one who claims.
pub(crate) fn accused_in_claims(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<u32> {
    let view = scene.view;
    let claims = |t: &u32| matches!(view.lemma(*t), "claim" | "report" | "allegation" | "accusation" | "charge" | "suspicion");
    let claimed = frame.objects.iter().filter(|t| pattern.event_type == EventType::Accuse && claims(t));
    let clauses = claimed.flat_map(|&t| view.children_by(t, &[Deprel::Acl, Deprel::Ccomp])).filter(|&c| view.upos(c) == Upos::Verb);
    // "told senators that the rebels were to blame"
    let told = frame.clause.filter(|_| pattern.event_type == EventType::Accuse && view.lemma(frame.head) == "tell");
    let told = told.and_then(|c| view.child(c, &[Deprel::Nsubj])).filter(|&s| view.upos(s) != Upos::Pron);
    let found: Vec<u32> = clauses.flat_map(|c| frames::subjects(view, c, 2)).chain(told).filter(|&t| participant(scene, t)).collect();
    if !found.is_empty() || pattern.mode.as_deref() != Some("investigate") {
        return found;
    }
    // "an investigation into claims that X did it", "into whether X did it"
    let into = frame.obliques.iter().filter(|(p, t)| p == "into" && claims(t)).map(|o| o.1);
    let told = into.flat_map(|t| view.children_by(t, &[Deprel::Acl, Deprel::Ccomp]).collect::<Vec<_>>());
    let whether = |c: &u32| view.children_by(*c, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "whether" | "if"));
    let holders = [Some(frame.head), frame.light];
    let asked =
        holders.into_iter().flatten().flat_map(|h| view.children_by(h, &[Deprel::Acl, Deprel::Advcl, Deprel::Ccomp]).collect::<Vec<_>>());
    let clauses = told.chain(asked.filter(whether));
    clauses.flat_map(|c| frames::subjects(view, c, 0)).filter(|&t| participant(scene, t)).collect()
}

/// `arrested 20 in a raid`, `killed four in an attack on a base`: whoever does what the verb tells does the deed in which it is done.
pub(crate) fn doers_around(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<Participant> {
    use EventType as T;
    let view = scene.view;
    // "fired a barrage of rockets", "unleashed a wave of attacks"
    let lets_go =
        |v: u32| matches!(view.lemma(v), "fire" | "unleash" | "launch" | "rain" | "lob" | "mount" | "order" | "begin" | "start" | "resume");
    if view.deprel(frame.head) == Deprel::Obj && pattern.event_type == T::Assault {
        let verb = view.head(frame.head).filter(|&v| view.upos(v) == Upos::Verb && lets_go(v) && !frames::is_passive(view, v));
        let who: Vec<u32> =
            verb.map_or_else(Vec::new, |v| frames::subjects(view, v, 4)).into_iter().filter(|&t| participant(scene, t)).collect();
        return people(scene, &who);
    }
    // "pressed ahead with its campaign, with a series of air strikes"
    let series = view.head(frame.head).filter(|_| view.preposition(frame.head).as_deref() == Some("of"));
    let top = series.filter(|&h| matches!(view.lemma(h), "series" | "wave" | "string" | "round" | "barrage")).unwrap_or(frame.head);
    let goes_on = |v: &u32| matches!(view.lemma(*v), "press" | "push" | "proceed" | "continue" | "forge" | "retaliate" | "respond");
    if let Some(verb) =
        view.head(top).filter(goes_on).filter(|&v| view.preposition(top).as_deref() == Some("with") && !frames::is_passive(view, v))
    {
        let who: Vec<u32> = frames::subjects(view, verb, 4).into_iter().filter(|&t| participant(scene, t)).collect();
        return people(scene, &who);
    }
    let within = matches!(view.preposition(frame.head).as_deref(), Some("in" | "during" | "with"));
    if !within || !matches!(pattern.event_type, T::Assault | T::Coerce) {
        return Vec::new();
    }
    let above = view.head(frame.head).map(|h| if view.deprel(h) == Deprel::Obj { view.head(h).unwrap_or(h) } else { h });
    let answers = |v: &u32| matches!(view.lemma(*v), "respond" | "retaliate" | "answer" | "react" | "reply" | "counter" | "follow");
    if let Some(verb) =
        above.filter(answers).filter(|&v| view.preposition(frame.head).as_deref() == Some("with") && !frames::is_passive(view, v))
    {
        let who: Vec<u32> = frames::subjects(view, verb, 4).into_iter().filter(|&t| participant(scene, t)).collect();
        return people(scene, &who); // "responded with an air strike"
    }
    let Some(deed) = above.filter(|&v| view.upos(v) == Upos::Verb).and_then(|v| coded_by(scene, v)) else { return Vec::new() };
    // An arrest may come of another's deed.
    let search =
        matches!(view.lemma(frame.head), "raid" | "operation" | "sweep" | "search" | "crackdown" | "swoop" | "offensive" | "ambush");
    match deed.pattern.event_type {
        T::Assault => actors(scene, &deed.frame, deed.pattern).0,
        T::Coerce if search => actors(scene, &deed.frame, deed.pattern).0,
        _ => Vec::new(),
    }
}

/// `sent fighters to Syria to support X`: X, not the place they went to.
pub(crate) fn helped(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    // "lent a million to X to help its farmers": whoever is given it.
    let named = |t: &u32| scene.mentions.name_headed_by(*t).is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::Body));
    let money = |o: u32| scene.view.upos(o) == Upos::Sym || scene.knowledge.lexicon.in_class("money", scene.view.lemma(o));
    // "provided X with arms to keep its borders secure"
    if frame.obliques.iter().any(|(p, _)| p == "with") && frame.objects.iter().any(|&o| named(&o)) {
        return;
    }
    let given = frame.objects.iter().any(|&o| money(o)) && frame.obliques.iter().any(|(p, t)| p == "to" && named(t));
    if pattern.event_type == EventType::Aid && frame.is_verb && !given {
        purpose(scene, frame, pattern, out);
    }
}

/// Those whom the purpose of what is sent or given says it helps.
fn purpose(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let helps = |c: &u32| {
        // "to train commandos" says what is done there, not for whom.
        let taught = matches!(view.lemma(*c), "train" | "equip" | "arm" | "supply" | "fund" | "finance");
        let needs = matches!(view.lemma(*c), "address" | "cover" | "satisfy")
            && view.child(*c, &[Deprel::Obj]).is_some_and(|o| view.lemma(o) == "need");
        let cares = matches!(
            view.lemma(*c),
            "help" | "protect" | "defend" | "save" | "meet" | "relieve" | "feed" | "treat" | "shelter" | "rescue" | "assist" | "integrate"
        );
        (needs || cares || !taught && scene.knowledge.lexicon.picture.backing.contains(frames::verb_lemma(view, *c).as_str()))
            && view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
    };
    let inner = frame.obliques.iter().map(|o| &o.1);
    let joined: Vec<u32> = frame.objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Conj])).collect();
    let holders = frame.objects.iter().chain(&joined).chain([&frame.head]).chain(inner);
    let purpose = holders.flat_map(|&h| view.children_by(h, &[Deprel::Advcl, Deprel::Acl, Deprel::Xcomp]).collect::<Vec<_>>()).find(helps);
    // "spent millions on helping to integrate refugees": whom the help is for.
    let inner = |f: Frame| match f.clause.filter(|&c| f.objects.is_empty() && !is_hostile(view, c)) {
        Some(c) => frames::frame(view, scene.knowledge, c).unwrap_or(f),
        None => f,
    };
    let spent = || frame.clause.filter(|&c| pattern.event_type == EventType::Aid && view.lemma(c) == "help");
    if let Some(purpose) = purpose.or_else(spent).and_then(|p| frames::frame(view, scene.knowledge, p)).map(inner) {
        // "to help its army" tells less than the place does.
        let own = |t: &u32| view.children_by(*t, &[Deprel::NmodPoss]).any(|c| view.upos(c) == Upos::Pron);
        let objects: Vec<u32> = purpose.objects.iter().copied().filter(|t| !own(t)).collect();
        take(scene, &purpose, pattern, &objects, out);
        // "to aid the country's recovery" points back at whom the help is for.
        let points_back = |t: u32| matches!(view.lemma(t), "country" | "nation" | "state" | "island" | "kingdom" | "region");
        out.recipients.retain(|p| p.entity.is_some() || participant(scene, p.token) && !points_back(p.token));
    }
}

/// `help combat militants`: whoever is fought is not helped.
fn is_hostile(view: &View, verb: u32) -> bool {
    matches!(view.lemma(verb), "combat" | "fight" | "defeat" | "counter" | "destroy" | "crush" | "stop" | "prevent" | "contain" | "tackle")
}

/// Fills the recipients of a predicate that names none itself.
///
/// `demanded that X resign` asks X; `vowed to support X` and `threatened to attack X` concern X; `supports X by providing
/// fuel` provides it to X; `marched to denounce X` protests against X.
pub(crate) fn recipients(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    use EventType as T;
    let view = scene.view;
    match pattern.event_type {
        T::Request => by_type::request(scene, frame, pattern, out),
        T::Accuse if !frame.is_verb => {
            // "accusations that X armed the rebels"
            let told = clause(scene, frame).map_or_else(Vec::new, |c| frames::subjects(view, c, 0));
            take(scene, frame, pattern, &told, out);
        }
        T::Accuse | T::Support if frame.is_verb => by_type::judged(scene, frame, pattern, out),
        T::Agree | T::Reject | T::Concede | T::Threaten => by_type::words(scene, frame, pattern, out),
        T::Retreat => {
            if let Some(deed) = clause(scene, frame).filter(|_| pattern.mode.as_deref() == Some("release")) {
                of_deed(scene, deed, pattern, out); // "let free the hostages"
            }
            affected(scene, frame.head, pattern, out);
            take_conditions(scene, frame, pattern, out);
        }
        T::Aid | T::Support | T::Cooperate if frame.is_verb && view.deprel(frame.head) == Deprel::Advcl => {
            let by = view.children_by(frame.head, &[Deprel::Mark]).any(|m| view.lemma(m) == "by");
            if let Some(deed) = view.head(frame.head).filter(|_| by) {
                of_deed(scene, deed, pattern, out);
            }
        }
        T::Assault | T::Coerce if frame.is_verb => by_type::force(scene, frame, pattern, out),
        T::Assault => {
            ends_of_operation(scene, frame, pattern, out);
            answered(scene, frame, pattern, out);
        }
        T::Protest => by_type::protest(scene, frame, pattern, out),
        T::Mobilize if frame.is_verb => by_type::pursuit(scene, frame, pattern, out),
        _ => {}
    }
    if matches!(pattern.event_type, T::Agree | T::Reject | T::Threaten) && out.recipients.is_empty() {
        // "refused to deploy troops in X": the state in which it would be done is concerned.
        where_done(scene, frame, pattern, out);
    }
    if pattern.event_type == T::Threaten {
        causes::over_whose(scene, frame, pattern, &["over"], out);
    }
    if matches!(pattern.event_type, T::Concede | T::Sanction) && frame.is_verb {
        // "lifted the ban imposed on X": whom the thing that is lifted or cut concerns.
        let things: Vec<u32> = frame.objects.iter().copied().filter(|&t| !participant(scene, t)).collect();
        take(scene, frame, pattern, &things, out);
    }
    if pattern.event_type == T::Sanction {
        causes::over_whose(scene, frame, pattern, &["after", "over", "because of", "in response to"], out);
    }
}

/// `the operation to free the town from X`, `an offensive to crush X`: whom the end of the operation names.
fn ends_of_operation(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let Some(end) = clause(scene, frame).and_then(|c| frames::frame(scene.view, scene.knowledge, c)) else { return };
    let from = end.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1);
    // "the campaign to defeat X" is the state of war with X.
    let deed = matches!(scene.view.lemma(frame.head), "operation" | "offensive" | "assault");
    let fighters = end.objects.iter().copied().filter(|&o| {
        let named = scene.mentions.name_headed_by(o).is_some_and(|n| n.kind == NameKind::Body);
        deed && (named || scene.knowledge.lexicon.in_class("armed", scene.view.lemma(o)))
    });
    let against: Vec<u32> = from.chain(fighters).filter(|&t| participant(scene, t)).collect();
    take(scene, &end, pattern, &against, out);
}

/// `launched an offensive after militants attacked a post`: force answers whoever is told to have done something first.
fn answered(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let top = frame.light.unwrap_or(frame.head);
    let after = |c: &u32| view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "after");
    let armed = |t: &u32| {
        let codes = people(scene, &[*t]).into_iter().flat_map(|p| p.codes);
        codes.into_iter().any(|c| ["REB", "TER", "PRM", "UAF", "CRM"].iter().any(|s| c.ends_with(s)))
    };
    let Some(cause) = view.children_by(top, &[Deprel::Advcl]).find(after) else { return };
    if out.actors.is_empty() || frames::is_passive(view, cause) {
        return;
    }
    let answered: Vec<u32> = frames::subjects(view, cause, 0).into_iter().filter(armed).collect();
    take(scene, frame, pattern, &answered, out);
}

/// `threatened to leave the talks if X attends`, `will withdraw if X stops its attacks`: whoever can avert or bring about the deed.
fn take_conditions(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    if out.actors.is_empty() {
        return;
    }
    let view = scene.view;
    let heads = std::iter::once(frame.head).chain(clause(scene, frame));
    let clauses = heads.flat_map(|h| view.children_by(h, &[Deprel::Advcl]).collect::<Vec<_>>());
    let conditional = |c: &u32| {
        let first = view.children(*c).iter().copied().find(|&k| matches!(view.deprel(k), Deprel::Mark | Deprel::Aux));
        first.is_some_and(|m| matches!(view.lemma(m), "if" | "unless" | "should" | "until"))
    };
    // "if any country does so": nobody in particular
    let anybody = |t: &u32| view.children_by(*t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "any" | "no"));
    let named: Vec<u32> = clauses.filter(conditional).flat_map(|c| frames::subjects(view, c, 0)).filter(|t| !anybody(t)).collect();
    take(scene, frame, pattern, &named, out);
}

/// `lifted sanctions imposed on X`, `returned weapons seized from X`, `eased the curfew it had imposed on X`: what was done to whom.
fn affected(scene: Scene, verb: u32, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let Some(f) = frames::frame(view, scene.knowledge, verb).filter(|f| f.is_verb) else { return };
    let before = f.objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Acl, Deprel::AclRelcl]).collect::<Vec<_>>());
    // "broke a deal signed with X"
    let made = |c: u32| matches!(view.lemma(c), "sign" | "reach" | "make" | "strike" | "conclude" | "agree" | "negotiate");
    let put = |c: u32| matches!(view.lemma(c), "impose" | "seize" | "place" | "put" | "slap" | "levy" | "take" | "steal");
    for deed in before.filter(|&c| c > verb && (made(c) || put(c))) {
        let Some(past) = frames::frame(view, scene.knowledge, deed) else { continue };
        let towards: &[&str] = if made(deed) { &["with"] } else { &["on", "upon", "against", "from"] };
        let on: Vec<u32> = past.obliques.iter().filter(|(p, _)| towards.contains(&p.as_str())).map(|o| o.1).collect();
        take(scene, &past, pattern, &on, out);
    }
}

/// The clause that says what is asked, promised or threatened; of a noun also a clause with `that`.
fn clause(scene: Scene, frame: &Frame) -> Option<u32> {
    let that = || scene.view.children_by(frame.head, &[Deprel::Acl, Deprel::Ccomp]).find(|&c| c > frame.head);
    frame.clause.or_else(|| if frame.is_verb { None } else { that() })
}

/// `an effort to end the rift between X and Y`: those between whom a third mediates.
pub(crate) fn at_odds(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let heads = frame.light.into_iter().chain([frame.head]);
    let purposes = heads.flat_map(|h| view.children_by(h, &[Deprel::Acl, Deprel::Advcl, Deprel::Xcomp]).collect::<Vec<_>>());
    let purposes: Vec<u32> = purposes.filter(|&c| c > frame.head && frames::marked_to(view, c)).collect();
    let inner = |c: &u32| frames::frame(view, scene.knowledge, *c).map_or_else(Vec::new, |f| f.obliques);
    let deeper = purposes.iter().flat_map(|&c| view.children_by(c, &[Deprel::Xcomp])).collect::<Vec<_>>();
    let phrases = purposes.iter().chain(&deeper).flat_map(inner);
    phrases.filter(|(p, _)| p == "between").map(|o| o.1).collect()
}

/// Adds the named state or region in which the deed that is promised, refused or threatened would be done.
fn where_done(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let Some(deed) = clause(scene, frame).and_then(|c| frames::frame(scene.view, scene.knowledge, c)) else { return };
    let inside = deed.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "into" | "inside" | "within" | "over" | "at" | "near"));
    let named =
        |t: &u32| scene.mentions.name_headed_by(*t).is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::Place | NameKind::Body));
    let found: Vec<u32> = inside.clone().map(|o| o.1).filter(|t| named(t) && participant(scene, *t)).take(1).collect();
    out.add_recipients(people(scene, &found));
    // "refused to join in X's exercises"
    let things: Vec<u32> = inside.map(|o| o.1).filter(|&t| !participant(scene, t) && !named(&t)).collect();
    take(scene, frame, pattern, &things, out);
}

/// The object of a deed, else whom its prepositions name.
fn of_deed(scene: Scene, deed: u32, pattern: &Pattern, out: &mut Sides) {
    let Some(f) = frames::frame(scene.view, scene.knowledge, deed) else { return };
    let towards = |p: &str| f.obliques.iter().filter(|(q, _)| q == p).map(|o| o.1).collect::<Vec<u32>>();
    if matches!(scene.view.lemma(deed), "send" | "give" | "provide" | "lend" | "deploy" | "dispatch" | "contribute" | "deliver" | "supply")
    {
        take(scene, &f, pattern, &towards("to"), out);
    }
    if pattern.event_type == EventType::Agree {
        purpose(scene, &f, pattern, out);
    }
    // "agreed to send troops to X": those who are sent are not those whom it is done to; those who are freed are.
    let lexicon = &scene.knowledge.lexicon;
    let sends = !matches!(
        scene.view.lemma(deed),
        "release"
            | "free"
            | "return"
            | "hand_over"
            | "hand"
            | "rescue"
            | "meet"
            | "host"
            | "receive"
            | "train"
            | "support"
            | "help"
            | "assist"
            | "aid"
            | "back"
            | "protect"
            | "defend"
            | "pardon"
            | "exchange"
            | "swap"
            | "attack"
            | "kill"
    );
    let sent = |t: u32| sends && ["troops", "delegate"].iter().any(|class| lexicon.in_class(class, scene.view.lemma(t)));
    // "refuses to stop militants from entering X": X is concerned.
    let hinders = matches!(scene.view.lemma(deed), "stop" | "prevent" | "keep" | "bar" | "deter");
    let from = f.clause.filter(|&c| hinders && !f.objects.is_empty() && scene.view.xpos(c) == Xpos::Vbg);
    if let Some(inner) = from.and_then(|c| frames::frame(scene.view, scene.knowledge, c)) {
        take(scene, &inner, pattern, &inner.objects, out);
        return;
    }
    if scene.view.lemma(deed) == "avenge" {
        return take(scene, &f, pattern, &towards("on"), out); // who is avenged is not who is threatened
    }
    // "to halt unity talks with X": the partner, not the thing's own words.
    let shared = |o: &u32| ["talks", "agreement", "ceasefire"].iter().any(|c| is_of_class(scene, *o, c));
    let ties =
        |o: &u32| matches!(scene.view.lemma(*o), "tie" | "relation" | "link" | "border" | "trade" | "cooperation" | "contact" | "dialogue");
    let joint = matches!(pattern.event_type, EventType::Threaten | EventType::Reject) && f.objects.iter().any(|o| shared(o) || ties(o));
    if joint {
        take(scene, &f, pattern, &towards("with"), out);
    }
    // "threatened to send troops", not "to attack troops"
    let moves = matches!(scene.view.lemma(deed), "send" | "deploy" | "dispatch" | "mobilise" | "mobilize" | "move" | "use");
    let harmed = pattern.event_type == EventType::Threaten && !moves;
    let objects: Vec<u32> = f.objects.iter().copied().filter(|&o| harmed || !sent(o)).collect();
    take(scene, &f, pattern, &objects, out);
    if pattern.event_type == EventType::Agree
        && matches!(scene.view.lemma(deed), "mediate" | "broker" | "arbitrate" | "facilitate" | "host")
    {
        take(scene, &f, pattern, &towards("between"), out); // "offered to mediate between X and Y"
    }
    if scene.view.lemma(deed) == "stand" {
        ["by", "behind", "alongside"].iter().for_each(|p| take(scene, &f, pattern, &towards(p), out)); // "pledged to stand by X"
    }
    // "meet any landing with force"
    let means = |&t: &u32| scene.view.lemma(t) == "force" && scene.view.children_by(t, &[Deprel::Det, Deprel::NmodPoss]).next().is_none();
    for preposition in TOWARDS {
        let named: Vec<u32> = towards(preposition).into_iter().filter(|t| !means(t)).collect();
        take(scene, &f, pattern, &named, out);
    }
}

/// Adds those whom the arguments name, unless some are known by now.
pub(crate) fn take(scene: Scene, frame: &Frame, pattern: &Pattern, arguments: &[u32], out: &mut Sides) {
    if !out.recipients.is_empty() {
        return;
    }
    for &argument in arguments {
        let found = recipient(scene, frame, pattern, argument, out);
        out.add_recipients(found);
    }
}
