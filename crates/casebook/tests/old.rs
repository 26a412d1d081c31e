//! Casebooks of every form that was ever shipped: each opens, verifies and answers.
//!
//! A new form adds its file to `old/`, as `cargo xtask torture writer FILE 0 5` makes it, and its row here; none is ever
//! taken away or made anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

use std::path::Path;

use factum_casebook::{Casebook, FORM, Scope};
use factum_record::Ask;

/// The forms, with the root of their log.
const OLD: [(i64, &str); 1] = [(1, "19453ffeb890715ad9a7d5c233897718b9d54443b20e995ab52956d6860c6010")];

#[test]
fn every_old_form_is_read() {
    assert!(OLD.iter().any(|(form, _)| *form == FORM), "the form of today has no file in old/");
    for (form, root) in OLD {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("old.factum");
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/old/v{form}.factum")), &copy)
            .unwrap();
        let casebook = Casebook::open(&copy).unwrap();
        let verified = casebook.verify(&[]).unwrap();
        assert_eq!(verified.faults, [], "form {form}");
        assert_eq!(verified.root.map(|b| format!("{b:02x}")).concat(), root, "form {form}");
        let view = casebook.case(&Scope::default()).unwrap().view(Ask::default());
        let outcomes: Vec<String> =
            (0..view.charges.len()).filter_map(|at| view.outcome(at)).map(|o| o.to_string()).collect();
        assert_eq!(
            outcomes,
            [
                "Bela Belbury, arson: found guilty, 2001-05-05; as known on 2001-05-05",
                "Cora Belbury, arson: dismissed, 2001-05-05; as known on 2001-05-05",
            ],
            "form {form}"
        );
    }
}
