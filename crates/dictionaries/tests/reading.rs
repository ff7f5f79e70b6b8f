//! Dictionaries read, with what is wrong in them, written and read again.

use std::{fs, path::PathBuf};

use truceline_dictionaries::{Dictionaries, DictionaryError, Kind};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn faults(dictionaries: &Dictionaries) -> Vec<String> {
    dictionaries.tally().faults().map(ToString::to_string).collect()
}

fn read_counts(dictionaries: &Dictionaries) -> Vec<(Kind, usize)> {
    dictionaries.tally().entries().filter(|(_, n)| *n > 0).collect()
}

#[test]
fn a_configuration_names_the_files_and_options() {
    let dictionaries = Dictionaries::read(&data("petrarch")).unwrap();
    assert_eq!(faults(&dictionaries), Vec::<String>::new());
    let files: Vec<&str> = dictionaries.files().map(|(_, name)| name).collect();
    assert_eq!(files, ["PETR_config.ini", "verbs.txt", "countries.txt", "people.txt", "agents.txt", "discards.txt", "issues.txt"]);
    let counts = read_counts(&dictionaries);
    assert_eq!(
        counts,
        [(Kind::Actors, 9), (Kind::Agents, 12), (Kind::Verbs, 32), (Kind::Discards, 2), (Kind::Issues, 3), (Kind::Config, 3)]
    );
    assert_eq!((dictionaries.options.new_actor_length, dictionaries.options.comma), (0, (2, 8)));
}

#[test]
fn a_project_of_tabari_names_the_files() {
    let dictionaries = Dictionaries::read(&data("tabari")).unwrap();
    assert_eq!(faults(&dictionaries), Vec::<String>::new());
    let reasons: Vec<(Kind, &str, usize)> = dictionaries.tally().left_out().collect();
    let expected = [
        (Kind::Actors, "nouns that TABARI lists so as to tell them from verbs", 2),
        (Kind::Verbs, "codes `+++`, by which TABARI leaves a sentence to people", 1),
        (Kind::Options, "options of TABARI that have no counterpart here", 1),
    ];
    assert_eq!(reasons, expected);
    assert!(!dictionaries.options.former_agents);
}

#[test]
fn mistakes_are_told_with_their_place_and_the_rest_is_read() {
    let dictionaries = Dictionaries::read(&data("faulty")).unwrap();
    let expected = [
        "mine.discards.txt:1:2: this byte is not UTF-8; the file is read as Windows-1252; expected text saved as UTF-8",
        "mine.actors.txt:1:1: another name before the first actor; expected a line with a name without `+` first",
        "mine.actors.txt:3:1: an actor without a code; expected `[CODE]` behind the name or below it",
        "mine.actors.txt:4:13: `20201301` is no restriction of dates; expected `<DAY`, `>DAY` or `DAY-DAY`, days as YYMMDD or YYYYMMDD, the earlier first",
        "mine.actors.txt:7:10: a code without its end; expected `]`",
        "mine.actors.txt:8:11: `ST` is no restriction of dates; expected `<DAY`, `>DAY` or `DAY-DAY`, days as YYMMDD or YYYYMMDD, the earlier first",
        "mine.agents.txt:2:1: an agent without a code; expected `NOUN [~CODE]` or `NOUN [CODE~]`, perhaps with `{PLURAL}` before the code",
        "mine.agents.txt:3:1: unknown substitution marker `!PERSN!`; expected a line `!MARKER! = WORD, WORD` above; did you mean `PERSON`?",
        "mine.agents.txt:4:9: a plural without its end; expected `}`",
        "mine.agents.txt:5:10: `[~MIL}` is no code of an agent; expected `NOUN [~CODE]` or `NOUN [CODE~]`, perhaps with `{PLURAL}` before the code",
        "mine.agents.txt:6:8: `[MIL]` is no code of an agent; expected `NOUN [~CODE]` or `NOUN [CODE~]`, perhaps with `{PLURAL}` before the code",
        "mine.verbs.txt:1:1: a pattern before the first verb; expected a verb above",
        "mine.verbs.txt:9:3: a pattern without a code; expected `- WORDS * WORDS [CODE]`",
        "mine.verbs.txt:10:11: `[1 9]` is no code; expected letters and digits, `---` for none, or two codes with `:` between",
        "mine.verbs.txt:11:6: forms without their end; expected `}`",
        "mine.verbs.txt:12:1: a transformation that cannot be read; expected `~ a (b c VERB) VERB = a b CODE`, with `.` for anybody, `_` for nobody and `Q` for any event",
        "mine.verbs.txt:6:5: unknown set of synonyms `&WEAPONS`; expected a set that some line `&NAME` begins; did you mean `WEAPON`?",
        "mine.verbs.txt:7:3: 0 verbs in a pattern; expected one `*`, the verb's place",
        "mine.verbs.txt:8:5: a bracket that is not closed; expected a `)` or `}` for each `(` and `{`",
    ];
    assert_eq!(faults(&dictionaries), expected);
    let counts = read_counts(&dictionaries);
    assert_eq!(counts, [(Kind::Actors, 2), (Kind::Agents, 1), (Kind::Verbs, 2), (Kind::Discards, 2)]);
    assert_eq!(dictionaries.passed_over(), [("readme.md".to_owned(), "neither name nor content is that of a dictionary")]);
}

#[test]
fn what_is_written_is_read_again_without_complaints() {
    for folder in ["petrarch", "tabari", "petrarch2", "faulty"] {
        let dictionaries = Dictionaries::read(&data(folder)).unwrap();
        let mut bytes = Vec::new();
        dictionaries.write(&mut bytes).unwrap();
        let path = std::env::temp_dir().join(format!("truceline-{folder}-{}.dictionaries", std::process::id()));
        fs::write(&path, &bytes).unwrap();
        let again = Dictionaries::read(&path).unwrap();
        assert_eq!(faults(&again), Vec::<String>::new(), "{folder}");
        assert_eq!(read_counts(&again), read_counts(&dictionaries), "{folder}");
        assert_eq!(again.options, dictionaries.options);
        let mut twice = Vec::new();
        again.write(&mut twice).unwrap();
        assert!(twice == bytes, "{folder}");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn mistakes_in_an_imported_file_are_told_by_its_own_lines() {
    let text =
        "%%% truceline dictionaries 1\n%%% actors petrarch mine.txt\nTARN [TAR]\nVALE [VAL\n%%% verbs petrarch v.txt\nATTACK [190]\n";
    let path = std::env::temp_dir().join(format!("truceline-edited-{}.dictionaries", std::process::id()));
    fs::write(&path, text).unwrap();
    let dictionaries = Dictionaries::read(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(faults(&dictionaries), [format!("{name}:4:7: a code without its end; expected `]`")]);
    fs::write(&path, text.replace("dictionaries 1", "dictionaries 2")).unwrap();
    assert!(matches!(Dictionaries::read(&path), Err(DictionaryError::Version { .. })));
    fs::remove_file(&path).unwrap();
}

#[test]
fn what_holds_no_dictionaries_is_refused() {
    assert!(matches!(Dictionaries::read(&data("nowhere")), Err(DictionaryError::Unreadable { .. })));
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let error = Dictionaries::read(&folder).unwrap_err().to_string();
    assert!(error.contains("no dictionaries here; expected files named as TABARI's"), "{error}");
}
