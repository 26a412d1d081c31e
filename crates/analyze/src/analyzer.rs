//! A model in memory, shared by all threads.

use std::path::Path;

use factum_types::{Dep, EntityKind, Tag};

use crate::ModelError;
use crate::container::Container;
use crate::encoder::{Encoder, WIDTH};
use crate::grammar::Grammar;
use crate::kernels::{Isa, LANES, Layer};
use crate::lemmas::Lemmatizer;
use crate::lexicon::{Dictionaries, Lexicon};
use crate::names::{self, NameMoves};
use crate::network::Network;
use crate::parser::{self, ParserMoves};
use crate::ruler::Ruler;
use crate::scorer::Scorer;
use crate::session::Session;
use crate::tables::{Move, SECTION, Tables};
use crate::tokens::Tokenizer;
use crate::trees::Label;

/// A model, mapped into memory and ready to read texts.
///
/// It is made once and shared: the weights are there once, however many threads there are. What changes
/// while a text is read is in a [`Session`], of which each thread makes its own.
#[derive(Debug)]
pub struct Analyzer {
    container: Container,
    model: Model,
    isa: Isa,
}

/// The small tables of a model, in the form in which they are used.
#[derive(Debug)]
pub(crate) struct Model {
    tables: Tables,
    tokenizer: Tokenizer,
    ruler: Ruler,
    /// The tag of each class.
    pub(crate) tags: Vec<Tag>,
    pub(crate) parser_moves: ParserMoves,
    /// The label of each parser move, by number.
    pub(crate) labels: Vec<Label>,
    /// The dependency label of each number.
    pub(crate) deps: Vec<Dep>,
    /// The number of `ROOT`.
    pub(crate) root: u8,
    pub(crate) name_moves: NameMoves,
}

impl Analyzer {
    /// Maps a model that [`convert`](crate::convert) made.
    ///
    /// Takes a few milliseconds, since nothing large is read; the header, the section table, the length and
    /// the small tables are checked, the weights are not (see [`Analyzer::verify`]).
    ///
    /// # Errors
    /// The file cannot be read, is no model, is of another format version, is cut short or damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Analyzer, ModelError> {
        let container = Container::open(path.as_ref())?;
        container.check(SECTION)?;
        let tables = Tables::from_bytes(container.bytes(SECTION)?);
        let model = tables.and_then(Model::new).ok_or_else(|| container.corrupt(SECTION))?;
        let analyzer = Analyzer { container, model, isa: Isa::best() };
        // That all weights are there in the right number is seen by taking hold of them.
        analyzer.try_session()?;
        Ok(analyzer)
    }

    /// The same with another instruction set than the machine's best, for tests and measurements.
    #[must_use]
    pub fn with_isa(self, isa: Isa) -> Analyzer {
        Analyzer { isa, ..self }
    }

    /// The instruction set in use.
    pub fn isa(&self) -> Isa {
        self.isa
    }

    /// Name and version of the model: `en_core_web_md 3.8.0`.
    pub fn model(&self) -> &str {
        &self.model.tables.model
    }

    /// The sha256 of the wheel that the model came from, 64 hexadecimal digits.
    pub fn wheel_sha256(&self) -> String {
        self.container.wheel_sha256()
    }

    /// Reads the whole file and compares it with its checksums.
    ///
    /// # Errors
    /// [`ModelError::Corrupt`] with the first section that changed.
    pub fn verify(&self) -> Result<(), ModelError> {
        self.container.check_all()
    }

    /// Begins to read texts, with a memory of its own for the words that it meets.
    ///
    /// What a session says of a text never depends on what it read before.
    pub fn session(&self) -> Session<'_> {
        self.try_session().expect("`open` made a session of the same tables")
    }

    fn try_session(&self) -> Result<Session<'_>, ModelError> {
        let (container, model, isa) = (&self.container, &self.model, self.isa);
        let tables = &model.tables;
        let dictionaries = Dictionaries {
            tokenizer: &model.tokenizer,
            ruler: &model.ruler,
            lemmatizer: Lemmatizer::new(container, &tables.endings)?,
            norms: container.index("norms")?,
            strings: container.bytes("strings")?,
            vectors: container.index("vectors")?,
        };
        let classes = tables.tags.len().next_multiple_of(LANES);
        let tagger = Layer {
            inputs: WIDTH,
            weights: container.floats("tagger.w", WIDTH * classes)?,
            bias: container.floats("tagger.b", classes)?,
        };
        let encoders = [
            Encoder::new(container, &tables.encoder, "tok2vec", isa)?,
            Encoder::new(container, &tables.name_encoder, "names", isa)?,
        ];
        let scorers = [
            Scorer::new(container, "parser", (parser::FEATURES, tables.parser_moves.len()), isa)?,
            Scorer::new(container, "names", (names::FEATURES, tables.name_moves.len()), isa)?,
        ];
        let network = Network::new(model, tagger, encoders, scorers, isa);
        Ok(Session::new(model, Lexicon::new(dictionaries), network, Grammar::new(&model.ruler)))
    }
}

impl Model {
    /// `None` where a label, pattern or rule is not one that this version knows.
    fn new(tables: Tables) -> Option<Model> {
        let tags: Vec<Tag> = tables.tags.iter().map(|t| t.parse().ok()).collect::<Option<_>>()?;
        let (labels, deps) = labels(&tables.parser_moves)?;
        let root = deps.iter().position(|d| *d == Dep::Root)?;
        let kind = |name: &str| name.parse::<EntityKind>().ok().map(|kind| kind as u8);
        Some(Model {
            tokenizer: Tokenizer::new(&tables.patterns, &tables.exceptions)?,
            ruler: Ruler::new(&tables.rules)?,
            tags: if tags.is_empty() { return None } else { tags },
            parser_moves: ParserMoves::new(&tables.parser_moves)?,
            labels,
            deps,
            root: root as u8,
            name_moves: NameMoves::new(&tables.name_moves, kind)?,
            tables,
        })
    }
}

/// The label of each move, and the dependency labels that its numbers stand for.
fn labels(moves: &[Move]) -> Option<(Vec<Label>, Vec<Dep>)> {
    let mut deps: Vec<Dep> = vec![Dep::Root];
    let mut number = |name: &str| -> Option<u8> {
        // Moves without a label never give one.
        let dep = if name.is_empty() { Dep::Root } else { name.parse().ok()? };
        let at = deps.iter().position(|d| *d == dep);
        u8::try_from(at.unwrap_or_else(|| {
            deps.push(dep);
            deps.len() - 1
        }))
        .ok()
    };
    let mut label = |m: &Move| match m.label.split_once("||") {
        None => Some(Label { plain: number(&m.label)?, head: None }),
        Some((plain, head)) => Some(Label { plain: number(plain)?, head: Some(number(head)?) }),
    };
    let labels = moves.iter().map(&mut label).collect::<Option<_>>()?;
    Some((labels, deps))
}
