//! What spaCy says of our own texts, traps included, is what this engine says: on every instruction set here.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use factum_analyze::{Analyzer, Isa, Session};
use factum_types::Pos;
use serde_json::Value;

/// The converted model: `FACTUM_MODEL`, else the one in this user's cache.
fn model() -> PathBuf {
    if let Some(path) = std::env::var_os("FACTUM_MODEL") {
        return path.into();
    }
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let cache = variable("FACTUM_CACHE")
        .or_else(|| variable("XDG_CACHE_HOME").map(|c| c.join("factum")))
        .or_else(|| variable("HOME").map(|h| h.join(".cache/factum")))
        .unwrap();
    let found = std::fs::read_dir(cache.join("models")).into_iter().flatten().flatten().map(|e| e.path());
    let mut models: Vec<PathBuf> =
        found.filter(|p| p.to_string_lossy().contains("en_core_web_md-3.8.0")).collect();
    models.sort();
    models.pop().unwrap_or_else(|| panic!("no model in {}: `cargo xtask model` fetches it", cache.display()))
}

/// A token's line: word, following space, norm, tag, part of speech, morphology, lemma, label, head, sentence start.
fn lines(session: &mut Session<'_>, text: &str) -> (Vec<Vec<String>>, Value) {
    let norms: Vec<String> = {
        let tokens = session.tokenize(text);
        (0..tokens.len()).map(|t| tokens.norm(t)).collect()
    };
    let analysis = session.analyze_text(text);
    let starts: Vec<usize> = analysis.sentences.iter().map(|s| s.tokens.start).collect();
    let rows = analysis.tokens.iter().zip(norms).enumerate().map(|(i, (token, norm))| {
        let start = starts.binary_search(&i).is_ok();
        vec![
            token.span.of(text).to_owned(),
            if token.space_after { " " } else { "" }.to_owned(),
            norm,
            token.tag.to_string(),
            if token.pos == Pos::None { String::new() } else { token.pos.to_string() },
            analysis.morph(i).to_owned(),
            analysis.lemma(i).to_owned(),
            token.dep.to_string(),
            token.head.to_string(),
            u8::from(start).to_string(),
        ]
    });
    let rows = rows.collect();
    let names: Vec<Value> = analysis
        .names
        .iter()
        .map(|n| serde_json::json!([n.tokens.start, n.tokens.end, n.kind.as_str()]))
        .collect();
    (rows, Value::Array(names))
}

/// Texts by id, from the file that the maker wrote.
fn texts() -> BTreeMap<String, String> {
    include_str!("golden/texts.jsonl")
        .lines()
        .map(|line| {
            let text: Value = serde_json::from_str(line).unwrap();
            (text["id"].as_str().unwrap().to_owned(), text["text"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// What is expected of a text: a line a token, and the names.
type Expected = (Vec<Vec<String>>, Value);

fn expected() -> BTreeMap<String, Expected> {
    let mut all: BTreeMap<String, Expected> = BTreeMap::new();
    let mut current = String::new();
    for line in include_str!("golden/expected.tsv").split('\n') {
        if let Some((id, names)) = line.strip_prefix("# ").and_then(|l| l.split_once('\t')) {
            current = id.to_owned();
            all.insert(current.clone(), (Vec::new(), serde_json::from_str(names).unwrap()));
        } else if !line.is_empty() {
            let cells = line.split('\t').map(unescape).collect();
            all.get_mut(&current).unwrap().0.push(cells);
        }
    }
    all
}

/// Each cell is the inside of a JSON string.
fn unescape(cell: &str) -> String {
    serde_json::from_str(&format!("\"{cell}\"")).unwrap()
}

#[test]
fn every_text_is_read_as_spacy_reads_it() {
    let (texts, expected) = (texts(), expected());
    assert!(texts.len() >= 60, "only {} texts", texts.len());
    for isa in Isa::available() {
        let analyzer = Analyzer::open(model()).unwrap().with_isa(isa);
        let mut session = analyzer.session();
        for (id, text) in &texts {
            let (wanted, names) = &expected[id];
            let (found, found_names) = lines(&mut session, text);
            for (at, (w, f)) in wanted.iter().zip(&found).enumerate() {
                assert_eq!(w, f, "{isa:?}, text `{id}`, token {at}");
            }
            assert_eq!(wanted.len(), found.len(), "{isa:?}, text `{id}`: number of tokens");
            assert_eq!(*names, found_names, "{isa:?}, text `{id}`: names");
        }
    }
}

#[test]
fn what_was_read_before_changes_nothing_and_threads_share_one_model() {
    let analyzer = Analyzer::open(model()).unwrap();
    let texts: Vec<String> = texts().into_values().collect();
    let fresh: Vec<_> = texts.iter().map(|t| analyzer.session().analyze_text(t)).collect();
    let mut session = analyzer.session();
    let forward: Vec<_> = texts.iter().map(|t| session.analyze_text(t)).collect();
    let mut backward: Vec<_> = texts.iter().rev().map(|t| session.analyze_text(t)).collect();
    backward.reverse();
    assert!(fresh == forward && forward == backward);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| texts.iter().map(|t| analyzer.session().analyze_text(t)).collect::<Vec<_>>())
            })
            .collect();
        assert!(threads.into_iter().all(|t| t.join().unwrap() == fresh));
    });
}
