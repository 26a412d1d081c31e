//! Name mentions: where the text names somebody, mended from what the model saw.

mod cut;
mod elsewhere;
mod forms;
mod glued;
mod headlines;
pub(crate) mod parts;
mod places;
mod signs;

use factum_types::{BlockKind, EntityKind, PartyKind, Pos, Span, TokenRange};

use crate::scene::Scene;

/// A place where the text names a party.
#[derive(Clone, Debug)]
pub(crate) struct NameMention {
    pub(crate) kind: PartyKind,
    /// The name's tokens, without title and possessive mark.
    pub(crate) tokens: TokenRange,
    /// The words of the name, without its nickname.
    pub(crate) words: Vec<String>,
    /// The words before the name that say what its bearer is ("Judge", "film director").
    pub(crate) title: TokenRange,
    /// "Ned" of "Edward 'Ned' Quill".
    pub(crate) nickname: Option<String>,
}

impl NameMention {
    /// The last word: the surname of a full name.
    pub(crate) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > 1
    }
}

/// All name mentions of a document, in text order: people and organizations.
pub(crate) fn mentions(scene: &Scene<'_>) -> Vec<NameMention> {
    let mut found: Vec<NameMention> = Vec::new();
    for name in &scene.analysis.names {
        let headline = headlines::is_headline(scene, name.tokens.start);
        if scene.block(name.tokens.start) == BlockKind::Title && name.kind != EntityKind::Person {
            continue; // headlines capitalize everything
        }
        match name.kind {
            EntityKind::Person => found.extend(cut::person(scene, name.tokens.clone())),
            _ if !headline && signs::of_a_person(scene, &name.tokens) => {
                found.extend(cut::person(scene, name.tokens.clone()));
            }
            EntityKind::Org => found.extend(cut::organization(scene, name.tokens.clone())),
            _ => {}
        }
    }
    glued::part(scene, &mut found);
    // a name in a form is nobody's guess
    let formed = forms::names(scene);
    found.retain(|m| !formed.iter().any(|f| f.tokens.start < m.tokens.end && m.tokens.start < f.tokens.end));
    found.extend(formed.iter().cloned());
    signs::by_role(scene, &mut found);
    elsewhere::surnames(scene, &mut found);
    headlines::mend(scene, &mut found);
    drop_furniture(scene, &mut found);
    places::drop_residences(scene, &mut found);
    places::drop_places(scene, &mut found);
    // a cell that holds a name alone is no furniture
    found.extend(
        formed.into_iter().filter(|f| !found.iter().any(|m| m.tokens == f.tokens)).collect::<Vec<_>>(),
    );
    without_overlaps(found)
}

/// Whom only the page names (the photographer, the person to call) has no part in the story.
fn drop_furniture(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let outside: Vec<Span> = scene.of_kind("furniture").flat_map(|f| f.all("who").map(|b| b.span)).collect();
    let whole_block = |m: &NameMention| {
        let sentence = scene.analysis.sentence_of(m.tokens.start);
        let block = sentence.and_then(|s| scene.document.blocks.get(s.block as usize));
        block.is_some_and(|b| b.span == scene.span(&m.tokens))
    };
    let in_story = |m: &NameMention| {
        let span = scene.span(&m.tokens);
        !outside.iter().any(|o| o.contains(span) || span.contains(*o)) && !whole_block(m)
    };
    let kept: Vec<String> = found.iter().filter(|m| in_story(m)).map(|m| m.last().to_owned()).collect();
    found.retain(|m| m.kind != PartyKind::Person || in_story(m) || kept.iter().any(|k| k == m.last()));
}

/// Of mentions that overlap the longer stays: "Edward", "Ned" and "Quill" are within "Edward 'Ned' Quill".
fn without_overlaps(mut found: Vec<NameMention>) -> Vec<NameMention> {
    found.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
    let mut kept: Vec<NameMention> = Vec::new();
    for mention in found {
        match kept.last_mut() {
            Some(last) if mention.tokens.start < last.tokens.end => {
                if mention.tokens.len() > last.tokens.len() && mention.kind == PartyKind::Person {
                    *last = mention;
                }
            }
            _ => kept.push(mention),
        }
    }
    kept
}

/// The words of a name without quotation marks, commas and nickname; parts of a hyphenated one are joined again.
fn name_words(scene: &Scene<'_>, tokens: TokenRange, nickname: Option<&TokenRange>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut join = false;
    for i in tokens {
        let word = scene.word(i);
        // "Doe #2", whatever the tokenizer makes of the mark.
        if words.len() > 1 && word.parse::<u8>().is_ok() {
            words.push(format!("#{word}"));
            continue;
        }
        let skipped = scene.token(i).pos == Pos::SPACE
            || matches!(word, "," | "“" | "”" | "\"" | "'" | "‘" | "’" | "(" | ")" | "``" | "''" | "#")
            || nickname.is_some_and(|n| n.contains(&i));
        if skipped {
            continue;
        }
        if matches!(word, "-" | "‑" | "–") {
            join = true;
            if let Some(last) = words.last_mut() {
                last.push('-');
            }
            continue;
        }
        match words.last_mut().filter(|_| join) {
            Some(last) => last.push_str(word),
            None => words.push(word.to_owned()),
        }
        join = false;
    }
    words
}

/// The words of a name as one string.
pub(crate) fn text_of(scene: &Scene<'_>, tokens: &TokenRange) -> String {
    scene.folded(scene.span(tokens))
}
