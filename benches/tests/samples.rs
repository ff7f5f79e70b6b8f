//! The whole benchmark on the samples, without a peer. Timings are not looked at.

use std::process::Command;

use serde_json::Value;

#[test]
fn runs_on_the_samples_without_a_peer() {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../samples");
    let arguments = [samples, "--words", "300", "--runs", "1", "--speed-only", "--json"];
    let output = Command::new(env!("CARGO_BIN_EXE_truceline-benches")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let tasks: Vec<(&str, u64)> =
        report["speed"].as_array().unwrap().iter().map(|s| (s["task"].as_str().unwrap(), s["cores"].as_u64().unwrap())).collect();
    assert!([("words", 1), ("text", 1), ("program", 1)].iter().all(|t| tasks.contains(t)), "{tasks:?}");
    assert!(report["words"].as_u64().unwrap() > 100);
    assert_eq!((&report["peer"], &report["speed"][0]["peer"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_peer_that_is_not_there_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_truceline-benches")).args(["--peer", "nowhere.udpipe"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.udpipe: no such file; benches/train_peer.py"));
}
