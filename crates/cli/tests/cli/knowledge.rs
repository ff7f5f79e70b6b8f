//! Knowledge folders and models of the user's own.

use std::{fs, path::Path};

use crate::{Place, REPORT, repository};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_built_in_knowledge_is_sound() {
    let ended = Place::new().run(&["knowledge", "check"]);
    ended.expect(0, &[]);
    for what in ["countries", "actors", "people", "peoples", "places", "patterns"] {
        assert!(ended.out.contains(what), "{}", ended.out);
    }
}

#[test]
fn a_mistake_is_shown_in_its_line() {
    let place = Place::new();
    let folder = place.path("mine");
    copy(&repository().join("knowledge"), &folder);
    place.run(&["knowledge", "check", "mine"]).expect(0, &[]);
    fs::write(folder.join("patterns/zork.pattern"), "verb zork\n  code ASSUALT\n").unwrap();
    let drawn = ["mine/patterns/zork.pattern:2:8", "code ASSUALT", "^^^^^^^", "did you mean `ASSAULT`?"];
    place.run(&["knowledge", "check", "mine"]).expect(2, &drawn);
    place.run(&["--knowledge", "mine", "code", "-"]).expect(2, &drawn);
    let json = place.run(&["--log-format", "json", "--knowledge", "mine", "code", "-"]);
    json.expect(2, &["patterns/zork.pattern:2:8", "did you mean `ASSAULT`?"]);
    assert!(serde_json::from_str::<serde_json::Value>(json.err.trim_end()).is_ok(), "{}", json.err);
}

#[test]
fn missing_knowledge_and_models_are_named() {
    let place = Place::new();
    place.write("empty/readme.md", "").write("not.model", "something else").write("report.txt", REPORT);
    place.run(&["--knowledge", "nowhere", "code", "report.txt"]).expect(2, &["nowhere"]);
    place.run(&["--knowledge", "empty", "code", "report.txt"]).expect(2, &["is missing"]);
    place.run(&["--model", "nowhere.model", "code", "report.txt"]).expect(2, &["cannot read model nowhere.model"]);
    place.run(&["--model", "not.model", "code", "report.txt"]).expect(2, &["not.model", "not a Truceline model"]);
}

#[test]
fn examples_are_run_and_failures_named_by_file_and_line() {
    let place = Place::new();
    let folder = place.path("mine");
    copy(&repository().join("knowledge"), &folder);
    let zork = "verb zork\n  code ASSAULT\n  fires Rebels zorked the army near Kidal.\n  fires Rebels slept.\n  silent He zorked.\n";
    fs::write(folder.join("patterns/zork.pattern"), zork).unwrap();
    let ended = place.run(&["--knowledge", "mine", "knowledge", "test", "zork"]);
    ended.expect(1, &[]);
    assert!(ended.out.contains("zork.pattern:4 (zork.pattern:1): not fired"), "{}", ended.out);
    assert!(ended.out.contains("of 3 examples pass"), "{}", ended.out);
    place.run(&["knowledge", "test", "no_such_word"]).expect(2, &["no pattern has examples for `no_such_word`"]);
}

#[test]
fn words_that_never_fire_in_their_examples_are_listed() {
    let place = Place::new();
    let folder = place.path("mine");
    copy(&repository().join("knowledge"), &folder);
    let zork = "verb zork, gronk, flumph_with\n  if object is \"army\"\n  code ASSAULT\n  fires Rebels zorked the army near Kidal.\n";
    fs::write(folder.join("patterns/zork.pattern"), zork).unwrap();
    let ended = place.run(&["--knowledge", "mine", "knowledge", "test", "zork", "--words"]);
    ended.expect(0, &[]);
    assert!(ended.out.contains("verb flumph_with: Rebels flumphed with the army near Kidal."), "{}", ended.out);
    assert!(ended.out.contains("1 of 3 words never fire"), "{}", ended.out);
}

#[test]
fn words_that_a_corpus_never_has_are_counted() {
    let place = Place::new();
    place.write("report.txt", REPORT);
    let ended = place.run(&["knowledge", "test", "strafe", "--corpus", "report.txt", "--never"]);
    ended.expect(0, &[]);
    assert!(ended.out.contains("words never coded in 1 reports"), "{}", ended.out);
    let never = |word: &str| ended.out.lines().any(|l| l.contains(&format!("{word} ")) && l.contains("stands there 0 times"));
    assert!(ended.out.contains(" of these do not stand there as predicates, "), "{}", ended.out);
    assert!(never("verb strafe") && !never("verb attack"), "{}", ended.out);
    place.run(&["knowledge", "test", "strafe", "--never"]).expect(2, &["--corpus"]);
}

#[test]
fn a_corpus_shows_what_the_lists_of_an_entry_lack() {
    let place = Place::new();
    copy(&repository().join("knowledge"), &place.path("mine"));
    let zork = "verb zork\n  if object is \"army\"\n  code ASSAULT\n  fires Rebels zorked the army near Kidal.\n";
    fs::write(place.path("mine").join("patterns/zork.pattern"), zork).unwrap();
    place.write("report.txt", "Rebels zorked a barge on the river. Rebels zorked the army. Rebels zorked.\n");
    let ended = place.run(&["--knowledge", "mine", "knowledge", "test", "zork", "--corpus", "report.txt", "--near"]);
    ended.expect(0, &[]);
    assert!(
        ended.out.contains(
            "verb zork: 1\n  Rebels zorked a barge on the river.\n    zork.pattern:1 ASSAULT: barge stands where if object is \"army\""
        ),
        "{}",
        ended.out
    );
}

#[test]
fn words_are_found_in_all_files_with_their_lines() {
    let place = Place::new();
    let ended = place.run(&["knowledge", "search", "attack"]);
    ended.expect(0, &[]);
    assert!(ended.out.contains("patterns/attack.pattern:2: ASSAULT: verb attack"), "{}", ended.out);
    assert!(ended.out.contains("lexicon/classes.toml:"), "{}", ended.out);
    let ended = place.run(&["knowledge", "search", "Kidal"]);
    assert!(ended.out.contains("gazetteer/"), "{}", ended.out);
    place.run(&["knowledge", "search", "no such word"]).expect(2, &["no entry has `no such word`"]);
}

#[test]
fn a_sentence_is_explained_entry_by_entry() {
    let place = Place::new();
    let ended = place.run(&["knowledge", "why", "Rebels attacked an army convoy near Kidal."]);
    ended.expect(0, &[]);
    for part in ["attacked (verb attack)", "subject Rebels", "attack.pattern:2", "codes it", "fails: if ", "-> attack.pattern:2 ASSAULT"] {
        assert!(ended.out.contains(part), "no {part:?} in {}", ended.out);
    }
    let ended = place.run(&["knowledge", "why", "Rebels could attack the convoy."]);
    assert!(ended.out.contains("no event: hypothetical (modal could)"), "{}", ended.out);
}
