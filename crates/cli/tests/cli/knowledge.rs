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
    for what in ["countries", "actors", "people", "places", "patterns"] {
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
