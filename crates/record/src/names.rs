//! Full names: what must agree before two documents can be asked whether they speak of one person.

/// A person's name with at least a given name and a surname.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FullName {
    given: String,
    middle: Vec<String>,
    surname: String,
    suffix: Option<String>,
}

/// What the names of two documents must share before anybody asks whether they are one person: given name and
/// surname; `None` for what is no full name.
pub fn name_key(text: &str) -> Option<String> {
    let (given, surname) = FullName::parse(text)?.key();
    Some(format!("{given} {surname}"))
}

/// How two full names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Nothing differs.
    Same,
    /// One leaves out a middle name or has only its initial.
    Shorter,
    /// One has a suffix (Jr., III) that the other leaves out: father and son are one letter apart.
    Suffix,
    /// Something differs.
    Different,
}

const PARTICLES: &[&str] = &[
    "de", "del", "della", "der", "den", "di", "da", "das", "do", "dos", "du", "la", "le", "van", "von",
    "ten", "ter", "bin", "ibn", "al", "el", "y", "e", "af", "av", "zu",
];

const SUFFIXES: &[(&str, &str)] = &[
    ("jr", "jr"),
    ("junior", "jr"),
    ("sr", "sr"),
    ("senior", "sr"),
    ("ii", "ii"),
    ("iii", "iii"),
    ("iv", "iv"),
];

impl FullName {
    /// Reads a name; `None` for a surname alone, an initial with a surname, or a phrase ("a local man").
    pub(crate) fn parse(text: &str) -> Option<FullName> {
        let mut words: Vec<String> = Vec::new();
        let mut in_quotes = false;
        for word in text.split_whitespace() {
            // a nickname in quotation marks is no part of the name
            let opens = word.starts_with(['"', '“', '‘', '(']) || (word.starts_with('\'') && word.len() > 1);
            let closes = word.ends_with(['"', '”', '’', ')', '\'']);
            if opens || in_quotes {
                in_quotes = !closes;
                continue;
            }
            let plain = plain(word.trim_matches([',', '.', ';']));
            let is_name = word.chars().next().is_some_and(char::is_uppercase);
            if plain.is_empty() || plain.chars().any(|c| c.is_ascii_digit()) {
                return None;
            }
            if !is_name && !PARTICLES.contains(&plain.as_str()) {
                return None;
            }
            words.push(plain);
        }
        if words.first().is_some_and(|w| ["a", "an", "the"].contains(&w.as_str()) && words.len() > 1) {
            return None;
        }
        let suffix = words.last().and_then(|last| SUFFIXES.iter().find(|(form, _)| form == last));
        let suffix = suffix.map(|(_, kept)| (*kept).to_owned());
        if suffix.is_some() {
            words.pop();
        }
        let mut surname = words.pop()?;
        while words.len() > 1 && words.last().is_some_and(|w| w.len() > 1 && PARTICLES.contains(&w.as_str()))
        {
            surname = format!("{} {surname}", words.pop()?);
        }
        if words.is_empty() || (words.len() == 1 && words[0].chars().count() < 2) {
            return None;
        }
        let given = words.remove(0);
        Some(FullName { given, middle: words, surname, suffix })
    }

    /// The key under which two forms of one name always meet.
    pub(crate) fn key(&self) -> (String, String) {
        // the last part of a compound surname is the same whether it is written with a hyphen or not
        (self.given.clone(), self.surname.rsplit(['-', ' ']).next().unwrap_or_default().to_owned())
    }

    /// How this name compares with another.
    pub(crate) fn likeness(&self, other: &FullName) -> Likeness {
        if self.given != other.given {
            return Likeness::Different;
        }
        let middle = if self.surname == other.surname {
            middles(&self.middle, &other.middle)
        } else if self.parts() == other.parts() {
            Likeness::Same // "Gutierrez-Reed" and "Gutierrez Reed"
        } else {
            Likeness::Different
        };
        match (&self.suffix, &other.suffix) {
            _ if middle == Likeness::Different => Likeness::Different,
            (None, None) => middle,
            (Some(a), Some(b)) if a == b => middle,
            (Some(_), Some(_)) => Likeness::Different,
            _ => Likeness::Suffix,
        }
    }

    /// All words after the given name, compounds taken apart.
    fn parts(&self) -> Vec<&str> {
        let words = self.middle.iter().chain([&self.surname]);
        words.flat_map(|w| w.split(['-', ' '])).collect()
    }
}

/// The last word of a name, normalized: what a lone surname shares with a full name.
pub(crate) fn last_word(name: &str) -> String {
    name.split_whitespace().last().map(|w| plain(w.trim_matches([',', '.', ';']))).unwrap_or_default()
}

fn middles(a: &[String], b: &[String]) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    if a.is_empty() || b.is_empty() {
        return Likeness::Shorter;
    }
    let agree = |(x, y): (&String, &String)| {
        let short = x.chars().count() == 1 || y.chars().count() == 1;
        x == y || (short && x.chars().next() == y.chars().next())
    };
    if a.len() == b.len() && a.iter().zip(b).all(agree) { Likeness::Shorter } else { Likeness::Different }
}

/// Lower case, without accents and apostrophes: "O’Néill" is "oneill".
pub(crate) fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ě' | 'ę' | 'ė' => out.push('e'),
            'ğ' => out.push('g'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ř' => out.push('r'),
            'š' | 'ś' | 'ş' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ť' | 'ț' | 'ţ' => out.push('t'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            '‐' | '‑' | '–' => out.push('-'),
            '\'' | '’' | '‘' | '`' | '.' => {}
            '\u{300}'..='\u{36f}' => {} // combining accents
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Likeness::{Different, Same, Shorter, Suffix};
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expect: Likeness) {
        let (a, b) = (FullName::parse(a).unwrap(), FullName::parse(b).unwrap());
        assert_eq!(a.likeness(&b), expect, "{a:?} {b:?}");
        assert_eq!(b.likeness(&a), expect);
        if expect != Different {
            assert_eq!(a.key(), b.key());
        }
    }

    #[test]
    fn spelling_does_not_part_a_name() {
        check("Ana Núñez", "Ana Nunez", Same);
        check("Hilda Marsh-Quill", "Hilda Marsh Quill", Same);
        check("Hilda Marsh‑Quill", "HILDA MARSH-QUILL", Same);
        check("Sean O’Dwyre", "Sean O'Dwyre", Same);
        check("Robert “Bobby” Lund", "Robert Lund", Same);
        check("Jan van der Berg", "Jan van der Berg", Same);
    }

    #[test]
    fn middle_names_may_be_left_out_but_not_differ() {
        check("Mary Ellen Trask", "Mary Trask", Shorter);
        check("Mary E. Trask", "Mary Ellen Trask", Shorter);
        check("Mary E. Trask", "Mary J. Trask", Different);
        check("Hilda Marsh-Quill", "Hilda Quill", Different);
        check("Ada Trask", "Eve Trask", Different);
    }

    #[test]
    fn a_suffix_makes_a_difference() {
        check("Owen Pell Jr.", "Owen Pell", Suffix);
        check("Owen Pell, Jr.", "Owen Pell Junior", Same);
        check("Owen Pell Jr.", "Owen Pell Sr.", Different);
    }

    #[test]
    fn what_is_no_full_name() {
        for text in ["Trask", "O. Trask", "the 45-year-old driver", "A local man", "The Boy", "Pell Jr.", ""]
        {
            assert_eq!(FullName::parse(text), None, "{text}");
        }
    }
}
