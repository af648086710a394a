//! The whole service as the platform runs it: files in, stdout and the exit code out.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Output};

fn run_in(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_service"))
        .env("PLANQK_INPUT_DIR", folder)
        .output()
        .expect("the service starts")
}

/// Runs the service on two files with these texts.
fn run_on(data: &str, params: &str) -> (String, Option<i32>) {
    let folder = temporary_folder();
    fs::write(folder.join("data.json"), data).unwrap();
    fs::write(folder.join("params.json"), params).unwrap();
    let output = run_in(&folder);
    fs::remove_dir_all(&folder).unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

fn temporary_folder() -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("service-test-{}-{next}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn prints_the_recorded_output() {
    for case in fs::read_dir("tests/golden").unwrap() {
        let case = case.unwrap().path();
        let output = run_in(&case);
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(stdout, fs::read_to_string(case.join("stdout.txt")).unwrap());
        assert!(output.status.success());
        assert!(
            String::from_utf8(output.stderr)
                .unwrap()
                .contains("-qubit GHZ state")
        );
    }
}

#[test]
fn one_shot_has_no_interim_results() {
    let result = r#"{"metadata":{"qubits":1,"readoutError":0,"seed":42,"shots":1},"result":{"counts":{"1":1}}}"#;
    let (stdout, exit_code) = run_on(r#"{"qubits":1}"#, r#"{"shots":1,"seed":42}"#);
    assert_eq!(stdout, format!("PlanQK:Job:Result: {result}\n"));
    assert_eq!(exit_code, Some(0));
}

#[test]
fn draws_a_seed_and_reports_it() {
    let (first, _) = run_on(r#"{"qubits":9}"#, r#"{"readoutError":0.3}"#);
    let (_, seed) = first.split_once("\"seed\":").expect("a seed");
    let seed: u64 = seed.split(',').next().unwrap().parse().unwrap();
    assert!(seed < 1 << 53);
    let params = format!(r#"{{"readoutError":0.3,"seed":{seed}}}"#);
    assert_eq!(run_on(r#"{"qubits":9}"#, &params).0, first);
}

#[test]
fn says_what_is_wrong_with_the_input() {
    for (data, params, detail) in [
        ("{}", "{}", "data.qubits is missing"),
        (
            r#"{"qubits":65}"#,
            "{}",
            "data.qubits must be an integer from 1 to 64, found 65",
        ),
        (
            r#"{"qubits":1}"#,
            r#"{"shots":0}"#,
            "params.shots must be an integer from 1 to 1000000, found 0",
        ),
        (
            r#"{"qubits":1}"#,
            r#"{"seed":-1}"#,
            "params.seed must be an integer from 0 to 18446744073709551615, found -1",
        ),
        (
            r#"{"qubits":1}"#,
            r#"{"readoutError":0.51}"#,
            "params.readoutError must be a number from 0 to 0.5, found 0.51",
        ),
        (
            r#"{"qubits":1}"#,
            "[]",
            "params.json must hold a JSON object, found an array",
        ),
    ] {
        let error = format!(r#"{{"code":"INVALID_INPUT","detail":"{detail}"}}"#);
        let (stdout, exit_code) = run_on(data, params);
        assert_eq!(stdout, format!("PlanQK:Job:Result: {error}\n"));
        assert_eq!(exit_code, Some(1));
    }
}

#[test]
fn missing_files_are_an_error() {
    let folder = temporary_folder();
    let output = run_in(&folder);
    fs::remove_dir_all(&folder).unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(
        stdout.contains("INVALID_INPUT") && stdout.contains("data.json cannot be read"),
        "{stdout}"
    );
    assert_eq!(output.status.code(), Some(1));
}
