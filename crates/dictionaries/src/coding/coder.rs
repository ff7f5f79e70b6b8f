//! From verbs to events: which entry codes a verb, who acts on whom, and which events of a sentence count.

use std::ops::Range;

use compact_str::CompactString;
use truceline_syntax::{Deprel, View, Xpos};
use truceline_text::Span;

use crate::{
    Dictionaries,
    actors::NULL,
    codes::{Codes, Rank},
    coding::{
        Dyad,
        clauses::Clause,
        matching::{Place, Roles, form_at},
        row::Row,
        sides::{Side, Sides},
    },
    transformation::Transformation,
    verbs::Form,
};

/// What a verb was found to say, before the sentence's other verbs are looked at.
struct Finding {
    clause: Clause,
    codes: Codes,
    entry: CompactString,
    /// Blocks of the verb, by which transformations know it.
    blocks: Vec<u32>,
    /// A pattern fitted, not the verb alone.
    by_pattern: bool,
    /// Tokens before the verb that the pattern named.
    named: Vec<u32>,
    source: Vec<Actor>,
    target: Vec<Actor>,
}

/// A code with the tokens it stands for.
type Actor = (CompactString, Range<u32>);

/// The events of a sentence, in the order of their verbs; `None` where a discard stops the sentence.
pub(crate) fn sentence(row: &Row, sides: &Sides, dictionaries: &Dictionaries) -> Option<Vec<Dyad>> {
    let mut findings = Vec::new();
    for at in 0..row.words.len() {
        let token = row.token_of[at];
        if row.word_of(token) == Some(at) && is_verb(row.view, token) {
            findings.extend(verb(row, sides, dictionaries, at)?);
        }
    }
    give_way(&mut findings);
    let mut told = Vec::new();
    if !dictionaries.verbs.transformations.is_empty() {
        told = transformed(row.view, dictionaries, &mut findings);
    }
    let mut coded: Vec<u32> = told.iter().map(|d: &(u32, Rank, Dyad)| d.0).collect();
    for finding in &findings {
        // What a coded verb governs is part of its event.
        if coded.iter().any(|&other| finding.clause.is_inside(row.view, other)) {
            continue;
        }
        let dyads = finding.dyads(row.view, dictionaries);
        if !dyads.is_empty() && finding.codes.rank != Rank::Subordinate {
            coded.push(finding.clause.verb);
        }
        told.extend(dyads.into_iter().map(|d| (finding.clause.verb, finding.codes.rank, d)));
    }
    // A dominant code stands alone, a subordinate one where there is no other.
    let best = told.iter().map(|(_, rank, _)| *rank).max().unwrap_or_default();
    told.retain(|(_, rank, _)| best == Rank::Usual && *rank == Rank::Usual || *rank == best);
    told.sort_by_key(|(verb, ..)| *verb);
    Some(told.into_iter().map(|(.., dyad)| dyad).collect())
}

/// True for verbs, modal ones among them; participles before a noun only where a form of `have` makes them its verb.
fn is_verb(view: &View, token: u32) -> bool {
    use Xpos as X;
    if !matches!(view.xpos(token), X::Vb | X::Vbd | X::Vbg | X::Vbn | X::Vbp | X::Vbz | X::Md) {
        return false;
    }
    let attribute = view.deprel(token) == Deprel::Amod && view.head(token).is_some_and(|h| h > token);
    !attribute || token.checked_sub(1).is_some_and(|t| view.lemma(t) == "have")
}

/// What a verb says. The outer `None` discards the sentence.
fn verb(row: &Row, sides: &Sides, dictionaries: &Dictionaries, at: usize) -> Option<Option<Finding>> {
    let word = row.words[at].as_str();
    let found = dictionaries.verbs.candidates(word).filter_map(|f| Some((f, form_at(row, f, at)?)));
    let mut forms: Vec<(&Form, Range<usize>)> = found.collect();
    let Some(most) = forms.iter().map(|(f, _)| f.words.len()).max() else { return Some(None) };
    forms.retain(|(f, _)| f.words.len() == most);
    let clause = Clause::of(row.view, row.token_of[at]);
    let (before, after) = (clause.before(row), clause.after(row));
    let mut place = Place { row, sides, clause, form: at..at + 1, before, after };
    let mut patterns: Vec<_> = Vec::new();
    for (form, words) in &forms {
        let block = &dictionaries.verbs.blocks[form.block as usize];
        patterns.extend(block.patterns.iter().map(|p| (p, words.clone())));
    }
    patterns.sort_by_key(|(p, _)| std::cmp::Reverse(p.length));
    let fitting = patterns.into_iter().find_map(|(pattern, words)| {
        place.form = words;
        place.fit(pattern).map(|roles| (pattern.codes.clone(), pattern.entry.clone(), roles))
    });
    let by_pattern = fitting.is_some();
    // Of several blocks for one verb the last tells what it codes alone.
    let alone = forms.last().map(|(form, words)| (form.codes.clone(), form.entry.clone(), words.clone()));
    let (codes, entry, roles) = match (fitting, alone) {
        (Some(found), _) => found,
        (None, Some((codes, entry, words))) => {
            place.form = words;
            (codes, entry, Roles::default())
        }
        (None, None) => return Some(None),
    };
    if codes.discard {
        return None;
    }
    if codes.is_null() {
        return Some(None);
    }
    let blocks = forms.iter().map(|(f, _)| f.block).collect();
    let named = roles.words.iter().map(|&w| row.token_of[w]).collect();
    let (source, target) = actors(&place, &roles, dictionaries);
    Some(Some(Finding { clause, codes, entry, blocks, by_pattern, named, source, target }))
}

/// A verb that codes by itself alone gives way to a pattern of another that names it: `SAID WOULD * `.
fn give_way(findings: &mut Vec<Finding>) {
    let named: Vec<u32> = findings.iter().flat_map(|f| f.named.iter().copied()).collect();
    findings.retain(|f| f.by_pattern || !named.contains(&f.clause.verb));
}

/// Source and target: what the pattern's marks say, else subject and first actor after the verb, turned round in a
/// passive with `by`.
fn actors(place: &Place, roles: &Roles, dictionaries: &Dictionaries) -> (Vec<Actor>, Vec<Actor>) {
    let of = |chunk: Option<usize>| chunk.map(|c| place.sides.of(c).codes()).unwrap_or_default();
    if let Some(all) = roles.several {
        return (of(Some(all)), of(Some(all)));
    }
    let subjects = place.clause.subjects(place.row);
    let subject = subjects.first().copied();
    let agent = if place.clause.is_passive(place.row.view) { by_phrase(place) } else { None };
    let usual_source = if agent.is_some() { agent } else { subject };
    let source = roles.source.or_else(|| match roles.target {
        // "suggested + should": what governs the verb has the source.
        Some(target) if usual_source == Some(target) => agent.or_else(|| subjects.iter().copied().find(|&s| s != target)),
        _ => usual_source,
    });
    let source_codes = of(source);
    let target = roles.target.or_else(|| match agent {
        Some(_) => subject,
        None if roles.source.is_some() && subject.is_some_and(|s| Some(s) != roles.source) => subject,
        None => object(place, source, &source_codes),
    });
    let target_codes = of(target);
    let missing = |default: &Option<CompactString>| default.iter().map(|c| (c.clone(), 0..0)).collect::<Vec<_>>();
    let or_default = |codes: Vec<Actor>, default| if codes.is_empty() { missing(default) } else { codes };
    let mut target_codes = or_default(target_codes, &dictionaries.options.default_target);
    if target_codes.is_empty() && !dictionaries.options.require_dyad && has_object(place, source) {
        target_codes = vec![(NULL.into(), 0..0)];
    }
    let mut source_codes = or_default(source_codes, &dictionaries.options.default_source);
    if source_codes.is_empty() && !dictionaries.options.require_dyad && subject.is_some() {
        source_codes = vec![(NULL.into(), 0..0)];
    }
    (source_codes, target_codes)
}

/// Chunks after the verb, the nearest first, without those told aside.
fn objects<'p>(place: &'p Place, source: Option<usize>) -> impl Iterator<Item = usize> + 'p {
    let after = place.form.end;
    (0..place.row.chunks.len()).filter(move |&c| {
        let head = place.row.head_word(c).start;
        head >= after && place.after[head] && Some(c) != source && !place.clause.is_aside(place.row, c)
    })
}

/// The first chunk after the verb that has a code other than the source's; where none has one, the first that is short
/// enough to stand for itself.
fn object(place: &Place, source: Option<usize>, taken: &[Actor]) -> Option<usize> {
    let other = |side: &Side| side.codes().iter().any(|(code, _)| !taken.iter().any(|(t, _)| t == code));
    let coded = objects(place, source).find(|&c| place.sides.of(c).is_coded() && other(place.sides.of(c)));
    coded.or_else(|| objects(place, source).find(|&c| !place.sides.of(c).codes().is_empty()))
}

/// True where some noun phrase after the verb could be a target; `today` could not.
fn has_object(place: &Place, source: Option<usize>) -> bool {
    let view = place.row.view;
    objects(place, source).any(|c| view.deprel(place.row.chunks[c].head) != Deprel::OblUnmarked)
}

/// The actor behind the `by` of a passive.
fn by_phrase(place: &Place) -> Option<usize> {
    let by = (place.form.end..place.row.words.len()).find(|&w| place.after[w] && place.row.words[w] == "BY")?;
    objects(place, None).find(|&c| place.row.chunks[c].words.start > by && !place.sides.of(c).codes().is_empty())
}

impl Finding {
    /// Every pair of source and target, in both directions where there are two codes; none with itself.
    fn dyads(&self, view: &View, dictionaries: &Dictionaries) -> Vec<Dyad> {
        let mut out: Vec<Dyad> = Vec::new();
        for source in &self.source {
            for target in self.target.iter().filter(|t| t.0 != source.0) {
                let forward = self.codes.forward.iter().map(|code| (source, target, code));
                let backward = self.codes.backward.iter().map(|code| (target, source, code));
                for (source, target, code) in forward.chain(backward) {
                    let dyad = Dyad {
                        source: source.0.clone(),
                        target: target.0.clone(),
                        code: code.clone(),
                        label: dictionaries.options.labels.get(code).cloned(),
                        entry: self.entry.clone(),
                        verb: view.span(self.clause.verb),
                        source_span: span(view, &source.1),
                        target_span: span(view, &target.1),
                    };
                    if !out.iter().any(|d| (&d.source, &d.target, &d.code) == (&dyad.source, &dyad.target, &dyad.code)) {
                        out.push(dyad);
                    }
                }
            }
        }
        out
    }

    fn is_named(&self, dictionaries: &Dictionaries, name: &str) -> bool {
        self.blocks.iter().any(|&b| dictionaries.verbs.blocks[b as usize].names.iter().any(|n| n == name))
    }
}

/// Makes one event of a verb and the event in its complement where a transformation says so, and takes both away.
/// Where none does, a verb that only says that something happened gives way to what happened.
fn transformed(view: &View, dictionaries: &Dictionaries, findings: &mut Vec<Finding>) -> Vec<(u32, Rank, Dyad)> {
    let mut out = Vec::new();
    let mut gone: Vec<u32> = Vec::new();
    for outer in findings.iter() {
        for inner in findings.iter() {
            let governed = view.deprel(inner.clause.top) == Deprel::Ccomp && view.head(inner.clause.top) == Some(outer.clause.verb);
            if !governed {
                continue;
            }
            let found = dictionaries.verbs.transformations.iter().find_map(|t| apply(view, t, dictionaries, outer, inner));
            match found {
                Some(dyad) => {
                    gone.extend([outer.clause.verb, inner.clause.verb]);
                    out.push((outer.clause.verb, Rank::Usual, dyad));
                }
                None if !outer.by_pattern && !inner.dyads(view, dictionaries).is_empty() => gone.push(outer.clause.verb),
                None => {}
            }
        }
    }
    findings.retain(|f| !gone.contains(&f.clause.verb));
    out
}

fn apply(view: &View, rule: &Transformation, dictionaries: &Dictionaries, outer: &Finding, inner: &Finding) -> Option<Dyad> {
    if !outer.is_named(dictionaries, &rule.outer_verb) || !rule.inner_verb.as_ref().is_none_or(|v| inner.is_named(dictionaries, v)) {
        return None;
    }
    let first = |side: &[Actor]| side.first().cloned();
    let (speaker, source, target) = (first(&outer.source), first(&inner.source), first(&inner.target));
    let code = |a: &Option<Actor>| a.as_ref().map(|(code, _)| code.clone());
    let (speaker_code, source_code, target_code) = (code(&speaker), code(&source), code(&target));
    let event = inner.codes.forward.as_ref().or(inner.codes.backward.as_ref())?;
    let (from, to, code) = rule.apply(speaker_code.as_deref(), (source_code.as_deref(), target_code.as_deref()), event)?;
    let all = [&speaker, &source, &target];
    let span_of = |code: &str| all.iter().find_map(|a| a.as_ref().filter(|(c, _)| c == code).and_then(|(_, t)| span(view, t)));
    Some(Dyad {
        source: from.into(),
        target: to.into(),
        code: code.into(),
        label: dictionaries.options.labels.get(code).cloned(),
        entry: rule.entry.clone(),
        verb: view.span(outer.clause.verb),
        source_span: span_of(from),
        target_span: span_of(to),
    })
}

/// The bytes of tokens; `None` where there are none.
fn span(view: &View, tokens: &Range<u32>) -> Option<Span> {
    (!tokens.is_empty()).then(|| view.span_of(tokens.clone()))
}
