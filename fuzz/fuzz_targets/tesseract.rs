//! Whatever table another program answers with, the file's document is made or an error: no table breaks it.

#![no_main]

use factum_read::{Hint, Pictured, Recognized, read_recognized};

/// A page that is a picture of a page.
const SCAN: &[u8] = include_bytes!("../../crates/read/tests/samples/pdf/scan.pdf");

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let table = String::from_utf8_lossy(bytes).into_owned();
    let about = Pictured { page: 1, points: (1000, 1400), area: [0.0, 0.0, 612.0, 792.0], size: (612.0, 792.0) };
    let _ = read_recognized(SCAN, &Hint::new("x.pdf"), &Recognized { pages: vec![(about, table)] });
});
