//! Casebooks of every form that was ever shipped: each opens, verifies and answers.
//!
//! A new form adds its file to `old/`, as `cargo xtask torture writer FILE 0 5` makes it (from form 2 on with a sixth
//! story, which `torture remover` takes out again), and its row here; none is ever taken away or made anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests")]

use std::path::Path;

use factum_casebook::{Casebook, FORM, Pen, Scope};
use factum_record::Ask;

/// The forms, with the root of their log.
const OLD: [(i64, &str); 4] = [
    (1, "19453ffeb890715ad9a7d5c233897718b9d54443b20e995ab52956d6860c6010"),
    (2, "8921feeb359d42c25428cdda2d4081e249a6ecb691a5cc7f4e8788a5d24521c2"),
    (3, "8921feeb359d42c25428cdda2d4081e249a6ecb691a5cc7f4e8788a5d24521c2"),
    (4, "8921feeb359d42c25428cdda2d4081e249a6ecb691a5cc7f4e8788a5d24521c2"),
];

#[test]
fn every_old_form_is_read() {
    assert!(OLD.iter().any(|(form, _)| *form == FORM), "the form of today has no file in old/");
    for (form, root) in OLD {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("old.factum");
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/old/v{form}.factum")), &copy)
            .unwrap();
        let mut casebook = Casebook::open(&copy).unwrap();
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
        // it is of today's form now: it can be written to, and a document can be taken out
        let pen = Pen { now: "2026-02-03".parse().unwrap(), dice: [5; 32] };
        casebook.remove("invented/0000000.txt", "Tess Lane", "an order", &pen).unwrap();
        assert_eq!(casebook.verify(&[]).unwrap().faults, [], "form {form}, after a removal");
        drop(casebook);
        assert_eq!(Casebook::open(&copy).unwrap().documents().unwrap(), 4, "form {form}");
    }
}
