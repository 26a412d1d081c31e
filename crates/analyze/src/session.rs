//! One thread's reading of texts.

use std::ops::Range;

use factum_types::{
    Analysis, Block, BlockKind, Dep, Document, EntityKind, Name, Pos, Sentence, Span, Tag, Token,
};

use crate::analyzer::Model;
use crate::grammar::{Attributes, Grammar, Tagged};
use crate::lexicon::{Cut, Lexicon};
use crate::network::{Network, Read};
use crate::words::Words;

/// Reads texts, one after the other, and remembers the words that it met.
///
/// The memory is bounded, and what is said of a text never depends on it.
#[derive(Debug)]
pub struct Session<'a> {
    model: &'a Model,
    lexicon: Lexicon<'a>,
    network: Network<'a>,
    grammar: Grammar<'a>,
    tokens: Vec<Cut>,
    tagged: Vec<Tagged>,
    attributes: Vec<Attributes>,
    strings: PlacedStrings,
}

/// The tokens of a text, before anything else is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Tokens<'s> {
    text: &'s str,
    tokens: &'s [Cut],
    lexicon: &'s Lexicon<'s>,
}

impl<'s> Tokens<'s> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Where a token stands, in bytes of the whole text; empty beyond the last.
    pub fn span(&self, token: usize) -> Span {
        self.tokens.get(token).map(Cut::span).unwrap_or_default()
    }

    /// A token's text; empty beyond the last.
    pub fn text(&self, token: usize) -> &'s str {
        self.span(token).of(self.text)
    }

    /// Whether a single space follows a token.
    pub fn space_after(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|t| t.space)
    }

    /// A token's norm: lower-cased, with contractions and spellings made alike ("n't" is `not`).
    pub fn norm(&self, token: usize) -> String {
        self.tokens.get(token).map(|t| self.lexicon.norm(t.kind)).unwrap_or_default()
    }

    /// All lemmas that a token could get under any part of speech and in any context, sorted; found once
    /// for each different word.
    pub fn lemmas(&self, token: usize) -> &'s [String] {
        self.tokens.get(token).map_or(&[], |t| self.lexicon.lemmas(t.kind))
    }
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        model: &'a Model,
        lexicon: Lexicon<'a>,
        network: Network<'a>,
        grammar: Grammar<'a>,
    ) -> Session<'a> {
        Session {
            model,
            lexicon,
            network,
            grammar,
            tokens: Vec::new(),
            tagged: Vec::new(),
            attributes: Vec::new(),
            strings: PlacedStrings::default(),
        }
    }

    /// Cuts a text into tokens, as spaCy's tokenizer does, and does nothing else.
    ///
    /// A text of 4 GiB or more has no tokens, since places are 32-bit numbers.
    pub fn tokenize<'s>(&'s mut self, text: &'s str) -> Tokens<'s> {
        self.begin();
        if u32::try_from(text.len()).is_ok() {
            self.lexicon.tokenize(text, 0, &mut self.tokens);
        }
        Tokens { text, tokens: &self.tokens, lexicon: &self.lexicon }
    }

    /// Analyzes a text as one sequence: exactly spaCy's `nlp(text)`.
    pub fn analyze_text(&mut self, text: &str) -> Analysis {
        self.read(text, &[(0, Span::new(0, text.len()))], |_, _| true)
    }

    /// Analyzes a document block by block: each that can hold facts is read as a sequence of its own,
    /// exactly as spaCy's `nlp` reads its text.
    ///
    /// `parse` decides, from the number of a block and its tokens, whether the block is worth the networks;
    /// where it says no, the block becomes one sentence of bare tokens (see [`Sentence::parsed`]). A dateline always
    /// does: it holds no fact, but a time; and so does a form, which holds no sentence.
    pub fn analyze(&mut self, document: &Document, parse: impl Fn(usize, &Tokens<'_>) -> bool) -> Analysis {
        let is_bare = |kind: BlockKind| matches!(kind, BlockKind::Dateline | BlockKind::Form);
        let bare = |at: usize| document.blocks.get(at).is_some_and(|b| is_bare(b.kind));
        let holds = |(_, block): &(usize, &Block)| block.kind.can_hold_facts() || is_bare(block.kind);
        let blocks = document.blocks.iter().enumerate().filter(holds).map(|(at, block)| (at, block.span));
        self.read(&document.text, &blocks.collect::<Vec<_>>(), |at, tokens| !bare(at) && parse(at, tokens))
    }

    /// Every lemma that a word could get under any part of speech and in any context, sorted.
    pub fn lemmas_of(&self, word: &str) -> Vec<String> {
        self.lexicon.lemmas_of(word)
    }

    /// Forgets what has grown too large, and the tokens of the text before.
    fn begin(&mut self) {
        self.tokens.clear();
        if self.lexicon.trim() || self.grammar.is_full() {
            self.network.clear();
            self.grammar.clear();
            self.strings.clear();
        }
    }

    fn read(
        &mut self,
        text: &str,
        blocks: &[(usize, Span)],
        parse: impl Fn(usize, &Tokens<'_>) -> bool,
    ) -> Analysis {
        self.begin();
        let mut cut = Vec::new();
        for (block, span) in blocks {
            let first = self.tokens.len();
            self.lexicon.tokenize(span.of(text), span.start, &mut self.tokens);
            let tokens = self.tokens.get(first..).unwrap_or_default();
            let parsed =
                !tokens.is_empty() && parse(*block, &Tokens { text, tokens, lexicon: &self.lexicon });
            cut.push((*block as u32, first..self.tokens.len(), parsed));
        }
        let sequences: Vec<_> =
            cut.iter().filter(|(_, _, parsed)| *parsed).map(|(_, s, _)| s.clone()).collect();
        let Session { model, lexicon, network, grammar, tokens, tagged, attributes, strings } = self;
        let mut out = Output { analysis: Analysis::default(), tokens, strings };
        out.strings.begin();
        let mut blocks = cut.into_iter();
        network.read(lexicon, tokens, &sequences, |lexicon, sequence, read| {
            // The blocks before this one were left unparsed.
            let block = loop {
                match blocks.next() {
                    Some((block, sequence, false)) => out.bare(block, sequence),
                    Some((block, _, true)) => break block,
                    None => return,
                }
            };
            let cut = tokens.get(sequence.clone()).unwrap_or_default().iter();
            let words = cut.zip(read.tags.iter().zip(read.labels));
            tagged.clear();
            tagged.extend(words.map(|(token, (tag, dep))| model.tagged(token.kind, *tag, *dep)));
            grammar.attributes(lexicon, tagged, attributes);
            out.parsed(block, sequence, read, (attributes, grammar));
        });
        blocks.for_each(|(block, sequence, _)| out.bare(block, sequence));
        out.analysis
    }
}

impl Model {
    fn tagged(&self, kind: u32, tag: u8, dep: u8) -> Tagged {
        let tag = self.tags.get(usize::from(tag)).copied().unwrap_or(Tag::XX);
        Tagged { kind, tag, dep: self.deps.get(usize::from(dep)).copied().unwrap_or(Dep::Dep) }
    }
}

/// An analysis that is being written.
struct Output<'o> {
    analysis: Analysis,
    tokens: &'o [Cut],
    strings: &'o mut PlacedStrings,
}

impl Output<'_> {
    /// Adds a block that was not parsed.
    fn bare(&mut self, block: u32, sequence: Range<usize>) {
        let first = self.analysis.tokens.len();
        for token in self.tokens.get(sequence).unwrap_or_default() {
            self.analysis.tokens.push(Token {
                span: token.span(),
                space_after: token.space,
                tag: Tag::XX,
                pos: Pos::None,
                dep: Dep::Dep,
                head: self.analysis.tokens.len() as u32,
                lemma: Span::default(),
                morph: Span::default(),
            });
        }
        let tokens = first..self.analysis.tokens.len();
        if !tokens.is_empty() {
            self.analysis.sentences.push(Sentence { tokens, block, parsed: false });
        }
    }

    /// Adds a block that was read.
    fn parsed(
        &mut self,
        block: u32,
        sequence: Range<usize>,
        read: &Read<'_>,
        (attributes, grammar): (&[Attributes], &Grammar<'_>),
    ) {
        let first = self.analysis.tokens.len();
        let cut = self.tokens.get(sequence).unwrap_or_default();
        for (token, (attributes, head)) in cut.iter().zip(attributes.iter().zip(read.heads)) {
            let mut place = |number| self.strings.place(number, &grammar.strings, &mut self.analysis.strings);
            self.analysis.tokens.push(Token {
                span: token.span(),
                space_after: token.space,
                tag: attributes.tag,
                pos: attributes.pos,
                dep: attributes.dep,
                head: first as u32 + head,
                lemma: place(attributes.lemma),
                morph: place(attributes.morph),
            });
        }
        let mut start = 0;
        let ends = (1..=cut.len()).filter(|at| read.starts.get(*at).copied().unwrap_or(true));
        for end in ends {
            self.analysis.sentences.push(Sentence {
                tokens: first + start..first + end,
                block,
                parsed: true,
            });
            start = end;
        }
        self.analysis.names.extend(read.names.iter().filter_map(|(start, end, kind)| {
            let kind = *EntityKind::ALL.get(usize::from(*kind))?;
            Some(Name { tokens: first + start..first + end, kind })
        }));
    }
}

/// Where each lemma and each set of features stands in the strings of the analysis that is being written.
#[derive(Debug, Default)]
struct PlacedStrings {
    /// By number: the place, and in which analysis.
    places: Vec<(u64, Span)>,
    analysis: u64,
}

impl PlacedStrings {
    /// Begins another analysis.
    fn begin(&mut self) {
        self.analysis += 1;
    }

    /// Forgets all numbers.
    fn clear(&mut self) {
        self.places.clear();
    }

    /// Where a string stands; it is added if it is not yet there.
    fn place(&mut self, number: u32, strings: &Words, to: &mut String) -> Span {
        let at = number as usize;
        if at >= self.places.len() {
            self.places.resize(strings.len().max(at + 1), (0, Span::default()));
        }
        match self.places.get_mut(at) {
            Some((analysis, span)) if *analysis == self.analysis => *span,
            Some(place) => {
                let start = to.len();
                to.push_str(strings.get(at));
                *place = (self.analysis, Span::new(start, to.len()));
                place.1
            }
            None => Span::default(),
        }
    }
}
