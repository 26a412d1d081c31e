//! What was removed is nowhere in the file, and all else is proved as before.
#![allow(clippy::disallowed_methods, reason = "a test looks into the files")]

use std::path::Path;

use factum_record::{Ask, LeftOut};
use factum_types::Status;

use crate::tests::{Story, charged, dismissed, pen};
use crate::*;

/// Whether any file of the casebook holds these bytes, in whatever case.
fn is_in(folder: &Path, words: &str) -> bool {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| {
        let bytes = bytes.to_ascii_lowercase();
        bytes.windows(words.len()).any(|window| window == words.to_lowercase().as_bytes())
    })
}

fn secret() -> Story {
    let text = "Ada Quill was charged with arson; a juvenile, Zebedee Xylander, saw the blaze.";
    Story::new("echo/xylander.txt", "2021-03-13", text, Status::Charged)
}

#[test]
fn nothing_of_it_is_left_and_the_proof_stands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.factum");
    let mut casebook = Casebook::open_or_create(&path).unwrap();
    charged().add(&mut casebook, "2026-01-02");
    secret().add(&mut casebook, "2026-01-03");
    dismissed().add(&mut casebook, "2026-01-04");
    let early = casebook.head().unwrap();
    let fact = casebook.facts_of(&secret().document.id).unwrap();
    let accept = Decision::Accept { fact: Target::of(&fact[0]) };
    casebook.decide(&accept, "Tess Lane", &pen("2026-01-05")).unwrap();
    assert!(is_in(folder.path(), "xylander") && is_in(folder.path(), "zebedee"));

    let removed =
        casebook.remove("xylander.txt", "Tess Lane", "order of 6 January", &pen("2026-01-06")).unwrap();
    assert_eq!((removed.addresses.as_slice(), removed.decisions), (&["echo/xylander.txt".to_owned()][..], 1));
    for words in
        ["xylander", "zebedee", "blaze", secret().document.id.trim_start_matches("sha256:"), &fact[0].name]
    {
        assert!(!is_in(folder.path(), words), "{words}");
    }
    let verified = casebook.verify(&[early]).unwrap();
    assert_eq!((verified.faults, verified.removed), (vec![], removed.rows));
    let view = casebook.case(&Scope::default()).unwrap().view(Ask::default());
    assert_eq!(view.sources.len(), 2);
    assert_eq!(
        view.left_out,
        [LeftOut {
            what: "1 document".to_owned(),
            why: "removed by Tess Lane on 2026-01-06T00:00:00Z: order of 6 January".to_owned(),
            removed: true
        }]
    );
    for day in ["2026-01-03", "2026-01-09"] {
        let then = Scope { added_by: Some(day.parse().unwrap()), ..Scope::default() };
        casebook.case(&then).unwrap();
    }
    assert_eq!(casebook.search(&Search { words: "blaze".to_owned(), ..Search::default() }).unwrap(), []);
    assert_eq!(casebook.search(&Search { words: "mill".to_owned(), ..Search::default() }).unwrap().len(), 1);
}

#[test]
fn the_same_bytes_come_in_again_only_when_the_decision_is_taken_back() {
    let mut casebook = Casebook::in_memory().unwrap();
    secret().add(&mut casebook, "2026-01-02");
    let removed =
        casebook.remove("echo/xylander.txt", "Tess Lane", "privileged", &pen("2026-01-03")).unwrap();
    let story = Story {
        document: factum_types::Document { path: "elsewhere.txt".to_owned(), ..secret().document },
        ..secret()
    };
    let bytes = story.document.text.as_bytes();
    let addition = Addition { document: &story.document, record: &story.record, bytes, engine: "test 1" };
    let said = casebook.add(addition, &pen("2026-01-04")).unwrap_err().to_string();
    assert!(said.contains("removed by Tess Lane") && said.contains("privileged"), "{said}");
    casebook.decide(&Decision::Undo { decision: removed.decision }, "Tess Lane", &pen("2026-01-05")).unwrap();
    assert_eq!(casebook.add(addition, &pen("2026-01-06")).unwrap(), Added::New { facts: 3 });
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

#[test]
fn all_versions_go_and_every_address_of_the_same_bytes() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    let again = Story::new(
        "echo/1.txt",
        "2021-03-12",
        "Ada Quill was charged with arson. Corrected.",
        Status::Charged,
    );
    again.add(&mut casebook, "2026-01-03");
    let mut copy = charged();
    copy.document.path = "herald/7.txt".to_owned();
    copy.add(&mut casebook, "2026-01-04");
    let removed = casebook.remove("echo/1.txt", "Tess Lane", "order", &pen("2026-01-05")).unwrap();
    assert_eq!(removed.addresses, ["echo/1.txt", "herald/7.txt"]);
    assert!(casebook.case(&Scope::default()).unwrap().is_empty());
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
    for (what, who, why) in
        [("echo/1.txt", "Tess Lane", "again"), ("none.txt", "Tess Lane", "why"), ("echo/1.txt", "", "x")]
    {
        assert!(casebook.remove(what, who, why, &pen("2026-01-06")).is_err(), "{what}");
    }
}

#[test]
fn a_row_emptied_by_hand_is_damage_and_no_removal() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    dismissed().add(&mut casebook, "2026-01-03");
    casebook.db.execute_batch("UPDATE fact SET body = NULL, salt = NULL WHERE id = 2").unwrap();
    let faults = casebook.verify(&[]).unwrap().faults;
    assert!(faults.iter().any(|f| f.why.contains("no removal says so")), "{faults:?}");
    let case = casebook.case(&Scope::default()).unwrap();
    assert_eq!(case.len(), 1, "the others are still told");
    let left_out = case.view(Ask::default()).left_out;
    assert!(left_out.len() == 1 && left_out[0].what == "echo/1.txt" && !left_out[0].removed, "{left_out:?}");
}

#[test]
fn words_that_stand_in_another_document_too_stay_with_that_one() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    // the same text from other bytes: a page and its plain copy
    let page = format!("<p>{}</p>", charged().document.text);
    let mut story = charged();
    story.document.id = format!("sha256:{}", hex(&digest(page.as_bytes())));
    story.document.path = "echo/1.html".to_owned();
    let addition = Addition {
        document: &story.document,
        record: &story.record,
        bytes: page.as_bytes(),
        engine: "test 1",
    };
    casebook.add(addition, &pen("2026-01-03")).unwrap();
    let removed = casebook.remove("echo/1.txt", "Tess Lane", "order", &pen("2026-01-04")).unwrap();
    assert_eq!(removed.same_text, ["echo/1.html"]);
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
    assert_eq!(casebook.case(&Scope::default()).unwrap().len(), 1);
    assert_eq!(casebook.bytes(&story.document.id).unwrap(), page.as_bytes());
    assert!(casebook.sealed(&|_| false).unwrap().iter().any(|(name, _)| name.starts_with("text-")));
}
