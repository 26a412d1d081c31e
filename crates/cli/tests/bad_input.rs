//! Bad input: each file gets its own clear error, the others go on, and the exit code says so.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A plain story with one charge.
const STORY: &str = "Clerk charged\n\n2023-05-12\n\nMara Quill was charged with theft on Monday.\n";

fn factum(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factum"));
    command.args(arguments).current_dir(folder).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_bad_file_is_named_and_the_good_ones_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.txt"), STORY).unwrap();
    fs::write(at("empty.txt"), "").unwrap();
    fs::write(at("blank.txt"), " \n\n\t\n").unwrap();
    fs::write(at("binary.dat"), (0..4096u32).map(|i| (i * 7 % 256) as u8).collect::<Vec<_>>()).unwrap();
    fs::write(at("paper.pdf"), b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n").unwrap();
    fs::write(at("line.txt"), vec![b'a'; 100 << 20]).unwrap();
    fs::create_dir(at("folder")).unwrap();
    // Latin-1 that is no UTF-8: read, with a note, and not an error.
    fs::write(
        at("latin.txt"),
        b"Ren\xe9 Vall\xe9e was charged with theft on Monday, and the caf\xe9 was closed.",
    )
    .unwrap();
    fs::write(
        at("list.jsonl"),
        "{\"id\": \"a\", \"text\": \"Tom Bellweather was charged with arson.\"}\n{\"id\": \"b\"}\nnonsense\n",
    )
    .unwrap();

    let names = [
        "missing.txt",
        "folder",
        "empty.txt",
        "blank.txt",
        "binary.dat",
        "paper.pdf",
        "line.txt",
        "latin.txt",
        "list.jsonl",
        "good.txt",
    ];
    let mut arguments = vec!["extract", "--threads", "2"];
    arguments.extend(names);
    let output = factum(folder.path(), &arguments);
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for (name, words) in [
        ("missing.txt", "no such file"),
        ("folder", "is a folder; expected a file"),
        ("empty.txt", "holds no text"),
        ("blank.txt", "holds no text"),
        ("binary.dat", ""),
        ("paper.pdf", "is no whole PDF file"),
        ("line.txt", "expected at most"),
        ("list.jsonl, line 2", "has no field `text`"),
        ("list.jsonl, line 3", "expected an object"),
    ] {
        let line = said.lines().find(|l| l.starts_with(&format!("factum: {name}")));
        assert!(line.is_some_and(|l| l.contains(words)), "no line on {name} with {words:?} in:\n{said}");
    }
    let records = String::from_utf8(output.stdout).unwrap();
    let paths: Vec<bool> = ["latin.txt", "list.jsonl#a", "good.txt"]
        .iter()
        .map(|p| records.lines().any(|l| l.contains(&format!("\"path\":\"{p}\""))))
        .collect();
    assert_eq!(paths, [true, true, true], "{records}");
    assert_eq!(records.lines().count(), 3);
    assert!(records.contains("René Vallée"));
}

#[test]
fn a_missing_or_broken_model_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), STORY).unwrap();
    fs::write(folder.path().join("broken.fnlp"), b"not a model").unwrap();

    let mut missing = Command::new(env!("CARGO_BIN_EXE_factum"));
    missing.args(["extract", "good.txt"]).current_dir(folder.path());
    missing.env_remove("FACTUM_MODEL").env("FACTUM_CACHE", folder.path().join("no-cache"));
    let output = missing.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("factum model"), "{}", errors(&output));

    let output = factum(folder.path(), &["extract", "--model", "broken.fnlp", "good.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("broken.fnlp"), "{}", errors(&output));

    let output = factum(folder.path(), &["extract", "--model", "en_core_web_xl", "good.txt"]);
    assert!(errors(&output).contains("en_core_web_md"), "the known models are named: {}", errors(&output));
}

#[test]
fn wrong_usage_is_told_from_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.txt"), STORY).unwrap();
    for arguments in [&["extract"][..], &["extract", "--published", "2023-02-30", "good.txt"], &["nonsense"]]
    {
        let output = factum(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    let output = factum(folder.path(), &["extract", "good.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(output.stderr.is_empty(), "one good document needs no words: {}", errors(&output));
}
