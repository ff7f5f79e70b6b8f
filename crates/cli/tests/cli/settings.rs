//! Settings: file, environment, flags.

use crate::{Place, REPORT, end};

fn show(place: &Place, variables: &[(&str, &str)], flags: &[&str]) -> String {
    let mut command = place.command(&[flags, ["config", "show"].as_slice()].concat());
    command.envs(variables.iter().copied());
    let ended = end(command);
    ended.expect(0, &[]);
    // Runs of blanks as one, so that the columns do not matter.
    ended.out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

#[test]
fn each_layer_overrides_those_before() {
    let place = Place::new();
    assert!(show(&place, &[], &[]).contains("color auto (default)\n"));
    place.write("truceline.toml", "# mine\ncolor = \"never\"\nthreads = 3\n");
    let shown = show(&place, &[], &[]);
    assert!(shown.contains("settings file: truceline.toml\n"), "{shown}");
    assert!(shown.contains("color never (truceline.toml:2)\n") && shown.contains("threads 3 (truceline.toml:3)\n"), "{shown}");
    let shown = show(&place, &[("TRUCELINE_COLOR", "always")], &[]);
    assert!(shown.contains("color always (environment, TRUCELINE_COLOR)\n"), "{shown}");
    let shown = show(&place, &[("TRUCELINE_COLOR", "always")], &["--color", "auto"]);
    assert!(shown.contains("color auto (flag --color)\n"), "{shown}");
}

#[test]
fn a_file_can_be_named_and_its_paths_count_from_it() {
    let place = Place::new();
    place.write("sub/mine.toml", "model = \"x.model\"\n");
    let shown = show(&place, &[], &["--config", "sub/mine.toml"]);
    assert!(shown.contains("model sub/x.model (sub/mine.toml:1)\n"), "{shown}");
    let shown = show(&place, &[("TRUCELINE_CONFIG", "sub/mine.toml")], &[]);
    assert!(shown.contains("model sub/x.model (sub/mine.toml:1)\n"), "{shown}");
    place.run(&["--config", "none.toml", "config", "show"]).expect(2, &["cannot read settings file none.toml"]);
}

#[test]
fn the_users_folder_is_looked_in() {
    let place = Place::new();
    place.write("xdg/truceline/truceline.toml", "threads = 7\n");
    let xdg = place.path("xdg");
    if cfg!(target_os = "linux") {
        assert!(show(&place, &[("XDG_CONFIG_HOME", xdg.to_str().unwrap())], &[]).contains("threads 7 ("));
    }
}

#[test]
fn dictionaries_can_be_set() {
    let place = Place::new();
    place.write("sub/mine.toml", "dictionaries = \"old\"\nonly_dictionaries = true\n");
    let shown = show(&place, &[], &["--config", "sub/mine.toml"]);
    assert!(
        shown.contains("dictionaries sub/old (sub/mine.toml:1)\n") && shown.contains("only_dictionaries true (sub/mine.toml:2)\n"),
        "{shown}"
    );
    let shown = show(&place, &[("TRUCELINE_ONLY_DICTIONARIES", "false")], &["--dictionaries", "other"]);
    assert!(shown.contains("dictionaries other (flag --dictionaries)\n"), "{shown}");
    place.write("truceline.toml", "only_dictionaries = \"maybe\"\n");
    place.run(&["code", "-"]).expect(2, &["truceline.toml:1:21", "expected true or false"]);
}

#[test]
fn settings_hold_for_coding() {
    let place = Place::new();
    place.write("truceline.toml", "format = \"table\"\n");
    let ended = place.run_with(&["code", "-"], REPORT);
    ended.expect(0, &[]);
    assert!(ended.out.starts_with("stdin · "), "{}", ended.out);
}

#[test]
fn mistakes_in_the_file_have_their_place() {
    let place = Place::new();
    let mistakes: [(&str, &[&str]); 5] = [
        ("color = \"auto\"\nformt = \"jsonl\"\n", &["truceline.toml:2:1", "unknown setting `formt`", "did you mean `format`?"]),
        ("threads = 0\n", &["truceline.toml:1:11", "wrong value for `threads`", "from 1 to 1024"]),
        ("  format = \"jsnl\"\n", &["truceline.toml:1:12", "one of jsonl"]),
        ("format = [\"jsonl\"]\n", &["truceline.toml:1:10", "a string, a whole number, true or false"]),
        ("format = \n", &["truceline.toml:1:"]),
    ];
    for (content, expected) in mistakes {
        place.write("truceline.toml", content);
        place.run(&["code", "x.txt"]).expect(2, expected);
    }
}

#[test]
fn mistakes_in_the_environment_name_the_variable() {
    let place = Place::new();
    let mut command = place.command(&["config", "show"]);
    command.env("TRUCELINE_THREADS", "many");
    end(command).expect(2, &["TRUCELINE_THREADS", "\"many\"", "a whole number from 1 to 1024"]);
    let mut command = place.command(&["config", "show"]);
    command.env("TRUCELINE_THREDS", "2");
    end(command).expect(0, &["warning: environment variable TRUCELINE_THREDS", "did you mean TRUCELINE_THREADS?"]);
}
