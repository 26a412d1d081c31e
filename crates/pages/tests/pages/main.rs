//! The pages of invented casebooks, asked without a socket.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

mod changing;
mod deciding;
mod escaping;
mod guard;
mod support;
mod twins;
