//! A casebook from the command line: the same answers as from the documents, and the same bytes on any day.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::{factum, said, with_casebook, with_casebook_of};

#[test]
fn a_casebook_answers_as_its_documents_do_and_re_adding_is_nothing() {
    let folder = with_casebook("2");
    let at = folder.path();
    let before = fs::read(at.join("case.factum")).unwrap();
    let again = said(&mut factum(at, &["add", "--recursive", "news"]));
    assert!(again.starts_with("0 added, 14 known already; 0 facts;"), "{again}");
    assert_eq!(fs::read(at.join("case.factum")).unwrap(), before, "not a byte was written");
    for times in [vec![], vec!["--as-of", "2023-03-01"], vec!["--known-by", "2023-05-01"]] {
        for (command, section) in [
            ("status", "charges"),
            ("timeline", "timeline"),
            ("people", "parties"),
            ("statements", "statements"),
            ("conflicts", "conflicts"),
            ("stale", "stale"),
        ] {
            let direct = [&["case", "--recursive", "news", "--only", section], times.as_slice()].concat();
            let kept = [&[command], times.as_slice()].concat();
            let (direct, kept) = (said(&mut factum(at, &direct)), said(&mut factum(at, &kept)));
            assert_eq!(direct, kept, "{command} {times:?}");
            assert!(kept.lines().count() > 3, "{kept}");
        }
    }
}

#[test]
fn answers_are_the_same_bytes_whatever_the_threads_the_zone_and_the_clock() {
    let (one, other) = (with_casebook("1"), with_casebook("2"));
    for arguments in [["status", "--json"], ["stale", "--json"], ["timeline", "--json"], ["search", "charge"]]
    {
        let plain = said(&mut factum(one.path(), &arguments));
        let mut abroad = factum(other.path(), &arguments);
        abroad.env("TZ", "Pacific/Kiritimati").env("LANG", "tr_TR.UTF-8").env("FACTUM_NOW", "2099-12-31");
        assert_eq!(plain, said(&mut abroad), "{arguments:?}");
    }
}

#[test]
fn one_person_is_asked_for_and_nobody_is_an_error() {
    let folder = with_casebook("2");
    let halls = said(&mut factum(folder.path(), &["status", "halls"]));
    assert!(halls.contains("CHARGES (1 charge,") && !halls.contains("tampering"), "{halls}");
    let nobody = factum(folder.path(), &["status", "Nobody Atall"]).output().unwrap();
    assert_eq!(nobody.status.code(), Some(2));
    assert!(String::from_utf8(nobody.stderr).unwrap().contains("names nobody with"));
    let nowhere = factum(folder.path(), &["status", "-C", "none.factum"]).output().unwrap();
    assert!(String::from_utf8(nowhere.stderr).unwrap().contains("there is no casebook none.factum"));
}

#[test]
fn a_fact_is_explained_by_the_place_that_is_printed_beside_it() {
    let folder = with_casebook("2");
    let facts = said(&mut factum(folder.path(), &["why", "2024-03-06-verdict.txt:9"]));
    let step = facts.lines().find(|line| line.contains("step: ") && line.contains("acquitted")).unwrap();
    let name = step.split(' ').next().unwrap();
    let one = said(&mut factum(folder.path(), &["why", name]));
    for part in
        ["rule verdict.", "published 2024-03-06", "log entry", "now: Hannah Gutierrez-Reed, tampering"]
    {
        assert!(one.contains(part), "no `{part}` in\n{one}");
    }
}

#[test]
fn verify_names_a_row_that_was_changed_and_a_file_that_was_set_back() {
    let folder = with_casebook("2");
    let at = folder.path();
    let fine = said(&mut factum(at, &["verify"]));
    assert!(fine.contains("all is as it was written"), "{fine}");
    fs::write(at.join("kept.txt"), said(&mut factum(at, &["verify", "--head"]))).unwrap();
    said(&mut factum(at, &["verify", "--checkpoint", "kept.txt"]));
    let early = at.join("early.factum");
    said(&mut factum(at, &["add", "news/2023-01-31-charges-filed.html", "-C", "early.factum"]));
    let back = factum(at, &["verify", "-C", "early.factum", "--checkpoint", "kept.txt"]).output().unwrap();
    assert_eq!(back.status.code(), Some(1));
    assert!(String::from_utf8(back.stdout).unwrap().contains("was set back"));
    let mut bytes = fs::read(&early).unwrap();
    // the database may keep an old copy of a cell in unused room, so every place is changed
    let places: Vec<usize> =
        (0..bytes.len() - 9).filter(|at| bytes[*at..].starts_with(b"\"charged\"")).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| bytes[at + 1] = b'b');
    fs::write(&early, bytes).unwrap();
    let forged = factum(at, &["verify", "-C", "early.factum"]).output().unwrap();
    assert_eq!(forged.status.code(), Some(1));
    let named = String::from_utf8(forged.stdout).unwrap();
    assert!(named.contains("charges-filed.html") && named.contains("does not fit its entry"), "{named}");
}

#[test]
fn a_decision_changes_the_answer_and_is_taken_back() {
    let folder = with_casebook("2");
    let at = folder.path();
    let before = said(&mut factum(at, &["status", "halls"]));
    let facts = said(&mut factum(at, &["why", "2023-briefs.jsonl#2023-03-31-no-contest:1"]));
    let step =
        facts.lines().find(|line| line.contains("step: ") && line.contains("pleaded_no_contest")).unwrap();
    let name = step.split(' ').next().unwrap();
    let decided = said(&mut factum(at, &["review", "reject", name, "--by", "Tess Lane", "--why", "misread"]));
    assert!(decided.starts_with("decision 1 by Tess Lane"), "{decided}");
    let after = said(&mut factum(at, &["status", "halls"]));
    assert!(before.contains("pleaded no contest") && !after.contains("pleaded no contest"), "{after}");
    said(&mut factum(at, &["review", "undo", "1", "--by", "Tess Lane"]));
    assert_eq!(said(&mut factum(at, &["status", "halls"])), before);
    let log = said(&mut factum(at, &["review", "log"]));
    assert!(log.contains("Tess Lane: reject") && log.contains("misread (taken back)"), "{log}");
    let queue = said(&mut factum(at, &["review"]));
    assert!(queue.contains("the status rests on an inference: Alec Baldwin"), "{queue}");
    let wrong =
        factum(at, &["review", "edit", name, "status=dropped", "--by", "Tess Lane"]).output().unwrap();
    assert!(String::from_utf8(wrong.stderr).unwrap().contains("`dropped` is no status"));
    said(&mut factum(at, &["verify"]));
}

#[test]
fn every_export_is_the_same_bytes_and_a_sealed_one_is_checked_by_its_own_program() {
    // whatever the threads, the time zone and the clock, when it is added and when it is exported
    let (one, other) =
        (with_casebook("1"), with_casebook_of("2", "2031-12-31T23:59:59Z", "Pacific/Kiritimati"));
    let formats =
        ["json", "charges-csv", "facts-csv", "cases-csv", "html", "docx", "ftm", "annotations", "timelinejs"];
    for format in formats {
        let write = |folder: &Path, zone: &str, now: &str| {
            let mut command = factum(folder, &["export", "--format", format, "--out", "out"]);
            said(command.env("TZ", zone).env("FACTUM_NOW", now));
            fs::read(folder.join("out")).unwrap()
        };
        let bytes = write(one.path(), "Asia/Kathmandu", "2001-02-03");
        assert!(bytes.len() > 500, "{format}");
        assert_eq!(bytes, write(other.path(), "America/Caracas", "2099-12-31"), "{format}");
    }
    said(&mut factum(one.path(), &["export", "--sealed", "sealed"]));
    let check = |folder: &Path| Command::new("python3").arg(folder.join("verify.py")).output().unwrap();
    let sealed = one.path().join("sealed");
    let fine = check(&sealed);
    assert!(fine.status.success(), "{}", String::from_utf8_lossy(&fine.stdout));
    let entries = fs::read_to_string(sealed.join("entries.jsonl")).unwrap();
    fs::write(sealed.join("entries.jsonl"), entries.replacen("dismissed", "convicted", 1)).unwrap();
    let forged = check(&sealed);
    assert!(!forged.status.success() && String::from_utf8_lossy(&forged.stdout).contains("REFUSED"));
}

#[test]
fn open_charges_without_news_and_what_nobody_tells_are_listed() {
    let folder = with_casebook("2");
    let at = folder.path();
    let known = ["--known-by", "2023-05-01"];
    let silent = said(factum(at, &[&["watch"], known.as_slice()].concat()).env("FACTUM_NOW", "2024-02-01"));
    assert!(
        silent.contains("Hannah Gutierrez-Reed, involuntary manslaughter: ") && silent.contains("days"),
        "{silent}"
    );
    let early = said(factum(at, &[&["watch"], known.as_slice()].concat()).env("FACTUM_NOW", "2023-05-02"));
    assert!(early.contains("(0 open charges"), "{early}");
    let gaps = said(&mut factum(at, &["gaps", "halls"]));
    assert!(gaps.contains("not told: the day of: sentenced (2023)"), "{gaps}");
}

/// What one document tells in two ways: in its record, in the casebook, on the terminal and as JSON, and why.
#[test]
fn what_a_document_tells_in_two_ways_is_shown_with_both_tellings() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let story = "2023-05-20\n\nBram Holt was charged with manslaughter on May 3, 2023, over the shooting of Ida Fenn. \
                 A revolver that he was using for a scene went off.\n\n\
                 Holt was holding the revolver during a rehearsal when it fired.\n";
    fs::write(at.join("story.txt"), story).unwrap();
    let record = said(&mut factum(at, &["extract", "story.txt"]));
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let variance = &record["variances"][0];
    assert_eq!((&variance["id"], &variance["what"]), (&"v1".into(), &"circumstance".into()), "{record}");
    let quotes: Vec<&str> =
        variance["sides"].as_array().unwrap().iter().filter_map(|s| s["quote"].as_str()).collect();
    let both = ["he was using for a scene", "Holt was holding the revolver during a rehearsal"];
    assert_eq!(quotes, both);
    assert_eq!(record["conflicts"], serde_json::json!([]), "pairs of statements only");
    said(&mut factum(at, &["add", "story.txt"]));
    let shown = said(&mut factum(at, &["conflicts", "holt"]));
    assert!(shown.contains("Bram Holt: revolver (circumstance): the source says both"), "{shown}");
    assert!(both.iter().all(|quote| shown.contains(quote)), "{shown}");
    let json = said(&mut factum(at, &["conflicts", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["conflicts"][0]["kind"], "variance");
    assert_eq!(json["conflicts"][0]["sides"][1]["says"], "during a rehearsal");
    let why = said(&mut factum(at, &["why", "story.txt", "--fact", "v1"]));
    assert!(why.contains("v1: Bram Holt: revolver (circumstance): the document says both"), "{why}");
    assert!(both.iter().all(|quote| why.contains(quote)), "{why}");
    let kept = said(&mut factum(at, &["why", "story.txt:3"]));
    assert!(kept.contains("variance: Bram Holt, circumstance"), "{kept}");
}
