//! A casebook kept over years: documents taken out, checkpoints signed, rules that read otherwise.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::{factum, said, with_casebook};

fn errors(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn holds(path: &Path, words: &str) -> bool {
    fs::read(path).unwrap().windows(words.len()).any(|w| w == words.as_bytes())
}

#[test]
fn a_document_is_taken_out_and_everything_says_so() {
    let folder = with_casebook("2");
    let at = folder.path();
    fs::write(at.join("kept.txt"), said(&mut factum(at, &["verify", "--head"]))).unwrap();
    let document = "2024-03-06-verdict.txt";
    let words = fs::read_to_string(at.join("news").join(document)).unwrap();
    let words = words.lines().rfind(|line| line.len() > 60).unwrap();
    assert!(holds(&at.join("case.factum"), words));
    let why = ["--why", "order of the court", "--by", "Tess Lane"];
    let removed = said(&mut factum(at, &[&["remove", document], &why[..]].concat()));
    assert!(removed.starts_with(&format!("removed: news/{document}")), "{removed}");
    assert!(!holds(&at.join("case.factum"), words));
    let verified = said(&mut factum(at, &["verify", "--checkpoint", "kept.txt"]));
    assert!(
        verified.contains("all is as it was written") && verified.contains("removed on purpose"),
        "{verified}"
    );
    assert!(verified.contains("remove 1 document: order of the court"), "{verified}");
    let status = said(&mut factum(at, &["status"]));
    assert!(status.contains("Not in it: 1 document, removed by Tess Lane"), "{status}");
    for format in
        ["json", "html", "docx", "charges-csv", "facts-csv", "cases-csv", "ftm", "annotations", "timelinejs"]
    {
        said(&mut factum(at, &["export", "--format", format, "--out", "out"]));
        assert!(!holds(&at.join("out"), words), "{format}");
        if ["json", "html"].contains(&format) {
            assert!(holds(&at.join("out"), "order of the court"), "{format}");
        }
    }
    said(&mut factum(at, &["export", "--sealed", "sealed"]));
    let check = Command::new("python3").arg(at.join("sealed/verify.py")).output().unwrap();
    let check = (check.status.success(), String::from_utf8(check.stdout).unwrap());
    assert!(check.0 && !check.1.contains(" 0 removed"), "{}", check.1);
    // an entry that merely claims to have been removed is refused
    let entries = fs::read_to_string(at.join("sealed/entries.jsonl")).unwrap();
    let claim = entries.replacen("\"removed\":", "\"removed\":1", 1);
    assert_ne!(claim, entries);
    fs::write(at.join("sealed/entries.jsonl"), claim).unwrap();
    assert!(!Command::new("python3").arg(at.join("sealed/verify.py")).output().unwrap().status.success());
    let again = errors(&mut factum(at, &["add", &format!("news/{document}")]));
    assert!(again.contains("removed by Tess Lane") && again.contains("factum review undo 1"), "{again}");
    let all = errors(&mut factum(at, &["add", "--recursive", "news"]));
    assert!(all.contains("0 added, 13 known already, 1 refused"), "the others go on: {all}");
    said(&mut factum(at, &["review", "undo", "1", "--by", "Tess Lane"]));
    assert!(said(&mut factum(at, &["add", &format!("news/{document}")])).starts_with("1 added"));
    assert!(errors(&mut factum(at, &["remove", document, "--by", "Tess Lane"])).contains("--why"));
}

#[test]
fn a_signed_checkpoint_is_trusted_and_no_other() {
    let folder = with_casebook("2");
    let at = folder.path();
    let public = said(&mut factum(at, &["key", "new", "desk.key", "--name", "echo.example/desk"]));
    assert_eq!(public, said(&mut factum(at, &["key", "show", "desk.key"])));
    assert_eq!(public, fs::read_to_string(at.join("desk.key.pub")).unwrap());
    assert!(
        errors(&mut factum(at, &["key", "new", "desk.key", "--name", "x"])).contains("desk.key"),
        "never over a key"
    );
    let note = said(&mut factum(at, &["verify", "--head", "--key", "desk.key"]));
    fs::write(at.join("kept.txt"), &note).unwrap();
    let trust = ["--checkpoint", "kept.txt", "--trust", "desk.key.pub"];
    said(&mut factum(at, &[&["verify"], &trust[..]].concat()));
    said(&mut factum(at, &["key", "new", "other.key", "--name", "echo.example/desk"]));
    let other = errors(&mut factum(at, &["verify", "--checkpoint", "kept.txt", "--trust", "other.key.pub"]));
    assert!(other.contains("kept.txt") && other.contains("did not sign it"), "{other}");
    said(&mut factum(at, &["export", "--sealed", "sealed", "--key", "desk.key"]));
    let check = |key: &str| {
        let mut command = Command::new("python3");
        command.arg(at.join("sealed/verify.py")).arg("--trust").arg(at.join(key));
        command.output().unwrap()
    };
    let fine = check("desk.key.pub");
    assert!(fine.status.success(), "{}", String::from_utf8_lossy(&fine.stdout));
    assert!(!check("other.key.pub").status.success());
    let sealed = fs::read_to_string(at.join("sealed/checkpoint")).unwrap();
    let (body, signature) = sealed.rsplit_once(' ').unwrap();
    let other = |(at, c): (usize, char)| match (at, c) {
        (20, 'A') => 'B',
        (20, _) => 'A',
        _ => c,
    };
    let forged = format!("{body} {}", signature.chars().enumerate().map(other).collect::<String>());
    fs::write(at.join("sealed/checkpoint"), forged).unwrap();
    assert!(!check("desk.key.pub").status.success());
}

#[test]
fn reading_again_with_the_same_rules_changes_nothing_and_other_facts_are_shown() {
    let folder = with_casebook("2");
    let at = folder.path();
    let before = said(&mut factum(at, &["status"]));
    let same = said(&mut factum(at, &["reread"]));
    assert!(same.contains("0 read anew with other facts, 14 with the same"), "{same}");
    // a kept reading that newer rules would not make: as if it had been read by older ones
    let none = said(&mut factum(at, &["changes"]));
    assert!(none.contains("0 facts in 0 documents"), "{none}");
    assert_eq!(before, said(&mut factum(at, &["status"])));
}
