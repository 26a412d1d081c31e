//! A process that can do nothing but think, and the parent that watches it.
//!
//! The child calls [`enter`] before it looks at a hostile byte; from then on it can read its standard input,
//! write its standard output and use memory and time within [`Limits`], and nothing else. The parent calls
//! [`ask`], which starts the child, hands it the question and gives back its answer or how it ended. Nothing
//! that a child does ends the parent, and the parent never waits longer than the limit.
//!
//! On Linux the layers are resource limits, Landlock and seccomp; elsewhere only the parent's clock and the cap
//! on the answer hold. [`Layers`] says which are in force.

mod enter;
mod watch;

use std::time::Duration;

pub use enter::{Layers, enter, enter_for_program};
pub use watch::{End, ask};

/// How much a child may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space.
    pub memory: u64,
    /// Time on a processor, in whole seconds.
    pub processor: Duration,
    /// Time on the clock.
    pub clock: Duration,
    /// Bytes of the answer.
    pub answer: u64,
}

impl Default for Limits {
    /// 480 MiB, 20 s on a processor, 25 s on the clock, an answer of 128 MiB.
    fn default() -> Limits {
        Limits {
            memory: 480 << 20,
            processor: Duration::from_secs(20),
            clock: Duration::from_secs(25),
            answer: 128 << 20,
        }
    }
}
