//! Whatever table another program answers with, its words become a document, an error, or nothing.

#![no_main]

use factum_read::{Hint, Pictured, Recognized, recognized};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let table = String::from_utf8_lossy(bytes).into_owned();
    let about = Pictured { page: 1, points: (1000, 1400), area: [0.0, 0.0, 612.0, 792.0], size: (612.0, 792.0) };
    let pages = vec![(about, table)];
    let _ = recognized(b"x", &Hint::new("x.pdf"), Recognized { pages, left_out: None });
});
