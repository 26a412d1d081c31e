//! Text becomes tokens, tags, lemmas, parse, sentences and names, exactly as spaCy's `en_core_web_md` and
//! `en_core_web_sm` 3.8 make them.
//!
//! [`convert`] turns the wheel of a model into a file, [`Analyzer::open`] maps that file, and a [`Session`]
//! reads texts with it:
//!
//! ```no_run
//! let analyzer = factum_analyze::Analyzer::open("en_core_web_md.fnlp")?;
//! let mut session = analyzer.session();
//! let analysis = session.analyze_text("The charge against Mara Ellsworth was dropped.");
//! assert_eq!(analysis.lemma(6), "drop");
//! # Ok::<(), factum_analyze::ModelError>(())
//! ```
//!
//! The way of a text: [`tokens`] cuts it, [`lexicon`] looks at each kind of token once, [`encoder`] gives
//! each token 96 numbers, from which tagger, [`parser`] and [`names`] decide; [`trees`] settles subtrees and
//! sentences; [`ruler`] and [`lemmas`] add parts of speech, morphology and lemmas.
//!
//! The same text gives the same analysis whatever was read before, in any number of threads; on another
//! instruction set the last bits of scores differ, which has not been seen to change a decision.
//!
//! This crate never knows that crime exists, never guesses a date, and opens no file but the model.
#![allow(rustdoc::private_intra_doc_links, reason = "the overview is for readers of the source")]

mod analyzer;
mod container;
mod convert;
mod encoder;
mod error;
mod grammar;
mod hash;
mod kernels;
mod lemmas;
mod lexicon;
mod map;
mod names;
mod network;
mod norms;
mod parser;
mod python;
mod records;
mod ruler;
mod scorer;
mod session;
mod tables;
mod tokens;
mod trees;
mod words;

pub use analyzer::Analyzer;
pub use convert::convert;
pub use error::ModelError;
pub use kernels::Isa;
pub use session::{Session, Tokens};
