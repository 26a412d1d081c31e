//! Name mentions: where the text names somebody, mended from what the model saw.

use factum_types::{BlockKind, Dep, EntityKind, PartyKind, Pos, Span, TokenRange};

use crate::scene::Scene;

/// A place where the text names a party.
#[derive(Clone, Debug)]
pub(crate) struct NameMention {
    pub(crate) kind: PartyKind,
    /// The name's tokens, without title and possessive mark.
    pub(crate) tokens: TokenRange,
    /// The words of the name.
    pub(crate) words: Vec<String>,
    /// The words before the name that say what its bearer is ("Judge", "film director").
    pub(crate) title: TokenRange,
}

impl NameMention {
    /// The last word: the surname of a full name.
    pub(crate) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    pub(crate) fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > 1
    }
}

/// All name mentions of a document, in text order: people and organizations.
pub(crate) fn mentions(scene: &Scene<'_>) -> Vec<NameMention> {
    let mut found: Vec<NameMention> = Vec::new();
    for name in &scene.analysis.names {
        if scene.block(name.tokens.start) == BlockKind::Title && name.kind != EntityKind::Person {
            continue; // headlines capitalize everything
        }
        match name.kind {
            EntityKind::Person => found.extend(person(scene, name.tokens.clone())),
            EntityKind::Org => found.extend(organization(scene, name.tokens.clone())),
            _ => {}
        }
    }
    by_role(scene, &mut found);
    surnames_elsewhere(scene, &mut found);
    found.sort_by_key(|m| m.tokens.start);
    found
}

/// A proper name of two words or more that is charged, sentenced, hurt or given an age is a person's, where the
/// model saw no name or only a part of it. A name that the model took whole for a firm or a place stays that.
fn by_role(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let people = scene.findings.findings.iter().filter(|f| matches!(&*f.kind, "charge" | "penalty" | "age"));
    for binding in people.flat_map(|f| f.all("who")) {
        let head = binding.head;
        let headline = matches!(scene.block(head), BlockKind::Title | BlockKind::Heading);
        let named = found.iter().any(|m| m.tokens.contains(&head));
        if headline || named || scene.token(head).pos != Pos::PROPN || is_title(scene, head) {
            continue;
        }
        let mut from = head;
        while from > 0 && scene.token(from - 1).pos == Pos::PROPN && scene.head(from - 1) == Some(head) {
            from -= 1;
        }
        let taken_whole = scene.analysis.names.iter().any(|n| n.tokens.start <= from && head < n.tokens.end);
        if head > from && !taken_whole {
            found.retain(|m| m.tokens.end <= from || m.tokens.start > head);
            found.extend(person(scene, from..head + 1));
        }
    }
}

/// A person's name from the model's span: titles, possessive marks and stray words taken off.
fn person(scene: &Scene<'_>, tokens: TokenRange) -> Option<NameMention> {
    let (mut from, mut to) = (tokens.start, tokens.end);
    while to > from && !ends_name(scene, to - 1) {
        to -= 1;
    }
    // The model cuts names short: "Mary Marlowe" goes on with the head that both depend on.
    while to < scene.len()
        && scene.token(to).pos == Pos::PROPN
        && scene.token(to - 1).dep == Dep::Compound
        && scene.head(to - 1) == Some(to)
        && scene.word(to).chars().next().is_some_and(char::is_uppercase)
        && !scene.listed("organization-words", scene.lower(to))
        && scene.analysis.names.iter().all(|n| !n.tokens.contains(&to))
    {
        to += 1;
    }
    // A name has no small words but its particles: "Roark for Conviction" is a name and something else.
    if let Some(small) = (from + 1..to).find(|i| is_small_word(scene, *i)) {
        to = small;
    }
    while to > from && !ends_name(scene, to - 1) {
        to -= 1;
    }
    let title_start = from;
    while from + 1 < to && is_title(scene, from) {
        from += 1;
        if scene.lower(from) == "." || scene.lower(from) == "-" {
            from += 1;
        }
    }
    let words: Vec<String> = name_words(scene, from..to);
    let proper = words.iter().any(|w| w.chars().next().is_some_and(char::is_uppercase));
    let organization =
        (from..to).any(|i| scene.listed("organization-words", scene.lower(i)) && to - from > 1);
    if !proper
        || organization
        || words.is_empty()
        || words.iter().all(|w| w.chars().all(|c| !c.is_alphabetic()))
    {
        return None;
    }
    if words.len() == 1 && (is_title(scene, from) || scene.token(from).pos != Pos::PROPN) {
        return None;
    }
    if words.iter().any(|w| w.contains('@') || w.contains('/') || w.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    Some(NameMention { kind: PartyKind::Person, tokens: from..to, words, title: title_start..from })
}

fn organization(scene: &Scene<'_>, tokens: TokenRange) -> Option<NameMention> {
    let (mut from, mut to) = (tokens.start, tokens.end);
    while to > from && matches!(scene.lower(to - 1), "'s" | "'" | "’s" | ",") {
        to -= 1;
    }
    if from < to && matches!(scene.lower(from), "the" | "a") {
        from += 1;
    }
    // The tagger cuts titles short: "the Santa Fe District" goes on with "Attorney".
    while to < scene.len()
        && matches!(scene.lower(to), "attorney" | "attorneys" | "court" | "police" | "department" | "office")
        && scene.token(to).pos == Pos::PROPN
    {
        to += 1;
    }
    let words = name_words(scene, from..to);
    (!words.is_empty()).then_some(NameMention {
        kind: PartyKind::Organization,
        tokens: from..to,
        words,
        title: from..from,
    })
}

/// A word in small letters that is no particle of a surname.
fn is_small_word(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    word.chars().all(char::is_lowercase)
        && !matches!(
            word,
            "de" | "del"
                | "della"
                | "da"
                | "di"
                | "do"
                | "dos"
                | "du"
                | "la"
                | "le"
                | "los"
                | "las"
                | "van"
                | "von"
                | "der"
                | "den"
                | "ter"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "y"
                | "e"
                | "san"
                | "st"
        )
}

/// Whether a token can end a name.
fn ends_name(scene: &Scene<'_>, i: usize) -> bool {
    let token = scene.token(i);
    !matches!(scene.lower(i), "'s" | "'" | "," | "." | "-" | "(" | ")" | "’s")
        && matches!(token.pos, Pos::PROPN | Pos::NOUN | Pos::ADJ | Pos::X | Pos::VERB)
        && scene.word(i).chars().next().is_some_and(char::is_uppercase)
}

/// A word of office, rank, occupation or address that stands before a name.
fn is_title(scene: &Scene<'_>, i: usize) -> bool {
    let lower = scene.lower(i).trim_end_matches('.');
    let listed = |list: &str| scene.listed(list, lower);
    listed("titles")
        || listed("person-nouns")
        || listed("kinship")
        || listed("organization-words")
        || scene.words.list("roles").is_some_and(|l| l.contains(lower))
        || matches!(
            lower,
            "former"
                | "chief"
                | "assistant"
                | "deputy"
                | "district"
                | "attorney"
                | "county"
                | "state"
                | "us"
                | "u.s"
                | "acting"
                | "co"
                | "special"
                | "retired"
                | "late"
        )
}

/// The words of a name; parts of a hyphenated one are joined again.
fn name_words(scene: &Scene<'_>, tokens: TokenRange) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut join = false;
    for i in tokens {
        let word = scene.word(i);
        if scene.token(i).pos == Pos::SPACE {
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

/// A surname of somebody named in full is that person, whatever the model took it for.
fn surnames_elsewhere(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let mut known: Vec<Vec<String>> = found
        .iter()
        .filter(|m| m.kind == PartyKind::Person && m.is_full())
        .flat_map(|m| [surname_parts(surname(&m.words)), vec![m.first().to_owned()]])
        .collect();
    known.sort();
    known.dedup();
    let person_tokens = |found: &[NameMention], i: usize| {
        found.iter().any(|m| m.kind == PartyKind::Person && m.tokens.contains(&i))
    };
    let mut added: Vec<NameMention> = Vec::new();
    for parts in &known {
        let length = parts.len() * 2 - 1;
        for start in 0..scene.len().saturating_sub(length - 1) {
            let tokens = start..start + length;
            let fits = parts.iter().enumerate().all(|(k, part)| scene.word(start + k * 2) == part)
                && (1..parts.len()).all(|k| matches!(scene.word(start + k * 2 - 1), "-" | "‑" | "–"));
            if !fits || tokens.clone().any(|i| person_tokens(found, i)) {
                continue;
            }
            // Part of a longer proper name ("Baldwin Street", "the Smith case" is fine): not the person.
            let longer = scene.token(start + length - 1).dep == Dep::Compound
                && scene
                    .head(start + length - 1)
                    .is_some_and(|h| scene.token(h).pos == Pos::PROPN && !is_title(scene, h));
            let inside_full = found.iter().any(|m| {
                m.kind == PartyKind::Organization && m.tokens.len() > 1 && m.tokens.contains(&start)
            });
            if !longer && !inside_full {
                added.push(NameMention {
                    kind: PartyKind::Person,
                    words: vec![parts.join("-")],
                    tokens: tokens.clone(),
                    title: start..start,
                });
            }
        }
    }
    // A lone word that the model took for a firm or place gives way to the person.
    found.retain(|m| {
        m.kind == PartyKind::Person
            || !added.iter().any(|a| a.tokens.start <= m.tokens.start && m.tokens.end <= a.tokens.end)
    });
    found.extend(added);
}

/// The surname: the last word that is no generation suffix.
pub(crate) fn surname(words: &[String]) -> &str {
    let suffix =
        |w: &&String| matches!(w.to_lowercase().trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv");
    words.iter().rev().find(|w| !suffix(w)).map_or("", String::as_str)
}

/// "Gutierrez-Reed" is three tokens to the tokenizer.
fn surname_parts(surname: &str) -> Vec<String> {
    surname.split('-').map(str::to_owned).collect()
}

/// The words of a name as one string.
pub(crate) fn text_of(scene: &Scene<'_>, tokens: &TokenRange) -> String {
    let span: Span = scene.span(tokens);
    scene.words_of(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
