//! Compares what two engines say of one text, token by token, and counts where they differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// What an engine said of one text: a line of a dump.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Said {
    /// The text's name.
    pub(crate) id: String,
    tokens: Vec<Token>,
    /// First token, the token after the last, and the label.
    ents: Vec<(usize, usize, String)>,
}

/// A token of a dump.
#[derive(Debug, Clone, Deserialize)]
struct Token {
    text: String,
    /// Whether one space follows.
    ws: bool,
    /// Where it starts, in code points.
    idx: usize,
    /// Left out by an engine that keeps none.
    norm: Option<String>,
    tag: String,
    pos: String,
    morph: String,
    lemma: String,
    dep: String,
    /// The head's number among the tokens.
    head: usize,
    sent_start: bool,
}

/// One place where two engines differ.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Of what: `tokens`, `tag`, `head` and so on.
    pub(crate) of: &'static str,
    /// Where, with a few tokens around it.
    pub(crate) place: String,
    /// What each engine says.
    pub(crate) values: [String; 2],
}

/// The counts over many texts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Texts compared.
    pub(crate) texts: usize,
    /// Tokens of the first engine.
    pub(crate) tokens: usize,
    /// Sentences of the first engine.
    pub(crate) sentences: usize,
    /// Names of the first engine.
    pub(crate) names: usize,
    /// Differences of each kind; every kind is present.
    pub(crate) by_kind: BTreeMap<&'static str, usize>,
}

/// What is compared, in the order in which it is shown.
pub(crate) const COMPARED: [&str; 11] =
    ["tokens", "spaces", "norms", "tags", "pos", "morph", "lemmas", "heads", "labels", "sentences", "names"];

impl Tally {
    /// Counts one text's differences.
    pub(crate) fn add(&mut self, theirs: &Said, differences: &[Difference]) {
        self.texts += 1;
        self.tokens += theirs.tokens.len();
        self.sentences += theirs.tokens.iter().filter(|token| token.sent_start).count();
        self.names += theirs.ents.len();
        for difference in differences {
            *self.by_kind.entry(difference.of).or_default() += 1;
        }
    }

    /// All differences.
    pub(crate) fn differences(&self) -> usize {
        self.by_kind.values().sum()
    }
}

/// Every difference between what two engines say of one text.
///
/// Tokens are matched by place and text, so that one token cut otherwise does not count as a hundred wrong tags.
pub(crate) fn differences(theirs: &Said, ours: &Said) -> Vec<Difference> {
    let mut found = Vec::new();
    let numbered = |said: &Said| -> BTreeMap<(usize, String), usize> {
        said.tokens.iter().enumerate().map(|(n, token)| ((token.idx, token.text.clone()), n)).collect()
    };
    let (in_theirs, in_ours) = (numbered(theirs), numbered(ours));
    for (key, n) in &in_theirs {
        match in_ours.get(key) {
            Some(m) => compare_token((theirs, *n), (ours, *m), &mut found),
            None => found.push(lone("tokens", theirs, *n, [key.1.clone(), String::new()])),
        }
    }
    for (key, m) in in_ours.iter().filter(|(key, _)| !in_theirs.contains_key(key)) {
        found.push(lone("tokens", ours, *m, [String::new(), key.1.clone()]));
    }
    let (their_names, our_names) = (names(theirs), names(ours));
    for name in their_names.symmetric_difference(&our_names) {
        let (said, other) = if their_names.contains(name) { (theirs, 0) } else { (ours, 1) };
        let mut values = [String::new(), String::new()];
        if let Some(value) = values.get_mut(other) {
            *value = format!("{} {}..{}", name.2, name.0, name.1);
        }
        let n = said.tokens.iter().position(|token| token.idx == name.0).unwrap_or_default();
        found.push(lone("names", said, n, values));
    }
    found
}

/// Compares all that is said of one token.
fn compare_token(theirs: (&Said, usize), ours: (&Said, usize), found: &mut Vec<Difference>) {
    let (Some(a), Some(b)) = (theirs.0.tokens.get(theirs.1), ours.0.tokens.get(ours.1)) else {
        return;
    };
    let head = |said: &Said, token: &Token| said.tokens.get(token.head).map_or(usize::MAX, |head| head.idx);
    let norm = |token: &Token, other: &Token| other.norm.as_ref().and(token.norm.clone()).unwrap_or_default();
    let pairs: [(&'static str, String, String); 9] = [
        ("spaces", a.ws.to_string(), b.ws.to_string()),
        ("norms", norm(a, b), norm(b, a)),
        ("tags", a.tag.clone(), b.tag.clone()),
        ("pos", a.pos.clone(), b.pos.clone()),
        ("morph", a.morph.clone(), b.morph.clone()),
        ("lemmas", a.lemma.clone(), b.lemma.clone()),
        ("heads", head(theirs.0, a).to_string(), head(ours.0, b).to_string()),
        ("labels", a.dep.clone(), b.dep.clone()),
        ("sentences", a.sent_start.to_string(), b.sent_start.to_string()),
    ];
    for (of, their_value, our_value) in pairs {
        if their_value != our_value {
            found.push(lone(of, theirs.0, theirs.1, [their_value, our_value]));
        }
    }
}

/// The names as places in the text with their labels, so that they can be compared whatever the tokens.
fn names(said: &Said) -> BTreeSet<(usize, usize, &str)> {
    let named = said.ents.iter().filter_map(|(first, after, label)| {
        let (first, last) = (said.tokens.get(*first)?, said.tokens.get(after.checked_sub(1)?)?);
        Some((first.idx, last.idx + last.text.chars().count(), label.as_str()))
    });
    named.collect()
}

/// A difference seen at token `n` of `said`.
fn lone(of: &'static str, said: &Said, n: usize, values: [String; 2]) -> Difference {
    let around = said.tokens.get(n.saturating_sub(3)..(n + 4).min(said.tokens.len())).unwrap_or_default();
    let words: Vec<&str> = around.iter().map(|token| token.text.as_str()).collect();
    Difference { of, place: format!("{} token {n}: {:?}", said.id, words.join(" ")), values }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Ann fled." with one name; `change` edits the JSON before it is read.
    fn said(change: impl Fn(String) -> String) -> Said {
        let token = |text: &str, ws: bool, idx: usize, tag: &str, head: usize, dep: &str, first: bool| {
            format!(
                r#"{{"text":"{text}","ws":{ws},"idx":{idx},"norm":"{text}","tag":"{tag}","pos":"X","morph":"",
                "lemma":"{text}","dep":"{dep}","head":{head},"sent_start":{first}}}"#
            )
        };
        let tokens = [
            token("Ann", true, 0, "NNP", 1, "nsubj", true),
            token("fled", false, 4, "VBD", 1, "ROOT", false),
            token(".", false, 8, ".", 1, "punct", false),
        ];
        let json = format!(r#"{{"id":"a","tokens":[{}],"ents":[[0,1,"PERSON"]]}}"#, tokens.join(","));
        serde_json::from_str(&change(json)).unwrap()
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: &[&str]) {
        let edited = said(|json| {
            assert!(json.contains(from), "{from} is not in {json}");
            json.replacen(from, to, 1)
        });
        let found = differences(&said(|json| json), &edited);
        assert_eq!(found.iter().map(|difference| difference.of).collect::<Vec<_>>(), expected, "{found:?}");
    }

    #[test]
    fn the_same_has_no_difference() {
        assert_eq!(differences(&said(|json| json), &said(|json| json)), []);
        check(r#""norm":"Ann","#, "", &[]);
    }

    #[test]
    fn each_kind_is_seen() {
        check("VBD", "VBN", &["tags"]);
        check(r#""ws":true"#, r#""ws":false"#, &["spaces"]);
        check(r#""norm":"Ann""#, r#""norm":"ann""#, &["norms"]);
        check(r#""lemma":"fled""#, r#""lemma":"flee""#, &["lemmas"]);
        check("nsubj", "dobj", &["labels"]);
        check(r#""head":1"#, r#""head":2"#, &["heads"]);
        check(r#""sent_start":false"#, r#""sent_start":true"#, &["sentences"]);
        check(r#""pos":"X""#, r#""pos":"Y""#, &["pos"]);
        check(r#""morph":"""#, r#""morph":"Number=Sing""#, &["morph"]);
        check("PERSON", "ORG", &["names", "names"]);
        check("[[0,1,\"PERSON\"]]", "[]", &["names"]);
    }

    #[test]
    fn a_token_cut_otherwise_counts_as_tokens_only() {
        check(
            r#""text":"fled","ws":false,"idx":4"#,
            r#""text":"fle","ws":false,"idx":4"#,
            &["tokens", "tokens"],
        );
    }

    #[test]
    fn a_tally_adds_up() {
        let (a, b) = (said(|json| json), said(|json| json.replace("VBD", "VBN")));
        let mut tally = Tally::default();
        tally.add(&a, &differences(&a, &b));
        tally.add(&a, &differences(&a, &a));
        let sums = (tally.texts, tally.tokens, tally.sentences, tally.names, tally.differences());
        assert_eq!(sums, (2, 6, 2, 2, 1));
        assert!(tally.by_kind.keys().all(|kind| COMPARED.contains(kind)));
    }
}
