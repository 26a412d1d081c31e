//! Whatever the bytes, reading them as a file named `x.pdf` ends in documents or errors.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = factum_read::read(bytes, &factum_read::Hint::new("x.pdf"));
    assert!(!read.is_empty(), "every file ends in a stated outcome");
});
