//! Names that the form of a court's paper gives.

use factum_types::PartyKind;

use super::NameMention;
use crate::scene::Scene;

/// A mention for each name of the form, written as names are: "MARA ELAINE QUILL" is Mara Elaine Quill.
pub(super) fn names(scene: &Scene<'_>) -> Vec<NameMention> {
    let Some(filing) = &scene.findings.filing else { return Vec::new() };
    let mut found = Vec::with_capacity(filing.names.len());
    for name in &filing.names {
        let tokens = scene.tokens_in(name.span);
        if tokens.is_empty() {
            continue;
        }
        let said = scene.words_of(name.span);
        let written = |part: &str| -> Vec<String> {
            part.split_whitespace()
                .map(|w| w.trim_matches(','))
                .filter(|w| !w.is_empty())
                .map(spelled)
                .collect()
        };
        let words = match said.split_once(',').filter(|_| name.surname_first) {
            Some((surname, given)) => written(given).into_iter().chain(written(surname)).collect(),
            None => written(said),
        };
        let kind = if name.organization { PartyKind::Organization } else { PartyKind::Person };
        let start = tokens.start;
        found.push(NameMention { kind, tokens, words, title: start..start, nickname: None });
    }
    found
}

/// A word in capitals as a name is written: "QUILL", "O'DELL", "McCREA", "SMITH-JONES", "III".
fn spelled(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let numeral = matches!(word.trim_end_matches('.'), "II" | "III" | "IV");
    if word.chars().any(char::is_lowercase) || letters < 2 || numeral {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        match first {
            true => out.push(c),
            false => out.extend(c.to_lowercase()),
        }
        first = matches!(c, '-' | '\'' | '’' | '.');
    }
    match out.strip_prefix("Mc") {
        Some(rest) if rest.len() > 2 => {
            let mut rest = rest.chars();
            let next: String = rest.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
            format!("Mc{next}{}", rest.as_str())
        }
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn capitals_of_a_form_are_no_part_of_a_name() {
        for (word, expected) in [
            ("QUILL", "Quill"),
            ("O'DELL", "O'Dell"),
            ("MCCREA", "McCrea"),
            ("III", "III"),
            ("J.", "J."),
            ("Fern", "Fern"),
        ] {
            assert_eq!(spelled(word), expected);
        }
    }
}
