//! What was said, by whom, and how it reached the reader; a quotation printed twice is one statement.

use factum_types::{Act, Mode, Silence, Statement};

use crate::Cite;
use crate::case::Told;
use crate::names::plain;
use crate::people::People;

/// What somebody is reported to have said.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// Who: index among the view's people; `None` where the speaker is no party.
    pub speaker: Option<usize>,
    /// Who, in the source's words; empty where it does not say.
    pub speaker_text: String,
    /// Others who said it together.
    pub joint: Vec<usize>,
    /// In quotation marks or reported.
    pub mode: Mode,
    /// What it does.
    pub act: Act,
    /// How it reached the reader.
    pub channel: Option<String>,
    /// Through whose hands it came, nearest source first.
    pub relay: Vec<String>,
    /// The word that keeps a distance: "allegedly".
    pub hedge: Option<String>,
    /// What was said: the stretches of `content`, joined by one space.
    pub words: String,
    /// The stretches, in the first source.
    pub content: Vec<Cite>,
    /// For `decline`: which kind of silence.
    pub answer: Option<Silence>,
    /// The words that report it, one for each source, by publication; never empty.
    pub witnesses: Vec<Cite>,
}

impl Saying {
    /// What and who the words came through: the channel, then whoever passed them on, the nearest source first. A
    /// saying without them would read as if the document had heard it itself.
    pub fn hands(&self) -> impl Iterator<Item = &str> {
        self.channel.iter().chain(&self.relay).map(String::as_str)
    }
}

/// For each document, where its statements went.
pub(crate) type Places = Vec<Vec<usize>>;

/// Fewer words than these are said twice by chance.
const ENOUGH_WORDS: usize = 4;

/// All statements, in the order of documents and text.
pub(crate) fn statements(told: &[&Told], people: &People) -> (Vec<Saying>, Places) {
    let mut sayings: Vec<Saying> = Vec::new();
    let mut places = Places::new();
    for (document, t) in told.iter().enumerate() {
        let mut of = Vec::new();
        for statement in &t.record.statements {
            let saying = saying(document, t, statement, people);
            let said = folded(&saying.words);
            let enough = said.split(' ').count() >= ENOUGH_WORDS && saying.act != Act::Decline;
            let known = sayings.iter().position(|other| {
                enough
                    && is_same_speaker(other, &saying)
                    && other.act == saying.act
                    && folded(&other.words) == said
            });
            match known.and_then(|at| Some((at, sayings.get_mut(at)?))) {
                Some((at, other)) => {
                    other.witnesses.extend(saying.witnesses);
                    of.push(at);
                }
                None => {
                    of.push(sayings.len());
                    sayings.push(saying);
                }
            }
        }
        places.push(of);
    }
    (sayings, places)
}

fn saying(document: usize, told: &Told, statement: &Statement, people: &People) -> Saying {
    let content: Vec<Cite> =
        statement.content.iter().map(|&span| told.pages.cite_span(span, &statement.evidence.rule)).collect();
    let words: Vec<&str> = content.iter().map(|c| c.quote.as_str()).collect();
    Saying {
        speaker: statement.speaker.and_then(|p| people.person(document, p)),
        speaker_text: statement.speaker_text.clone(),
        joint: statement.joint.iter().filter_map(|&p| people.person(document, p)).collect(),
        mode: statement.mode,
        act: statement.act,
        channel: statement.channel.clone(),
        relay: statement.relay.clone(),
        hedge: statement.hedge.map(|span| told.pages.words(span).to_owned()),
        words: words.join(" "),
        content,
        answer: statement.answer,
        witnesses: vec![told.pages.cite(&statement.evidence)],
    }
}

fn is_same_speaker(a: &Saying, b: &Saying) -> bool {
    match (a.speaker, b.speaker) {
        (Some(a), Some(b)) => a == b,
        (None, None) => !a.speaker_text.is_empty() && folded(&a.speaker_text) == folded(&b.speaker_text),
        _ => false,
    }
}

/// The words alone, so that curly quotes and full stops part no reprint.
pub(crate) fn folded(text: &str) -> String {
    let words = text.split_whitespace().map(|w| plain(w.trim_matches(|c: char| !c.is_alphanumeric())));
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
