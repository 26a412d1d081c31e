//! All rules and word lists, loaded and checked together.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::forms::lines::LineRules;
use crate::language::{Constraint, Key, Parts, Pattern, Rule, RuleError, Starts, parse_with, parts};
use crate::needs::Needs;
use crate::words::Words;

/// What Factum knows: rules and word lists.
#[derive(Debug, Default)]
pub struct Rules {
    all: Vec<Arc<Rule>>,
    words: Words,
    /// Rules for lines of forms.
    lines: LineRules,
    /// Sequence rules, in the order of their files.
    sequences: Vec<Arc<Rule>>,
    /// Which of them can begin with which words.
    starts: Starts,
    /// Lemma or lower-case word of a tree rule's anchor to the rules that hang on it.
    by_anchor: FxHashMap<String, Vec<Arc<Rule>>>,
}

impl Rules {
    /// Loads rule files (`.toml`) and word lists (`.tsv`): path and text each.
    ///
    /// # Errors
    /// Every mistake in every file, with its place.
    pub fn load(files: &[(&str, &str)]) -> Result<Rules, Vec<RuleError>> {
        let mut rules = Rules::default();
        let mut errors = Vec::new();
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".tsv")) {
            errors.extend(rules.words.add(path, text).err().into_iter().flatten());
        }
        let mut all_parts = Parts::default();
        for (path, text) in files.iter().filter(|(_, text)| text.contains("[parts]")) {
            match parts(path, text) {
                Ok(found) => all_parts.0.extend(found),
                Err(error) => errors.push(error),
            }
        }
        let mut ids: BTreeMap<Arc<str>, String> = BTreeMap::new();
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".toml")) {
            if path.starts_with("forms/") {
                errors.extend(rules.lines.add(path, text).err());
                continue;
            }
            if !text.contains("[[rule]]") {
                continue; // a table of its own form, as facts/standing.toml
            }
            match parse_with(path, text, &all_parts) {
                Ok(found) => {
                    for rule in found {
                        if let Some(other) = ids.insert(Arc::clone(&rule.id), format!("{path}:{}", rule.line))
                        {
                            let message = format!("the rule `{}` stands at {other} already", rule.id);
                            errors.push(RuleError::at(path, text, place_of(text, &rule), message));
                        }
                        if let Some(list) = rules.unknown_list(&rule) {
                            let message = format!("there is no word list `{list}` under rules/words");
                            errors.push(RuleError::at(path, text, place_of(text, &rule), message));
                        }
                        rules.all.push(Arc::new(rule));
                    }
                }
                Err(found) => errors.extend(found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        rules.index();
        Ok(rules)
    }

    fn index(&mut self) {
        let patterns = self.all.iter().filter_map(|rule| match &rule.pattern {
            Pattern::Tokens(sequence) => Some(sequence),
            Pattern::Tree(_) => None,
        });
        self.starts = Starts::of(patterns, &self.words);
        for rule in &self.all {
            match &rule.pattern {
                Pattern::Tokens(_) => self.sequences.push(Arc::clone(rule)),
                Pattern::Tree(_) => {
                    for word in self.anchors(rule) {
                        self.by_anchor.entry(word).or_default().push(Arc::clone(rule));
                    }
                }
            }
        }
    }

    /// The lemmas and lower-case words that a tree rule can hang on.
    fn anchors(&self, rule: &Rule) -> Vec<String> {
        let Pattern::Tree(tree) = &rule.pattern else { return Vec::new() };
        match tree.anchor() {
            Some(anchor) if anchor.key == Key::In => {
                let mut words: Vec<String> =
                    anchor.values.iter().flat_map(|reference| self.words.words_of(reference)).collect();
                words.sort_unstable();
                words.dedup();
                words
            }
            Some(anchor) => anchor.values.clone(),
            None => Vec::new(),
        }
    }

    /// The first word list that a rule names and that does not exist.
    fn unknown_list(&self, rule: &Rule) -> Option<String> {
        match &rule.pattern {
            Pattern::Tree(tree) => tree
                .lines
                .iter()
                .flat_map(|l| l.constraints.iter().chain(l.ways.iter().flat_map(|w| &w.constraints)))
                .filter(|c: &&Constraint| c.key == Key::In)
                .flat_map(|c| &c.values)
                .find(|v| !self.words.knows(v))
                .cloned(),
            Pattern::Tokens(sequence) => {
                sequence.lists().into_iter().find(|name| self.words.list(name).is_none()).cloned()
            }
        }
    }

    /// Every rule, in the order of files and within them.
    pub fn all(&self) -> &[Arc<Rule>] {
        &self.all
    }

    /// A rule by name.
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.all.iter().find(|r| &*r.id == id)
    }

    /// The word lists.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The rules for lines of forms.
    pub fn lines(&self) -> &LineRules {
        &self.lines
    }

    pub(crate) fn sequences(&self) -> &[Arc<Rule>] {
        &self.sequences
    }

    pub(crate) fn starts(&self) -> &Starts {
        &self.starts
    }

    /// The tree rules that hang on a token with this lemma and lower-case form, in the order of their files.
    pub(crate) fn hanging_on(&self, lemma: &str, lower: &str) -> Vec<&Arc<Rule>> {
        let mut found: Vec<&Arc<Rule>> = self.by_anchor.get(lemma).into_iter().flatten().collect();
        if lower != lemma {
            found.extend(self.by_anchor.get(lower).into_iter().flatten());
        }
        found.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        found.dedup_by(|a, b| Arc::ptr_eq(a, b));
        found
    }

    /// What a rule cannot match without, for each tree rule that `of` admits.
    pub fn needs(&self, of: impl Fn(&Rule) -> bool) -> Vec<Needs> {
        self.all.iter().filter(|r| of(r)).filter_map(|r| Needs::of(r, self.anchors(r), &self.words)).collect()
    }
}

fn place_of(text: &str, rule: &Rule) -> std::ops::Range<usize> {
    text.find(&*rule.id).map_or(0..0, |at| at..at + rule.id.len())
}
