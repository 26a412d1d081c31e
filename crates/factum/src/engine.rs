//! The whole way of one document, in order.

use std::borrow::Cow;

use factum_analyze::Analyzer;
use factum_extract::{Capitals, Plain, RuleError, Rules, extract, grafted, plain};
use factum_resolve::{Attribution, resolve};
use factum_types::{Analysis, Document, Findings, Record};
use sha2::{Digest, Sha256};

use crate::lazy::{Memory, Triggers};

/// Rules and model, loaded once and shared by all threads.
#[derive(Debug)]
pub struct Engine {
    rules: Rules,
    analyzer: Analyzer,
    triggers: Triggers,
    capitals: Capitals,
    lazy: bool,
}

/// The rule files that do not load, each mistake with its place.
#[derive(Debug, thiserror::Error)]
#[error("{} mistakes in the rules; the first:\n{}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct RulesError(pub Vec<RuleError>);

/// One thread's reading: what it remembers of words changes no answer.
#[derive(Debug)]
pub struct Session<'e> {
    engine: &'e Engine,
    analysis: factum_analyze::Session<'e>,
    memory: Memory,
}

/// All stages of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The bytes that are the document's own, where the caller kept them ([`run`](crate::run) does).
    pub bytes: Vec<u8>,
    /// What was read.
    pub document: Document,
    /// What the model made of it.
    pub analysis: Analysis,
    /// What the rules saw.
    pub findings: Findings,
    /// What it comes to.
    pub record: Record,
}

impl Engine {
    /// An engine with the shipped rules.
    ///
    /// # Errors
    /// Mistakes in the rule files, which a test of the repository excludes for the shipped ones.
    pub fn new(analyzer: Analyzer) -> Result<Engine, RulesError> {
        let rules = Rules::load(factum_rules::FILES).map_err(RulesError)?;
        let triggers = Triggers::of(&rules);
        let capitals = Capitals::new(rules.words());
        Ok(Engine { rules, analyzer, triggers, capitals, lazy: true })
    }

    /// The same engine reading every sentence with the networks, also where nothing can match. For tests and
    /// measurements: the records are the same.
    #[must_use]
    pub fn eager(mut self) -> Engine {
        self.lazy = false;
        self
    }

    /// What reads: program version, rules by the hash of their text, model by the hash of its wheel.
    pub fn identity(&self) -> String {
        let mut hasher = Sha256::new();
        for (name, text) in factum_rules::FILES {
            hasher.update(format!("{name} {}\n{text}", text.len()));
        }
        let rules: String = hasher.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
        let wheel = self.analyzer.wheel_sha256();
        let wheel = wheel.get(..12).unwrap_or(&wheel);
        format!("factum {}, rules {rules}, {} {wheel}", env!("CARGO_PKG_VERSION"), self.analyzer.model())
    }

    /// Whose words, beliefs, wishes or judgments a document gives: the layer `attributions`. It is of the whole text
    /// where the engine is eager.
    pub fn attributions(&self, told: &Told) -> Vec<Attribution> {
        factum_resolve::attributions(self.rules.words(), &told.document, &told.analysis, &told.findings)
    }

    /// The rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The model.
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// A session for one thread.
    pub fn session(&self) -> Session<'_> {
        Session { engine: self, analysis: self.analyzer.session(), memory: Memory::default() }
    }
}

impl Session<'_> {
    /// Reads one document through all stages and says what it claims.
    pub fn told(&mut self, document: Document) -> Told {
        let analysis = grafted(self.engine.rules.words(), &document, self.analyze(&document));
        let findings = extract(&self.engine.rules, &document, &analysis);
        let record = resolve(self.engine.rules.words(), &document, &analysis, &findings);
        Told { bytes: Vec::new(), document, analysis, findings, record }
    }

    /// The analysis of a document; parts in which no rule can match have tokens only.
    pub fn analyze(&mut self, document: &Document) -> Analysis {
        if !self.engine.lazy {
            return self.analyze_whole(document);
        }
        let (document, words) = self.as_read(document);
        let worth = self.engine.triggers.blocks(&mut self.analysis, &mut self.memory, &document);
        let parse = |block: usize| worth.get(block).copied().unwrap_or(true);
        moved_back(words, self.analysis.analyze(&document, |block, _| parse(block)))
    }

    /// The analysis of a document with every sentence parsed.
    pub fn analyze_whole(&mut self, document: &Document) -> Analysis {
        let (document, words) = self.as_read(document);
        moved_back(words, self.analysis.analyze(&document, |_, _| true))
    }

    /// The document as the model reads it: offences in capitals are set in lower case, words plain, all else as it
    /// stands.
    fn as_read<'d>(&self, document: &'d Document) -> (Cow<'d, Document>, Option<Plain>) {
        let words = plain(&document.text, &document.blocks);
        let text = words.as_ref().map_or(document.text.as_str(), |w| w.text.as_str());
        let lowered = self.engine.capitals.lowered(self.engine.rules.words(), text);
        if words.is_none() && lowered.is_none() {
            return (Cow::Borrowed(document), None);
        }
        let text = lowered.unwrap_or_else(|| text.to_owned());
        let mut blocks = document.blocks.clone();
        if let Some(words) = &words {
            blocks.iter_mut().for_each(|block| block.span = block.span.moved(|place| words.forth(place)));
        }
        (Cow::Owned(Document { text, blocks, ..Document::default() }), words)
    }
}

/// An analysis whose tokens stand where they stand in the document.
fn moved_back(words: Option<Plain>, mut analysis: Analysis) -> Analysis {
    if let Some(words) = words {
        for token in &mut analysis.tokens {
            token.span = token.span.moved(|place| words.back(place));
        }
    }
    analysis
}
