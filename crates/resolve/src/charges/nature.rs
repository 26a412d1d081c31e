//! Offences that name another within them: failing to report abuse is no abuse, concealing a murder no murder.

use factum_extract::Words;

/// Which beginnings of words, of the list of those that look to another offence, stand in a name.
fn looks_to(words: &Words, offence: &str) -> Vec<String> {
    let lower = offence.to_lowercase();
    let Some(list) = words.list("looking-to") else { return Vec::new() };
    let begins =
        |w: &str| (3..=w.len()).filter_map(|n| w.get(..n)).find(|b| list.contains(b)).map(str::to_owned);
    let mut found: Vec<String> = lower.split(|c: char| !c.is_alphanumeric()).filter_map(begins).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether two names can be of one offence as far as such words tell: both look to another offence in the same way,
/// or neither does.
pub(super) fn alike(words: &Words, a: &str, b: &str) -> bool {
    looks_to(words, a) == looks_to(words, b)
}

#[cfg(test)]
mod tests {
    use super::alike;

    const LIST: &str =
        "# Beginnings.\n# Why: a test.\n# Source: ours.\nword\naccessory\nattempt\nconceal\nconspir\nfail\n";

    #[test]
    fn what_only_looks_to_an_offence_is_another_one() {
        let mut words = factum_extract::Words::default();
        words.add("words/looking-to.tsv", LIST).expect("a list");
        let alike = |a, b| alike(&words, a, b);
        assert!(alike("murder", "second-degree murder"));
        assert!(alike("attempted murder", "attempted first-degree murder"));
        for (a, b) in [
            ("failure to report child abuse", "child abuse"),
            ("concealing a murder", "murder"),
            ("conspiracy to commit fraud", "fraud"),
            ("accessory to robbery", "robbery"),
            ("attempted theft", "theft"),
        ] {
            assert!(!alike(a, b), "{a}, {b}");
        }
    }
}
