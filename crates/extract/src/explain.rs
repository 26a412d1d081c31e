//! Why a rule matched, or at which line it stopped: what `factum why` prints.

use std::sync::Arc;

use factum_types::{Analysis, Document, Modality, Span};

use crate::engine::{Scene, Text, claim, match_tree};
use crate::extract;
use crate::language::{Pattern, Rule};
use crate::layers::{Layers, sequences};
use crate::rules::Rules;

/// What one rule made of one token that it could hang on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule.
    pub rule: Arc<str>,
    /// The token's word.
    pub word: String,
    /// What was captured, as `role: words`, and how it is claimed; or the line of the pattern that found nothing.
    pub outcome: Result<Vec<String>, String>,
}

/// Every rule that could hang on a word of the document, with its outcome; only the named rule where `only` is
/// given.
pub fn explain(
    rules: &Rules,
    document: &Document,
    analysis: &Analysis,
    only: Option<&str>,
) -> Vec<Explanation> {
    let words = rules.words();
    let text = Text::new(words, document, analysis);
    let layers = Layers::of(&text, words, &sequences(&text, rules));
    let scene = Scene { text: &text, words, layers: &layers };
    let mut found = Vec::new();
    for anchor in 0..analysis.tokens.len() {
        for rule in rules.hanging_on(text.lemma(anchor), text.lower(anchor)) {
            if only.is_none_or(|id| id == &*rule.id) {
                found.push(one(scene, rule, anchor));
            }
        }
    }
    found
}

/// A match of one rule: what it captured, by role, and how it is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleMatch {
    /// Role and words, in text order.
    pub captured: Vec<(String, Span)>,
    /// How far the source vouches for it.
    pub modality: Modality,
}

/// The matches of one rule, whatever its kind of pattern, after its rivals have had their say.
pub fn matches_of(rules: &Rules, document: &Document, analysis: &Analysis, rule: &Rule) -> Vec<RuleMatch> {
    let words = rules.words();
    let text = Text::new(words, document, analysis);
    if let Pattern::Tokens(_) = &rule.pattern {
        return sequences(&text, rules)
            .into_iter()
            .filter(|m| m.rule.id == rule.id)
            .map(|m| RuleMatch {
                captured: m.captures.iter().map(|c| (c.name.clone(), text.span(&c.tokens))).collect(),
                modality: Modality::Asserted,
            })
            .collect();
    }
    extract(rules, document, analysis)
        .findings
        .into_iter()
        .filter(|f| f.rule == rule.id)
        .map(|f| RuleMatch {
            captured: f.bindings.iter().map(|b| (b.role.to_string(), b.span)).collect(),
            modality: f.claim.modality,
        })
        .collect()
}

fn one(scene: Scene<'_, '_>, rule: &Arc<Rule>, anchor: usize) -> Explanation {
    let source = &scene.text.document.text;
    let outcome = match &rule.pattern {
        Pattern::Tokens(_) => Err("a pattern over neighbouring tokens".to_owned()),
        Pattern::Tree(tree) => match match_tree(scene, tree, &rule.fact, anchor) {
            Ok(matched) => {
                let mut lines: Vec<String> =
                    matched.bindings.iter().map(|b| format!("{}: {}", b.role, b.span.of(source))).collect();
                lines.push(format!(
                    "claim: {}",
                    claim(scene.text, scene.words, anchor, &matched.tokens).modality
                ));
                Ok(lines)
            }
            Err(failed) => Err(tree.lines.get(failed.line).map_or_else(String::new, |l| {
                format!("line {} of the pattern, `{}`, found no word", failed.line + 1, l.name)
            })),
        },
    };
    Explanation {
        rule: Arc::clone(&rule.id),
        word: scene.text.token(anchor).span.of(source).to_owned(),
        outcome,
    }
}
