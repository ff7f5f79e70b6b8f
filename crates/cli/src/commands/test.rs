//! `knowledge test`.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use truceline_engine::{
    Engine,
    coverage::{self, Predicate},
    examples,
    near::{self, NearMiss},
    substitution,
};
use truceline_knowledge::{Pattern, WordClass};
use truceline_text::Document;

use super::engine;
use crate::{
    Outcome,
    args::TestArgs,
    inputs::{Reports, total_size},
    progress::{Progress, spinner},
    run,
    settings::Settings,
    terminal,
    trouble::Trouble,
};

/// Codes the examples of the knowledge in force and shows the failures; with a corpus, also which words are never coded in it.
///
/// # Errors
/// A word without examples, knowledge or model that cannot be loaded, results that cannot be written.
pub fn run(args: &TestArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let report = examples::report(&engine, args.word.as_deref());
    if report.total == 0 {
        return Err(Trouble::Usage(format!("no pattern has examples for `{}`", args.word.as_deref().unwrap_or_default())));
    }
    writeln!(io::stdout(), "{report}")?;
    if args.words {
        words(&engine, args.word.as_deref())?;
    }
    let outcome = if args.corpus.is_empty() { Outcome::Done } else { corpus(&engine, args, settings)? };
    Ok(if report.failures.is_empty() { outcome } else { Outcome::SomeSkipped })
}

/// Shows which words never fire in the place of their entry's own.
fn words(engine: &Engine, word: Option<&str>) -> io::Result<()> {
    let working = spinner("trying each word in the examples of its entry");
    let result = substitution::check(engine, |p| examples::is_named(p, word));
    working.finish_and_clear();
    let mut out = io::stdout().lock();
    for dead in &result.dead {
        writeln!(out, "  {:<28}{} {}: {}", dead.pattern, named(dead.word_class), dead.word, dead.tried)?;
    }
    let share = 100.0 * result.dead.len() as f64 / result.words.max(1) as f64;
    writeln!(out, "{} of {} words never fire in the examples of their entry ({share:.1} %)", result.dead.len(), result.words)?;
    if result.untried > 0 {
        writeln!(out, "{} words not tried: the examples of their entries do not show where the word stands", result.untried)?;
    }
    Ok(())
}

fn named(class: WordClass) -> &'static str {
    if class == WordClass::Verb { "verb" } else { "noun" }
}

/// Codes the corpus and shows how many of the words listed never fire.
fn corpus(engine: &Engine, args: &TestArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let progress = Progress::start(total_size(&args.corpus), !terminal::stdout_is_terminal());
    let reports = Reports::new(&args.corpus, None, progress.counter());
    let (mut found, mut near) = (Coverage::default(), NearMisses::new());
    let work = |document: Document| {
        let analysed = engine.analyse(document, &[]);
        let wanted = |p: &Pattern| examples::is_named(p, args.word.as_deref());
        let missed = if args.near { near::near(engine, &analysed, wanted) } else { Vec::new() };
        (coverage::fired(engine, &analysed), coverage::standing(engine, &analysed), missed)
    };
    let outcome = run::each(
        reports,
        |d| d.id.clone(),
        work,
        progress,
        settings,
        |(fired, standing, missed)| {
            found.fired.extend(fired);
            for word in standing {
                *found.standing.entry(word).or_default() += 1;
            }
            for miss in missed {
                near.entry((miss.class, miss.word.clone())).or_default().push(miss);
            }
            found.reports += 1;
            Ok(())
        },
    );
    show_near(&near)?;
    show(engine, args.never, &found)?;
    Ok(outcome)
}

/// What a body of text has of the words that patterns list.
#[derive(Default)]
struct Coverage {
    reports: u64,
    /// Those that some entry coded.
    fired: BTreeSet<Predicate>,
    /// How often each stands there as a predicate, coded or not.
    standing: BTreeMap<Predicate, u64>,
}

/// Characters of a condition that are shown.
const CONDITION: usize = 90;

/// By predicate, its near misses.
type NearMisses = BTreeMap<(WordClass, String), Vec<NearMiss>>;

fn show_near(misses: &NearMisses) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut predicates: Vec<_> = misses.iter().collect();
    predicates.sort_by_key(|(_, misses)| std::cmp::Reverse(misses.len()));
    for ((class, word), misses) in predicates {
        writeln!(out, "{} {word}: {}", named(*class), misses.len())?;
        for miss in misses {
            writeln!(out, "  {}", miss.sentence)?;
            for lacking in &miss.lacking {
                writeln!(out, "    {}: {} stands where {}", lacking.entry, lacking.words.join(", "), shortened(&lacking.condition))?;
            }
        }
    }
    Ok(())
}

/// The start of a long condition.
fn shortened(condition: &str) -> String {
    match condition.char_indices().nth(CONDITION) {
        Some((end, _)) => format!("{}…", &condition[..end]),
        None => condition.to_owned(),
    }
}

fn show(engine: &Engine, never: bool, found: &Coverage) -> io::Result<()> {
    let listed = coverage::listed(engine.knowledge());
    let silent: Vec<(&Predicate, &&str)> = listed.iter().filter(|(word, _)| !found.fired.contains(word)).collect();
    let times = |word: &Predicate| found.standing.get(word).copied().unwrap_or(0);
    let mut out = io::stdout().lock();
    if never {
        for (word, entry) in &silent {
            writeln!(out, "  {entry:<28}{} {:<24}stands there {} times", named(word.0), word.1, times(word))?;
        }
    }
    let share = 100.0 * silent.len() as f64 / listed.len().max(1) as f64;
    writeln!(out, "{} of {} words never coded in {} reports ({share:.1} %)", silent.len(), listed.len(), found.reports)?;
    let absent = silent.iter().filter(|(word, _)| times(word) == 0).count();
    let rare = silent.iter().filter(|(word, _)| matches!(times(word), 1 | 2)).count();
    writeln!(out, "{absent} of these do not stand there as predicates, {rare} once or twice")
}
