//! factum
