//! What the words of a person's name are: given names, surname, suffix.

use crate::scene::Scene;

/// A person's name in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) given: String,
    pub(crate) middle: Vec<String>,
    /// With its particles ("de la Cruz") and both sides of a hyphen.
    pub(crate) surname: String,
    /// "Jr", "III"; without full stop, in lower case.
    pub(crate) suffix: Option<String>,
}

impl Parts {
    /// The parts of a name's words. A lone word is a surname.
    pub(crate) fn of(scene: &Scene<'_>, words: &[String]) -> Parts {
        let mut words = words;
        let mut suffix = None;
        if let [rest @ .., last] = words
            && is_suffix(last)
            && !rest.is_empty()
        {
            suffix = Some(last.to_lowercase().trim_end_matches('.').to_owned());
            words = rest;
        }
        let mut from = words.len().saturating_sub(1);
        while from > 1 && words.get(from - 1).is_some_and(|w| is_particle(scene, w)) {
            from -= 1;
        }
        let (before, surname) = words.split_at(from);
        Parts {
            given: before.first().cloned().unwrap_or_default(),
            middle: before.iter().skip(1).cloned().collect(),
            surname: surname.join(" "),
            suffix,
        }
    }

    /// The surname's last word: "Cruz" of "de la Cruz".
    pub(crate) fn bare(&self) -> &str {
        self.surname.rsplit(' ').next().unwrap_or("")
    }
}

/// "Jr.", "III", and the number that courts give to a stand-in name.
pub(crate) fn is_suffix(word: &str) -> bool {
    word.starts_with('#')
        || matches!(word.to_lowercase().trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// A small word of a surname.
pub(crate) fn is_particle(scene: &Scene<'_>, word: &str) -> bool {
    scene.listed("name-particles", &word.to_lowercase())
}

/// Whether two names may be one person's. Unknown parts are compatible; suffixes and middle initials that differ
/// tell a father from his son.
pub(crate) fn same_person(scene: &Scene<'_>, a: &Parts, b: &Parts) -> bool {
    let differ = |x: Option<&String>, y: Option<&String>| matches!((x, y), (Some(x), Some(y)) if x != y);
    if differ(a.suffix.as_ref(), b.suffix.as_ref()) || a.given.is_empty() || b.given.is_empty() {
        return false;
    }
    if let ([x], [y]) = (a.middle.as_slice(), b.middle.as_slice())
        && !same_given(scene, x, y)
    {
        return false;
    }
    if same_word(&a.surname, &b.surname) {
        let called_by_middle = |x: &Parts, y: &Parts| x.middle.iter().any(|m| same_word(m, &y.given));
        return same_given(scene, &a.given, &b.given) || called_by_middle(a, b) || called_by_middle(b, a);
    }
    // "Ana Ruiz Soto" is "Ana Ruiz" elsewhere.
    let begins = |long: &Parts, short: &Parts| {
        same_word(&long.given, &short.given)
            && short.middle.is_empty()
            && long.middle.first().is_some_and(|m| same_word(m, &short.surname))
    };
    begins(a, b) || begins(b, a)
}

/// The same given name: the word, its initial, or a short form.
pub(crate) fn same_given(scene: &Scene<'_>, a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| {
        let short = short.trim_end_matches('.');
        short.chars().count() == 1 && long.to_lowercase().starts_with(&short.to_lowercase())
    };
    same_word(a, b)
        || initial(a, b)
        || initial(b, a)
        || is_short_for(scene, a, b)
        || is_short_for(scene, b, a)
}

/// "Kenny" is short for "Kenneth".
pub(crate) fn is_short_for(scene: &Scene<'_>, short: &str, name: &str) -> bool {
    scene.listed("nicknames", &format!("{} {}", name.to_lowercase(), short.to_lowercase()))
}

/// One name spelled two ways: a letter more, less or other in a long word. Two names that both are common are two.
pub(crate) fn is_misspelling(scene: &Scene<'_>, a: &str, b: &str, shortest: usize) -> bool {
    let (x, y): (Vec<char>, Vec<char>) =
        (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let common = |w: &str| scene.listed("first-names", &w.to_lowercase());
    x.len().min(y.len()) >= shortest
        && x.first() == y.first()
        && !(common(a) && common(b))
        && one_apart(&x, &y)
}

/// Whether one insertion, deletion or replacement turns one word into the other.
fn one_apart(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short == long || long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |word: &[char], skip: usize| word.get(same + skip..).map(<[char]>::to_vec).unwrap_or_default();
    match short.len() == long.len() {
        true => rest(short, 1) == rest(long, 1),
        false => rest(short, 0) == rest(long, 1),
    }
}

/// Words compared as headlines need it: "QUILL" is "Quill".
pub(crate) fn same_word(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
