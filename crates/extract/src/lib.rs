//! Rules find in an analysis what it says: findings, each with the words that it rests on.
//!
//! The knowledge is text under `rules/`; this crate is the mechanism: the rule language ([`language`]), the
//! matcher, and the mentions that rules build on (times, amounts, offences, quotations).
//!
//! ```
//! use factum_extract::Rules;
//! let file = r#"
//! [fact]
//! kind = "charge"
//! says = "{who} is arrested"
//! [fact.roles]
//! who = { is = "person" }
//! [[rule]]
//! id = "arrest.made"
//! why = "The patient of *arrest* is held."
//! set = { status = "arrested" }
//! tree = '''
//! act [lemma=arrest]
//! who act > patient
//! '''
//! yes = [{ text = "Police arrested Mara Quill.", gives = { who = "Mara Quill" } }]
//! no = ["Judgment was reserved."]
//! "#;
//! let rules = Rules::load(&[("facts/arrest.toml", file)]).unwrap();
//! assert_eq!(rules.all().len(), 1);
//! ```
//!
//! This crate never sees a model, a clock or a file, and decides nothing: who "he" is and when "Tuesday" was
//! is for `resolve`.

mod capitals;
mod engine;
mod explain;
mod forms;
mod graft;
pub mod language;
mod layers;
mod needs;
pub mod pins;
mod plain;
mod rules;
mod words;

use std::sync::Arc;

use factum_types::{Analysis, Document, Finding, Findings, Quantity};

pub use capitals::Capitals;
pub use explain::{Explanation, RuleMatch, explain, matches_of};
pub use forms::lines::{LineRule, LineRules};
pub use graft::grafted;
pub use language::{Rule, RuleError};
pub use needs::{Need, Needs};
pub use plain::{Plain, lower, plain};
pub use rules::Rules;
pub use words::{WordList, Words};

use engine::{Scene, Text, claim, match_tree, span_of};
use language::Pattern;
use layers::Layers;

/// Finds what the rules see in a document. Cannot fail: what no rule matches gives nothing.
pub fn extract(rules: &Rules, document: &Document, analysis: &Analysis) -> Findings {
    let words = rules.words();
    let text = Text::new(words, document, analysis);
    let matches = layers::sequences(&text, rules);
    let layers = Layers::of(&text, words, &matches);
    let scene = Scene { text: &text, words, layers: &layers };
    let mut findings = Vec::new();
    for (sentence, tokens) in analysis.sentences.iter().map(|s| &s.tokens).enumerate() {
        for anchor in tokens.clone() {
            for rule in rules.hanging_on(text.lemma(anchor), text.lower(anchor)) {
                findings.extend(one(scene, rule, sentence, anchor));
            }
        }
    }
    findings.extend(layers::neighbours(&text, &matches));
    findings.sort_by(|a, b| (a.sentence, a.anchor, &a.rule).cmp(&(b.sentence, b.anchor, &b.rule)));
    let filing = forms::read(rules, document);
    let amounts = layers.amounts.into_iter().map(|a| Quantity { span: a.span, value: a.value }).collect();
    Findings { whens: layers.whens, amounts, quotations: layers.quotations, findings, filing }
}

fn one(scene: Scene<'_, '_>, rule: &Arc<Rule>, sentence: usize, anchor: usize) -> Option<Finding> {
    let Pattern::Tree(tree) = &rule.pattern else { return None };
    let matched = match_tree(scene, tree, &rule.fact, anchor).ok()?;
    Some(Finding {
        rule: Arc::clone(&rule.id),
        kind: Arc::clone(&rule.fact.name),
        set: Arc::clone(&rule.set),
        sentence,
        anchor,
        span: span_of(scene.text, anchor, &matched.bindings),
        claim: claim(scene.text, scene.words, anchor, &matched.tokens),
        bindings: matched.bindings,
    })
}
