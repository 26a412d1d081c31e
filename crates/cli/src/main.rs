//! factum
fn main() {}
