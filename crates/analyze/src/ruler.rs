//! The attribute ruler: parts of speech, morphology and some lemmas by rule from tag, word and label.

use std::str::FromStr;

use factum_types::{Dep, Pos, Tag};
use fancy_regex::Regex;

use crate::records::{Reader, Writer};

/// A rule: where one of the patterns matches, the word at `index` gets the attributes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    /// Patterns of one or two words.
    pub(crate) patterns: Vec<Pattern>,
    /// What is set, in order.
    pub(crate) attributes: Vec<(Attribute, String)>,
    /// Which word of the pattern gets it.
    pub(crate) index: usize,
}

/// Conditions for each word.
pub(crate) type Pattern = Vec<Vec<Condition>>;

/// A condition on a word.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Condition {
    /// What is looked at.
    pub(crate) attribute: Attribute,
    /// How.
    pub(crate) test: Test,
    /// The strings to compare with; one regular expression for [`Test::Regex`].
    pub(crate) operands: Vec<String>,
}

/// What a rule reads or sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Attribute {
    /// The tag.
    Tag,
    /// The lower-cased word.
    Lower,
    /// The label of the arc to the head.
    Dep,
    /// `true` or `false`.
    IsSpace,
    /// The part of speech.
    Pos,
    /// The morphological features.
    Morph,
    /// The lemma.
    Lemma,
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Test {
    /// Is one of the operands.
    In,
    /// Is none of them.
    NotIn,
    /// Has a match of the regular expression.
    Regex,
}

impl FromStr for Attribute {
    type Err = ();

    fn from_str(s: &str) -> Result<Attribute, ()> {
        let names = ["TAG", "LOWER", "DEP", "IS_SPACE", "POS", "MORPH", "LEMMA"];
        names.iter().position(|n| *n == s).and_then(|at| Attribute::ALL.get(at)).copied().ok_or(())
    }
}

impl Attribute {
    const ALL: [Attribute; 7] = [
        Attribute::Tag,
        Attribute::Lower,
        Attribute::Dep,
        Attribute::IsSpace,
        Attribute::Pos,
        Attribute::Morph,
        Attribute::Lemma,
    ];
}

impl Rule {
    /// Writes it into a record.
    pub(crate) fn write(&self, w: &mut Writer) {
        w.list(&self.patterns, |w, pattern| {
            w.list(pattern, |w, conditions| {
                w.list(conditions, |w, c| {
                    w.number(c.attribute as usize);
                    w.number(c.test as usize);
                    w.list(&c.operands, |w, s| w.string(s));
                });
            });
        });
        w.list(&self.attributes, |w, (attribute, value)| {
            w.number(*attribute as usize);
            w.string(value);
        });
        w.number(self.index);
    }

    /// Reads it from a record.
    pub(crate) fn read(r: &mut Reader<'_>) -> Option<Rule> {
        let condition = |r: &mut Reader<'_>| {
            let attribute = *Attribute::ALL.get(r.number()?)?;
            let test = *[Test::In, Test::NotIn, Test::Regex].get(r.number()?)?;
            Some(Condition { attribute, test, operands: r.strings()? })
        };
        let patterns = r.list(|r| r.list(|r| r.list(condition)))?;
        let attributes = r.list(|r| Some((*Attribute::ALL.get(r.number()?)?, r.string()?.to_owned())))?;
        Some(Rule { patterns, attributes, index: r.number()? })
    }
}

/// A word as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    /// The tagger's tag.
    pub(crate) tag: Tag,
    /// The lower-cased word.
    pub(crate) lower: &'a str,
    /// The parser's label.
    pub(crate) dep: Dep,
    /// Whether it is white space.
    pub(crate) is_space: bool,
}

/// What the rules make of a word. Each value stands with the number of its rule, since later rules win.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Effect<'a> {
    /// Another tag.
    pub(crate) tag: Option<(usize, Tag)>,
    /// The part of speech.
    pub(crate) pos: Option<(usize, Pos)>,
    /// Another label.
    pub(crate) dep: Option<(usize, Dep)>,
    /// The morphological features.
    pub(crate) morph: Option<(usize, &'a str)>,
    /// The lemma.
    pub(crate) lemma: Option<(usize, &'a str)>,
}

/// Rules, ready to run.
#[derive(Debug)]
pub(crate) struct Ruler {
    /// Rule number and conditions of the patterns of one word.
    single: Vec<(usize, Vec<Ready>)>,
    /// For each tag, which of these may match.
    by_tag: Vec<Vec<u16>>,
    /// Rule number and conditions of the patterns of two words.
    pairs: Vec<(usize, [Vec<Ready>; 2])>,
    rules: Vec<(Vec<Set>, usize)>,
}

/// A condition with its operands read.
#[derive(Debug)]
enum Ready {
    Tag(Vec<Tag>, bool),
    Dep(Vec<Dep>, bool),
    Lower(Vec<String>, bool),
    LowerRegex(Box<Regex>),
    IsSpace(bool),
}

/// An assignment with its value read.
#[derive(Debug)]
enum Set {
    Tag(Tag),
    Pos(Pos),
    Dep(Dep),
    Morph(String),
    Lemma(String),
}

impl Ruler {
    /// Compiles rules; `None` where one sets or tests what this version does not know.
    pub(crate) fn new(rules: &[Rule]) -> Option<Ruler> {
        let (mut single, mut pairs, mut ready) = (Vec::new(), Vec::new(), Vec::new());
        for (number, rule) in rules.iter().enumerate() {
            for pattern in &rule.patterns {
                let mut words = pattern.iter().map(|w| w.iter().map(Ready::new).collect::<Option<Vec<_>>>());
                match (words.next(), words.next()) {
                    (Some(word), None) => single.push((number, word?)),
                    (Some(first), Some(second)) => pairs.push((number, [first?, second?])),
                    (None, _) => return None,
                }
            }
            let sets = rule.attributes.iter().map(Set::new).collect::<Option<_>>()?;
            ready.push((sets, rule.index));
        }
        let may_match = |tag: Tag| {
            let rules = single.iter().enumerate();
            let rules = rules.filter(|(_, (_, word))| word.iter().all(|c| c.allows_tag(tag)));
            rules.map(|(at, _)| at as u16).collect()
        };
        let by_tag = Tag::ALL.iter().map(|tag| may_match(*tag)).collect();
        Some(Ruler { single, by_tag, pairs, rules: ready })
    }

    /// What the rules of one word say.
    pub(crate) fn effect(&self, word: Seen<'_>) -> Effect<'_> {
        let mut effect = Effect::default();
        for at in self.by_tag.get(word.tag as usize).map_or(&[][..], Vec::as_slice) {
            if let Some((rule, conditions)) = self.single.get(usize::from(*at))
                && conditions.iter().all(|c| c.holds(word))
            {
                self.apply(*rule, &mut effect);
            }
        }
        effect
    }

    /// Whether a rule of two words may match with this as the second; `lower` is the word.
    pub(crate) fn ends_pair(&self, lower: &str) -> bool {
        self.pairs.iter().any(|(_, [_, second])| second.iter().all(|c| c.allows_word(lower)))
    }

    /// The rules of two words that match: their number, and which of the words they change.
    pub(crate) fn pairs(&self, first: Seen<'_>, second: Seen<'_>) -> impl Iterator<Item = (usize, usize)> {
        let holds = move |conditions: &[Vec<Ready>; 2]| {
            let [a, b] = conditions;
            a.iter().all(|c| c.holds(first)) && b.iter().all(|c| c.holds(second))
        };
        let found = self.pairs.iter().filter(move |(_, conditions)| holds(conditions));
        found.map(|(rule, _)| (*rule, self.rules.get(*rule).map_or(0, |(_, index)| *index)))
    }

    /// Applies a rule over what earlier rules said.
    pub(crate) fn apply<'a>(&'a self, rule: usize, effect: &mut Effect<'a>) {
        fn win<T>(slot: &mut Option<(usize, T)>, rule: usize, value: T) {
            if slot.as_ref().is_none_or(|(earlier, _)| *earlier <= rule) {
                *slot = Some((rule, value));
            }
        }
        for set in self.rules.get(rule).map_or(&[][..], |(sets, _)| sets.as_slice()) {
            match set {
                Set::Tag(tag) => win(&mut effect.tag, rule, *tag),
                Set::Pos(pos) => win(&mut effect.pos, rule, *pos),
                Set::Dep(dep) => win(&mut effect.dep, rule, *dep),
                Set::Morph(morph) => win(&mut effect.morph, rule, morph.as_str()),
                Set::Lemma(lemma) => win(&mut effect.lemma, rule, lemma.as_str()),
            }
        }
    }

    /// The lemmas that a word could get by rule, whatever its tag, label and neighbours.
    pub(crate) fn lemmas_of<'a>(&'a self, lower: &'a str) -> impl Iterator<Item = &'a str> {
        let allowed = |conditions: &[Ready], word: &str| conditions.iter().all(|c| c.allows_word(word));
        let single = self.single.iter().filter(move |(_, word)| allowed(word, lower)).map(|(rule, _)| *rule);
        let target = |rule: usize| self.rules.get(rule).map_or(0, |(_, index)| *index);
        let pairs = self.pairs.iter();
        let pairs =
            pairs.filter(move |(rule, words)| words.get(target(*rule)).is_some_and(|w| allowed(w, lower)));
        let rules = single.chain(pairs.map(|(rule, _)| *rule));
        let sets = rules.flat_map(|rule| self.rules.get(rule).map_or(&[][..], |(sets, _)| sets.as_slice()));
        sets.filter_map(|set| if let Set::Lemma(lemma) = set { Some(lemma.as_str()) } else { None })
    }
}

impl Ready {
    fn new(condition: &Condition) -> Option<Ready> {
        let (operands, wanted) = (&condition.operands, condition.test == Test::In);
        // Tags and labels that the models' vocabulary lacks never occur.
        Some(match (condition.attribute, condition.test) {
            (Attribute::Tag, Test::In | Test::NotIn) => {
                Ready::Tag(operands.iter().filter_map(|s| s.parse().ok()).collect(), wanted)
            }
            (Attribute::Dep, Test::In | Test::NotIn) => {
                Ready::Dep(operands.iter().filter_map(|s| s.parse().ok()).collect(), wanted)
            }
            (Attribute::Lower, Test::In | Test::NotIn) => Ready::Lower(operands.clone(), wanted),
            (Attribute::Lower, Test::Regex) => {
                Ready::LowerRegex(Box::new(Regex::new(operands.first()?).ok()?))
            }
            (Attribute::IsSpace, Test::In) => Ready::IsSpace(operands.first()?.parse().ok()?),
            _ => return None,
        })
    }

    fn holds(&self, word: Seen<'_>) -> bool {
        match self {
            Ready::Tag(tags, wanted) => tags.contains(&word.tag) == *wanted,
            Ready::Dep(deps, wanted) => deps.contains(&word.dep) == *wanted,
            Ready::Lower(words, wanted) => words.iter().any(|w| w == word.lower) == *wanted,
            Ready::LowerRegex(regex) => regex.is_match(word.lower).unwrap_or(false),
            Ready::IsSpace(wanted) => word.is_space == *wanted,
        }
    }

    /// Whether a word with this tag could pass.
    fn allows_tag(&self, tag: Tag) -> bool {
        if let Ready::Tag(tags, wanted) = self { tags.contains(&tag) == *wanted } else { true }
    }

    /// Whether this word could pass with some tag and label.
    fn allows_word(&self, lower: &str) -> bool {
        match self {
            Ready::Lower(words, wanted) => words.iter().any(|w| w == lower) == *wanted,
            Ready::LowerRegex(regex) => regex.is_match(lower).unwrap_or(false),
            _ => true,
        }
    }
}

impl Set {
    fn new((attribute, value): &(Attribute, String)) -> Option<Set> {
        Some(match attribute {
            Attribute::Tag => Set::Tag(value.parse().ok()?),
            Attribute::Pos => Set::Pos(value.parse().ok()?),
            Attribute::Dep => Set::Dep(value.parse().ok()?),
            // `_` stands for no features.
            Attribute::Morph => Set::Morph(if value == "_" { String::new() } else { value.clone() }),
            Attribute::Lemma => Set::Lemma(value.clone()),
            Attribute::Lower | Attribute::IsSpace => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(attribute: Attribute, test: Test, operands: &[&str]) -> Condition {
        Condition { attribute, test, operands: operands.iter().map(|s| (*s).to_owned()).collect() }
    }

    fn rules() -> Vec<Rule> {
        let sets = |list: &[(Attribute, &str)]| list.iter().map(|(a, v)| (*a, (*v).to_owned())).collect();
        vec![
            Rule {
                patterns: vec![vec![vec![condition(Attribute::Tag, Test::In, &["VBZ"])]]],
                attributes: sets(&[(Attribute::Pos, "VERB"), (Attribute::Morph, "Person=3")]),
                index: 0,
            },
            Rule {
                patterns: vec![vec![
                    vec![condition(Attribute::Dep, Test::In, &["expl"])],
                    vec![condition(Attribute::Lower, Test::In, &["is"])],
                ]],
                attributes: sets(&[(Attribute::Lemma, "be")]),
                index: 1,
            },
            Rule {
                patterns: vec![vec![vec![
                    condition(Attribute::Lower, Test::Regex, &["^i.$"]),
                    condition(Attribute::Dep, Test::NotIn, &["aux"]),
                ]]],
                attributes: sets(&[(Attribute::Pos, "AUX"), (Attribute::Morph, "_")]),
                index: 0,
            },
        ]
    }

    #[test]
    fn later_rules_win_and_pairs_reach_their_word() {
        let ruler = Ruler::new(&rules()).unwrap();
        let is = Seen { tag: Tag::VBZ, lower: "is", dep: Dep::Root, is_space: false };
        let effect = ruler.effect(is);
        assert_eq!((effect.pos, effect.morph), (Some((2, Pos::AUX)), Some((2, ""))));
        let helper = ruler.effect(Seen { dep: Dep::Aux, ..is });
        assert_eq!((helper.pos, helper.morph), (Some((0, Pos::VERB)), Some((0, "Person=3"))));
        let there = Seen { tag: Tag::EX, lower: "there", dep: Dep::Expl, is_space: false };
        assert_eq!(ruler.pairs(there, is).collect::<Vec<_>>(), [(1, 1)]);
        assert_eq!(ruler.pairs(is, is).count(), 0);
        assert!(ruler.ends_pair("is") && !ruler.ends_pair("there"));
        assert_eq!(ruler.lemmas_of("is").collect::<Vec<_>>(), ["be"]);
        assert_eq!(ruler.lemmas_of("was").count(), 0);
    }

    #[test]
    fn rules_survive_a_record() {
        let mut w = Writer::default();
        rules().iter().for_each(|rule| rule.write(&mut w));
        let bytes = w.into_bytes();
        let mut r = Reader::new(&bytes, 0);
        let read: Vec<Rule> = std::iter::from_fn(|| Rule::read(&mut r)).collect();
        assert_eq!(read, rules());
    }
}
